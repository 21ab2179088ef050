/* What groups own: their code, the rule table and its bytes, editions, states; over letters, cuts, damage and a new day. */
#include "cut_kit.h"
#include "flow/group/group.h"
#include "flow/letter/letter.h"
#include "flow/print/print.h"
#include "flow/timetable/timetable.h"
#include "letter_kit.h"
#include "rule/ground_rules.h"
#include "screens.h"

static const char key[] = "onsdag-kveld";
static struct kit_code code; /* of that group, as it was written down */

static void path_of(const struct kit *k, char out[FILE_PATH_MAX], const char *name)
{
    CHECK_INT(file_path(out, k->data, name), FAULT_NONE);
}

static char *bytes_of(const struct kit *k, const char *name)
{
    char path[FILE_PATH_MAX];
    struct buffer file = {.limit = 8 << 20};
    path_of(k, path, name);
    char *text = file_read(path, &file) == FAULT_NONE ? strdup(buffer_string(&file)) : strdup("");
    buffer_free(&file);
    return text;
}

static const struct own_group *own(struct kit *k)
{
    return store_own(k->app.store, key);
}

static struct group group_now(struct kit *k)
{
    struct group g;
    CHECK_INT(store_group_by_key(k->app.store, "en", key, &g), FAULT_NONE);
    return g;
}

static void leave(struct kit *k)
{
    flow_do(&k->app, ACT_LEAVE, 0);
}

static void opens(struct kit *k)
{
    leave(k);
    kit_find(k, &code);
    CHECK(k->app.session.held.open && k->app.session.at == SCREEN_group_own);
}

/* --- the code ------------------------------------------------------------------------------------------------------------- */

static void given(struct kit *k)
{
    struct app *a = &k->app;
    kit_pin(k, k->pin);
    CHECK(flow_show(a, SCREEN_staff_groups) && flow_do(a, ACT_STAFF_GROUP, kit_group(k, key)));
    CHECK(flow_do(a, ACT_GROUP_GIVE, 0));
    CHECK(a->session.who == VISITOR && a->session.at == SCREEN_group_draw && !a->session.held.open);
    CHECK(flow_do(a, ACT_GROUP_DRAW, 0) && a->session.at == SCREEN_group_code);
}

static void the_code(struct kit *k)
{
    struct app *a = &k->app;
    uint8_t tag[OWN_TAG];
    given(k);
    leave(k); /* before it was kept: there is none */
    CHECK(!own(k) || !own_tag(own(k), tag));
    given(k);
    memcpy(code.word, a->session.held.code, sizeof code.word);
    code.list = a->session.held.code_list;
    CHECK(flow_do(a, ACT_GROUP_KEPT, 0) && a->session.at == SCREEN_group_own && a->session.held.open);
    CHECK_TEXT(kit_last_line(k), "group_code visitor onsdag-kveld");
    static const uint16_t none[CODE_WORDS];
    CHECK(memcmp(a->session.held.code, none, sizeof none) == 0); /* shown once */
    leave(k);
    CHECK(!a->session.held.open);
    opens(k);
    leave(k);
    struct kit_code wrong = code;
    wrong.word[3] = (uint16_t)((wrong.word[3] + 1) % CODE_LIST);
    kit_find(k, &wrong);
    CHECK(a->session.notice == VERDICT_CODE_NOT_FOUND && !a->session.held.open && a->session.at == SCREEN_code);
    kit_again(k, false);
    opens(k);
    leave(k);
    kit_pin(k, k->pin); /* staff draw no second one, and no screen or act of the group is theirs */
    CHECK(flow_show(a, SCREEN_staff_groups) && flow_do(a, ACT_STAFF_GROUP, kit_group(k, key)));
    CHECK(flow_do(a, ACT_GROUP_GIVE, 0) && a->session.who == STAFF && a->session.at == SCREEN_staff_group);
    for (int act = ACT_GROUP_DRAW; act <= ACT_TABLE_AGREE; act++)
        CHECK(!flow_may_ask(STAFF, (enum act)act));
    CHECK(!flow_do(a, ACT_GO, SCREEN_code) || a->session.at != SCREEN_code);
    leave(k);
}

