/* The rule table: all stand round the display, and each says of each rule "I am with you" or "let us talk". It is kept in DIR/groups after
 * every rule that all have answered, and is there again for the group's code for seven days.
 * MUST 1: nobody's answer is kept apart from the others': while a rule is asked, memory holds how many have answered and whether anybody
 *         before the last one wants to talk; a disk holds nothing of that rule until all have answered, then one word of it.
 * MUST 2: an edition has what all agreed on, and nothing else; it is written whole, signed, in the same write in which the table goes.
 * MUST 3: "what is said here stays here" is on every table and in every edition. */
#include "flow/core/core.h"
#include "flow/group/group.h"
#include "rule/ground_rules.h"
#include "screens.h"

#include <stdio.h>
#include <string.h>

enum { PEOPLE_USUAL = 6, OPEN = 'o', WITH = 'w', TALK = 't' };

static const char *answer_word(char answer)
{
    return answer == WITH ? "with" : answer == TALK ? "talk" : "open";
}

/* --- lines of a table ------------------------------------------------------------------------------------------------- */

static void add_rule(struct buffer *out, const struct own_rule *rule, const char *answer)
{
    size_t count;
    const struct ground_rule_entry *library = ground_rules(&count);
    own_add(out, OWN_rule, "%s%s%s", rule->library >= 0 ? library[rule->library].key : "-", *answer ? " " : "", answer);
    if (rule->words_length > 0)
        buffer_add(out, rule->words, rule->words_length);
}

static void add_head(struct buffer *out, const struct own_rules *rules)
{
    own_add_day(out, OWN_day, rules->day);
    own_add(out, OWN_people, "%d", rules->people);
    own_add(out, OWN_feedback, "%s", feedback_name(rules->feedback));
}

/* The lines of it, in place of what was there. */
static fault keep_lines(struct app *app, struct buffer *lines)
{
    const struct own_change change = {.key = app->session.held.key, .table = buffer_string(lines)};
    fault f = lines->over ? FAULT_TOO_LARGE : store_own_set(app->store, &change);
    app->session.loaded_language = NULL; /* the rules on the screen are read anew */
    return f;
}

/* The whole of it. False, and said so: nothing was changed. */
static bool put_table(struct app *app, const struct own_rules *rules)
{
    struct buffer lines = {.limit = OWN_TEXT_MAX};
    add_head(&lines, rules);
    for (size_t i = 0; i < rules->count; i++)
        add_rule(&lines, &rules->rule[i], answer_word(rules->rule[i].answer));
    fault f = keep_lines(app, &lines);
    buffer_free(&lines);
    if (f != FAULT_NONE)
        flow_group_failed(app, f);
    return f == FAULT_NONE;
}

/* The table under way; false: there is none, or it lay for more than seven days. */
static bool table_of(const struct app *app, struct own_rules *out)
{
    const struct own_group *own = store_own(app->store, app->session.held.key);
    int32_t today = flow_today();
    return own && own->table && own_rules_read(out, own->table) && today - out->day <= OWN_TABLE_DAYS;
}

/* --- laying it -------------------------------------------------------------------------------------------------------- */

/* Own words of the office's file in every language of the centre, as lines. */
static void add_words(struct app *app, struct buffer *out, int32_t group, int32_t at)
{
    char codes[CENTRE_LANGUAGES_MAX][CENTRE_LANGUAGE_MAX];
    struct ground_rule rules[GROUP_RULES_MAX];
    size_t count = 0;
    int32_t n;
    if (store_languages(app->store, codes, &count) != FAULT_NONE)
        return;
    for (size_t i = 0; i < count; i++) {
        if (store_ground_rules(app->store, codes[i], group, rules, &n) != FAULT_NONE || at >= n)
            continue;
        if (!rules[at].sentence_gap)
            own_add(out, OWN_says, "%s %s", codes[i], rules[at].sentence);
        if (!rules[at].why_gap && *rules[at].why)
            own_add(out, OWN_why, "%s %s", codes[i], rules[at].why);
    }
}

static void add_from_library(struct buffer *out)
{
    size_t count;
    const struct ground_rule_entry *library = ground_rules(&count);
    for (size_t i = 0; i < count; i++)
        if (library[i].on)
            own_add(out, OWN_rule, "%s open", library[i].key);
}

