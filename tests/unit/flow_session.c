/* A visit ends without a trace in the session, silence is asked about and then ends it, and what the kiosk can't keep it
 * refuses before anything is written. */
#include "flow_kit.h"
#include "flow/staff/staff.h"
#include "screens.h"

enum { WORDS = 40 };

static const struct {
    int idle;
    enum who who;
    const char *name;
} screens[SCREENS] = {
#define SCREEN(name, who, needs, reach, back, idle, ...) [SCREEN_##name] = {idle, who, #name},
#include "screens.def"
#undef SCREEN
};

/* Byte by byte, padding too, as it is when nobody has ever been here. */
static void test_wiped(struct kit *k)
{
    static struct session fresh;
    static struct staff_view staff;
    kit_again(k, false);
    fresh = k->app.session;
    staff = k->app.staff;
    struct kit_code code;
    kit_review(k, "tirsdagsgruppa", "Mellomnavn Marker", "40612345", SIGN_DRAW);
    CHECK_INT(k->app.session.at, SCREEN_join_review);
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK(memcmp(&fresh, &k->app.session, sizeof fresh) == 0);

    CHECK(kit_join(k, "tirsdagsgruppa", "Marker", "40612345", &code));
    CHECK(memcmp(&fresh, &k->app.session, sizeof fresh) == 0);
    kit_find(k, &code);
    flow_do(&k->app, ACT_GO, SCREEN_mine_contact);
    flow_do(&k->app, ACT_MINE_CONTACT, CONTACT_MAIL);
    kit_type(k, "marker@example.no");
    CHECK_TEXT(k->app.session.own.contact_typed, "marker@example.no");
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK(memcmp(&fresh, &k->app.session, sizeof fresh) == 0);

    flow_do(&k->app, ACT_BEGIN, 1);
    flow_do(&k->app, ACT_SIZE, 1);
    CHECK_INT(k->app.session.size, SIZE_USUAL + 1);
    for (int i = 0; i < SIZE_STEPS; i++) /* round and round */
        flow_do(&k->app, ACT_SIZE, 0);
    CHECK_INT(k->app.session.size, SIZE_USUAL + 1);
    flow_do(&k->app, ACT_CONTRAST, 0);
    flow_do(&k->app, ACT_GO, SCREEN_search);
    kit_type(k, "sovn");
    flow_do(&k->app, ACT_COVER, 0);
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK(memcmp(&fresh, &k->app.session, sizeof fresh) == 0);

    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
    CHECK(*k->app.staff.export_name && *k->app.staff.fingerprint);
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK(memcmp(&fresh, &k->app.session, sizeof fresh) == 0);
    CHECK_TEXT(k->app.staff.export_name, staff.export_name);
    CHECK_TEXT(k->app.staff.fingerprint, staff.fingerprint);
    CHECK_INT(k->app.staff.export_outcome, staff.export_outcome);
}

/* After so long without a touch; 0: never on its own. */
static int64_t silence_of(enum screen at)
{
    if (at == SCREEN_start || at == SCREEN_still_here)
        return 0;
    return 1000 * (int64_t)(screens[at].idle == 0  ? idle_seconds(WORDS)
                            : screens[at].idle > 0 ? screens[at].idle
                                                   : IDLE_SECONDS_MAX);
}