/* --- the rule table --------------------------------------------------------------------------------------------------------- */

static struct own_rules table(struct kit *k)
{
    struct own_rules rules = {0};
    CHECK(own(k)->table && own_rules_read(&rules, own(k)->table));
    return rules;
}

/* One rule, answered by all: `talks` bit n: the n-th of them wants to talk; `again`: each answers twice, the other way first. */
static void answer_all(struct kit *k, int people, unsigned talks, bool again)
{
    struct app *a = &k->app;
    for (int n = 0; n < people; n++) {
        int with = !(talks >> n & 1);
        CHECK(flow_do(a, ACT_TABLE_NEXT, 0) && a->session.at == SCREEN_table_card);
        if (again) {
            CHECK(flow_do(a, ACT_TABLE_ANSWER, !with) && flow_do(a, ACT_TABLE_AGAIN, 0));
            CHECK_INT(a->session.at, SCREEN_table_card);
        }
        CHECK(flow_do(a, ACT_TABLE_ANSWER, with) && a->session.at == SCREEN_table_pass);
    }
    CHECK(flow_do(a, ACT_TABLE_DONE, 0));
}

/* From the group's page to the first rule, with so many people and three rules. */
static void lay_three(struct kit *k, int people)
{
    struct app *a = &k->app;
    size_t count;
    (void)ground_rules(&count);
    CHECK(flow_do(a, ACT_TABLE_OPEN, 0) && a->session.at == SCREEN_table_rules);
    struct own_rules rules = table(k);
    int32_t keep[3] = {ground_rule_find("listen"), ground_rule_find("stays_here"), ground_rule_find("two_hours")};
    for (size_t row = 0; row < count; row++) {
        bool on = false, want = false;
        for (size_t i = 0; i < rules.count; i++)
            on |= rules.rule[i].library == (int32_t)row;
        for (int i = 0; i < 3; i++)
            want |= keep[i] == (int32_t)row;
        if (on != want)
            CHECK(flow_do(a, ACT_TABLE_RULE, (int32_t)row));
    }
    rules = table(k);
    for (size_t i = rules.count; i-- > 0;)
        if (rules.rule[i].library < 0)
            CHECK(flow_do(a, ACT_TABLE_RULE, (int32_t)(count + i)));
    CHECK_INT(table(k).count, 3);
    CHECK(flow_do(a, ACT_TABLE_RULE, ground_rule_find("stays_here")) && table(k).count == 3); /* it can't be left out */
    CHECK(flow_do(a, ACT_GO, SCREEN_table_begin));
    while (table(k).people != people)
        CHECK(flow_do(a, ACT_TABLE_PEOPLE, table(k).people < people ? 1 : -1));
    CHECK(flow_do(a, ACT_TABLE_BEGIN, 0) && a->session.at == SCREEN_table_pass);
}

/* Any order of touches and any assignment of answers to people leaves the same bytes, and none before all have answered. */
static void same_bytes(struct kit *k)
{
    enum { PEOPLE = 4 };
    char *first = NULL, *before = bytes_of(k, "groups");
    for (unsigned talks = 1; talks < 1u << PEOPLE; talks++)
        for (int again = 0; again < 2; again++) {
            char path[FILE_PATH_MAX];
            kit_close(k);
            path_of(k, path, "groups");
            CHECK_INT(file_replace(path, before, strlen(before), 0600), FAULT_NONE);
            path_of(k, path, "groups.copy");
            CHECK_INT(file_replace(path, before, strlen(before), 0600), FAULT_NONE);
            kit_open(k);
            opens(k);
            lay_three(k, PEOPLE);
            char *laid = bytes_of(k, "groups");
            for (int n = 0; n < PEOPLE; n++) {
                CHECK(flow_do(&k->app, ACT_TABLE_NEXT, 0) && flow_do(&k->app, ACT_TABLE_ANSWER, !(talks >> n & 1)));
                char *now = bytes_of(k, "groups");
                CHECK_TEXT(now, laid); /* nothing of it is on the disk */
                free(now);
                if (again) {
                    CHECK(flow_do(&k->app, ACT_TABLE_AGAIN, 0));
                    CHECK(flow_do(&k->app, ACT_TABLE_ANSWER, !(talks >> n & 1)));
                }
            }
            CHECK(flow_do(&k->app, ACT_TABLE_DONE, 0));
            struct rule_table *t = &k->app.session.held.table;
            CHECK(!t->talk && !t->last && t->answered == 0);
            char *after = bytes_of(k, "groups"), *copy = bytes_of(k, "groups.copy");
            CHECK_TEXT(copy, after);
            if (first)
                CHECK_TEXT(after, first);
            else
                first = strdup(after);
            free(after);
            free(copy);
            free(laid);
        }
    free(first);
    free(before);
}