/* What was left for the next time stands among the group's own lines. */
static void add_waiting(const struct app *app, struct buffer *out)
{
    struct own_rules waiting;
    if (own_rules_waiting(&waiting, own_lines(store_own(app->store, app->session.held.key))))
        for (size_t i = 0; i < waiting.count; i++)
            add_rule(out, &waiting.rule[i], "open");
}

/* What the group has now: its newest edition, else what the office wrote for it, else what fits most groups. */
static fault lay(struct app *app)
{
    struct session *s = &app->session;
    struct buffer lines = {.limit = OWN_TEXT_MAX};
    struct ground_rule rules[GROUP_RULES_MAX];
    struct own_rules newest = {0};
    size_t library_count;
    const struct ground_rule_entry *library = ground_rules(&library_count);
    const char *edition = own_newest(store_own(app->store, s->held.key));
    int32_t count = 0;
    struct group group;
    if (edition)
        (void)own_rules_read(&newest, edition);
    add_head(&lines, &(struct own_rules){.day = flow_today(),
                                         .people = edition ? newest.people : PEOPLE_USUAL,
                                         .feedback = newest.feedback});
    fault f = store_group_by_key(app->store, s->language, s->held.key, &group);
    if (f == FAULT_NONE && !edition)
        f = store_ground_rules(app->store, s->language, group.id, rules, &count);
    for (size_t i = 0; i < newest.count; i++)
        add_rule(&lines, &newest.rule[i], "open");
    add_waiting(app, &lines);
    for (int32_t i = 0; !edition && i < count; i++) {
        own_add(&lines, OWN_rule, "%s open", rules[i].library >= 0 ? library[rules[i].library].key : "-");
        if (rules[i].library < 0)
            add_words(app, &lines, group.id, i);
    }
    if (!edition && count == 0)
        add_from_library(&lines);
    if (f == FAULT_NONE)
        f = keep_lines(app, &lines);
    buffer_free(&lines);
    return f;
}

static bool asked_all(const struct own_rules *rules)
{
    for (size_t i = 0; i < rules->count; i++)
        if (rules->rule[i].answer == OPEN)
            return false;
    return rules->count > 0;
}

static bool asked_one(const struct own_rules *rules)
{
    for (size_t i = 0; i < rules->count; i++)
        if (rules->rule[i].answer != OPEN)
            return true;
    return false;
}

static int32_t first_open(const struct own_rules *rules)
{
    int32_t i = 0;
    while (i < (int32_t)rules->count && rules->rule[i].answer != OPEN)
        i++;
    return i;
}

/* To the rule `at`, from its first chair. */
static void ask(struct app *app, int32_t at)
{
    struct rule_table *t = &app->session.held.table;
    t->at = at;
    t->answered = 0;
    t->talk = t->last = false;
    t->passes = true;
    (void)flow_show(app, SCREEN_table_pass);
}

/* To where the table stands: not begun, a rule that is open, or the talk. */
static void go_on(struct app *app, const struct own_rules *rules)
{
    struct rule_table *t = &app->session.held.table;
    t->people = rules->people;
    if (!asked_one(rules))
        (void)flow_show(app, SCREEN_table_rules);
    else if (asked_all(rules))
        (void)flow_show(app, SCREEN_table_talk);
    else
        ask(app, first_open(rules));
}

void flow_table_open(struct app *app, int32_t number)
{
    struct own_rules rules;
    fault f = FAULT_NONE;
    (void)number;
    if (!table_of(app, &rules)) {
        f = lay(app);
        if (f == FAULT_NONE && !table_of(app, &rules))
            f = FAULT_FILE_DAMAGED;
    }
    if (f == FAULT_NONE)
        go_on(app, &rules);
    else
        flow_group_failed(app, f);
}

/* --- choosing what lies on it ----------------------------------------------------------------------------------------- */

static void drop(struct own_rules *rules, size_t at)
{
    rules->count--;
    memmove(&rules->rule[at], &rules->rule[at + 1], (rules->count - at) * sizeof *rules->rule);
}

