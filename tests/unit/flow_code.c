/* Receipt codes and PINs: every word can be written, a wrong code can't be told from one that was withdrawn, tries are on the
 * disk before they are looked at, and a wait is not shortened by pulling the plug. */
#include "flow_kit.h"
#include "screens.h"
#include "flow/code/code.h"

#include <sched.h>
#include <time.h>

static bool offered(const struct session *s, int32_t number)
{
    for (int32_t i = 0; i < s->suggestion_count; i++)
        if (s->suggestion[i] == number)
            return true;
    return false;
}

static bool spelled_alike(const struct word_list *list, const char *word)
{
    for (int i = 0; i < CODE_LIST; i++)
        if (strcmp(list->word[i], word) == 0)
            return true;
    return false;
}

/* As if all its letters had been typed; the last one is. */
static void write_word(struct kit *k, const char *word)
{
    struct session *s = &k->app.session;
    char last[8];
    (void)text_copy(s->code_typed, sizeof s->code_typed, word);
    text_shorten(s->code_typed);
    (void)text_copy(last, sizeof last, word + strlen(s->code_typed));
    kit_type(k, last);
}

static void unwrite(struct kit *k)
{
    flow_do(&k->app, ACT_ERASE, 0);
    bytes_wipe(k->app.session.code_typed, sizeof k->app.session.code_typed);
}

/* Every word of every list, as the first word and as the second, in its own language and in the others. */
static void test_every_word(struct kit *k)
{
    struct session *s = &k->app.session;
    size_t languages;
    const struct language *all = words_languages(&languages);
    for (int32_t list = 0; list < k->app.word_lists; list++)
        for (size_t in = 0; in < languages; in++) {
            int missing = 0, crowded = 0;
            flow_do(&k->app, ACT_LEAVE, 0);
            flow_do(&k->app, ACT_BEGIN, (int32_t)in);
            flow_do(&k->app, ACT_GO, SCREEN_code);
            bool own = strcmp(all[in].code, k->app.words[list].language) == 0;
            for (int32_t i = 0; i < CODE_LIST; i++) {
                const char *word = k->app.words[list].word[i];
                write_word(k, word);
                bool alike =
                    !own && spelled_alike(&k->app.words[flow_lists_find(&k->app.flow->lists, all[in].code)], word);
                missing += !offered(s, list * CODE_LIST + i) && !alike; /* alike: asked for in the other language */
                crowded += s->suggestion_count > SUGGESTIONS_MAX || (own && s->suggestion[0] != list * CODE_LIST + i);
                unwrite(k);
            }
            CHECK_INT(missing, 0);
            CHECK_INT(crowded, 0); /* what was written stands first */
        }
    flow_do(&k->app, ACT_LEAVE, 0);
}

/* The word as keyboards without æ ø å write it; way 2 takes the shortest ("blabar"). */
static void spell(char *out, size_t size, const char *word, int way)
{
    static const char *const as[][3] = {{"æ", "ae", "a"}, {"ø", "oe", "o"}, {"å", "aa", "a"}};
    out[0] = 0;
    for (const char *at = word; *at;) {
        char letter[5], put[5];
        (void)text_put(letter, text_next(&at));
        (void)text_copy(put, sizeof put, letter);
        for (size_t i = 0; i < sizeof as / sizeof *as; i++)
            if (way > 0 && strcmp(letter, as[i][0]) == 0)
                (void)text_copy(put, sizeof put, as[i][way]);
        CHECK(strlen(out) + strlen(put) < size);
        strcat(out, put);
    }
}

/* Letters may be missing their rings: the folded word is found, and after the first word only its own list counts. */
static void test_forgiving(struct kit *k)
{
    struct session *s = &k->app.session;
    int missing = 0, strange = 0;
    flow_do(&k->app, ACT_BEGIN, 0);
    flow_do(&k->app, ACT_GO, SCREEN_code);
    CHECK_TEXT(k->app.words[0].language, "nb");
    for (int32_t i = 0; i < CODE_LIST; i++)
        for (int way = 0; way < 3; way++) {
            char word[32];
            spell(word, sizeof word, k->app.words[0].word[i], way);
            write_word(k, word);
            missing += !offered(s, i);
            unwrite(k);
        }
    CHECK_INT(missing, 0);
    flow_do(&k->app, ACT_CODE_WORD, 5);
    for (int32_t i = 0; i < CODE_LIST; i++) {
        write_word(k, k->app.words[1].word[i]);
        for (int32_t n = 0; n < s->suggestion_count; n++)
            strange += s->suggestion[n] / CODE_LIST != 0;
        unwrite(k);
    }
    CHECK_INT(strange, 0);
    flow_do(&k->app, ACT_LEAVE, 0);
}