static void broken_off(struct kit *k)
{
    opens(k);
    CHECK(flow_do(&k->app, ACT_TABLE_OPEN, 0) && k->app.session.at == SCREEN_table_pass);
    CHECK_INT(k->app.session.held.table.at, 1); /* the rule that is open */
    int64_t day = host_fake.now;
    host_fake.now += 7 * 86400;
    opens(k);
    CHECK(flow_do(&k->app, ACT_TABLE_OPEN, 0) && k->app.session.held.table.at == 1);
    host_fake.now += 86400;
    opens(k);
    CHECK(flow_do(&k->app, ACT_TABLE_OPEN, 0) && k->app.session.at == SCREEN_table_rules); /* it is gone: a new one */
    host_fake.now = day;
    leave(k);
}

static bool is_signed(struct kit *k, const char *edition)
{
    struct seal_hash h;
    struct seal_proof proof;
    uint8_t hash[64];
    char why[SEAL_WHY] = "";
    struct buffer text = {.limit = OWN_TEXT_MAX}, signature = {.limit = SEAL_SIGNATURE_MAX};
    own_without(&text, edition, OWN_signed);
    for (const char *at = own_find(edition, OWN_signed); at; at = own_next(at, OWN_signed))
        buffer_format(&signature, "%.*s\n", (int)strcspn(at, "\n"), at);
    seal_hash_begin(&h);
    seal_hash_add(&h, text.data, text.length);
    seal_hash_end(&h, hash);
    struct seal_public public = seal_public(k->app.flow->seal);
    fault f = seal_verify(&public, hash, (struct span){signature.data, signature.length}, &proof, why);
    buffer_free(&text);
    buffer_free(&signature);
    return f == FAULT_NONE;
}

static void agrees(struct kit *k)
{
    struct app *a = &k->app;
    enum group_state before = group_now(k).state;
    int32_t version = group_now(k).rules_version;
    opens(k);
    lay_three(k, 3);
    answer_all(k, 3, 0, false);
    answer_all(k, 3, 5, true);
    answer_all(k, 3, 0, false);
    CHECK_INT(a->session.at, SCREEN_table_talk);
    CHECK(flow_do(a, ACT_TABLE_AGREE, 0) && a->session.notice == VERDICT_TABLE_STAYS); /* that one needs all */
    struct own_rules rules = table(k);
    int32_t open = 0;
    while (rules.rule[open].answer != 't')
        open++;
    CHECK(flow_do(a, ACT_TABLE_TALK, open) && flow_do(a, ACT_TABLE_OUT, open) && table(k).count == 3);
    CHECK(flow_do(a, ACT_TABLE_ASK, open) && a->session.at == SCREEN_table_pass);
    answer_all(k, 3, 0, false);
    CHECK(flow_do(a, ACT_TABLE_AGREE, 0) && a->session.at == SCREEN_table_agreed);
    CHECK(own(k)->edition_count == 1 && !own(k)->table);
    CHECK(is_signed(k, own_newest(own(k))));
    char *spoilt = strdup(own_newest(own(k)));
    *strstr(spoilt, "listen") = 'L';
    CHECK(!is_signed(k, spoilt));
    free(spoilt);
    CHECK(own_rules_read(&rules, own_newest(own(k))) && rules.count == 3 && rules.people == 3);
    CHECK_INT(group_now(k).state, before); /* it met before: only its rules are others */
    CHECK_INT(group_now(k).rules_version, version + 1);
    struct ground_rule shown[GROUP_RULES_MAX];
    int32_t count;
    CHECK_INT(store_ground_rules(a->store, "en", kit_group(k, key), shown, &count), FAULT_NONE);
    CHECK_INT(count, 3);
    char line[64];
    snprintf(line, sizeof line, "group_rules visitor %s %d", key, version + 1);
    CHECK_TEXT(kit_last_line(k), line);
    leave(k);
}

