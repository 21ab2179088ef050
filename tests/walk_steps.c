/* The commands of walks (docs/walks.md), one function each and a table that names them. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "host_walk.h"
#include "store/kept.h"
#include "ui/dump.h"
#include "base/text.h"
#include "walk.h"

static const char *const screen_names[] = {
#define SCREEN(name, ...) #name,
#include "screens.def"
#undef SCREEN
};
static const char *const act_names[] = {
    "",
#define ACT(name, ...) #name,
#include "acts.def"
#undef ACT
};

const char *walk_screen_name(enum screen screen)
{
    return screen_names[screen];
}

enum screen walk_screen(const char *name)
{
    for (int i = 0; i < SCREENS; i++)
        if (text_same(screen_names[i], name))
            return (enum screen)i;
    return SCREENS;
}

struct step {
    struct walk *w;
    struct session *s;
    const struct ui *u;
    char *rest; /* of the line */
    char *why;
    size_t why_size;
};

/* "topics/topic:?" fits any number there. */
static bool fits(const char *path, const char *pattern)
{
    while (*path && *pattern) {
        if (pattern[0] == '?') {
            while (*path && *path != '/')
                path++;
            pattern++;
        } else if (*path++ != *pattern++) {
            return false;
        }
    }
    return !*path && !*pattern;
}

static uint16_t find(struct step *p, const char *pattern)
{
    char path[240];
    for (uint16_t i = 1; i < p->u->count; i++)
        if (ui_path(p->u, i, path, sizeof path) && fits(path, pattern))
            return i;
    return UI_NONE;
}

static uint16_t find_act(struct step *p, enum act act, int32_t number)
{
    for (uint16_t i = 1; i < p->u->count; i++)
        if (p->u->node[i].act == act && (number == INT32_MIN || p->u->node[i].act_arg == number))
            return i;
    return UI_NONE;
}

static uint16_t find_role(struct step *p, enum ui_role role)
{
    for (uint16_t i = 1; i < p->u->count; i++)
        if (p->u->node[i].role == role)
            return i;
    return UI_NONE;
}

static bool miss(struct step *p, const char *what)
{
    snprintf(p->why, p->why_size, "%s (at %s, notice %s)", what, screen_names[p->s->at], verdict_name(p->s->notice));
    return false;
}

static bool ask_node(struct step *p, uint16_t node)
{
    if (node == UI_NONE)
        return miss(p, "no such target");
    if (p->u->node[node].flags & UI_DISABLED)
        return miss(p, "the target is disabled");
    return walk_ask(p->w, p->u->node[node].id) || miss(p, "this hand does not reach it");
}

static bool do_act(struct step *p, enum act act, int32_t number)
{
    return ask_node(p, find_act(p, act, number));
}

static bool step_at(struct step *p)
{
    return text_same(screen_names[p->s->at], p->rest) || miss(p, "another screen");
}

static bool step_ask(struct step *p)
{
    return ask_node(p, find(p, p->rest));
}

static int32_t number_of(const char *text) /* a number, a screen's name, or nothing: any */
{
    if (!text)
        return INT32_MIN;
    enum screen screen = walk_screen(text);
    return screen < SCREENS ? (int32_t)screen : atoi(text);
}

static bool step_do(struct step *p)
{
    char *number = strchr(p->rest, ' ');
    if (number)
        *number++ = 0;
    for (int i = 1; i < ACTS; i++)
        if (text_same(act_names[i], p->rest))
            return do_act(p, (enum act)i, number_of(number));
    return miss(p, "no such verb");
}

static bool step_begin(struct step *p)
{
    size_t count;
    const struct language *all = words_languages(&count);
    for (size_t i = 0; i < count; i++)
        if (text_same(all[i].code, p->w->language) && !do_act(p, ACT_BEGIN, (int32_t)i))
            return false;
    for (int i = SIZE_M; i < p->w->size; i++)
        if (!do_act(p, ACT_SIZE, 1))
            return false;
    if (p->w->size == SIZE_S && !do_act(p, ACT_SIZE, -1))
        return false;
    for (int i = 0; i < p->w->theme; i++)
        if (!do_act(p, ACT_CONTRAST, INT32_MIN))
            return false;
    return true;
}

