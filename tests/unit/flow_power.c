/* The power goes at any moment: the program is killed as it is about to make its 1st, 2nd, 3rd ... write to the disk, in
 * joining, in withdrawing and in an export. After the next start there is the old truth or the new one, and what a visitor
 * was told is so. What a drive's own cache may lose is not tested. A line of JSON for each (make attack). */
#include "cut_kit.h"
#include "screens.h"
#include "flow/records/records.h"
#include "flow/timetable/timetable.h"
#include "store/timetable.h"

#include <sys/mman.h>

struct told { /* by the child, before it died */
    int done;
    struct kit_code code;
};

static struct told *told;

struct tally {
    int tried, survived, failed; /* failed: checks, before the trial at hand */
};

/* A trial is over, in which the power went or the disk failed unless all was done before that; it was survived when no check failed. */
static void tried(struct tally *t, bool struck)
{
    t->tried += struck;
    t->survived += struck && test.failed == t->failed;
    t->failed = test.failed;
}

static void tell(const char *what, const char *how, const struct tally *t, int done)
{
    printf("{\"attack\": \"%s, %s\", \"tried\": %d, \"survived\": %d, \"done\": %d}\n", what, how, t->tried,
           t->survived, done);
}
#define CUT "cut at each write"
#define ERROR "each write and sync fails once"

static int die(struct kit *k, void (*act)(struct kit *), int n)
{
    *told = (struct told){0};
    return cut_at(k, act, n);
}

/* What must hold after any start. */
static struct kit_counts sound(struct kit *k, int at)
{
    char why[200] = "";
    struct place_facts place;
    CHECK(store_takes_signups(k->app.store) && !k->app.kiosk.desk_only && k->app.session.at == SCREEN_start);
    struct kit_counts c = kit_counts(k);
    CHECK_INT(c.slots, c.memberships + c.consents); /* no key without its record, no record without its key */
    CHECK_INT(flow_journal_check(
                  &(struct journal){.store = k->app.store, .seal = k->app.flow->seal, .kiosk = k->app.flow->kiosk.id},
                  NULL, why, sizeof why),
              FAULT_NONE);
    CHECK_INT(store_place_facts(k->app.store, "tirsdagsgruppa", &place), FAULT_NONE);
    CHECK_INT(place.taken - 4, c.memberships); /* four came before the kiosk did */
    if (*why || c.slots != c.memberships + c.consents)
        printf("killed at write %d: %s\n", at, why);
    return c;
}

static void joins(struct kit *k)
{
    kit_review(k, "tirsdagsgruppa", "Power", "40612345", SIGN_HOLD);
    flow_do(&k->app, ACT_COMMIT_JOIN, 0);
    if (k->app.session.at != SCREEN_join_done)
        return;
    memcpy(told->code.word, k->app.session.code, sizeof told->code.word);
    told->code.list = k->app.session.code_list;
    told->done = 1;
    flow_do(&k->app, ACT_LEAVE, 0);
}

static void test_join(struct kit *k)
{
    int state = 1, kept = 0;
    int64_t people = 0;
    struct tally t = {.failed = test.failed};
    for (int n = 1; state == 1 && n < 500; n++) {
        if ((state = die(k, joins, n)) < 0) {
            SKIP("this machine lets no program be watched");
            return;
        }
        kit_open(k);
        struct kit_counts c = sound(k, n);
        CHECK(c.memberships == c.consents && (c.memberships == people || c.memberships == people + 1));
        if (told->done) {
            CHECK_INT(c.memberships, people + 1); /* "You are in" was on the display */
            kit_find(k, &told->code);
            CHECK_INT(k->app.session.at, SCREEN_mine);
            CHECK_TEXT(k->app.session.own.name, "Power");
            kept++;
        }
        people = c.memberships;
        tried(&t, state == 1);
        kit_close(k);
    }
    tell("joining", CUT, &t, (int)people);
    CHECK(state == 0 && t.tried > 20 && kept > 0);
    CHECK(people > kept); /* a cut after the commit: a whole sign-up whose code nobody saw (docs/threats.md, T14) */
}

static struct kit_code leaver;