/* Its last rule but the one that can't be left out goes; an own one comes, and waits for the next time. */
static void looks_again(struct kit *k)
{
    struct app *a = &k->app;
    opens(k);
    CHECK(flow_do(a, ACT_TABLE_OPEN, 0) && flow_do(a, ACT_TABLE_RULE, ground_rule_find("listen")) &&
          flow_do(a, ACT_TABLE_RULE, ground_rule_find("two_hours")) && table(k).count == 1);
    CHECK(flow_do(a, ACT_GO, SCREEN_table_write));
    kit_type(k, "Mobilen er av");
    CHECK(flow_do(a, ACT_WRITTEN, 0) && a->session.at == SCREEN_table_rules && table(k).count == 2);
    CHECK(flow_do(a, ACT_GO, SCREEN_table_feedback) && flow_do(a, ACT_TABLE_FEEDBACK, FEEDBACK_ROUND));
    CHECK(flow_do(a, ACT_GO, SCREEN_table_begin) && flow_do(a, ACT_TABLE_BEGIN, 0));
    answer_all(k, 3, 0, false);
    answer_all(k, 3, 1, false);
    CHECK(flow_do(a, ACT_TABLE_AGREE, 0));
    CHECK_INT(own(k)->edition_count, 2);
    struct own_rules rules;
    CHECK(own_rules_read(&rules, own(k)->edition[0]) && rules.count == 3); /* the one before stays readable */
    CHECK(own_rules_read(&rules, own(k)->edition[1]) && rules.count == 1 && rules.feedback == FEEDBACK_ROUND);
    CHECK(own_rules_waiting(&rules, own(k)->text) && rules.count == 1 && rules.rule[0].library < 0);
    opens(k);
    CHECK(flow_do(a, ACT_TABLE_OPEN, 0) && table(k).count == 2); /* it is on the table again */
    leave(k);
}

/* --- states ------------------------------------------------------------------------------------------------------------------ */

static void every_step(void)
{
    static const struct {
        uint32_t from;
        enum group_state to;
        const char *needs;
    } rows[] = {
#define IN(state) (UINT32_C(1) << GROUP_STATE_##state)
#define STEP(name, from, to, who, needs, done) {from, GROUP_STATE_##to, #needs},
#include "rule/group_state.def"
#undef STEP
#undef IN
    };
    int may = 0;
    for (int step = 0; step < GROUP_STEPS; step++)
        for (int state = 1; state < GROUP_STATES; state++)
            for (int has = 0; has < 8; has++)
                for (int by = 0; by < 8; by++) {
                    const struct step_facts f = {(enum group_state)state, (enum step_by)by, has & 1, has & 2, has & 4};
                    enum verdict v = group_step_verdict((enum group_step)step, &f);
                    bool round = strcmp(rows[step].needs, "ROUND") == 0,
                         edition = strcmp(rows[step].needs, "EDITION") == 0;
                    bool good = (rows[step].from >> state & 1) && (!round || has == 7) && (!edition || (has & 1));
                    CHECK(verdict_tone(v) != TONE_GOOD || good);
                    may += verdict_tone(v) == TONE_GOOD;
                    CHECK(group_step_to((enum group_step)step) == rows[step].to);
                }
    CHECK(may > 20);
    for (int state = 1; state < GROUP_STATES; state++)
        CHECK_INT(group_state_find(group_state_name((enum group_state)state)), state);
}