static bool step_refused(struct step *p)
{
    uint16_t node = find(p, p->rest);
    enum screen at = p->s->at;
    if (node == UI_NONE || !(p->u->node[node].flags & UI_DISABLED))
        return miss(p, "not a disabled target");
    if (p->u->node[node].flags & UI_HIDDEN)
        return miss(p, "it stands on another page");
    return (walk_ask(p->w, p->u->node[node].id) && p->s->at == at) || miss(p, "something happened");
}

static bool step_see(struct step *p)
{
    char *role = strchr(p->rest, ' ');
    if (role)
        *role++ = 0;
    uint16_t node = find(p, p->rest);
    if (node == UI_NONE)
        return miss(p, "it is not there");
    return !role || text_same(role, ui_role_name(p->u->node[node].role)) || miss(p, "another role");
}

static bool step_not(struct step *p)
{
    return find(p, p->rest) == UI_NONE || miss(p, "it is there");
}

static char *quoted(char *text) /* the words between the quotes; "" without */
{
    char *from = strchr(text, '"'), *to = strrchr(text, '"');
    if (!from || to == from)
        return text + strlen(text);
    *to = 0;
    return from + 1;
}

static bool step_text(struct step *p)
{
    char *words = quoted(p->rest);
    char *space = strchr(p->rest, ' ');
    if (space)
        *space = 0;
    uint16_t node = find(p, p->rest);
    if (node == UI_NONE)
        return miss(p, "it is not there");
    const struct ui_node *n = &p->u->node[node];
    return strstr(ui_string(p->u, n->label), words) || strstr(ui_string(p->u, n->hint), words) ||
           strstr(ui_string(p->u, n->value), words) || miss(p, ui_string(p->u, n->label));
}

/* A page of the keyboard that was not looked at yet; UI_NONE when all were. */
static uint16_t other_page(struct step *p, uint32_t *seen)
{
    for (uint16_t i = 1; i < p->u->count; i++) {
        const struct ui_node *n = &p->u->node[i];
        if (n->act != ACT_KEY_PAGE || (*seen >> n->act_arg & 1))
            continue;
        *seen |= UINT32_C(1) << n->act_arg;
        return i;
    }
    return UI_NONE;
}

/* The key as the page stands, else with the other case. */
static bool is_on_page(struct step *p, uint32_t code)
{
    if (find_act(p, ACT_KEY, (int32_t)code) != UI_NONE)
        return true;
    return find_act(p, ACT_SHIFT, INT32_MIN) != UI_NONE && do_act(p, ACT_SHIFT, INT32_MIN) &&
           find_act(p, ACT_KEY, (int32_t)code) != UI_NONE;
}

static bool type_code(struct step *p, uint32_t code)
{
    uint32_t seen = 0;
    for (uint16_t page = 0; page != UI_NONE; page = other_page(p, &seen)) {
        if (page && !ask_node(p, page))
            return false;
        if (is_on_page(p, code))
            return do_act(p, ACT_KEY, (int32_t)code);
    }
    return miss(p, "no such key");
}

static bool step_type(struct step *p)
{
    const char *at = quoted(p->rest);
    for (uint32_t code; (code = text_next(&at)) != 0;)
        if (!type_code(p, code))
            return false;
    return true;
}

static bool step_sign(struct step *p)
{
    uint16_t pad = find_role(p, UI_PAD);
    if (pad == UI_NONE)
        return miss(p, "no pad here");
    return walk_draw(p->w, p->u->node[pad].id) || miss(p, "this hand does not reach it");
}

static bool step_hold(struct step *p)
{
    uint16_t node = find_role(p, UI_HOLD);
    if (node == UI_NONE)
        return miss(p, "nothing to hold here");
    return walk_hold(p->w, p->u->node[node].id) || miss(p, "this hand does not reach it");
}