/* A rule of the library goes on to the table or off it; own words, counted behind the library, go off it. */
void flow_table_rule(struct app *app, int32_t number)
{
    size_t count, at = 0;
    const struct ground_rule_entry *library = ground_rules(&count);
    struct own_rules rules;
    if (number < 0 || !table_of(app, &rules))
        return;
    bool own = number >= (int32_t)count;
    if (own)
        at = (size_t)number - count;
    while (!own && at < rules.count && rules.rule[at].library != number)
        at++;
    if (!own && !library[number].may_be_off && at < rules.count)
        return;
    if (at < rules.count)
        drop(&rules, at);
    else if (!own && rules.count < GROUP_RULES_MAX)
        rules.rule[rules.count++] = (struct own_rule){.library = number, .answer = OPEN};
    (void)put_table(app, &rules);
}

/* "nb Vi slår av telefonen" as one more rule in own words. */
void flow_table_written(struct app *app)
{
    struct session *s = &app->session;
    const char *typed = s->held.typed + strspn(s->held.typed, " ");
    struct buffer words = {.limit = OWN_TEXT_MAX};
    struct own_rules rules;
    if (!*typed || !table_of(app, &rules) || rules.count == GROUP_RULES_MAX)
        return;
    own_add(&words, OWN_says, "%s %s", s->language, typed);
    rules.rule[rules.count++] =
        (struct own_rule){.library = -1, .answer = OPEN, .words = buffer_string(&words), .words_length = words.length};
    bool kept = put_table(app, &rules);
    buffer_free(&words);
    bytes_wipe(s->held.typed, sizeof s->held.typed);
    if (kept)
        flow_return(app, SCREEN_table_rules);
}

void flow_table_feedback(struct app *app, int32_t number)
{
    struct own_rules rules;
    if (number < FEEDBACK_NONE || number >= FEEDBACKS || !table_of(app, &rules))
        return;
    rules.feedback = (enum feedback)number;
    if (put_table(app, &rules))
        flow_return(app, SCREEN_table_rules);
}

void flow_table_people(struct app *app, int32_t number)
{
    struct own_rules rules;
    if ((number != 1 && number != -1) || !table_of(app, &rules) || rules.people + number < OWN_PEOPLE_MIN ||
        rules.people + number > OWN_PEOPLE_MAX)
        return;
    rules.people += number;
    if (put_table(app, &rules))
        app->session.held.table.people = rules.people;
}

/* --- asking ------------------------------------------------------------------------------------------------------------- */

/* A group that forms has its rules on the table from here on. */
static fault propose(struct app *app)
{
    struct session *s = &app->session;
    struct group group;
    fault f = store_group_by_key(app->store, s->language, s->held.key, &group);
    if (f != FAULT_NONE)
        return f;
    const struct step_facts facts = {.state = group.state, .by = STEP_BY_TABLE};
    if (group_step_verdict(GROUP_STEP_propose, &facts) != VERDICT_GROUP_PROPOSED)
        return FAULT_NONE;
    return flow_group_state(app, group_step_to(GROUP_STEP_propose), NULL);
}

void flow_table_begin(struct app *app, int32_t number)
{
    struct own_rules rules;
    (void)number;
    if (!table_of(app, &rules))
        return;
    if (rules.count == 0) {
        flow_notice(app, VERDICT_TABLE_RULES);
        return;
    }
    fault f = propose(app);
    if (f != FAULT_NONE) {
        flow_group_failed(app, f);
        return;
    }
    app->session.held.table.people = rules.people;
    ask(app, first_open(&rules));
}

void flow_table_next(struct app *app, int32_t number)
{
    struct rule_table *t = &app->session.held.table;
    (void)number;
    if (!t->passes)
        return;
    t->talk |= t->last; /* from here on no answer stands by itself */
    t->last = t->passes = false;
    (void)flow_show(app, SCREEN_table_card);
}

/* The one who answered last answers once more. */
void flow_table_again(struct app *app, int32_t number)
{
    struct rule_table *t = &app->session.held.table;
    (void)number;
    if (!t->passes || t->answered == 0)
        return;
    t->answered--;
    t->last = t->passes = false;
    (void)flow_show(app, SCREEN_table_card);
}

/* All have answered: one word goes to the disk. */
static bool close_rule(struct app *app, struct own_rules *rules)
{
    struct rule_table *t = &app->session.held.table;
    rules->rule[t->at].answer = t->talk || t->last ? TALK : WITH;
    t->talk = t->last = false;
    return put_table(app, rules);
}