static int64_t tries(struct kit *k, enum tries_of whose)
{
    struct tries_row row;
    CHECK_INT(store_tries(k->app.store, whose, &row), FAULT_NONE);
    return row.count;
}

/* What one can see of a try: the sentence, the screen, the try that was counted, the journal's line. */
static void same_as_wrong(struct kit *k, const struct kit_code *code)
{
    struct kit_counts before = kit_counts(k);
    int64_t tried = tries(k, TRIES_CODE);
    kit_find(k, code);
    const struct session *s = &k->app.session;
    static const struct my_signup nothing;
    CHECK(s->at == SCREEN_code && s->notice == VERDICT_CODE_NOT_FOUND);
    CHECK(memcmp(&s->own, &nothing, sizeof nothing) == 0); /* nothing of it stays */
    CHECK_INT(tries(k, TRIES_CODE), tried + 1);
    struct kit_counts after = kit_counts(k);
    CHECK_INT(after.journal, before.journal); /* the day's line stands there already */
    CHECK(after.memberships == before.memberships && after.slots == before.slots);
    flow_do(&k->app, ACT_LEAVE, 0);
}

static void test_codes(struct kit *k)
{
    struct kit_code gone, stays, never, swapped;
    CHECK(kit_join(k, "tirsdagsgruppa", "Gone", NULL, &gone));
    CHECK(kit_join(k, "tirsdagsgruppa", "Stays", "40612345", &stays));
    kit_find(k, &gone);
    CHECK(k->app.session.at == SCREEN_mine && tries(k, TRIES_CODE) == 0);
    CHECK_TEXT(k->app.session.own.name, "Gone");
    flow_do(&k->app, ACT_WITHDRAW, PURPOSE_COUNT);
    flow_do(&k->app, ACT_WITHDRAW_SURE, 0);
    CHECK_INT(k->app.session.own.outcome, VERDICT_CONSENT_WITHDRAWN);
    flow_do(&k->app, ACT_LEAVE, 0);
    kit_find(k, &gone);
    CHECK(k->app.session.at == SCREEN_mine && !k->app.session.own.has_consent); /* the place is another thing */
    flow_do(&k->app, ACT_GO, SCREEN_leave_sure);
    flow_do(&k->app, ACT_LEAVE_SURE, 0);
    CHECK_INT(k->app.session.own.outcome, VERDICT_GROUP_LEFT);
    flow_do(&k->app, ACT_LEAVE, 0);
    never = stays;
    never.word[3] ^= 1;
    swapped = stays;
    swapped.list = 1; /* the same places in another language are other words */
    int64_t lines = kit_counts(k).journal;
    kit_find(k, &gone); /* the first of a day, whichever it is, is told */
    CHECK_INT(kit_counts(k).journal, lines + 1);
    CHECK_TEXT(kit_last_line(k), "code_wrong visitor -");
    flow_do(&k->app, ACT_LEAVE, 0);
    kit_find(k, &stays);
    flow_do(&k->app, ACT_LEAVE, 0);
    same_as_wrong(k, &gone);
    same_as_wrong(k, &never);
    same_as_wrong(k, &swapped);
    kit_find(k, &stays);
    CHECK(k->app.session.at == SCREEN_mine && tries(k, TRIES_CODE) == 0); /* a right one clears the count */
    CHECK_TEXT(k->app.session.own.contact, "004740612345");
    flow_do(&k->app, ACT_LEAVE, 0);

    for (int i = 0; i < CODE_TRIES_FREE; i++)
        same_as_wrong(k, i % 2 ? &gone : &never);
    kit_find(k, &stays); /* not even a right one, and it is not looked at */
    CHECK(k->app.session.at == SCREEN_code && k->app.session.notice == VERDICT_CODE_PAUSE);
    CHECK_INT(tries(k, TRIES_CODE), CODE_TRIES_FREE);
    host_fake.steady_ms += CODE_WAIT_SECONDS * 1000 - 1000;
    kit_again(k, true); /* the plug helps nobody */
    kit_find(k, &stays);
    CHECK_INT(k->app.session.notice, VERDICT_CODE_PAUSE);
    host_fake.steady_ms += CODE_WAIT_SECONDS * 1000;
    kit_find(k, &stays);
    CHECK_INT(k->app.session.at, SCREEN_mine);
    flow_do(&k->app, ACT_LEAVE, 0);
}

