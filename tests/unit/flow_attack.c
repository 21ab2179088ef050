/* One bit falls over in one file of a kiosk, anywhere: nobody who was promised a place vanishes without being named, the kiosk is never
 * closed for it, and nobody is told what is not so. A line of JSON for each file; SIRKEL_ATTACK is how many bits (make attack). */
#include "flow_kit.h"
#include "list_kit.h"
#include "screens.h"

#include <dirent.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include "attack_kit.h"
#include "base/file.h"
#include "flow/records/records.h"
#include "store/write.h"

enum { PEOPLE = 6, ROWS = 2 * (PEOPLE - 1), SHORT = 12 };

struct tally {
    int tried, survived, named, mended, lost, closed, lied;
};

/* Six join, a list goes out, one leaves; then the process ends, with or without a goodbye. */
static void live(struct kit *k, bool killed)
{
    struct kit_code leaves;
    host_fake.disk_free = DISK_LOW_BYTES + 1; /* no reserve, which would be copied each time */
    kit_make(k);
    kit_close(k);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        kit_open(k);
        for (int i = 0; i < PEOPLE; i++)
            (void)kit_join(k, "tirsdagsgruppa", "Marker Navn", "40612345", i ? NULL : &leaves);
        (void)kit_export(k);
        flow_do(&k->app, ACT_LEAVE, 0);
        kit_find(k, &leaves);
        flow_do(&k->app, ACT_WITHDRAW, PURPOSE_COUNT);
        flow_do(&k->app, ACT_WITHDRAW_SURE, 0);
        flow_do(&k->app, ACT_LEAVE, 0);
        kit_find(k, &leaves);
        flow_do(&k->app, ACT_GO, SCREEN_leave_sure);
        flow_do(&k->app, ACT_LEAVE_SURE, 0);
        flow_do(&k->app, ACT_LEAVE, 0);
        struct kit_counts c = kit_counts(k);
        if (!killed)
            kit_close(k);
        _exit(c.memberships + c.consents != ROWS);
    }
    int status = 1;
    CHECK(waitpid(child, &status, 0) == child && status == 0);
}

/* What the kiosk makes of it: opens, takes a list out, and all that was promised is in it or named. */
static void judge(struct kit *k, struct tally *t)
{
    struct store_behind behind = {0};
    struct list l;
    kit_open(k);
    if (k->app.flow->desk || !store_takes_signups(k->app.store) || kit_export(k) != VERDICT_EXPORT_DONE ||
        store_behind(k->app.store, &behind) != FAULT_NONE) {
        t->closed++;
        kit_close(k);
        return;
    }
    list_open(k, &l);
    int64_t whole = (int64_t)l.whole, named = (int64_t)l.manifest.damaged_count;
    t->lied +=
        l.manifest.erased_count > 2; /* both records of the one who left, or none where that was lost with the log */
    t->lied += l.whole != l.manifest.file_count;
    if (whole + named < ROWS)
        t->lost += (int)(ROWS - whole - named);
    else if (whole < ROWS || behind.state != BEHIND_NOT)
        t->named++;
    else
        t->survived++;
    manifest_free(&l.manifest);
    kit_close(k);
}

static void tell(const char *what, const struct tally *t)
{
    printf(
        "{\"attack\": \"%s\", \"tried\": %d, \"survived\": %d, \"named\": %d, \"lost\": %d, \"closed\": %d, \"lied\": %d}\n",
        what, t->tried, t->survived, t->named, t->lost, t->closed, t->lied);
    CHECK(t->lost == 0 && t->closed == 0 && t->lied == 0);
}

/* Of the slots, those that hold keys; of other files, anywhere. */
static void flips(struct kit *k, const char *base, const char *name, int count)
{
    struct tally t = {0};
    int64_t within = strcmp(name, "slots") == 0 ? 4096 + 64 * 2 * PEOPLE : 0;
    uint64_t seed = 20261201;
    for (int i = 0; i < count; i++) {
        kit_restore(k, base);
        CHECK(attack_flip(k->data, name, within, &seed));
        k->soon = i % 2 == 0;
        t.tried++;
        judge(k, &t);
    }
    tell(name, &t);
}

