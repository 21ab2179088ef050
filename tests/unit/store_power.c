/* The process is killed in mid-write, the disk is full, a file may not grow: what was acknowledged is there, what
 * was not is whole or absent. (Power cuts below the file system are another matter: see docs/decisions/store.md.) */
#include "test.h"

#include <errno.h>
#include <signal.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include "store/inside.h"
#include "store_demo.h"

static uint8_t sealed_bytes[900];
static const struct span sealed = {sealed_bytes, sizeof sealed_bytes};

static fault sign_up(struct store *s, uint32_t number)
{
    struct record membership = demo_record(number, RECORD_MEMBERSHIP, sealed);
    struct record consent = demo_record(number, RECORD_CONSENT, sealed);
    struct journal_head head;
    int64_t row;
    fault f = store_begin(s);
    if (f == FAULT_NONE)
        f = store_journal_head(s, &head);
    if (f == FAULT_NONE)
        f = store_place_keep(s, "group-1");
    if (f == FAULT_NONE)
        f = store_signup_add(s, &membership, &consent, &row);
    head.count++;
    if (f == FAULT_NONE)
        f = store_journal_add(s, "{\"event\":\"joined\"}", &head);
    if (f == FAULT_NONE && (f = store_commit(s)) == FAULT_NONE) {
        store_place_take(s, "group-1", false);
        return FAULT_NONE;
    }
    store_rollback(s);
    return f;
}

struct state {
    int64_t members, consents, journal;
};

static struct state state_of(struct store *s)
{
    struct state st = {0};
    struct journal_head head;
    CHECK_INT(store_export_begin(s, &st.members, &st.consents), FAULT_NONE);
    store_export_end(s);
    CHECK_INT(store_journal_head(s, &head), FAULT_NONE);
    st.journal = head.count;
    return st;
}

/* Opens what a process left behind; at least `acknowledged` sign-ups, none of them half. Returns how many. */
static int64_t look(const char *folder, int64_t acknowledged)
{
    struct store *s = NULL;
    char why[256];
    CHECK_INT(store_open(&s, folder, why, sizeof why), FAULT_NONE);
    if (!s)
        return 0;
    CHECK(store_takes_signups(s));
    struct state st = state_of(s);
    CHECK(st.members >= acknowledged && st.members <= acknowledged + 1);
    CHECK(st.consents == st.members && st.journal == st.members);
    CHECK_INT(store_check(s), FAULT_NONE);
    store_close(s);
    return st.members;
}

/* Signs up until it is killed; one byte down the pipe for each that was acknowledged. */
static void child_signs_up(const char *folder, uint32_t from, int pipe_end)
{
    struct store *s;
    if (store_open(&s, folder, NULL, 0) != FAULT_NONE)
        _exit(2);
    for (uint32_t i = from; sign_up(s, i) == FAULT_NONE; i++)
        if (write(pipe_end, "x", 1) != 1)
            _exit(3);
    _exit(4);
}

static void test_killed(void)
{
    char folder[64], bytes[64];
    int64_t total = 0;
    demo_make(demo_folder(folder), 3);
    for (int round = 0; round < 40; round++) {
        int ends[2];
        assert(pipe(ends) == 0);
        pid_t child = fork();
        if (child == 0) {
            close(ends[0]);
            child_signs_up(folder, (uint32_t)total + 1, ends[1]);
        }
        close(ends[1]);
        int64_t acknowledged = total;
        for (int i = 0; i <= round % 9; i++) /* at another moment each round */
            if (read(ends[0], bytes, 1) == 1)
                acknowledged++;
        usleep((useconds_t)(round * 37 % 900));
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        for (ssize_t n; (n = read(ends[0], bytes, sizeof bytes)) > 0;)
            acknowledged += n;
        close(ends[0]);
        total = look(folder, acknowledged);
    }
    printf("%lld sign-ups over 40 kills\n", (long long)total);
    CHECK(total > 100);
    demo_remove(folder);
}