static void leaves(struct kit *k)
{
    kit_find(k, &leaver);
    flow_do(&k->app, ACT_WITHDRAW, PURPOSE_COUNT);
    flow_do(&k->app, ACT_WITHDRAW_SURE, 0);
    told->done = k->app.session.own.outcome == VERDICT_CONSENT_WITHDRAWN;
}

static void test_withdraw(struct kit *k)
{
    int state = 1, gone = 0;
    struct tally t = {.failed = test.failed};
    for (int n = 1; state == 1 && n < 500; n++) {
        kit_open(k);
        CHECK(kit_join(k, "tirsdagsgruppa", "Leaver", NULL, &leaver));
        int64_t before = kit_counts(k).consents;
        kit_close(k);
        state = die(k, leaves, n);
        if (state < 0)
            return;
        kit_open(k);
        struct kit_counts c = sound(k, n);
        CHECK(c.consents == before || c.consents == before - 1);
        CHECK(!told->done || c.consents == before - 1); /* "It is done" was on the display */
        CHECK_INT(store_tries_clear(k->app.store, TRIES_CODE), FAULT_NONE);
        kit_find(k, &leaver); /* the place is there in any case, and so is the consent if it is not withdrawn */
        CHECK(k->app.session.own.has_membership && k->app.session.own.has_consent == (c.consents == before));
        gone += c.consents == before - 1;
        tried(&t, state == 1);
        kit_close(k);
    }
    tell("withdrawing", CUT, &t, gone);
    CHECK(state == 0 && t.tried > 20 && gone > 1 && gone < t.tried);
}

static void exports(struct kit *k)
{
    told->done = kit_export(k) == VERDICT_EXPORT_DONE;
}

/* Every signature on the stick is one that the kiosk's key made over the file beside it. */
static int good_signatures(struct kit *k)
{
    char path[FILE_PATH_MAX], name[SEAL_EXPORT_NAME];
    const struct seal_public key = seal_public(k->app.flow->seal);
    int good = 0;
    for (uint32_t sequence = 1; sequence < 1000; sequence++) {
        struct buffer file = {.limit = 64 << 20}, signature = {.limit = SEAL_SIGNATURE_MAX};
        struct seal_claim claim;
        struct seal_hash h;
        struct seal_signed list = {.name = name};
        uint8_t next[SEAL_HASH];
        CHECK_INT(seal_export_name(name, k->app.flow->kiosk.id, sequence), FAULT_NONE);
        snprintf(path, sizeof path, "%s/%s.minisig", k->stick, name);
        bool there = file_read(path, &signature) == FAULT_NONE && signature.length > 0;
        snprintf(path, sizeof path, "%s/%s", k->stick, name);
        if (there && file_read(path, &file) == FAULT_NONE) {
            seal_hash_begin(&h);
            seal_hash_add(&h, file.data, file.length);
            seal_hash_end(&h, list.hash);
            list.size = file.length;
            list.signature = (struct span){signature.data, signature.length};
            good += seal_claim_verify(&key, &list, &claim, next, NULL) == FAULT_NONE;
        }
        buffer_free(&file);
        buffer_free(&signature);
    }
    return good;
}

static int64_t exports_done(struct kit *k)
{
    struct export_row last;
    return store_export_last(k->app.store, &last) == FAULT_NONE ? last.seq : 0;
}

static void test_export(struct kit *k)
{
    int state = 1, rows = 0;
    int64_t done = 0;
    struct tally t = {.failed = test.failed};
    for (int n = 1; state == 1 && n < 900; n++) {
        if ((state = die(k, exports, n)) < 0)
            return;
        kit_open(k);
        sound(k, n);
        CHECK(!told->done || exports_done(k) > done); /* "take it out" was on the display */
        rows += exports_done(k) > done;
        done = exports_done(k);
        tried(&t, state == 1);
        kit_close(k);
    }
    kit_open(k);
    CHECK(good_signatures(k) >= rows &&
          rows > 0); /* every one the kiosk calls done, and perhaps one it had no time to */
    tell("exporting", CUT, &t, rows);
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
    kit_close(k);
    CHECK(state == 0 && t.tried > 20);
}

/* --- a disk that answers with an error, once -------------------------------------------------------------------------------- */

static void changes(struct kit *k)
{
    kit_find(k, &leaver);
    flow_do(&k->app, ACT_GO, SCREEN_mine_contact);
    flow_do(&k->app, ACT_MINE_CONTACT, CONTACT_PHONE);
    kit_type(k, "40612345");
    flow_do(&k->app, ACT_WRITTEN, 0);
    told->done = k->app.session.own.outcome == VERDICT_CONTACT_CHANGED;
}

