/* Whatever becomes of timetable.db and of the kept centre file, the sign-ups are as they were: the kiosk builds the timetable
 * again, or shows the one before, or none; and a receipt code still opens and withdraws. */
#include "flow_kit.h"
#include "screens.h"

#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include "flow/timetable/timetable.h"
#include "store/timetable.h"

enum { GROUPS = 18 };

static const char *in(const struct kit *k, const char *name)
{
    static char path[FILE_PATH_MAX];
    CHECK_INT(file_path(path, k->data, name), FAULT_NONE);
    return path;
}

static bool there(const struct kit *k, const char *name)
{
    return access(in(k, name), F_OK) == 0;
}

static void whole(const char *path, struct buffer *out)
{
    *out = (struct buffer){.limit = 64 << 20};
    CHECK_INT(file_read(path, out), FAULT_NONE);
}

static void put(const char *path, const void *bytes, size_t length)
{
    unlink(path);
    CHECK_INT(file_new(path, bytes, length, 0600), FAULT_NONE);
}

/* --- what may happen to a file ------------------------------------------------------------------------------------------ */

enum harm { MISSING, EMPTY, SHORT, HALF, HEADER, ZEROES, GARBAGE, BIT, OTHER, FOLDER, HARMS };

static void harm(const char *path, enum harm how)
{
    struct buffer bytes;
    uint32_t seed = 5;
    whole(path, &bytes);
    switch (how) {
    case MISSING:
        unlink(path);
        break;
    case EMPTY:
        put(path, "", 0);
        break;
    case SHORT:
        put(path, bytes.data, 700);
        break;
    case HALF:
        put(path, bytes.data, bytes.length / 2 / 4096 * 4096);
        break;
    case HEADER:
        memset(bytes.data, 0, 100);
        break;
    case ZEROES:
        memset(bytes.data + bytes.length / 4096 / 2 * 4096, 0, 4096);
        break;
    case GARBAGE:
        for (size_t i = 0; i < bytes.length; i++)
            bytes.data[i] = (uint8_t)((seed = seed * 1664525u + 1013904223u) >> 24);
        break;
    case BIT:
        bytes.data[bytes.length / 3] ^= 4;
        break;
    case OTHER:
        memcpy(bytes.data, "a letter from somebody else, no database at all", 47);
        break;
    case FOLDER:
    case HARMS:
        unlink(path);
        CHECK(mkdir(path, 0700) == 0);
        break;
    }
    if (how >= HEADER && how <= OTHER)
        put(path, bytes.data, bytes.length);
    buffer_free(&bytes);
}

/* --- what must hold ------------------------------------------------------------------------------------------------------ */

static size_t groups_shown(struct kit *k)
{
    struct group groups[GROUPS + 1];
    size_t n = 0;
    CHECK_INT(store_groups(k->app.store, &(struct groups_asked){.language = "nb"}, groups, GROUPS + 1, &n), FAULT_NONE);
    return n;
}

/* Not one sign-up is set aside, and the code of the one there is opens it. */
static void signups_whole(struct kit *k, const struct kit_code *code)
{
    char why[200] = "";
    struct kit_counts c = kit_counts(k);
    CHECK(store_takes_signups(k->app.store) && !k->app.flow->desk);
    CHECK(c.memberships == 1 && c.consents == 1 && c.slots == 2);
    CHECK(there(k, "kiosk.db") && !there(k, "kiosk.db.damaged-1"));
    CHECK_INT(flow_journal_check(
                  &(struct journal){.store = k->app.store, .seal = k->app.flow->seal, .kiosk = k->app.flow->kiosk.id},
                  NULL, why, sizeof why),
              FAULT_NONE);
    kit_find(k, code);
    CHECK(k->app.session.own.open && k->app.session.own.has_consent && k->app.session.own.has_membership);
    CHECK_TEXT(k->app.session.own.name, "Kari");
    flow_do(&k->app, ACT_LEAVE, 0);
}

