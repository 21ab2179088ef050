/* The steward's line to the kiosk over a socketpair, with verbs that only note what was asked; its dogs, its clock's
 * limits, its children's limits, how a stick's first block is read, and what is recorded about the place. */
#include "test.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include "base/file.h"
#include "base/socket.h"
#include "system/common/child.h"
#include "system/steward/steward.h"

static struct {
    int calls, gone;
    int64_t number;
} asked;
static struct watch watch;

static fault note(void *, const struct machine_request *request, struct machine_answer *answer)
{
    asked.calls++;
    asked.number = request->number;
    answer->number = 7;
    memset(answer->text, 'x', sizeof answer->text); /* a verb that forgets the end */
    return FAULT_NO_ENTRY;
}

static void note_gone(void *)
{
    asked.gone++;
}

static const struct connection_handler handler = {note, note_gone};

static struct connection begin(int *ret_kiosk)
{
    int pair[2] = {-1, -1};
    CHECK(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, pair) == 0);
    *ret_kiosk = pair[1];
    memset(&asked, 0, sizeof asked);
    return (struct connection){.watch = &watch, .handler = &handler, .client = pair[0], .client_process = -1};
}

static void test_answer(void)
{
    int kiosk;
    struct machine_answer answer;
    struct connection line = begin(&kiosk);
    for (uint32_t verb = 0; verb < MACHINE_VERBS; verb++) {
        struct machine_request request = {.verb = verb, .number = -5 - (int64_t)verb};
        CHECK(send(kiosk, &request, sizeof request, 0) == sizeof request);
        connection_serve(&line, true, false);
        CHECK(recv(kiosk, &answer, sizeof answer, MSG_TRUNC) == sizeof answer);
        CHECK_INT(asked.number, -5 - (int64_t)verb);
        CHECK_INT(answer.fault, FAULT_NO_ENTRY);
        CHECK_INT(answer.number, 7);
        CHECK(strlen(answer.text) == MACHINE_TEXT - 1);
    }
    CHECK_INT(asked.calls, MACHINE_VERBS);
    CHECK(watch.packet_ms > 0);
    connection_serve(&line, true, false); /* nothing there: nothing happens */
    CHECK(line.client >= 0 && !asked.gone);
    close(kiosk);
    connection_serve(&line, true, false); /* the kiosk is gone: and so are the staff's rights */
    CHECK(line.client == -1 && asked.gone == 1);
}

/* Sent as it is, this ends the line, calls no verb and takes the staff's rights away. */
static void refused(const void *packet, size_t length)
{
    int kiosk;
    char back;
    struct connection line = begin(&kiosk);
    CHECK(send(kiosk, packet, length, 0) == (ssize_t)length);
    connection_serve(&line, true, false);
    CHECK(line.client == -1 && asked.calls == 0 && asked.gone == 1);
    CHECK(recv(kiosk, &back, 1, 0) <= 0);
    close(kiosk);
}

static void test_refused(void)
{
    struct {
        struct machine_request request;
        char more[MACHINE_TEXT];
    } packet = {};
    for (size_t length = 0; length <= sizeof packet; length += length < 64 ? 1 : 977)
        if (length != sizeof packet.request)
            refused(&packet, length);
    refused(&(struct machine_request){.verb = MACHINE_VERBS}, sizeof(struct machine_request));
    refused(&(struct machine_request){.verb = UINT32_MAX}, sizeof(struct machine_request));
    refused(&(struct machine_request){.zero = 1}, sizeof(struct machine_request));
}

/* A kiosk that asks and never reads is hung up on, and never waited for. */
static void test_deaf(void)
{
    int kiosk, turns = 0;
    struct connection line = begin(&kiosk);
    struct machine_request request = {.verb = MACHINE_ALIVE};
    while (line.client >= 0 && turns++ < 100000) {
        (void)!send(kiosk, &request, sizeof request, 0);
        connection_serve(&line, true, false);
    }
    CHECK(line.client == -1 && turns < 100000);
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
    struct connection line = {
        .watch = &watch, .handler = &handler, .client = -1, .client_process = -1, .kiosk = getuid() + 1};
    CHECK_INT(socket_listen(socket_path, 0177, &line.listener), FAULT_NONE);
    int stranger = meet(socket_path);
    connection_serve(&line, false, true);
    CHECK(line.client == -1 && !is_open(stranger)); /* another account */
    line.kiosk = getuid();
    int kiosk = meet(socket_path), second = meet(socket_path);
    connection_serve(&line, false, true);
    connection_serve(&line, false, true);
    CHECK(line.client >= 0 && is_open(kiosk) && !is_open(second)); /* one at a time */
    CHECK(line.client_process >= 0);
    connection_serve(&line, false, true); /* nobody waits */
    CHECK(is_open(kiosk));
    close(kiosk);
    connection_serve(&line, true, false);
    CHECK(line.client == -1 && line.client_process == -1);
    close(stranger), close(second), close(line.listener);
    unlink(socket_path), rmdir(path);
}

