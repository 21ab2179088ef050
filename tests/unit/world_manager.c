/* The device manager: what it answers, what happens when it is silent, gone, started anew, or talks nonsense. The
 * manager here is a child process that does as its number says. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/host.h"
#include "world/world.h"
#include "test.h"

enum mood { GOOD, SHORT, LONG, UNENDED, STRANGE, SILENT, LEAVING };

static int listen_at(const char *path)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);

    snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
    unlink(path);
    CHECK(bind(fd, (struct sockaddr *)&at, sizeof at) == 0 && listen(fd, 4) == 0);
    return fd;
}

static void answer_one(int fd, const struct machine_request *ask, enum mood mood)
{
    struct {
        struct machine_answer answer;
        char more[8];
    } packet = {
        .answer = {.fault = ask->verb == MACHINE_CLOCK ? FAULT_BAD_INPUT : FAULT_NONE, .number = ask->number + 1}};
    size_t size = sizeof packet.answer;

    if (mood == UNENDED)
        memset(packet.answer.text, 'x', sizeof packet.answer.text);
    if (mood == STRANGE)
        packet.answer.fault = FAULT_COUNT;
    size += mood == LONG ? 8 : mood == SHORT ? (size_t)-8 : 0;
    if (mood != SILENT)
        (void)!write(fd, &packet, size);
}

/* Serves one client, then ends; `mood` is how it answers. */
static pid_t manager_starts(const char *path, enum mood mood)
{
    struct machine_request ask;
    int fd = listen_at(path);
    pid_t child = fork();

    if (child) {
        close(fd);
        return child;
    }
    int client = accept(fd, NULL, NULL);
    while (read(client, &ask, sizeof ask) == sizeof ask && mood != LEAVING)
        answer_one(client, &ask, mood);
    _exit(0);
}

static void end(pid_t child)
{
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

static void test_good(const char *path)
{
    world_open(&(struct world_options){.manager = path});
    struct machine_answer a = {.number = 7};

    CHECK_INT(host_machine(MACHINE_ALIVE, 0, &a), FAULT_STEWARD_GONE); /* not there yet */
    CHECK_INT(a.number, 0);
    pid_t child = manager_starts(path, GOOD);
    CHECK_INT(host_machine(MACHINE_ALIVE, 41, &a), FAULT_NONE);
    CHECK_INT(a.number, 42);
    CHECK_INT(host_machine(MACHINE_CLOCK, 0, NULL), FAULT_BAD_INPUT);
    end(child);
    child = manager_starts(path, GOOD); /* started anew: the next question finds it */
    CHECK_INT(host_machine(MACHINE_ALIVE, 1, &a), FAULT_NONE);
    CHECK_INT(a.number, 2);
    world_open(&(struct world_options){0});
    end(child);
}

static void test_bad(const char *path)
{
    static const enum mood moods[] = {SHORT, LONG, UNENDED, STRANGE, LEAVING};

    for (size_t i = 0; i < sizeof moods / sizeof *moods; i++) {
        world_open(&(struct world_options){.manager = path});
        struct machine_answer a = {.number = 7};
        pid_t child = manager_starts(path, moods[i]);
        CHECK_INT(host_machine(MACHINE_ALIVE, 1, &a), FAULT_STEWARD_GONE);
        CHECK(a.number == 0 && a.text[0] == 0);
        end(child);
    }
}

static void test_silent(const char *path)
{
    world_open(&(struct world_options){.manager = path});
    pid_t child = manager_starts(path, SILENT);
    int64_t begin = host_steady_ms();

    CHECK_INT(host_machine(MACHINE_ALIVE, 1, NULL), FAULT_STEWARD_GONE);
    CHECK(host_steady_ms() - begin >= 1900 && host_steady_ms() - begin < 4000);
    end(child);
}

int main(void)
{
    char folder[] = "/tmp/sirkel-manager-XXXXXX", path[64];

    signal(SIGPIPE, SIG_DFL); /* a line that breaks must not end the program */
    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/manager", folder);
    CHECK_INT(host_machine(MACHINE_ALIVE, 0, NULL), FAULT_NO_ENTRY);
    test_good(path);
    test_bad(path);
    test_silent(path);
    unlink(path);
    rmdir(folder);
    return TEST_END();
}