static void withdraws(struct kit *k, const struct kit_code *code)
{
    kit_find(k, code);
    flow_do(&k->app, ACT_WITHDRAW, PURPOSE_COUNT);
    flow_do(&k->app, ACT_WITHDRAW_SURE, 0);
    CHECK_INT(k->app.session.own.outcome, VERDICT_CONSENT_WITHDRAWN);
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK_INT(kit_counts(k).consents, 0);
}

/* A kiosk with one sign-up, closed. */
static void made(struct kit *k, struct kit_code *code)
{
    kit_make(k);
    CHECK_INT(k->app.timetable, TIMETABLE_WHOLE);
    CHECK(kit_join(k, "tirsdagsgruppa", "Kari", "40612345", code));
    kit_close(k);
}

/* --- the timetable ------------------------------------------------------------------------------------------------------- */

static void test_rebuilt(void)
{
    for (enum harm how = 0; how < HARMS; how++) {
        struct kit k;
        struct kit_code code;
        made(&k, &code);
        harm(in(&k, "timetable.db"), how);
        kit_open(&k);
        if (k.app.timetable != TIMETABLE_REBUILT)
            printf("harm %d: state %d\n", how, (int)k.app.timetable);
        CHECK_INT(k.app.timetable, TIMETABLE_REBUILT);
        CHECK(kit_starts(kit_last_line(&k), "timetable_rebuilt - ") ||
              kit_starts(kit_last_line(&k), "timetable_rebuilt"));
        CHECK_INT(groups_shown(&k), GROUPS);
        CHECK(there(&k, "timetable.db.damaged-1") == (how != MISSING));
        signups_whole(&k, &code);
        CHECK_INT(store_timetable_shown(k.app.store).reason, FAULT_NONE); /* it stands on the disk again … */
        kit_again(&k, true);
        CHECK_INT(k.app.timetable, TIMETABLE_WHOLE); /* … and is good the next time */
        CHECK(!kit_starts(kit_last_line(&k), "timetable"));
        withdraws(&k, &code);
        kit_free(&k);
    }
}

/* Neither a timetable nor a centre file: nothing to join, and all that was signed can be taken back. */
static void test_gone(void)
{
    for (enum harm how = 0; how < HARMS; how++) {
        struct kit k;
        struct kit_code code;
        made(&k, &code);
        harm(in(&k, "timetable.db"), how);
        harm(in(&k, FLOW_CENTRE_KEPT), (how + 1) % HARMS);
        kit_open(&k);
        CHECK_INT(k.app.timetable, TIMETABLE_NONE);
        CHECK(kit_starts(kit_last_line(&k), "timetable_gone"));
        CHECK_INT(groups_shown(&k), 0);
        CHECK_INT(k.app.session.at, SCREEN_out_of_order);
        CHECK(k.app.panel.width_px > 0); /* there is something to draw on */
        signups_whole(&k, &code);
        withdraws(&k, &code);
        kit_free(&k);
    }
}

/* The kept file is lost or damaged: it is kept again, from the timetable. */
static void test_kept_again(void)
{
    for (enum harm how = 0; how < HARMS; how++) {
        struct kit k;
        struct kit_code code;
        struct buffer before, after;
        made(&k, &code);
        whole(in(&k, FLOW_CENTRE_KEPT), &before);
        harm(in(&k, FLOW_CENTRE_KEPT), how);
        kit_open(&k);
        CHECK_INT(k.app.timetable, TIMETABLE_WHOLE);
        CHECK_INT(groups_shown(&k), GROUPS);
        whole(in(&k, FLOW_CENTRE_KEPT), &after);
        CHECK(after.length == before.length && memcmp(after.data, before.data, after.length) == 0);
        CHECK(there(&k, FLOW_CENTRE_KEPT ".damaged-1") == (how != MISSING));
        signups_whole(&k, &code);
        buffer_free(&before);
        buffer_free(&after);
        kit_free(&k);
    }
}