void flow_table_answer(struct app *app, int32_t number)
{
    struct rule_table *t = &app->session.held.table;
    struct own_rules rules;
    if (t->passes || (number != 0 && number != 1) || !table_of(app, &rules) || t->at >= (int32_t)rules.count)
        return;
    t->last = number == 0;
    t->passes = true;
    t->answered++;
    (void)flow_show(app, SCREEN_table_pass);
}

/* The last chair has answered, and leaves it so. */
void flow_table_done(struct app *app, int32_t number)
{
    struct rule_table *t = &app->session.held.table;
    struct own_rules rules;
    (void)number;
    if (!t->passes || t->answered < t->people || !table_of(app, &rules) || t->at >= (int32_t)rules.count)
        return;
    if (!close_rule(app, &rules))
        return;
    flow_clear_trail(app); /* no way back into an answer */
    if (asked_all(&rules))
        (void)flow_show(app, SCREEN_table_talk);
    else
        ask(app, first_open(&rules));
}

void flow_table_talk(struct app *app, int32_t number)
{
    struct own_rules rules;
    if (!table_of(app, &rules) || number < 0 || number >= (int32_t)rules.count || rules.rule[number].answer != TALK)
        return;
    app->session.held.table.at = number;
    (void)flow_show(app, SCREEN_table_rule);
}

/* They have talked, and answer again. */
void flow_table_ask(struct app *app, int32_t number)
{
    struct own_rules rules;
    if (!table_of(app, &rules) || number < 0 || number >= (int32_t)rules.count || rules.rule[number].answer != TALK)
        return;
    ask(app, number);
}

/* They leave it out: it is not among their rules. */
void flow_table_out(struct app *app, int32_t number)
{
    size_t count;
    struct own_rules rules;
    const struct ground_rule_entry *library = ground_rules(&count);
    if (!table_of(app, &rules) || number < 0 || number >= (int32_t)rules.count)
        return;
    int32_t row = rules.rule[number].library;
    if (row >= 0 && !library[row].may_be_off)
        return;
    drop(&rules, (size_t)number);
    if (put_table(app, &rules))
        flow_return(app, SCREEN_table_talk);
}

/* --- agreeing ----------------------------------------------------------------------------------------------------------- */

static bool all_have(const struct own_rules *rules)
{
    size_t count;
    const struct ground_rule_entry *library = ground_rules(&count);
    for (size_t row = 0; row < count; row++) {
        bool has = library[row].may_be_off;
        for (size_t i = 0; i < rules->count; i++)
            has |= rules->rule[i].library == (int32_t)row && rules->rule[i].answer == WITH;
        if (!has)
            return false;
    }
    return true;
}

/* The edition as it stands, and the signature of the kiosk over all of it. */
static fault make_edition(struct app *app, const struct own_rules *rules, int32_t number, struct buffer *out)
{
    struct seal_hash h;
    uint8_t hash[64], global[64];
    char trusted[160];
    struct buffer signature = {.limit = SEAL_SIGNATURE_MAX};
    own_add(out, OWN_kiosk, "%s", app->flow->kiosk.id);
    own_add(out, OWN_number, "%d", number);
    add_head(out, rules);
    for (size_t i = 0; i < rules->count; i++)
        if (rules->rule[i].answer == WITH)
            add_rule(out, &rules->rule[i], "");
    if (out->over)
        return FAULT_TOO_LARGE;
    seal_hash_begin(&h);
    seal_hash_add(&h, out->data, out->length);
    seal_hash_end(&h, hash);
    snprintf(trusted, sizeof trusted, "sirkel rules kiosk=%s group=%s edition=%d", app->flow->kiosk.id,
             app->session.held.key, number);
    fault f = seal_sign(app->flow->seal, hash, trusted, &signature, global);
    for (char *line = f == FAULT_NONE ? strtok((char *)(uintptr_t)buffer_string(&signature), "\n") : NULL; line;
         line = strtok(NULL, "\n"))
        own_add(out, OWN_signed, "%s", line);
    buffer_free(&signature);
    return f == FAULT_NONE && out->over ? FAULT_TOO_LARGE : f;
}

