/* The way to a sign-up, step by step. Nothing is written before flow_join (join.c); every answer can be changed on the way. */
#include "flow/core/core.h"
#include "flow/code/code.h"
#include "flow/join/join.h"
#include "screens.h"

#include <string.h>
#include "base/text.h"

static fault load(struct app *app, int32_t group)
{
    struct session *s = &app->session;
    fault f = store_group(app->store, s->language, group, &s->group);
    return f == FAULT_NONE ? store_ground_rules(app->store, s->language, group, s->rules, &s->rule_count) : f;
}

fault flow_join_load(struct app *app)
{
    return load(app, app->session.join.group_id);
}

/* As they are now; inside a transaction they stay so until its end. */
static fault facts_of(struct app *app, struct join_facts *out)
{
    struct place_facts place = {0};
    flow_kiosk_refresh(app);
    *out = (struct join_facts){.kiosk = app->kiosk, .rules = app->session.rule_count};
    if (verdict_tone(kiosk_verdict(&app->kiosk)) == TONE_HARD)
        return FAULT_NONE;
    const char *key = app->session.group.key;
    fault f = store_place_facts(app->store, key, &place);
    out->listed = f == FAULT_NONE && !house_hidden_of(store_house(app->store), key);
    out->state = place.state;
    out->capacity = place.capacity;
    out->taken = place.taken;
    out->day_limit = place.day_limit;
    out->today = place.today;
    out->rules_version = place.rules_version;
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

void flow_join_begin(struct app *app, int32_t number)
{
    (void)number;
    struct session *s = &app->session;
    if (s->group_id <= 0)
        return;
    struct join_facts facts = {0};
    fault f = load(app, s->group_id);
    if (f == FAULT_NONE)
        f = facts_of(app, &facts);
    if (f != FAULT_NONE && f != FAULT_NO_ENTRY) {
        flow_trouble(app, "join: group", f);
        return;
    }
    enum verdict v = f == FAULT_NO_ENTRY ? VERDICT_JOIN_GONE : join_may(&facts);
    if (v != VERDICT_JOIN_MAY && v != VERDICT_JOIN_WAIT) {
        if (v == VERDICT_KIOSK_FULL)
            (void)flow_journal(app, EVENT_disk_low, NULL);
        flow_notice(app, v);
        return;
    }
    if (!s->join.active || s->join.group_id != s->group_id || s->joined) {
        bytes_wipe(&s->join, sizeof s->join);
        flow_code_clear(app);
    }
    s->join.active = true;
    s->join.group_id = s->group_id;
    s->join.rules_version = s->group.rules_version;
    s->join.waiting = v == VERDICT_JOIN_WAIT;
    (void)flow_show(app, SCREEN_join_about);
}

static int32_t open_rule(const struct session *s, int32_t from)
{
    for (int32_t i = 0; i < s->rule_count; i++) {
        int32_t rule = (from + i) % s->rule_count;
        if (!app_said(s, s->join.rule_in[rule]))
            return rule;
    }
    return -1;
}

static int32_t open_question(const struct session *s)
{
    int32_t at = 0;
    while (at < PURPOSE_COUNT &&
           (app_said(s, s->join.answer_in[at]) || !consent_asked((enum consent_purpose)at, s->join.nameless)))
        at++;
    return at;
}

/* A name of rule/names.def, or none. Without one there is none to tell anybody: what was answered to that is forgotten. */
void flow_name(struct app *app, int32_t number)
{
    struct joining *j = &app->session.join;
    const char *name = name_offered(number);
    if (!name && number != NAMES_OFFERED)
        return;
    bytes_wipe(j->name, sizeof j->name);
    j->nameless = !name;
    if (name)
        (void)text_copy(j->name, sizeof j->name, _(name));
    for (int i = 0; i < PURPOSE_COUNT; i++)
        if (!consent_asked((enum consent_purpose)i, j->nameless)) {
            j->answer[i] = ANSWER_NONE;
            j->answer_in[i] = NULL;
        }
    flow_join_next(app);
}

static void next_rule(struct app *app, int32_t number)
{
    int32_t next = open_rule(&app->session, number + 1);
    if (next >= 0)
        (void)flow_goto(app, SCREEN_join_rule, (uint16_t)next);
    else
        flow_join_next(app);
}

void flow_rule_agree(struct app *app, int32_t number)
{
    struct session *s = &app->session;
    if (number < 0 || number >= s->rule_count)
        return;
    s->join.rule_in[number] = s->language;
    s->join.talk &= ~(UINT32_C(1) << number);
    next_rule(app, number);
}

/* Whoever would rather talk about a rule goes on joining: the sign-up says so, and so does the group's next sheet. */
void flow_rule_think(struct app *app, int32_t number)
{
    struct session *s = &app->session;
    if (number < 0 || number >= s->rule_count)
        return;
    s->join.rule_in[number] = s->language;
    s->join.talk |= UINT32_C(1) << number;
    next_rule(app, number);
    flow_notice(app, VERDICT_RULE_TALK);
}

void flow_contact_way(struct app *app, int32_t number)
{
    struct joining *j = &app->session.join;
    if (number < CONTACT_NONE || number > CONTACT_MAIL)
        return;
    if (j->contact_way != number) {
        bytes_wipe(j->contact, sizeof j->contact);
        j->refused = 0;
    }
    j->contact_way = (uint8_t)number;
    if (number == CONTACT_NONE)
        flow_join_next(app);
    else
        (void)flow_show(app, SCREEN_join_write);
}

static bool page_seen(const struct session *s, int page)
{
    for (int i = 0; i < FACT_COUNT; i++)
        if (consent_fact((enum consent_fact)i)->page == page && !app_said(s, s->join.fact_in[i]))
            return false;
    return true;
}

void flow_facts_read(struct app *app, int32_t number)
{
    struct session *s = &app->session;
    bool all = number == CONSENT_PAGES; /* as the largest sizes show them */
    for (int i = 0; i < FACT_COUNT; i++)
        if (all || consent_fact((enum consent_fact)i)->page == s->part + 1)
            s->join.fact_in[i] = s->language;
    if (!all && s->part + 1 < CONSENT_PAGES) {
        (void)flow_goto(app, SCREEN_join_facts, (uint16_t)(s->part + 1));
        return;
    }
    for (int page = 1; page <= CONSENT_PAGES; page++)
        if (!page_seen(s, page)) {
            (void)flow_goto(app, SCREEN_join_facts, (uint16_t)(page - 1));
            return;
        }
    flow_join_next(app);
}

void flow_answer(struct app *app, int32_t number)
{
    struct session *s = &app->session;
    if (s->part >= PURPOSE_COUNT || (number != ANSWER_YES && number != ANSWER_NO))
        return;
    s->join.answer[s->part] = (uint8_t)number;
    s->join.answer_in[s->part] = s->language;
    int next = s->part + 1;
    while (next < PURPOSE_COUNT && !consent_asked((enum consent_purpose)next, s->join.nameless))
        next++;
    if (next < PURPOSE_COUNT)
        (void)flow_goto(app, SCREEN_join_purpose, (uint16_t)next);
    else
        flow_join_next(app);
}

void flow_review_change(struct app *app, int32_t number)
{
    bool step = number >= 0 && number < SCREENS && screen_row((screen_id)number)->needs == NEED_joining;
    if (!step || number == SCREEN_join_review)
        return;
    app->session.join.reviewing = true;
    (void)flow_show(app, (screen_id)number);
}

static struct signing signing_of(const struct joining *j, enum sign_way way)
{
    return (struct signing){
        .way = way,
        .marked = j->mark.points > 0,
        .name = j->sign_name,
        .held_ms = way == SIGN_HOLD ? SIGN_HOLD_MS : 0, /* the display asks for SIGN only after the whole hold */
        .witness = j->witness,
    };
}

void flow_sign_way(struct app *app, int32_t number)
{
    static const screen_id screens[] = {
        [SIGN_DRAW] = SCREEN_sign_draw,
        [SIGN_NAME] = SCREEN_sign_name,
        [SIGN_HOLD] = SCREEN_sign_hold,
        [SIGN_WITNESS] = SCREEN_sign_witness,
    };
    struct joining *j = &app->session.join;
    if (number < SIGN_DRAW || number > SIGN_WITNESS)
        return;
    if (number == SIGN_NAME && !*j->sign_name) /* picked for them; they may write another */
        (void)text_copy(j->sign_name, sizeof j->sign_name, j->name);
    if (flow_show(app, screens[number]) && j->way != number) {
        j->way = (uint8_t)number;
        j->signed_in = NULL;
    }
}

void flow_sign(struct app *app, int32_t number)
{
    struct joining *j = &app->session.join;
    if (number < SIGN_DRAW || number > SIGN_WITNESS)
        return;
    const struct signing signing = signing_of(j, (enum sign_way)number);
    enum verdict v = sign_verdict(&signing);
    if (v != VERDICT_SIGN_GOOD) {
        flow_notice(app, v);
        return;
    }
    j->way = (uint8_t)number;
    j->signed_in = app->session.language;
    j->mark.drawing = false;
    flow_join_next(app);
}

static struct join_request request_of(const struct app *app)
{
    const struct session *s = &app->session;
    const struct joining *j = &s->join;
    struct join_request r = {
        .rules_version = j->rules_version,
        .consent_version = CONSENT_VERSION,
        .name = j->name,
        .nameless = j->nameless,
        .way = j->contact_way,
        .contact = j->contact,
        .signing = signing_of(j, app_said(s, j->signed_in) ? (enum sign_way)j->way : SIGN_NONE),
        .reviewed = s->at == SCREEN_join_review,
        .waiting = j->waiting,
    };
    for (int i = 0; i < PURPOSE_COUNT; i++)
        r.answers[i] = app_answer(s, (enum consent_purpose)i);
    for (int i = 0; i < FACT_COUNT; i++)
        r.facts_seen |= (uint32_t)app_said(s, j->fact_in[i]) << i;
    for (int32_t i = 0; i < s->rule_count; i++)
        r.rules_accepted |= (uint32_t)app_said(s, j->rule_in[i]) << i;
    return r;
}

fault flow_join_look(struct app *app, enum verdict *ret)
{
    struct join_facts facts;
    fault f = facts_of(app, &facts);
    const struct join_request request = request_of(app);
    if (f == FAULT_NONE)
        *ret = join_verdict(&facts, &request);
    return f;
}

/* Something was said in another language than the one at hand. */
static bool said_elsewhere(const struct session *s)
{
    const struct joining *j = &s->join;
    bool elsewhere = j->signed_in && !app_said(s, j->signed_in);
    for (int i = 0; i < FACT_COUNT; i++)
        elsewhere = elsewhere || (j->fact_in[i] && !app_said(s, j->fact_in[i]));
    for (int i = 0; i < PURPOSE_COUNT; i++)
        elsewhere = elsewhere || (j->answer_in[i] && !app_said(s, j->answer_in[i]));
    for (int32_t i = 0; i < s->rule_count; i++)
        elsewhere = elsewhere || (j->rule_in[i] && !app_said(s, j->rule_in[i]));
    return elsewhere;
}

/* Where the visitor can mend it; the review, when nothing is to be mended. */
static screen_id mended_at(enum verdict v)
{
    static const struct {
        enum verdict verdict;
        screen_id at;
    } places[] = {
        {VERDICT_JOIN_RULES_CHANGED, SCREEN_join_rule},     {VERDICT_JOIN_RULES_OPEN, SCREEN_join_rule},
        {VERDICT_JOIN_NAME_MISSING, SCREEN_join_call},      {VERDICT_NAME_LONG, SCREEN_join_name},
        {VERDICT_NAME_UNCLEAR, SCREEN_join_name},           {VERDICT_JOIN_CONTACT_UNASKED, SCREEN_join_contact},
        {VERDICT_JOIN_CONTACT_NEEDED, SCREEN_join_contact}, {VERDICT_CONTACT_MISSING, SCREEN_join_contact},
        {VERDICT_PHONE_UNCLEAR, SCREEN_join_contact},       {VERDICT_MAIL_UNCLEAR, SCREEN_join_contact},
        {VERDICT_JOIN_CONSENT_CHANGED, SCREEN_join_facts},  {VERDICT_JOIN_FACTS_UNSEEN, SCREEN_join_facts},
        {VERDICT_JOIN_PURPOSE_OPEN, SCREEN_join_purpose},   {VERDICT_SIGN_MISSING, SCREEN_join_sign},
        {VERDICT_SIGN_NAME_MISSING, SCREEN_join_sign},      {VERDICT_SIGN_HOLD_SHORT, SCREEN_join_sign},
        {VERDICT_SIGN_WITNESS_MISSING, SCREEN_join_sign},
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (places[i].verdict == v)
            return places[i].at;
    return SCREEN_join_review;
}

/* Takes the visitor there. */
void flow_join_mend(struct app *app, enum verdict v)
{
    struct session *s = &app->session;
    screen_id to = mended_at(v);
    int32_t part = 0;
    if (v == VERDICT_JOIN_RULES_CHANGED) {
        memset(s->join.rule_in, 0, sizeof s->join.rule_in);
        s->join.talk = 0;
        s->join.rules_version = s->group.rules_version;
    } else if (v == VERDICT_JOIN_WAIT) {
        s->join.waiting = true; /* the review says so now; holding once more is the answer */
    } else if (v == VERDICT_JOIN_RULES_OPEN) {
        part = open_rule(s, 0);
    } else if (v == VERDICT_JOIN_PURPOSE_OPEN) {
        part = open_question(s);
    }
    s->join.reviewing = to != SCREEN_join_review;
    (void)flow_goto(app, to, (uint16_t)(part < 0 ? 0 : part));
    flow_notice(app, join_step_verdict(v, s->join.reviewing && said_elsewhere(s)));
}

/* Before the review: the first step that was taken in another language is taken again. True when there is one. */
static bool again(struct app *app)
{
    enum verdict v = VERDICT_JOINED;
    if (!said_elsewhere(&app->session))
        return false;
    fault f = flow_join_look(app, &v);
    if (f != FAULT_NONE || v == VERDICT_JOIN_UNREVIEWED || verdict_tone(v) != TONE_SOFT)
        return false; /* the hold on the review says what else there is */
    flow_join_mend(app, v);
    return true;
}

void flow_join_next(struct app *app)
{
    struct joining *j = &app->session.join;
    bool reviewing = j->reviewing;
    screen_id to = screen_row(app->session.at)->next;
    if (!reviewing && to != SCREEN_join_review) {
        (void)flow_show(app, to);
    } else if (!again(app)) {
        j->reviewing = false;
        flow_return(app, SCREEN_join_review);
    }
}