/* The one before is shown when it is all there is; it is not taken for the last good centre file. */
static void test_last(void)
{
    struct kit k;
    struct kit_code code;
    struct buffer bytes;
    made(&k, &code);
    whole(in(&k, "timetable.db"), &bytes);
    put(in(&k, "timetable.last.db"), bytes.data, bytes.length);
    buffer_free(&bytes);
    harm(in(&k, "timetable.db"), GARBAGE);
    harm(in(&k, FLOW_CENTRE_KEPT), MISSING);
    kit_open(&k);
    CHECK_INT(k.app.timetable, TIMETABLE_LAST);
    CHECK(kit_starts(kit_last_line(&k), "timetable_before"));
    CHECK_INT(groups_shown(&k), GROUPS);
    CHECK(!there(&k, FLOW_CENTRE_KEPT));
    signups_whole(&k, &code);
    kit_free(&k);
}

static void read_demo(struct centre_file *file)
{
    struct findings found = {0};
    CHECK_INT(feed_centre_read("assets/demo/centre.json", 0, file, &found), FAULT_NONE);
    findings_free(&found);
}

/* A cut between the kept file and the timetable: the kept file decides. Another centre's is not believed. */
static void test_between(void)
{
    struct kit k;
    struct kit_code code;
    struct centre_file file;
    struct buffer text = {.limit = CENTRE_FILE_MAX};
    char hash[2 * SEAL_HASH + 1];
    uint8_t raw[SEAL_HASH];
    for (int other = 0; other < 2; other++) {
        made(&k, &code);
        read_demo(&file);
        file.group_count = 5;
        if (other)
            (void)text_copy(file.id, sizeof file.id, "elsewhere");
        text.length = 0;
        CHECK_INT(feed_centre_write(&file, &text), FAULT_NONE);
        seal_sha256(raw, text.data, text.length);
        bytes_hex(hash, raw, sizeof raw);
        buffer_format(&text, "sha256 %s\n", hash);
        put(in(&k, FLOW_CENTRE_KEPT), text.data, text.length);
        centre_file_free(&file);
        kit_open(&k);
        CHECK_INT(k.app.timetable, other ? TIMETABLE_WHOLE : TIMETABLE_REBUILT);
        CHECK_INT(groups_shown(&k), other ? GROUPS : 5);
        CHECK(there(&k, FLOW_CENTRE_KEPT ".damaged-1") == (other == 1));
        signups_whole(&k, &code);
        kit_free(&k);
    }
    buffer_free(&text);
}

/* A newer program ran here and kept what this one can't read; the machine went back. Its files are left to it. */
static void test_newer(void)
{
    struct kit k;
    struct kit_code code;
    struct buffer text, after, timetable;
    char hash[2 * SEAL_HASH + 1];
    uint8_t raw[SEAL_HASH];
    made(&k, &code);
    whole(in(&k, FLOW_CENTRE_KEPT), &text);
    text.length -= 72;
    memcpy(strstr(buffer_string(&text), "\"whom\""), "\"whoo\"", 6);
    seal_sha256(raw, text.data, text.length);
    bytes_hex(hash, raw, sizeof raw);
    buffer_format(&text, "sha256 %s\n", hash);
    put(in(&k, FLOW_CENTRE_KEPT), text.data, text.length);
    whole(in(&k, "timetable.db"), &timetable);
    kit_open(&k);
    CHECK_INT(k.app.timetable, TIMETABLE_WHOLE);
    CHECK_INT(groups_shown(&k), GROUPS);
    signups_whole(&k, &code);
    whole(in(&k, FLOW_CENTRE_KEPT), &after);
    CHECK(after.length == text.length && memcmp(after.data, text.data, text.length) == 0);
    buffer_free(&after);
    whole(in(&k, "timetable.db"), &after);
    CHECK(after.length == timetable.length && memcmp(after.data, timetable.data, after.length) == 0);
    buffer_free(&after);
    buffer_free(&text);
    buffer_free(&timetable);
    kit_free(&k);
}

/* --- a file of another owner, a disk that takes nothing ----------------------------------------------------------------- */

enum { NOBODY = 65534 };