static void look(struct kit *k)
{
    while (k->app.flow->look) {
        sched_yield();
        flow_tick(&k->app, host_fake.steady_ms, 10);
    }
}

/* Looking goes on beside the loop: the display shows how far it is, and whoever goes stops it with nothing left behind. */
static void test_looking(struct kit *k)
{
    struct session *s = &k->app.session;
    struct kit_code code;
    uint32_t seen = 0;
    CHECK(kit_join(k, "tirsdagsgruppa", "Looked", NULL, &code));
    for (int way = 0; way < 4; way++) {
        flow_do(&k->app, ACT_BEGIN, 0);
        flow_do(&k->app, ACT_GO, SCREEN_code);
        for (int i = 0; i < CODE_WORDS; i++)
            flow_do(&k->app, ACT_CODE_WORD, code.list * CODE_LIST + code.word[i]);
        flow_do(&k->app, ACT_CODE_FIND, 0);
        CHECK(s->at == SCREEN_code_look && s->looking && !s->own.open && k->app.flow->look != NULL);
        CHECK(flow_deadline(&k->app, 10) <= host_fake.steady_ms + 50);
        if (way == 0) { /* Back: the four words are there still */
            flow_do(&k->app, ACT_BACK, 0);
            look(k);
            CHECK(s->at == SCREEN_code && s->code_count == CODE_WORDS && !s->looking && !s->own.open);
        } else if (way == 1) {
            flow_do(&k->app, ACT_LEAVE, 0);
            look(k);
            CHECK(s->at == SCREEN_start && !s->looking && !s->own.open);
        } else if (way == 2) { /* help is no way out: it is found on the way back */
            flow_do(&k->app, ACT_HELP, 0);
            while (s->looked < 4)
                flow_tick(&k->app, host_fake.steady_ms, 10);
            CHECK(s->at == SCREEN_help && !s->own.open && flow_deadline(&k->app, 10) > host_fake.steady_ms + 50);
            flow_do(&k->app, ACT_BACK, 0);
            look(k);
            CHECK(s->at == SCREEN_mine && s->own.open);
        } else {
            while (s->at == SCREEN_code_look) {
                seen |= 1u << s->looked;
                flow_tick(&k->app, host_fake.steady_ms, 10);
            }
            CHECK(s->at == SCREEN_mine && s->own.open && seen);
            flow_do(&k->app, ACT_BACK, 0);
            CHECK_INT(s->at, SCREEN_home);
        }
        flow_do(&k->app, ACT_LEAVE, 0);
    }
    CHECK(k->app.flow->look == NULL);
}

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* PRV-16: withdrawn and unknown take the same time; the middle of 40 each, taken in turns. A cheap code leaves a lookup's
 * difference in plain sight. */
