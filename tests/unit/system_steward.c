/* The steward's line to the kiosk over a socketpair, with verbs that only note what was asked; its dogs, its clock's
 * limits, its children's limits, and how a stick's first block is read. */
#include "test.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include "system/steward/steward.h"
#include "system/common/child.h"

static struct {
    int calls;
    int64_t number;
    int staff_out;
} asked;

/* What the verbs' file would bring in: here it only counts. */
void steward_staff(struct steward *steward, bool in)
{
    steward->policy.staff = in;
    asked.staff_out += !in;
}
void steward_say(const char *, ...)
{
}

static fault note(struct steward *, int64_t number, struct machine_answer *answer)
{
    asked.calls++;
    asked.number = number;
    answer->number = 7;
    memset(answer->text, 'x', sizeof answer->text); /* a verb that forgets the end */
    return FAULT_NO_ENTRY;
}

static const steward_verb verbs[MACHINE_VERBS] = {[0 ... MACHINE_VERBS - 1] = note};

static struct steward begin(int *ret_kiosk)
{
    int pair[2] = {-1, -1};
    CHECK(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, pair) == 0);
    *ret_kiosk = pair[1];
    memset(&asked, 0, sizeof asked);
    return (struct steward){.verbs = verbs, .client = pair[0], .client_process = -1, .policy = {.staff = true}};
}

static void test_answer(void)
{
    int kiosk;
    struct machine_answer answer;
    struct steward steward = begin(&kiosk);
    for (uint32_t verb = 0; verb < MACHINE_VERBS; verb++) {
        struct machine_ask ask = {.verb = verb, .number = -5 - (int64_t)verb};
        CHECK(send(kiosk, &ask, sizeof ask, 0) == sizeof ask);
        steward_hear(&steward);
        CHECK(recv(kiosk, &answer, sizeof answer, MSG_TRUNC) == sizeof answer);
        CHECK_INT(asked.number, -5 - (int64_t)verb);
        CHECK_INT(answer.fault, FAULT_NO_ENTRY);
        CHECK_INT(answer.number, 7);
        CHECK(strlen(answer.text) == MACHINE_TEXT - 1);
    }
    CHECK_INT(asked.calls, MACHINE_VERBS);
    CHECK(steward.watch.heard_ms > 0);
    steward_hear(&steward); /* nothing there: nothing happens */
    CHECK(steward.client >= 0 && steward.policy.staff);
    close(kiosk);
    steward_hear(&steward); /* the kiosk is gone: and so are the staff's rights */
    CHECK(steward.client == -1 && !steward.policy.staff && asked.staff_out == 1);
}

/* Sent as it is, this ends the line, calls no verb and takes the staff's rights away. */
static void refused(const void *packet, size_t length)
{
    int kiosk;
    char back;
    struct steward steward = begin(&kiosk);
    CHECK(send(kiosk, packet, length, 0) == (ssize_t)length);
    steward_hear(&steward);
    CHECK(steward.client == -1 && asked.calls == 0 && !steward.policy.staff);
    CHECK(recv(kiosk, &back, 1, 0) <= 0);
    close(kiosk);
}

static void test_refused(void)
{
    struct {
        struct machine_ask ask;
        char more[MACHINE_TEXT];
    } packet = {};
    for (size_t length = 0; length <= sizeof packet; length += length < 64 ? 1 : 977)
        if (length != sizeof packet.ask)
            refused(&packet, length);
    refused(&(struct machine_ask){.verb = MACHINE_VERBS}, sizeof(struct machine_ask));
    refused(&(struct machine_ask){.verb = UINT32_MAX}, sizeof(struct machine_ask));
    refused(&(struct machine_ask){.zero = 1}, sizeof(struct machine_ask));
}

/* A kiosk that asks and never reads is hung up on, and never waited for. */
static void test_deaf(void)
{
    int kiosk, turns = 0;
    struct steward steward = begin(&kiosk);
    struct machine_ask ask = {.verb = MACHINE_ALIVE};
    while (steward.client >= 0 && turns++ < 100000) {
        (void)!send(kiosk, &ask, sizeof ask, 0);
        steward_hear(&steward);
    }
    CHECK(steward.client == -1 && turns < 100000);
    close(kiosk);
}