static bool step_agree(struct step *p) /* every ground rule of the group */
{
    for (int i = 0; i < GROUP_RULES_MAX && p->s->at == SCREEN_join_rule; i++)
        if (!do_act(p, ACT_RULE_AGREE, INT32_MIN))
            return false;
    return p->s->at != SCREEN_join_rule || miss(p, "there is always another rule");
}

static bool step_read(struct step *p) /* all pages of the nine facts */
{
    for (int i = 0; i <= CONSENT_PAGES && p->s->at == SCREEN_join_facts; i++)
        if (!do_act(p, ACT_FACTS_READ, INT32_MIN))
            return false;
    return p->s->at != SCREEN_join_facts || miss(p, "there is always another page");
}

static bool step_answer(struct step *p)
{
    return do_act(p, ACT_ANSWER, text_same(p->rest, "yes") ? ANSWER_YES : ANSWER_NO);
}

static bool step_remember(struct step *p)
{
    memcpy(p->w->tally->code, p->s->code, sizeof p->w->tally->code);
    p->w->tally->code_list = p->s->code_list;
    return p->s->code_count == CODE_WORDS || miss(p, "no code is shown");
}

/* Writes letters until the word is offered, then takes it. */
static bool enter_word(struct step *p, int32_t list, uint16_t place)
{
    const char *at = p->w->turn.app.words[list].word[place];
    int32_t number = list * CODE_LIST + place;
    for (uint32_t code; (code = text_next(&at)) != 0;) {
        if (find_act(p, ACT_CODE_WORD, number) != UI_NONE)
            break;
        if (!type_code(p, code))
            return false;
    }
    return do_act(p, ACT_CODE_WORD, number);
}

static bool step_enter(struct step *p)
{
    bool wrong = strncmp(p->rest, "wrong ", 6) == 0;
    const char *what = p->rest + (wrong ? 6 : 0);
    if (text_same(what, "pin")) {
        for (const char *d = wrong ? "902714" : p->w->pin; *d >= '0' && *d <= '9'; d++)
            if (!do_act(p, ACT_PIN_KEY, *d - '0'))
                return false;
        return do_act(p, ACT_PIN_DONE, INT32_MIN);
    }
    for (int i = 0; i < CODE_WORDS; i++) {
        uint16_t place = p->w->tally->code[i];
        if (wrong && i == 3)
            place = (uint16_t)((place + 1) % CODE_LIST);
        if (!enter_word(p, p->w->tally->code_list, place))
            return false;
    }
    return do_act(p, ACT_CODE_FIND, INT32_MIN);
}

static bool step_notice(struct step *p)
{
    const char *name = p->s->notice == VERDICT_KIOSK_OPEN ? "none" : verdict_name(p->s->notice);
    return text_same(name, p->rest) || miss(p, "another notice");
}

static bool step_said(struct step *p)
{
    return strstr(walk_world.said, quoted(p->rest)) != NULL || miss(p, walk_world.said);
}

static bool step_records(struct step *p)
{
    long long memberships = 0, consents = 0;
    int64_t m = 0, c = 0;
    if (sscanf(p->rest, "%lld %lld", &memberships, &consents) != 2)
        return miss(p, "records wants two numbers");
    if (store_export_begin(p->w->turn.app.store, &m, &c) != FAULT_NONE)
        return miss(p, "the store can't count");
    store_export_end(p->w->turn.app.store);
    char seen[80];
    snprintf(seen, sizeof seen, "%lld and %lld more", (long long)(m - p->w->tally->memberships),
             (long long)(c - p->w->tally->consents));
    return (m - p->w->tally->memberships == memberships && c - p->w->tally->consents == consents) || miss(p, seen);
}

static bool step_journal(struct step *p)
{
    struct journal_head head;
    char seen[40];
    if (store_journal_head(p->w->turn.app.store, &head) != FAULT_NONE)
        return miss(p, "no journal");
    snprintf(seen, sizeof seen, "%lld more", (long long)(head.count - p->w->tally->journal));
    return head.count - p->w->tally->journal == atoll(p->rest) || miss(p, seen);
}

static bool step_wait(struct step *p)
{
    walk_pass(p->w, atoll(p->rest) * 1000);
    walk_settle(p->w);
    return true;
}