static void test_dogs(void)
{
    struct watch w = {.watchdog = -1};
    watch_client(&w, 1000);
    CHECK_INT(watch_alarm(&w, 1000 + 10 * WATCH_SILENCE_MS), WATCH_QUIET); /* not before READY */
    w.ready_ms = w.packet_ms = 5000;
    CHECK_INT(watch_alarm(&w, 5000 + WATCH_GOOD_MS - 1), WATCH_QUIET);
    CHECK_INT(watch_alarm(&w, 5000 + WATCH_GOOD_MS), WATCH_GOOD);
    CHECK_INT(watch_alarm(&w, 5000 + WATCH_GOOD_MS + 1), WATCH_QUIET); /* said once */
    CHECK_INT(watch_alarm(&w, 5000 + WATCH_SILENCE_MS - 1), WATCH_QUIET);
    CHECK_INT(watch_alarm(&w, 5000 + WATCH_SILENCE_MS), WATCH_SILENT);
    CHECK_INT(watch_alarm(&w, 5000 + 2 * WATCH_SILENCE_MS), WATCH_QUIET);
    w = (struct watch){.watchdog = -1, .ready_ms = 1, .packet_ms = 1};
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
        CHECK_INT(child_run(5, quick, &f), f);
    int64_t began = watch_now();
    CHECK_INT(child_run(1, endless, NULL), FAULT_BUSY);
    CHECK(watch_now() - began >= 1000 && watch_now() - began < 3000);
    CHECK_INT(child_run(5, dies, NULL), FAULT_DISK_BROKEN);
}

static fault job_ends(struct child_job *job, int64_t now_ms)
{
    fault f = FAULT_COUNT;
    for (int tries = 0; tries < 1000 && !child_over(job, now_ms, &f); tries++)
        usleep(2000);
    return f;
}

static void test_jobs(void)
{
    struct child_job job = {.handle = -1};
    const fault given = FAULT_TOO_NEW;
    fault f;
    CHECK(!child_over(&job, INT64_MAX, &f)); /* none */
    CHECK_INT(child_begin(&job, 1000, quick, &given), FAULT_NONE);
    CHECK_INT(job_ends(&job, 0), FAULT_TOO_NEW);
    CHECK(job.handle == -1);
    CHECK_INT(child_begin(&job, 1000, endless, NULL), FAULT_NONE);
    CHECK(!child_over(&job, 999, &f));
    CHECK(child_over(&job, 1000, &f) && f == FAULT_BUSY && job.handle == -1 && job.left == 0);
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
    CHECK(clock_fits(made, made) && clock_fits(last, made));
    CHECK(!clock_fits(made - 1, made) && !clock_fits(last + 1, made));
    CHECK(!clock_fits(-1, -1) && !clock_fits(INT64_MIN, made) && !clock_fits(INT64_MAX, made));
    struct steward steward = {.cmdline = "sirkel.made=1700000000"};
    const struct machine_request request = {.verb = MACHINE_CLOCK, .number = made - 1};
    CHECK_INT(steward_handle(&steward, &request, &(struct machine_answer){}),
              FAULT_BAD_INPUT); /* before anything is set */
}

/* --- what is recorded about the place --- */

static char place[64]; /* holds site/ and sys/ */

static void put(const char *name, const void *data, size_t length)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", place, name);
    *strrchr(path, '/') = 0;
    CHECK(file_folder(path, 0700) == FAULT_NONE);
    snprintf(path, sizeof path, "%s/%s", place, name);
    CHECK(file_replace(path, data, length, 0600) == FAULT_NONE);
}

static bool recorded(const char *name, const char *text)
{
    char path[200];
    struct buffer found = {.limit = 200};
    snprintf(path, sizeof path, "%s/site/%s", place, name);
    bool same = file_read(path, &found) == FAULT_NONE && strcmp(buffer_string(&found), text) == 0;
    buffer_free(&found);
    return same;
}

/* A device as /sys has it: one interface, of HID, with this protocol (1: a keyboard, 2: a mouse). */
static void plug_in(const char *port, const char *name, uint8_t protocol)
{
    const uint8_t descriptors[] = {
        18, 1, 0,  2, 0, 0, 0, 64,   0x6d, 4, 0x1c, 0xc3, 0, 1, 1, 2, 3,        1, /* of the device */
        9,  2, 18, 0, 1, 1, 0, 0x80, 50,   9, 4,    0,    0, 1, 3, 1, protocol, 0};
    char path[80];
    snprintf(path, sizeof path, "sys/%s/descriptors", port);
    put(path, descriptors, sizeof descriptors);
    snprintf(path, sizeof path, "sys/%s/product", port);
    put(path, name, strlen(name));
    snprintf(path, sizeof path, "sys/%s/devnum", port);
    put(path, "7\n", 2);
}

static void pull_out(const char *port)
{
    static const char *const entries[] = {"descriptors", "product", "devnum", ""};
    char path[200];
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        snprintf(path, sizeof path, "%s/sys/%s/%s", place, port, entries[i]);
        CHECK(remove(path) == 0);
    }
}

static fault request(struct steward *steward, enum machine_verb verb, int64_t number, struct machine_answer *answer)
{
    const struct machine_request request = {.verb = verb, .number = number};
    *answer = (struct machine_answer){};
    steward->scan_due = false;
    return steward_handle(steward, &request, answer);
}