static int meet(const char *path)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0);
    snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
    CHECK(connect(fd, (struct sockaddr *)&at, sizeof at) == 0);
    return fd;
}

static bool is_open(int fd)
{
    char byte;
    return recv(fd, &byte, 1, 0) < 0;
}

static void test_who(void)
{
    char path[] = "/tmp/sirkel-steward-XXXXXX", socket_path[64];
    CHECK(mkdtemp(path) != NULL);
    snprintf(socket_path, sizeof socket_path, "%s/s", path);
    struct steward steward = {.verbs = verbs, .client = -1, .client_process = -1, .kiosk = getuid() + 1};
    if (steward_listen(&steward, socket_path) != FAULT_NONE) {
        SKIP("only root may give the socket to the kiosk's group");
    } else {
        int stranger = meet(socket_path);
        steward_accept(&steward);
        CHECK(steward.client == -1 && !is_open(stranger)); /* another account */
        steward.kiosk = getuid();
        int kiosk = meet(socket_path), second = meet(socket_path);
        steward_accept(&steward);
        steward_accept(&steward);
        CHECK(steward.client >= 0 && is_open(kiosk) && !is_open(second)); /* one at a time */
        CHECK(steward.client_process >= 0);
        steward_accept(&steward); /* nobody waits */
        steward_hang_up(&steward);
        CHECK(!is_open(kiosk));
        close(stranger), close(kiosk), close(second), close(steward.listener);
    }
    unlink(socket_path), rmdir(path);
}

static void test_dogs(void)
{
    struct watch w = {.dog = -1};
    watch_client(&w, 1000);
    CHECK_INT(watch_alarm(&w, 1000 + 10 * WATCH_SILENCE_MS), WATCH_QUIET); /* not before READY */
    w.ready_ms = w.heard_ms = 5000;
    CHECK_INT(watch_alarm(&w, 5000 + WATCH_GOOD_MS - 1), WATCH_QUIET);
    CHECK_INT(watch_alarm(&w, 5000 + WATCH_GOOD_MS), WATCH_GOOD);
    CHECK_INT(watch_alarm(&w, 5000 + WATCH_GOOD_MS + 1), WATCH_QUIET); /* said once */
    CHECK_INT(watch_alarm(&w, 5000 + WATCH_SILENCE_MS - 1), WATCH_QUIET);
    CHECK_INT(watch_alarm(&w, 5000 + WATCH_SILENCE_MS), WATCH_SILENT);
    CHECK_INT(watch_alarm(&w, 5000 + 2 * WATCH_SILENCE_MS), WATCH_QUIET);
    w = (struct watch){.dog = -1, .ready_ms = 1, .heard_ms = 1};
    CHECK_INT(watch_alarm(&w, 1 + WATCH_SILENCE_MS), WATCH_SILENT); /* a kiosk that hangs at once is no good start */
    CHECK(!w.good);
}

static fault quick(const void *given)
{
    return *(const fault *)given;
}
static fault endless(const void *)
{
    while (true)
        pause();
    return FAULT_NONE;
}
static fault dies(const void *)
{
    _exit(200);
}

static void test_children(void)
{
    for (fault f = FAULT_NONE; f < FAULT_COUNT; f++)
        CHECK_INT(steward_child(5, quick, &f), f);
    int64_t began = watch_now();
    CHECK_INT(steward_child(1, endless, NULL), FAULT_BUSY);
    CHECK(watch_now() - began >= 1000 && watch_now() - began < 3000);
    CHECK_INT(steward_child(5, dies, NULL), FAULT_DISK_BROKEN);
}

static fault job_ends(struct steward_job *job, int64_t now_ms)
{
    fault f = FAULT_COUNT;
    for (int tries = 0; tries < 1000 && !steward_job_over(job, now_ms, &f); tries++)
        usleep(2000);
    return f;
}

static void test_jobs(void)
{
    struct steward_job job = {.handle = -1};
    const fault given = FAULT_TOO_NEW;
    fault f;
    CHECK(!steward_job_over(&job, INT64_MAX, &f)); /* none */
    CHECK_INT(steward_job_begin(&job, 1000, quick, &given), FAULT_NONE);
    CHECK_INT(job_ends(&job, 0), FAULT_TOO_NEW);
    CHECK(job.handle == -1);
    CHECK_INT(steward_job_begin(&job, 1000, endless, NULL), FAULT_NONE);
    CHECK(!steward_job_over(&job, 999, &f));
    CHECK(steward_job_over(&job, 1000, &f) && f == FAULT_BUSY && job.handle == -1 && job.left == 0);
}