/* A letter of an entry is another one: the kiosk says that its event log does not add up. */
static void journal(struct kit *k, const char *base, int count)
{
    struct tally t = {0};
    uint64_t seed = 7;
    char path[FILE_PATH_MAX], sql[200];
    CHECK(file_path(path, k->data, "kiosk.db") == FAULT_NONE);
    for (int i = 0; i < count; i++) {
        sqlite3 *db = NULL;
        kit_restore(k, base);
        snprintf(
            sql, sizeof sql,
            "DROP TRIGGER journal_same; UPDATE journal SET entry = substr(entry, 1, %d) || 'x' || substr(entry, %d)"
            " WHERE n = %d; UPDATE journal SET link = zeroblob(32) WHERE n = %d AND entry IS NULL",
            10, 12, (int)attack_draw(&seed, 8), 0);
        CHECK(sqlite3_open(path, &db) == SQLITE_OK && sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
        sqlite3_close(db);
        t.tried++;
        kit_open(k);
        kit_pin(k, k->pin);
        t.lied += k->app.staff.journal_whole;
        t.named += !k->app.staff.journal_whole;
        kit_close(k);
    }
    tell("journal", &t);
}

/* The list on its way to the office: no flipped bit of it, or of its signature, is taken. */
static void list(struct kit *k, const char *base, bool signature, int count)
{
    struct tally t = {0};
    uint64_t seed = 11;
    char name[STORE_NAME_MAX + 16], path[FILE_PATH_MAX], why[SEAL_WHY];
    struct export_row last;
    kit_restore(k, base);
    kit_open(k);
    CHECK(kit_export(k) == VERDICT_EXPORT_DONE && store_export_last(k->app.store, &last) == FAULT_NONE);
    const struct seal_public key = seal_public(k->app.flow->seal);
    kit_close(k);
    for (int i = 0; i < count; i++) {
        struct buffer file[2] = {{.limit = SEAL_ZIP_MAX}, {.limit = SEAL_SIGNATURE_MAX}};
        for (int n = 0; n < 2; n++) {
            snprintf(name, sizeof name, "%s%s", last.name, n ? ".minisig" : "");
            CHECK(file_path(path, k->stick, name) == FAULT_NONE && file_read(path, &file[n]) == FAULT_NONE);
        }
        struct buffer *hit = &file[signature];
        hit->data[attack_draw(&seed, hit->length)] ^= (uint8_t)(1 << attack_draw(&seed, 8));
        struct seal_signed on_stick = {last.name, file[0].length, .signature = {file[1].data, file[1].length}};
        struct seal_claim claim;
        struct seal_hash hashing;
        uint8_t next[SEAL_HASH];
        seal_hash_begin(&hashing);
        seal_hash_add(&hashing, file[0].data, file[0].length);
        seal_hash_end(&hashing, on_stick.hash);
        t.tried++;
        bool taken = seal_claim_verify(&key, &on_stick, &claim, next, why) == FAULT_NONE;
        t.lied += taken;
        t.named += !taken;
        buffer_free(&file[0]);
        buffer_free(&file[1]);
    }
    tell(signature ? "signature" : "export", &t);
}

int main(void)
{
    static const char *const names[] = {"kiosk.db",    "slots",  "keys/sign.key", "keys/note.key",
                                        "kiosk.spare", "places", "timetable.db",  "centre.kept"};
    static struct kit k;
    const char *wanted = getenv("SIRKEL_ATTACK");
    int count = wanted ? atoi(wanted) : SHORT;
    char base[] = "/tmp/sirkel-base-XXXXXX", cut[] = "/tmp/sirkel-base-XXXXXX";
    assert(mkdtemp(base) && mkdtemp(cut));
    live(&k, false);
    attack_restore(k.data, base);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        flips(&k, base, names[i], count);
    journal(&k, base, count);
    list(&k, base, false, count);
    list(&k, base, true, count);
    scratch_remove(k.folder);
    live(&k, true);
    attack_restore(k.data, cut);
    flips(&k, cut, "kiosk.db-wal", count);
    scratch_remove(k.folder);
    scratch_remove(base);
    scratch_remove(cut);
    return TEST_END();
}