static int give_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st, (void)kind, (void)at;
    return chown(path, NOBODY, NOBODY);
}

/* As the kiosk's own account. 0, or how many checks failed; 77 where it can't be tried. */
static int as_nobody(struct kit *k, const struct kit_code *code, bool writable)
{
    if (setgid(NOBODY) != 0 || setuid(NOBODY) != 0 || access("assets/words", R_OK | X_OK) != 0)
        return 77;
    test.failed = 0;
    kit_open(k);
    CHECK_INT(k->app.timetable, TIMETABLE_REBUILT);
    CHECK_INT(groups_shown(k), GROUPS);
    CHECK(there(k, "kiosk.db") && !there(k, "kiosk.db.damaged-1"));
    if (writable)
        signups_whole(k, code);
    kit_close(k);
    return test.failed > 0;
}

static void test_owner(void)
{
    for (int writable = 1; writable >= 0; writable--) {
        struct kit k;
        struct kit_code code;
        int status = 0;
        if (getuid() != 0) {
            SKIP("only root gives files away");
            return;
        }
        made(&k, &code);
        nftw(k.folder, give_one, 16, FTW_PHYS);
        CHECK(chown(in(&k, "timetable.db"), 0, 0) == 0 && chmod(in(&k, "timetable.db"), 0600) == 0);
        if (!writable)
            CHECK(chmod(k.data, 0500) == 0);
        fflush(stdout);
        pid_t child = fork();
        if (child == 0) {
            int failed = as_nobody(&k, &code, writable);
            fflush(stdout);
            _exit(failed);
        }
        CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status));
        if (WEXITSTATUS(status) == 77)
            SKIP("another account may not read this checkout");
        else
            CHECK_INT(WEXITSTATUS(status), 0);
        CHECK(chmod(k.data, 0700) == 0);
        kit_open(&k);
        kit_free(&k);
    }
}

/* --- from the record to a text and back ---------------------------------------------------------------------------------- */

static void same_text(const struct centre_file *a, const struct centre_file *b)
{
    struct buffer one = {.limit = CENTRE_FILE_MAX}, two = {.limit = CENTRE_FILE_MAX};
    CHECK_INT(feed_centre_write(a, &one), FAULT_NONE);
    CHECK_INT(feed_centre_write(b, &two), FAULT_NONE);
    CHECK(one.length > 1000);
    CHECK_TEXT(buffer_string(&two), buffer_string(&one));
    buffer_free(&one);
    buffer_free(&two);
}

/* Written, read, built, read back: each time the same. */
static void test_there_and_back(void)
{
    char folder[] = "/tmp/sirkel-flow-XXXXXX", path[FILE_PATH_MAX], why[256] = "";
    struct centre_file file, parsed, recovered;
    struct buffer text = {.limit = CENTRE_FILE_MAX};
    CHECK(mkdtemp(folder) != NULL);
    read_demo(&file);
    CHECK_INT(feed_centre_write(&file, &text), FAULT_NONE);
    struct findings found = {0};
    CHECK_INT(feed_centre_parse((struct span){text.data, text.length}, 0, &parsed, &found), FAULT_NONE);
    CHECK_INT(found.count, 0);
    same_text(&file, &parsed);
    CHECK_INT(store_timetable_build(folder, &parsed, "", why, sizeof why), FAULT_NONE);
    CHECK_INT(file_path(path, folder, "timetable.db"), FAULT_NONE);
    CHECK_INT(store_timetable_read(path, &recovered, why, sizeof why), FAULT_NONE);
    same_text(&file, &recovered);
    CHECK_INT(recovered.recipient_count, 0);
    centre_file_free(&file);
    centre_file_free(&parsed);
    centre_file_free(&recovered);
    buffer_free(&text);
    unlink(path);
    rmdir(folder);
}

int main(void)
{
    test_there_and_back();
    test_rebuilt();
    test_gone();
    test_kept_again();
    test_last();
    test_between();
    test_newer();
    test_owner();
    return TEST_END();
}