static void test_same_time(struct kit *k)
{
    enum { TIMES = 40 };
    struct kit_code gone, never;
    double took[2][TIMES];
    CHECK(kit_join(k, "tirsdagsgruppa", "Gone", NULL, &gone));
    never = gone;
    never.word[0] ^= 1;
    kit_find(k, &gone);
    flow_do(&k->app, ACT_WITHDRAW, PURPOSE_COUNT);
    flow_do(&k->app, ACT_WITHDRAW_SURE, 0);
    flow_do(&k->app, ACT_LEAVE, 0);
    kit_find(k, &gone);
    flow_do(&k->app, ACT_GO, SCREEN_leave_sure);
    flow_do(&k->app, ACT_LEAVE_SURE, 0);
    flow_do(&k->app, ACT_LEAVE, 0);
    for (int i = 0; i < 2 * TIMES; i++) {
        CHECK_INT(store_tries_clear(k->app.store, TRIES_CODE), FAULT_NONE);
        double from = now_ms();
        kit_find(k, i % 2 ? &gone : &never);
        took[i % 2][i / 2] = now_ms() - from;
        flow_do(&k->app, ACT_LEAVE, 0);
    }
    qsort(took[0], TIMES, sizeof took[0][0], by_size);
    qsort(took[1], TIMES, sizeof took[1][0], by_size);
    double ratio = took[1][TIMES / 2] / took[0][TIMES / 2];
    printf("withdrawn %.2f ms, unknown %.2f ms\n", took[1][TIMES / 2], took[0][TIMES / 2]);
    CHECK(ratio > 0.5 && ratio < 2.0);
    CHECK_INT(store_tries_clear(k->app.store, TRIES_CODE), FAULT_NONE);
}

static const char *wrong_pin(const struct kit *k)
{
    static char pin[FLOW_PIN];
    memcpy(pin, k->pin, sizeof pin);
    pin[0] = pin[0] == '9' ? '8' : '9';
    return pin;
}

static void test_pin(struct kit *k)
{
    const struct session *s = &k->app.session;
    int32_t wait = PIN_WAIT_SECONDS;
    for (int i = 1; i <= PIN_TRIES_FREE; i++) {
        kit_pin(k, wrong_pin(k));
        CHECK(s->who == VISITOR && s->notice == VERDICT_PIN_WRONG && !*s->pin);
        CHECK_INT(tries(k, TRIES_PIN), i);
        CHECK_TEXT(kit_last_line(k), "pin_wrong visitor -");
    }
    for (int i = 0; i < 4; i++, wait *= 2) { /* 15, 30, 60, 120 */
        kit_pin(k, k->pin);
        CHECK(s->who == VISITOR && s->notice == VERDICT_PIN_WAIT && s->pin_wait_seconds == wait);
        host_fake.steady_ms += wait * 1000 - 1;
        kit_pin(k, k->pin);
        CHECK(s->who == VISITOR && s->notice == VERDICT_PIN_WAIT && s->pin_wait_seconds == 1);
        kit_again(k, i % 2); /* the program again, or the machine: the wait begins anew, in full (T2) */
        kit_pin(k, k->pin);
        CHECK(s->notice == VERDICT_PIN_WAIT && s->pin_wait_seconds == wait);
        host_fake.steady_ms += wait * 1000;
        kit_pin(k, wrong_pin(k));
        CHECK_INT(s->notice, VERDICT_PIN_WRONG);
    }
    host_fake.steady_ms += wait * 1000;
    kit_pin(k, k->pin);
    CHECK(s->who == STAFF && s->at == SCREEN_staff_home && tries(k, TRIES_PIN) == 0);
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK_INT(s->who, VISITOR);
    CHECK_TEXT(kit_last_line(k), "staff_out staff -");
    for (int i = 0; i < 40; i++) { /* an hour is the most */
        host_fake.steady_ms += PIN_WAIT_SECONDS_MAX * 1000;
        kit_pin(k, wrong_pin(k));
        CHECK_INT(s->notice, VERDICT_PIN_WRONG);
    }
    kit_pin(k, k->pin);
    CHECK_INT(s->pin_wait_seconds, PIN_WAIT_SECONDS_MAX);
    host_fake.steady_ms += PIN_WAIT_SECONDS_MAX * 1000;
    kit_pin(k, "12");
    CHECK_INT(tries(k, TRIES_PIN), 40); /* what is no PIN is no try */
    flow_do(&k->app, ACT_LEAVE, 0);
}

int main(void)
{
    static struct kit k;
    kit_make(&k);
    test_every_word(&k);
    test_forgiving(&k);
    test_codes(&k);
    test_looking(&k);
    test_same_time(&k);
    test_pin(&k);
    kit_free(&k);
    return TEST_END();
}