/* In a child, since a limit on file sizes is for a process: the log can't grow, as on a disk that refuses. */
static void test_refusing_disk(void)
{
    char folder[64];
    int ends[2];
    demo_make(demo_folder(folder), 3);
    fflush(stdout);
    assert(pipe(ends) == 0);
    pid_t child = fork();
    if (child == 0) {
        struct store *s;
        struct rlimit limit = {300000, 300000};
        uint8_t count = 0, id[STORE_ID] = {0};
        signal(SIGXFSZ, SIG_IGN);
        test.failed = 0;
        CHECK_INT(store_open(&s, folder, NULL, 0), FAULT_NONE);
        setrlimit(RLIMIT_FSIZE, &limit);
        while (count < 250 && sign_up(s, count + 1u) == FAULT_NONE)
            count++;
        CHECK(count > 3 && count < 250);
        CHECK_INT(store_reason(s), FAULT_DISK_BROKEN);
        CHECK(!store_takes_signups(s) && store_why(s)[0]);
        limit.rlim_cur = limit.rlim_max; /* also when the disk would take it again: closed is closed */
        CHECK_INT(store_begin(s), FAULT_DISK_BROKEN);
        CHECK_INT(store_places_save(s), FAULT_DISK_BROKEN);
        CHECK_INT(store_record_erase(s, id, 1), FAULT_DISK_BROKEN);
        struct group g;
        CHECK_INT(store_group_by_key(s, "nb", "group-1", &g), FAULT_NONE); /* the timetable is still shown */
        store_close(s);
        fflush(stdout);
        if (write(ends[1], &count, 1) != 1)
            _exit(2);
        _exit(test.failed ? 1 : 0);
    }
    uint8_t count = 0;
    int status;
    close(ends[1]);
    CHECK(read(ends[0], &count, 1) == 1);
    CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    look(folder, count);
    close(ends[0]);
    demo_remove(folder);
}

static bool small_disk(const char *folder)
{
    return unshare(CLONE_NEWNS) == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("small", folder, "tmpfs", 0, "size=1500k") == 0;
}

/* Until the disk says full; then everything acknowledged is there, and with room again the store goes on. */
static int fill_up(const char *folder)
{
    struct store *s;
    uint32_t count = 0;
    char ballast[FILE_PATH_MAX];
    test.failed = 0;
    CHECK(file_path(ballast, folder, "ballast") == FAULT_NONE);
    uint8_t block[100000] = {1};
    demo_make(folder, 3);
    CHECK_INT(file_replace(ballast, block, sizeof block, 0600), FAULT_NONE);
    CHECK_INT(store_open(&s, folder, NULL, 0), FAULT_NONE);
    fault f;
    while ((f = sign_up(s, count + 1)) == FAULT_NONE)
        count++;
    CHECK_INT(f, FAULT_DISK_FULL);
    CHECK(count > 50);
    CHECK(store_takes_signups(s)); /* nothing is broken, that one transaction did not happen */
    CHECK_INT(state_of(s).members, count);
    CHECK_INT(sign_up(s, count + 1), FAULT_DISK_FULL);
    CHECK(unlink(ballast) == 0);
    CHECK_INT(sign_up(s, count + 1), FAULT_NONE);
    struct state st = state_of(s);
    CHECK(st.members == count + 1 && st.consents == st.members && st.journal == st.members);
    store_close(s);
    look(folder, count + 1);
    fflush(stdout);
    return test.failed ? 1 : 0;
}

static void test_full_disk(void)
{
    char folder[64];
    demo_folder(folder);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        _exit(small_disk(folder) ? fill_up(folder) : 77);
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status));
    if (WEXITSTATUS(status) == 77)
        SKIP("a small disk needs the right to mount");
    else
        CHECK_INT(WEXITSTATUS(status), 0);
    demo_remove(folder);
}

/* Past the point where the log goes back into the file, several times. */
static void test_many(void)
{
    char folder[64];
    struct store *s;
    demo_make(demo_folder(folder), 3);
    CHECK_INT(store_open(&s, folder, NULL, 0), FAULT_NONE);
    for (uint32_t i = 1; i <= 1000; i++)
        CHECK_INT(sign_up(s, i), FAULT_NONE);
    CHECK_INT(state_of(s).members, 1000);
    store_close(s);
    look(folder, 1000);
    demo_remove(folder);
}

int main(void)
{
    memset(sealed_bytes, 0x5a, sizeof sealed_bytes);
    test_killed();
    test_refusing_disk();
    test_full_disk();
    test_many();
    return TEST_END();
}