static void fat(uint8_t *b, const char *name, size_t at)
{
    memset(b, 0, STICK_BLOCK);
    memcpy(b, (uint8_t[]){0xeb, 0x58, 0x90, 'm', 'k', 'f', 's', '.', 'f', 'a', 't', 0, 2, 8, 32, 0, 2}, 17);
    memcpy(b + at, name, 8);
    b[510] = 0x55, b[511] = 0xaa;
}

static void test_kinds(void)
{
    uint8_t b[STICK_BLOCK];
    fat(b, "FAT32   ", 82);
    CHECK_INT(stick_kind(b), STICK_VFAT);
    b[13] = 3;
    CHECK_INT(stick_kind(b), STICK_UNKNOWN);
    fat(b, "FAT16   ", 54);
    CHECK_INT(stick_kind(b), STICK_VFAT);
    b[511] = 0;
    CHECK_INT(stick_kind(b), STICK_UNKNOWN);
    fat(b, "NTFS    ", 3);
    CHECK_INT(stick_kind(b), STICK_UNKNOWN);
    fat(b, "FAT32   ", 82);
    b[11] = 1;
    CHECK_INT(stick_kind(b), STICK_UNKNOWN);
    memset(b, 0, sizeof b); /* a partition table */
    b[446] = 0x80, b[510] = 0x55, b[511] = 0xaa;
    CHECK_INT(stick_kind(b), STICK_UNKNOWN);
    memcpy(b, (uint8_t[]){0xeb, 0x76, 0x90, 'E', 'X', 'F', 'A', 'T', ' ', ' ', ' '}, 11);
    b[108] = 9, b[109] = 3, b[110] = 1;
    CHECK_INT(stick_kind(b), STICK_EXFAT);
    b[20] = 1; /* must be zero there */
    CHECK_INT(stick_kind(b), STICK_UNKNOWN);
}

static void test_options(void)
{
    char text[160];
    stick_options(STICK_VFAT, UINT32_MAX, UINT32_MAX, text);
    CHECK_TEXT(text, "uid=4294967295,gid=4294967295,fmask=0177,dmask=0077,errors=remount-ro,utf8=1");
    stick_options(STICK_EXFAT, 900, 900, text);
    CHECK_TEXT(text, "uid=900,gid=900,fmask=0177,dmask=0077,errors=remount-ro,iocharset=utf8");
}

static void test_clock(void)
{
    const int64_t made = 1700000000, last = 4102444799; /* 2099-12-31 23:59:59 */
    CHECK(steward_clock_fits(made, made) && steward_clock_fits(last, made));
    CHECK(!steward_clock_fits(made - 1, made) && !steward_clock_fits(last + 1, made));
    CHECK(!steward_clock_fits(-1, -1) && !steward_clock_fits(INT64_MIN, made) && !steward_clock_fits(INT64_MAX, made));
    CHECK_INT(steward_clock_set(0, made), FAULT_BAD_INPUT); /* refused before anything is set */
}

static void test_about(void)
{
    char text[MACHINE_TEXT];
    struct steward s = {.cmdline = "quiet sirkel.slot=b sirkel.version=0.3.0 sirkel.root=ab12 sirkel.made=1700000000",
                        .secure_boot = "off"};
    machine_about(&s, text, sizeof text);
    CHECK(strstr(text, "version=0.3.0\nslot=b\nroot=ab12\nmade=1700000000\nkernel=") == text);
    CHECK(strstr(text, "\nsecure_boot=off\ntpm=") && strstr(text, "\nmedium=disk\n"));
    snprintf(s.cmdline, sizeof s.cmdline, "quiet sirkel.slot=stick sirkel.version=0.3.0");
    machine_about(&s, text, sizeof text);
    CHECK(strstr(text, "\nmedium=install\n"));
}

int main(void)
{
    test_answer();
    test_refused();
    test_deaf();
    test_who();
    test_dogs();
    test_children();
    test_jobs();
    test_kinds();
    test_options();
    test_clock();
    test_about();
    return TEST_END();
}