static void test_silence(struct kit *k)
{
    struct session *s = &k->app.session;
    for (int at = 0; at < SCREENS; at++) {
        if (screens[at].who == SETUP) /* whoever sets the kiosk up is never hurried; see tests/unit/flow_setup.c */
            continue;
        flow_forget(&k->app);
        s->at = (enum screen)at;
        s->who = screens[at].who & VISITOR ? VISITOR : STAFF;
        s->staff_until_ms =
            host_fake.steady_ms + 24 * 3600 * 1000; /* its end is another matter: tests/unit/flow_upkeep.c */
        flow_touched(&k->app);
        int64_t silence = silence_of((enum screen)at), from = host_fake.steady_ms;
        if (silence == 0)
            continue;
        CHECK_INT(flow_deadline(&k->app, WORDS), from + silence);
        flow_tick(&k->app, from + silence - 1, WORDS);
        CHECK_INT(s->at, at);
        s->join.mark.drawing = true; /* a slow hand is no silence */
        flow_tick(&k->app, from + silence, WORDS);
        CHECK_INT(s->at, at);
        int64_t looks = s->who == STAFF ? flow_staff_ms(&k->app) : -1;
        CHECK_INT(flow_deadline(&k->app, WORDS),
                  at == SCREEN_staff_printer ? flow_print_ms(&k->app) : looks); /* that one looks */
        s->join.mark.drawing = false;
        flow_tick(&k->app, from + silence, WORDS);
        bool locks = s->who == STAFF || at == SCREEN_staff_pin || !(screens[at].who & VISITOR);
        CHECK_INT(s->at, locks ? SCREEN_start : SCREEN_still_here); /* staff are not asked */
        CHECK(s->who == VISITOR);
    }
    flow_forget(&k->app);
}

static void ask_and_touch(struct kit *k)
{
    host_fake.steady_ms += IDLE_SECONDS_MAX * 1000;
    flow_tick(&k->app, host_fake.steady_ms, WORDS);
    CHECK_INT(k->app.session.at, SCREEN_still_here);
    flow_touched(&k->app);
}

static void answer_name(struct kit *k, const char *letter)
{
    kit_type(k, letter);
    flow_do(&k->app, ACT_STILL_NAME, 0);
}

/* Nothing of the visitor's is reached by whoever says yes in their place. */
static void check_locked(struct kit *k, enum screen at)
{
    const struct session *s = &k->app.session;
    CHECK(s->at == at && s->locked);
    for (int32_t to = 0; to < SCREENS; to++) {
        const struct screen_row *row = screen_row((screen_id)to);
        bool theirs = row->class == PERSONAL && row->who == VISITOR && row->needs != NEED_locked;
        CHECK(!theirs || !screen_ready(&k->app, (screen_id)to));
    }
    flow_do(&k->app, ACT_HELP, 0);
    CHECK_INT(s->at, SCREEN_help);
    flow_do(&k->app, ACT_BACK, 0);
    CHECK_INT(s->at, at);
    flow_do(&k->app, ACT_BACK, 0);
    CHECK_INT(s->at, at);
}

/* A name is written: its first letter, as it was written or without its dots and rings. */
static void test_still_name(struct kit *k)
{
    struct session *s = &k->app.session;
    kit_review(k, "tirsdagsgruppa", "Åse", NULL, SIGN_HOLD);
    CHECK_INT(s->at, SCREEN_join_review);
    ask_and_touch(k);
    check_locked(k, SCREEN_still_name);
    flow_do(&k->app, ACT_STILL_NAME, 0); /* nothing was written: no answer */
    CHECK(s->locked && s->locked_wrong == 0);
    answer_name(k, "k");
    CHECK(s->at == SCREEN_still_name && s->notice == VERDICT_STILL_NOT && s->locked_wrong == 1);
    answer_name(k, "a");
    CHECK(s->at == SCREEN_join_review && !s->locked && !*s->initial_typed);
    ask_and_touch(k);
    ask_and_touch(k); /* silence there asks again, and shows no more */
    check_locked(k, SCREEN_still_name);
    for (int i = 0; i < 3; i++)
        answer_name(k, "k");
    CHECK(s->at == SCREEN_start && !*s->join.name);
    kit_review(k, "tirsdagsgruppa", "Åse", NULL, SIGN_HOLD);
    flow_do(&k->app, ACT_COMMIT_JOIN, 0);
    CHECK(s->at == SCREEN_join_done && s->code_count == CODE_WORDS);
    ask_and_touch(k); /* a code that may not be written down yet */
    check_locked(k, SCREEN_still_name);
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK(s->at == SCREEN_join_done && s->part == CODE_ASKED);
    flow_do(&k->app, ACT_HELP, 0);
    flow_do(&k->app, ACT_BACK, 0); /* no way round leads to the code */
    CHECK(s->at == SCREEN_still_name && s->locked);
    flow_do(&k->app, ACT_LEAVE, 0);
    flow_do(&k->app, ACT_PART, 0); /* "Show the code again" */
    CHECK(s->at == SCREEN_still_name && s->locked);
    answer_name(k, "å");
    CHECK(s->at == SCREEN_join_done && s->part == 0 && !s->locked && s->code_count == CODE_WORDS);
    flow_do(&k->app, ACT_KEPT, 0);
    flow_do(&k->app, ACT_KEPT, 1);
    CHECK_INT(s->at, SCREEN_start);
}