static void rests(struct kit *k)
{
    struct app *a = &k->app;
    opens(k);
    CHECK(flow_do(a, ACT_GO, SCREEN_group_steps) && flow_do(a, ACT_GROUP_STEP, GROUP_STEP_wake));
    CHECK_INT(a->session.notice, VERDICT_STEP_NOT);
    CHECK(flow_do(a, ACT_GROUP_STEP, GROUP_STEP_alone) && group_now(k).state == GROUP_STATE_alone);
    CHECK(flow_do(a, ACT_GO, SCREEN_group_rest) && flow_do(a, ACT_GROUP_REST, 8));
    CHECK(a->session.notice == VERDICT_GROUP_RESTS && group_now(k).state == GROUP_STATE_resting);
    CHECK_INT(own_day(own(k)->text, OWN_until), flow_today() + 56);
    kit_again(k, true);
    CHECK_INT(group_now(k).state, GROUP_STATE_resting);
    opens(k);
    CHECK(flow_do(a, ACT_GO, SCREEN_group_steps) && flow_do(a, ACT_GROUP_STEP, GROUP_STEP_wake));
    CHECK(a->session.notice == VERDICT_GROUP_WAKES && group_now(k).state == GROUP_STATE_alone); /* as before the rest */
    CHECK(flow_do(a, ACT_GO, SCREEN_group_words) && flow_do(a, ACT_TIME_BEGIN, 0) && flow_do(a, ACT_TIME_TURN, 2));
    struct meeting_rule wanted = a->session.held.time;
    CHECK(flow_do(a, ACT_TIME_KEEP, 0) && a->session.notice == VERDICT_GROUP_CHANGED);
    struct group_times times;
    CHECK_INT(store_times(a->store, kit_group(k, key), &times), FAULT_NONE);
    CHECK(times.rule_count == 1 && times.rules[0].start_minute == wanted.start_minute && times.rules[0].minutes <= 120);
    CHECK(flow_show(a, SCREEN_group_purpose));
    kit_type(k, "Ro");
    CHECK(flow_do(a, ACT_WRITTEN, 0));
    struct group g;
    CHECK_INT(store_group_by_key(a->store, "nb", key, &g), FAULT_NONE);
    CHECK(*g.purpose);
    leave(k);
}

/* Who leaves or withdraws closes nothing. */
static void withdrawn(struct kit *k)
{
    struct kit_code receipt;
    char *before = bytes_of(k, "groups");
    CHECK(kit_join(k, key, "Kari", "91234567", &receipt));
    kit_find(k, &receipt);
    CHECK(flow_show(&k->app, SCREEN_leave_sure) && flow_do(&k->app, ACT_LEAVE_SURE, 0));
    char *after = bytes_of(k, "groups");
    CHECK_TEXT(after, before);
    CHECK_INT(group_now(k).state, GROUP_STATE_alone);
    free(before);
    free(after);
    leave(k);
}

/* --- notes --------------------------------------------------------------------------------------------------------------------- */

static void notes(struct kit *k)
{
    struct app *a = &k->app;
    struct kit_code receipt;
    char *before = bytes_of(k, "groups");
    flow_do(a, ACT_BEGIN, 0);
    CHECK(flow_do(a, ACT_GROUP, kit_group(k, key)) && flow_do(a, ACT_JOIN, 0) && flow_do(a, ACT_GO, SCREEN_join_rule));
    CHECK(a->session.rule_count > 0 && flow_do(a, ACT_RULE_THINK, 0) && a->session.notice == VERDICT_RULE_TALK);
    CHECK(a->session.join.talk == 1 && a->session.at == SCREEN_join_call); /* goes on joining */
    leave(k);
    CHECK(kit_join(k, key, "Ola", NULL, &receipt));
    kit_find(k, &receipt);
    CHECK(flow_do(a, ACT_RULES_AGAIN, 0) && a->session.notice == VERDICT_KIOSK_OPEN);
    CHECK(a->session.own.outcome == VERDICT_RULES_AGAIN);
    leave(k);
    char *now = bytes_of(k, "groups");
    CHECK_TEXT(now, before); /* not beside the newest sign-up */
    free(now);
    flow_note(a, key, 1u << 2, false);
    opens(k); /* the group's next look has it */
    CHECK(own_find(own(k)->text, OWN_review) && own_number(own(k)->text, OWN_talk, 0) == 3);
    flow_note(a, key, 1u << 2, true); /* once is enough */
    opens(k);
    CHECK(!own_next(own_find(own(k)->text, OWN_talk), OWN_talk));
    leave(k);
    free(before);
}