static void test_keyboard(struct steward *steward)
{
    struct machine_answer answer;
    CHECK_INT(request(steward, MACHINE_KEYBOARD, 0, &answer), FAULT_NO_ENTRY);
    plug_in("1-4", "the panel's own", 1);
    plug_in("1-3", "A mouse", 2);
    CHECK_INT(request(steward, MACHINE_KEYBOARD, 0, &answer), FAULT_NO_ENTRY);
    plug_in("1-6", "Switch\tbox", 1);
    CHECK_INT(request(steward, MACHINE_KEYBOARD, 0, &answer), FAULT_NONE);
    CHECK_TEXT(answer.text, "Switchbox"); /* what can't be printed is left out */
    CHECK_TEXT(steward->policy.keyboard, "1-6");
    CHECK(recorded("keyboard", "1-6\n") && steward->scan_due);
    plug_in("1-2.1", "Another", 1);
    CHECK_INT(request(steward, MACHINE_KEYBOARD, 0, &answer), FAULT_BAD_INPUT);
    CHECK(recorded("keyboard", "1-6\n")); /* a refusal changes nothing */
    pull_out("1-6");
    CHECK_INT(request(steward, MACHINE_KEYBOARD, 0, &answer), FAULT_NONE); /* the newest counts */
    CHECK(recorded("keyboard", "1-2.1\n"));
    CHECK_INT(request(steward, MACHINE_KEYBOARD, 2, &answer), FAULT_BAD_INPUT);
    CHECK_INT(request(steward, MACHINE_KEYBOARD, -1, &answer), FAULT_BAD_INPUT);
    CHECK(recorded("keyboard", "1-2.1\n"));
    CHECK_INT(request(steward, MACHINE_KEYBOARD, 1, &answer), FAULT_NONE);
    CHECK(recorded("keyboard", "\n") && steward->policy.keyboard[0] == 0 && steward->scan_due);
    CHECK_INT(request(steward, MACHINE_KEYBOARD, 1, &answer), FAULT_NONE); /* once more is no fault */
    pull_out("1-2.1"), pull_out("1-3"), pull_out("1-4");
}

static void test_site(void)
{
    char path[] = "/tmp/sirkel-site-XXXXXX", site[100], devices[100];
    static struct steward steward;
    struct machine_answer answer;
    CHECK(mkdtemp(path) != NULL);
    snprintf(place, sizeof place, "%s", path);
    snprintf(site, sizeof site, "%s/site", path);
    snprintf(devices, sizeof devices, "%s/sys", path);
    steward = (struct steward){.site = site, .devices.sys = devices};
    CHECK_INT(request(&steward, MACHINE_PANEL, 0, &answer), FAULT_NO_ENTRY); /* nobody touched anything yet */
    snprintf(steward.devices.touched, sizeof steward.devices.touched, "1-4");
    CHECK_INT(request(&steward, MACHINE_PANEL, 0, &answer), FAULT_NONE);
    CHECK(recorded("panel", "1-4\n") && strcmp(steward.policy.panel, "1-4") == 0 && steward.scan_due);
    CHECK_INT(request(&steward, MACHINE_EXPORT, 0, &answer), FAULT_NO_ENTRY);
    snprintf(steward.policy.stick_in, sizeof steward.policy.stick_in, "1-2");
    CHECK_INT(request(&steward, MACHINE_EXPORT, 0, &answer), FAULT_NONE);
    CHECK(recorded("export", "1-2\n"));
    CHECK_INT(request(&steward, MACHINE_TURN, 4, &answer), FAULT_BAD_INPUT);
    CHECK_INT(request(&steward, MACHINE_TURN, 3, &answer), FAULT_NONE);
    CHECK(recorded("turn", "270\n"));
    CHECK_INT(request(&steward, MACHINE_PRINTER, 0, &answer), FAULT_NO_ENTRY);
    test_keyboard(&steward);
    static const char *const names[] = {"site/panel", "site/export", "site/turn", "site/keyboard", "site", "sys", ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char name[200];
        snprintf(name, sizeof name, "%s/%s", path, names[i]);
        CHECK(remove(name) == 0);
    }
}

static void test_about(void)
{
    char text[MACHINE_TEXT];
    about_machine(
        "quiet sirkel.slot=b sirkel.version=0.3.0 sirkel.root=ab12 sirkel.made=1700000000 sirkel.packages=unlocked",
        "off", false, text, sizeof text);
    CHECK(strstr(text, "version=0.3.0\nslot=b\nroot=ab12\nmade=1700000000\npackages=unlocked\nkernel=") == text);
    CHECK(strstr(text, "\nsecure_boot=off\ntpm=") && strstr(text, "\nmedium=disk\nkeyboard=no\n"));
    about_machine("quiet sirkel.slot=stick sirkel.version=0.3.0", "off", true, text, sizeof text);
    CHECK(strstr(text, "\nmedium=install\nkeyboard=yes\n"));
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
    test_site();
    test_about();
    return TEST_END();
}