/* A code is written, or opened the visitor's records: one word of it, any. */
static void test_still_word(struct kit *k)
{
    struct session *s = &k->app.session;
    struct kit_code code;
    CHECK(kit_join(k, "tirsdagsgruppa", "Wordy", NULL, &code));
    kit_find(k, &code);
    CHECK_INT(s->at, SCREEN_mine);
    for (int i = 0; i < CODE_WORDS; i++) {
        ask_and_touch(k);
        check_locked(k, SCREEN_still_word);
        CHECK(s->own.open && s->suggestion_count == 0);
        flow_do(&k->app, ACT_STILL_WORD, code.list * CODE_LIST + (code.word[i] ^ 1));
        CHECK(s->locked && s->notice == VERDICT_STILL_NOT);
        kit_type(k, k->app.words[code.list].word[code.word[i]]);
        CHECK(s->suggestion_count > 0 && s->suggestion[0] == code.list * CODE_LIST + code.word[i]);
        flow_do(&k->app, ACT_STILL_WORD, s->suggestion[0]);
        CHECK(s->at == SCREEN_mine && !s->locked && !*s->code_typed);
    }
    ask_and_touch(k);
    for (int i = 0; i < 3; i++)
        flow_do(&k->app, ACT_STILL_WORD, code.list * CODE_LIST + (code.word[0] ^ 1));
    CHECK(s->at == SCREEN_start && !s->own.open);
    flow_do(&k->app, ACT_BEGIN, 0); /* nothing is theirs: a yes is a yes */
    ask_and_touch(k);
    CHECK(s->at == SCREEN_home && !s->locked);
    flow_forget(&k->app);
}

static void test_still_here(struct kit *k)
{
    struct session *s = &k->app.session;
    kit_review(k, "tirsdagsgruppa", "Slow", NULL, SIGN_NONE);
    enum screen at = s->at;
    for (int i = 0; i < 30; i++) { /* as often as one likes */
        host_fake.steady_ms += silence_of(at);
        flow_tick(&k->app, host_fake.steady_ms, WORDS);
        CHECK_INT(s->at, SCREEN_still_here);
        CHECK_INT(flow_deadline(&k->app, WORDS), host_fake.steady_ms + STILL_HERE_SECONDS * 1000);
        host_fake.steady_ms += STILL_HERE_SECONDS * 1000 - 1;
        flow_tick(&k->app, host_fake.steady_ms, WORDS);
        flow_touched(&k->app); /* any touch is a yes, but whose? */
        CHECK(s->at == SCREEN_still_name && s->locked);
        kit_type(k, i % 2 ? "S" : "s");
        flow_do(&k->app, ACT_STILL_NAME, 0);
        CHECK(s->at == at && !s->locked && strcmp(s->join.name, "Slow") == 0);
    }
    host_fake.steady_ms += silence_of(at);
    flow_tick(&k->app, host_fake.steady_ms, WORDS);
    flow_do(&k->app, ACT_STILL_HERE, 1); /* "I need more time" */
    kit_type(k, "s");
    flow_do(&k->app, ACT_STILL_NAME, 0);
    host_fake.steady_ms += IDLE_SECONDS_MAX * 1000 - 1;
    flow_tick(&k->app, host_fake.steady_ms, WORDS);
    CHECK_INT(s->at, at);
    host_fake.steady_ms += 1;
    flow_tick(&k->app, host_fake.steady_ms, WORDS);
    CHECK_INT(s->at, SCREEN_still_here);
    host_fake.steady_ms += STILL_HERE_SECONDS * 1000;
    flow_tick(&k->app, host_fake.steady_ms, WORDS);
    CHECK(s->at == SCREEN_start && !*s->join.name && !s->join.active);
}