/* --- letters --------------------------------------------------------------------------------------------------------------------- */

static void letters(struct kit *k)
{
    struct app *a = &k->app;
    char line[57];
    struct seal *office = letter_kit_keys(k, "office");
    struct group before = group_now(k), after;
    letter_kit_line(office, line);
    letter_kit_trust(k, line, false);
    kit_pin(k, k->pin);
    letter_kit_write(
        k, office,
        (struct letter_wish){.number = 1,
                             .parts = letter_kit_timetable("\"en\": \"Wednesday Evening\"", "\"en\": \"The Gamers\"")});
    flow_letter_read(a, k->stick, NULL);
    CHECK_INT(a->letter.verdict, VERDICT_LETTER_MAY);
    int beside = 0;
    for (int32_t i = 0; i < a->letter.changes; i++) { /* the group's own stands beside the letter's */
        flow_letter_show(a, i);
        const struct letter_change_view *c = &a->letter.change;
        if (c->kind == LETTER_GROUP_TEXT && c->which == GROUP_TEXT_name)
            beside += c->owned && (text_same(c->after, "The Gamers") || text_same(c->before, before.name));
    }
    CHECK_INT(beside, 1);
    flow_letter_take(a);
    CHECK_INT(a->letter.verdict, VERDICT_LETTER_IN_USE);
    after = group_now(k);
    CHECK(after.state == before.state && after.rules_version == before.rules_version);
    CHECK_TEXT(after.purpose, before.purpose);
    CHECK_TEXT(after.name, "Wednesday Evening");
    CHECK_INT(own(k)->edition_count, 2);
    /* a lost code: a new one goes to paper, and holds once it is out */
    letter_kit_write(k, office, (struct letter_wish){.number = 2, .parts = "\"codes\":[\"onsdag-kveld\"]"});
    flow_letter_read(a, k->stick, NULL);
    CHECK(a->letter.verdict == VERDICT_LETTER_MAY && !own_may_renew(own(k), flow_today()));
    flow_letter_take(a);
    CHECK(a->letter.verdict == VERDICT_LETTER_IN_USE && own_may_renew(own(k), flow_today()));
    CHECK(!own_may_renew(own(k), flow_today() + 61));
    CHECK(flow_show(a, SCREEN_staff_groups) && flow_do(a, ACT_STAFF_GROUP, kit_group(k, key)));
    CHECK(flow_do(a, ACT_PRINT, SHEET_group_code) && a->session.held.drawn);
    struct kit_code fresh = {.list = a->session.held.code_list};
    memcpy(fresh.word, a->session.held.code, sizeof fresh.word);
    flow_print_ended(a, VERDICT_PRINT_DONE);
    CHECK(!own_may_renew(own(k), flow_today()));
    leave(k);
    kit_find(k, &code);
    CHECK(!a->session.held.open); /* the old one opens nothing */
    code = fresh;
    opens(k);
    leave(k);
    seal_close(office);
}

/* --- the power goes, and a disk tires --------------------------------------------------------------------------------------------- */