static void add_times(struct app *app, int32_t group, struct buffer *out)
{
    struct group_times times;
    if (store_times(app->store, group, &times) == FAULT_NONE)
        for (size_t i = 0; i < times.rule_count; i++)
            own_add_time(out, &times.rules[i]);
}

/* With the first edition the group takes over what was the house's until then, as it stands. */
static void take_over(struct app *app, const struct group *group, struct buffer *out)
{
    char codes[CENTRE_LANGUAGES_MAX][CENTRE_LANGUAGE_MAX];
    struct topic topic[GROUP_TOPICS_MAX];
    struct group in;
    struct place_facts facts;
    size_t count = 0, topics = 0;
    const struct topics_asked asked = {.language = app->session.language, .group = group->id};
    if (store_languages(app->store, codes, &count) != FAULT_NONE)
        return;
    own_add(out, OWN_base, "%d",
            group->state == GROUP_STATE_forming || group->state == GROUP_STATE_proposed ? 0 : group->rules_version);
    for (size_t i = 0; i < count; i++)
        if (store_group(app->store, codes[i], group->id, &in) == FAULT_NONE && !(in.gaps >> GROUP_TEXT_name & 1))
            own_add(out, OWN_name, "%s %s", codes[i], in.name);
    if (store_topics(app->store, &asked, topic, GROUP_TOPICS_MAX, &topics) == FAULT_NONE)
        for (size_t i = 0; i < topics; i++)
            own_add(out, OWN_topic, "%s", topic[i].key);
    if (store_place_facts(app->store, group->key, &facts) == FAULT_NONE)
        own_add(out, OWN_places, "%d", facts.capacity);
    add_times(app, group->id, out);
}

/* The group's lines without what waited before, and with what waits from now on. */
static void let_wait(const struct own_rules *rules, const char *text, struct buffer *out)
{
    static const enum own_line gone[] = {OWN_rule, OWN_says, OWN_why, OWN_talk, OWN_review};
    flow_group_without(out, text, gone, sizeof gone / sizeof *gone);
    for (size_t i = 0; i < rules->count; i++)
        if (rules->rule[i].answer == TALK)
            add_rule(out, &rules->rule[i], "");
}

static fault agree(struct app *app, const struct own_rules *rules, enum group_state *ret_state)
{
    struct session *s = &app->session;
    struct buffer edition = {.limit = OWN_TEXT_MAX}, lines = {.limit = OWN_TEXT_MAX};
    struct group group;
    char fields[32];
    const struct own_group *own = store_own(app->store, s->held.key);
    fault f = store_group_by_key(app->store, s->language, s->held.key, &group);
    if (f != FAULT_NONE)
        return f;
    const struct step_facts facts = {.state = group.state, .by = STEP_BY_TABLE, .edition = true};
    bool steps = group_step_verdict(GROUP_STEP_agree, &facts) == VERDICT_GROUP_AGREED;
    *ret_state = steps ? group_step_to(GROUP_STEP_agree) : group.state;
    let_wait(rules, own_lines(store_own(app->store, app->session.held.key)), &lines);
    if (own->edition_count == 0)
        take_over(app, &group, &lines);
    int32_t number =
        own->edition_count > 0 ? group.rules_version + 1 : own_number(buffer_string(&lines), OWN_base, 0) + 1;
    f = make_edition(app, rules, number, &edition);
    snprintf(fields, sizeof fields, "%d", number);
    if (f == FAULT_NONE)
        f = flow_group_set(
            app, buffer_string(&lines), steps ? *ret_state : 0,
            &(struct group_deed){
                .edition = buffer_string(&edition), .table = "", .event = EVENT_group_rules, .fields = fields});
    buffer_free(&edition);
    buffer_free(&lines);
    return f;
}

void flow_table_agree(struct app *app, int32_t number)
{
    struct own_rules rules;
    enum group_state state;
    (void)number;
    if (!table_of(app, &rules) || !asked_all(&rules))
        return;
    if (!all_have(&rules)) {
        flow_notice(app, VERDICT_TABLE_STAYS);
        return;
    }
    fault f = agree(app, &rules, &state);
    if (f != FAULT_NONE) {
        flow_group_failed(app, f);
        return;
    }
    flow_clear_trail(app);
    app->session.held.edition = (struct edition_view){.newest = true};
    (void)flow_show(app, SCREEN_table_agreed);
}