/* One list has everybody in it: whom it could not hold is not taken, and staff hear of it long before. */
static void test_full(struct kit *k)
{
    static const int64_t parts[] = {KEPT_BYTES_MAX / 2, KEPT_BYTES_MAX / 100 * 76, KEPT_BYTES_MAX};
    const struct session *s = &k->app.session;
    char path[FILE_PATH_MAX];
    struct stat st;
    CHECK(file_path(path, k->data, "kiosk.db") == FAULT_NONE && stat(path, &st) == 0);
    for (int i = 0; i < 3; i++) {
        CHECK(truncate(path, parts[i]) == 0); /* a hole, which takes no room */
        flow_do(&k->app, ACT_BEGIN, 0);
        flow_do(&k->app, ACT_GROUP, kit_group(k, "tirsdagsgruppa"));
        flow_do(&k->app, ACT_JOIN, 0);
        CHECK((k->app.staff.filled >= FILLED_TOLD) == (i > 0));
        CHECK(k->app.kiosk.full == (i == 2) && s->join.active == (i < 2));
        CHECK(i < 2 || (s->notice == VERDICT_KIOSK_FULL && kit_starts(kit_last_line(k), "disk_low visitor")));
        flow_do(&k->app, ACT_LEAVE, 0);
        flow_forget(&k->app);
    }
    CHECK(truncate(path, st.st_size) == 0);
}

static void test_disk_low(struct kit *k)
{
    const struct session *s = &k->app.session;
    struct kit_counts before = kit_counts(k), after;
    host_fake.disk_free = DISK_LOW_BYTES - 1;
    flow_do(&k->app, ACT_BEGIN, 0);
    flow_do(&k->app, ACT_GROUP, kit_group(k, "tirsdagsgruppa"));
    flow_do(&k->app, ACT_JOIN, 0); /* said at once, not after seven screens */
    CHECK(s->at == SCREEN_group && s->notice == VERDICT_KIOSK_FULL && !s->join.active);
    after = kit_counts(k);
    CHECK(after.journal == before.journal + 1 && kit_starts(kit_last_line(k), "disk_low visitor"));
    flow_do(&k->app, ACT_LEAVE, 0);

    host_fake.disk_free = DISK_LOW_BYTES;
    kit_review(k, "tirsdagsgruppa", "Late", NULL, SIGN_HOLD);
    host_fake.disk_free = DISK_LOW_BYTES - 1; /* or at the last moment */
    flow_do(&k->app, ACT_COMMIT_JOIN, 0);
    CHECK(s->at == SCREEN_join_review && s->notice == VERDICT_KIOSK_FULL && !s->joined && s->code_count == 0);
    CHECK_TEXT(s->join.name, "Late"); /* nothing that was written is lost */
    after = kit_counts(k);
    CHECK(after.memberships == before.memberships && after.consents == before.consents && after.slots == before.slots);
    CHECK(after.journal == before.journal + 2);
    host_fake.disk_free = (int64_t)1 << 33;
    flow_do(&k->app, ACT_COMMIT_JOIN, 0);
    CHECK(s->at == SCREEN_join_done);
    flow_do(&k->app, ACT_LEAVE, 0);
}