/* From wherever the table stands to an edition. */
static void all_of_it(struct kit *k)
{
    struct session *s = &k->app.session;
    leave(k);
    kit_find(k, &code);
    flow_do(&k->app, ACT_TABLE_OPEN, 0);
    for (int touches = 0; touches < 300 && s->at != SCREEN_table_agreed; touches++)
        if (s->at == SCREEN_table_rules)
            flow_do(&k->app, ACT_GO, SCREEN_table_begin);
        else if (s->at == SCREEN_table_begin)
            flow_do(&k->app, ACT_TABLE_BEGIN, 0);
        else if (s->at == SCREEN_table_card)
            flow_do(&k->app, ACT_TABLE_ANSWER, 1);
        else if (s->at == SCREEN_table_talk)
            flow_do(&k->app, ACT_TABLE_AGREE, 0);
        else
            flow_do(&k->app, s->held.table.answered < s->held.table.people ? ACT_TABLE_NEXT : ACT_TABLE_DONE, 0);
}

static void power(struct kit *k)
{
    int state = 1, cuts = 0, agreed = 0;
    size_t editions = own(k)->edition_count;
    kit_close(k);
    for (int n = 1; state == 1 && n < 900; n += 2) {
        if ((state = cut_at(k, all_of_it, n)) < 0) {
            SKIP("this machine lets no program be watched");
            break;
        }
        kit_open(k);
        struct own_rules rules;
        CHECK_INT(store_groups_reason(k->app.store), FAULT_NONE);
        size_t now = own(k)->edition_count;
        CHECK(now == editions || now == editions + 1); /* whole, or not at all */
        CHECK(now == editions || (!own(k)->table && is_signed(k, own_newest(own(k)))));
        CHECK(!own(k)->table || own_rules_read(&rules, own(k)->table));
        CHECK_INT(group_now(k).rules_version, own_number(own_newest(own(k)), OWN_number, -1));
        agreed += now > editions;
        editions = now;
        cuts += state == 1;
        opens(k);
        leave(k);
        kit_close(k);
    }
    printf("the rule table: %d cuts, %d agreed\n", cuts, agreed);
    kit_open(k);
    CHECK(state < 0 || (cuts > 30 && agreed > 0));
}

static size_t blocks(const char *text)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, "\nend ")); at++)
        count++;
    return count;
}

/* Each block in turn with a bit turned over: its copy has it; where that one is spoilt, too, it alone is lost. */
static void tired(struct kit *k)
{
    char path[FILE_PATH_MAX], copy[FILE_PATH_MAX];
    char *whole = bytes_of(k, "groups");
    size_t length = strlen(whole), lost = 0;
    path_of(k, path, "groups");
    path_of(k, copy, "groups.copy");
    for (size_t at = 20; at + 1 < length; at += length / 40 + 1)
        for (int both = 0; both < 2; both++) {
            kit_close(k);
            char *spoilt = strdup(whole);
            spoilt[at] ^= 2;
            CHECK_INT(file_replace(path, spoilt, length, 0600), FAULT_NONE);
            CHECK_INT(file_replace(copy, both ? spoilt : whole, length, 0600), FAULT_NONE);
            kit_open(k);
            char *now = bytes_of(k, "groups");
            CHECK_INT(store_groups_reason(k->app.store), FAULT_FILE_DAMAGED);
            if (both) {
                CHECK(blocks(now) + 1 >= blocks(whole));
                lost += blocks(now) < blocks(whole);
            } else {
                CHECK(blocks(now) == blocks(whole));
            }
            free(now);
            free(spoilt);
        }
    CHECK(lost > 5);
    kit_close(k);
    CHECK_INT(file_replace(path, whole, length, 0600), FAULT_NONE);
    CHECK_INT(file_replace(copy, whole, length, 0600), FAULT_NONE);
    kit_open(k);
    free(whole);
}

int main(void)
{
    static struct kit k;
    kit_make(&k);
    every_step();
    the_code(&k);
    same_bytes(&k);
    broken_off(&k);
    agrees(&k);
    looks_again(&k);
    rests(&k);
    withdrawn(&k);
    notes(&k);
    letters(&k);
    tired(&k);
    power(&k);
    kit_free(&k);
    return TEST_END();
}