static bool step_clock(struct step *p)
{
    walk_world.now -= text_same(p->rest, "back") ? 365 * 86400 : 0;
    walk_settle(p->w);
    return true;
}

static bool step_stick(struct step *p)
{
    walk_world.stick_gone = text_same(p->rest, "gone");
    walk_pass(p->w, 3000);
    return true;
}

static bool step_disk(struct step *p)
{
    walk_world.disk_free = text_same(p->rest, "full") ? 0 : -1;
    return true;
}

static bool step_leave(struct step *p)
{
    return do_act(p, ACT_LEAVE, INT32_MIN) && (p->s->at == SCREEN_start || miss(p, "not at the start"));
}

static bool step_no(struct step *p) /* no trace "text" */
{
    char *words = quoted(p->rest);
    size_t length = strlen(words);
    char masked[128];
    if (length == 0 || length >= sizeof masked)
        return miss(p, "nothing to look for");
    for (size_t i = 0; i < length; i++)
        masked[i] = (char)(words[i] ^ WALK_MASK);
    bytes_wipe(words, length);
    return !walk_trace(p->w, masked, length, p->why, p->why_size);
}

static bool step_trace_bait(struct step *p) /* the search finds what is there: a search that can't find is no test */
{
    char *words = quoted(p->rest);
    size_t length = strlen(words);
    char masked[128];
    for (size_t i = 0; i < length && i < sizeof masked; i++)
        masked[i] = (char)(words[i] ^ WALK_MASK);
    return !p->w->plain || walk_trace(p->w, masked, length, p->why, p->why_size) || miss(p, "the search is blind");
}

static bool step_only(struct step *p)
{
    static const char *const hands[] = {"touch", "keys", "switch"};
    p->w->stop = !text_same(p->rest, hands[p->w->hand]);
    return true;
}

static bool step_language(struct step *p)
{
    p->w->stop = !text_same(p->rest, p->w->language);
    return true;
}

static bool step_size(struct step *p)
{
    p->w->stop = !text_same(p->rest, p->w->size_name);
    return true;
}

static bool step_monkey(struct step *p) /* monkey EVENTS SEED */
{
    char *seed = strchr(p->rest, ' ');
    uint32_t mine = (uint32_t)(p->w->hand * 100 + p->w->size * 10) + (uint32_t)p->w->language[0];
    return walk_monkey(p->w, atol(p->rest), (seed ? (uint32_t)atol(seed) : 1) * 7919 + mine, p->why, p->why_size);
}

static bool step_crash(struct step *p) /* the power goes; the walk goes on with a new process on the same disk */
{
    (void)p;
    raise(SIGKILL);
    return false;
}

static const struct {
    const char *name;
    bool (*run)(struct step *p);
} steps[] = {
    {"at", step_at},           {"ask", step_ask},         {"do", step_do},         {"begin", step_begin},
    {"refused", step_refused}, {"see", step_see},         {"not", step_not},       {"text", step_text},
    {"type", step_type},       {"sign", step_sign},       {"hold", step_hold},     {"agree", step_agree},
    {"read", step_read},       {"answer", step_answer},   {"remember", step_remember}, {"enter", step_enter},
    {"notice", step_notice},   {"said", step_said},       {"records", step_records},   {"journal", step_journal},
    {"wait", step_wait},       {"clock", step_clock},     {"stick", step_stick},   {"disk", step_disk},
    {"leave", step_leave},     {"no", step_no},           {"find-trace", step_trace_bait},
    {"only", step_only},       {"language", step_language}, {"size", step_size},   {"crash", step_crash},
    {"monkey", step_monkey},
};

bool walk_step(struct walk *w, char *line, char *why, size_t why_size)
{
    char *rest = line + strcspn(line, " \t");
    if (*rest)
        *rest++ = 0;
    rest += strspn(rest, " \t");
    struct step p = {w, &w->turn.app.session, &w->turn.tree, rest, why, why_size};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (text_same(steps[i].name, line))
            return steps[i].run(&p);
    return miss(&p, "no such command");
}