/* Nobody's record is unreadable, and nobody is told of as withdrawn who did not withdraw. */
static void nobody_lost(struct kit *k, int n)
{
    int64_t damaged = 0;
    sound(k, n);
    CHECK_INT(flow_records_check(&k->app), FAULT_NONE);
    CHECK_INT(store_damaged_count(k->app.store, &damaged), FAULT_NONE);
    CHECK_INT(damaged, 0);
}

/* Each write and each sync of it fails once. What the visitor was told is so; what they were not told may be either way, but whole. */
static void test_errors(struct kit *k, const char *name, void (*act)(struct kit *), int64_t consents)
{
    int state = 1, done = 0;
    struct tally t = {.failed = test.failed};
    for (int n = 1; state == 1 && n < 500; n++) {
        kit_open(k);
        CHECK(kit_join(k, "tirsdagsgruppa", "Leaver", NULL, &leaver));
        struct kit_counts before = kit_counts(k);
        kit_close(k);
        *told = (struct told){0};
        if ((state = fail_at(k, act, n)) < 0) {
            SKIP("this machine lets no program be watched");
            return;
        }
        kit_open(k);
        nobody_lost(k, n);
        struct kit_counts c = kit_counts(k);
        CHECK(c.consents == before.consents || c.consents == before.consents + consents);
        CHECK(!told->done || c.consents == before.consents + consents);
        CHECK_INT(store_tries_clear(k->app.store, TRIES_CODE), FAULT_NONE);
        kit_find(k, &leaver);
        CHECK(k->app.session.own.has_membership && !k->app.session.own.unreadable);
        CHECK(k->app.session.own.has_consent == (consents >= 0 || c.consents == before.consents));
        done += told->done;
        kit_close(k);
        tried(&t, state == 1);
    }
    tell(name, ERROR, &t, done);
    CHECK(state == 0 && t.tried > 5 && done > 0);
}

/* --- the timetable and the kept centre file ------------------------------------------------------------------------------ */

static void only_starts(struct kit *k)
{
    (void)k;
}

static void spoil(const struct kit *k, const char *name)
{
    char path[FILE_PATH_MAX];
    CHECK_INT(file_path(path, k->data, name), FAULT_NONE);
    CHECK_INT(file_replace(path, "no timetable and no centre file", 31, 0600), FAULT_NONE);
}

/* A start that builds the timetable again, or keeps the centre file again, is cut at each of its writes. After the next start
 * both are whole, and nobody's sign-up was touched. */
static void test_timetable(struct kit *k, const char *name)
{
    int state = 1;
    int64_t people = 0;
    struct tally t = {.failed = test.failed};
    kit_open(k);
    people = kit_counts(k).memberships;
    kit_close(k);
    for (int n = 1; state == 1 && n < 500; n++) {
        spoil(k, name);
        if ((state = die(k, only_starts, n)) < 0) {
            SKIP("this machine lets no program be watched");
            return;
        }
        kit_open(k);
        CHECK(k->app.timetable == TIMETABLE_WHOLE || k->app.timetable == TIMETABLE_REBUILT);
        CHECK_INT(store_timetable_shown(k->app.store).reason, FAULT_NONE);
        CHECK_INT(sound(k, n).memberships, people);
        kit_again(k, true);
        CHECK_INT(k->app.timetable, TIMETABLE_WHOLE);
        tried(&t, state == 1);
        kit_close(k);
    }
    tell(name, CUT, &t, t.tried);
    CHECK(t.tried > 10);
}

int main(void)
{
    static struct kit k;
    told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (told == MAP_FAILED)
        return 1;
    kit_make(&k);
    kit_close(&k);
    test_join(&k);
    test_withdraw(&k);
    test_export(&k);
    test_errors(&k, "joining", joins, 1);
    test_errors(&k, "changing", changes, 0);
    test_errors(&k, "withdrawing", leaves, -1);
    test_timetable(&k, "timetable.db");
    test_timetable(&k, FLOW_CENTRE_KEPT);
    kit_open(&k);
    kit_free(&k);
    return TEST_END();
}