/* What is withdrawn on a full disk goes all the same; the look of the reserve is what makes it so. */
static void test_withdraw_when_low(struct kit *k)
{
    struct kit_code code;
    char reserve[128];
    CHECK(kit_join(k, "tirsdagsgruppa", "Leaving", NULL, &code));
    host_fake.disk_free = 0;
    struct kit_counts before = kit_counts(k);
    kit_find(k, &code);
    CHECK_INT(k->app.session.at, SCREEN_mine);
    flow_do(&k->app, ACT_WITHDRAW, PURPOSE_COUNT);
    flow_do(&k->app, ACT_WITHDRAW_SURE, 0);
    CHECK_INT(k->app.session.own.outcome, VERDICT_CONSENT_WITHDRAWN);
    flow_do(&k->app, ACT_LEAVE, 0);
    struct kit_counts after = kit_counts(k);
    CHECK(after.consents == before.consents - 1 && after.slots == before.slots - 1);
    host_fake.disk_free = (int64_t)1 << 33;
    snprintf(reserve, sizeof reserve, "%s/reserve", k->data);
    CHECK(access(reserve, F_OK) == 0);
    CHECK(flow_reserve_release(&k->app) && access(reserve, F_OK) != 0 && !flow_reserve_release(&k->app));
    CHECK_INT(flow_reserve_keep(k->data), FAULT_NONE);
    CHECK(access(reserve, F_OK) == 0);
}

/* The clock went back: one line a run, sign-ups go on, no export. */
static void test_clock(struct kit *k)
{
    int64_t now = host_fake.now;
    host_fake.now -= 86400;
    kit_again(k, true);
    struct kit_counts before = kit_counts(k);
    CHECK_TEXT(kit_last_line(k), "clock_back visitor -");
    flow_tick(&k->app, host_fake.steady_ms, WORDS);
    CHECK(kit_counts(k).journal == before.journal);
    CHECK(kit_join(k, "tirsdagsgruppa", "Timeless", NULL, NULL));
    CHECK_INT(kit_export(k), VERDICT_EXPORT_CLOCK);
    CHECK_INT(kit_files(k, ".age"), 1); /* that of test_wiped */
    flow_do(&k->app, ACT_LEAVE, 0);
    host_fake.now = now;
    kit_again(k, true);
}

/* A year typed wrong for an afternoon: the list can still be taken out, and says that it is unsure; put right, all is well. */
static void test_clock_ahead(struct kit *k)
{
    int64_t now = host_fake.now;
    host_fake.now += 365 * (int64_t)DAY_SECONDS;
    kit_again(k, true);
    for (int i = 0; i < 5; i++) {
        host_fake.now += 7200;
        host_fake.steady_ms += 7200000;
        flow_tick(&k->app, host_fake.steady_ms, WORDS);
    }
    flow_kiosk_refresh(&k->app);
    CHECK(!k->app.kiosk.clock_back && !flow_clock_sure(&k->app));
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
    CHECK(!k->app.staff.clock_sure);
    flow_do(&k->app, ACT_LEAVE, 0);
    host_fake.now = now + (2 * RETAIN_CATCH_UP_DAYS + 1) * DAY_SECONDS; /* two days began under the wrong year */
    kit_again(k, true);
    CHECK(flow_clock_sure(&k->app));
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
    flow_do(&k->app, ACT_LEAVE, 0);
    host_fake.now += 90 * (int64_t)DAY_SECONDS; /* a cupboard, and then a month of days */
    for (int i = 0; i < 100; i++) {
        kit_again(k, true);
        host_fake.now += DAY_SECONDS;
    }
    CHECK(flow_clock_sure(&k->app));
}

int main(void)
{
    static struct kit k;
    kit_make(&k);
    test_wiped(&k);
    test_silence(&k);
    test_still_here(&k);
    test_still_name(&k);
    test_still_word(&k);
    test_full(&k);
    test_disk_low(&k);
    test_withdraw_when_low(&k);
    test_clock(&k);
    test_clock_ahead(&k);
    kit_free(&k);
    return TEST_END();
}
