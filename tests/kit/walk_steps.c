/* The commands of walks (walk_steps.def), one function each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "host_walk.h"
#include "screens.h"
#include "store/read.h"
#include "ui/dump.h"
#include "base/file.h"
#include "base/text.h"
#include "walk_step.h"

static bool step_at(struct step *p)
{
    return text_same(walk_screen_name(p->s->at), p->rest) || walk_miss(p, "another screen");
}

static bool step_ask(struct step *p)
{
    return walk_ask_node(p, walk_find(p, p->rest));
}

static int32_t number_of(const char *text) /* a number, a screen's name, or nothing: any */
{
    if (!text)
        return INT32_MIN;
    screen_id screen = walk_screen(text);
    return screen < SCREENS ? (int32_t)screen : atoi(text);
}

static bool step_do(struct step *p)
{
    char *number = strchr(p->rest, ' ');
    if (number)
        *number++ = 0;
    enum act act = walk_act(p->rest);
    return act ? walk_do_act(p, act, number_of(number)) : walk_miss(p, "no such verb");
}

/* Each of this walk's ways to touch is chosen as a visitor does. */
static bool choose_ways(struct step *p)
{
    for (int way = 0; way < TOUCH_WAYS; way++) {
        bool wanted = touch_has(p->w->ways, (enum touch_way)way);
        if (wanted && !(walk_do_act(p, ACT_GO, SCREEN_language) && walk_do_act(p, ACT_GO, SCREEN_touch_way) &&
                        walk_do_act(p, ACT_TOUCH_WAY, way) && walk_do_act(p, ACT_BACK, INT32_MIN)))
            return false;
    }
    return true;
}

static bool step_begin(struct step *p)
{
    size_t count;
    const struct language *all = words_languages(&count);
    bool here = walk_find_act(p, ACT_ROAD, ROAD_ON) != UI_NONE; /* on a small panel two pages away */
    if (p->w->hand == HAND_ROAD && !here &&
        !(walk_do_act(p, ACT_GO, SCREEN_language) && walk_do_act(p, ACT_GO, SCREEN_touch_way)))
        return false;
    if (p->w->hand == HAND_ROAD && !walk_do_act(p, ACT_ROAD, ROAD_ON))
        return false;
    if (p->w->hand == HAND_ROAD && !here && !walk_do_act(p, ACT_BACK, INT32_MIN))
        return false;
    bool setting_up = p->w->bare && walk_find_act(p, ACT_SETUP_LANGUAGE, 0) != UI_NONE; /* until it is a kiosk */
    for (size_t i = 0; i < count; i++)
        if (text_same(all[i].code, p->w->language) &&
            !walk_do_act(p, setting_up ? ACT_SETUP_LANGUAGE : ACT_BEGIN, (int32_t)i))
            return false;
    bool round = walk_find_act(p, ACT_SIZE, 0) != UI_NONE; /* a small panel: one tool for sizes, contrast elsewhere */
    for (int i = SIZE_M; i < (round && p->w->size == SIZE_S ? SIZE_S + SIZES : p->w->size); i++)
        if (!walk_do_act(p, ACT_SIZE, round ? 0 : 1))
            return false;
    if (p->w->size == SIZE_S && !round && !walk_do_act(p, ACT_SIZE, -1))
        return false;
    bool away = p->w->theme > 0 && round;
    if (away && !walk_do_act(p, ACT_GO, SCREEN_language))
        return false;
    for (int i = 0; i < p->w->theme; i++)
        if (!walk_do_act(p, ACT_CONTRAST, INT32_MIN))
            return false;
    return (!away || walk_do_act(p, ACT_BACK, INT32_MIN)) && choose_ways(p);
}

static bool step_refused(struct step *p)
{
    uint16_t node = walk_find(p, p->rest);
    screen_id at = p->s->at;
    if (node == UI_NONE || !(p->u->node[node].flags & UI_DISABLED))
        return walk_miss(p, "not a disabled target");
    return (walk_ask(p->w, p->u->node[node].id) && p->s->at == at) || walk_miss(p, "something happened");
}

static bool step_see(struct step *p)
{
    char *role = strchr(p->rest, ' ');
    if (role)
        *role++ = 0;
    uint16_t node = walk_find(p, p->rest);
    if (node == UI_NONE)
        return walk_miss(p, "it is not there");
    return !role || text_same(role, ui_role_name(p->u->node[node].role)) || walk_miss(p, "another role");
}

static bool step_not(struct step *p)
{
    return walk_find(p, p->rest) == UI_NONE || walk_miss(p, "it is there");
}

static bool step_text(struct step *p)
{
    char *words = walk_quoted(p->rest);
    char *space = strchr(p->rest, ' ');
    if (space)
        *space = 0;
    uint16_t node = walk_find(p, p->rest);
    if (node == UI_NONE)
        return walk_miss(p, "it is not there");
    const struct ui_node *n = &p->u->node[node];
    return strstr(ui_string(p->u, n->label), words) || strstr(ui_string(p->u, n->hint), words) ||
           strstr(ui_string(p->u, n->value), words) || walk_miss(p, ui_string(p->u, n->label));
}

static bool step_sign(struct step *p)
{
    uint16_t pad = walk_find_role(p, UI_PAD);
    if (pad == UI_NONE)
        return walk_miss(p, "no pad here");
    return walk_draw(p->w, p->u->node[pad].id) || walk_miss(p, "this hand does not reach it");
}

static bool step_hold(struct step *p)
{
    uint16_t node = walk_find_role(p, UI_HOLD);
    if (node == UI_NONE)
        return walk_miss(p, "nothing to hold here");
    return walk_hold(p->w, p->u->node[node].id) || walk_miss(p, "this hand does not reach it");
}

static bool step_code(struct step *p) /* code again: in sight, or one press of "show" away */
{
    uint16_t show = walk_find(p, "show");
    if (walk_find(p, "code") == UI_NONE && !walk_ask_node(p, show))
        return false;
    return walk_find(p, "code") != UI_NONE || walk_miss(p, "the code is gone");
}

static bool step_agree(struct step *p) /* every ground rule of the group */
{
    for (int i = 0; i < GROUP_RULES_MAX && p->s->at == SCREEN_join_rule; i++)
        if (!walk_do_act(p, ACT_RULE_AGREE, INT32_MIN))
            return false;
    return p->s->at != SCREEN_join_rule || walk_miss(p, "there is always another rule");
}

/* Round the table: each says of each rule "I am with you", but the first chair "let us talk" of rule N. */
static bool step_table(struct step *p)
{
    int talk = 0;
    (void)sscanf(p->rest, "all but %d", &talk);
    for (int i = 0; i < 2 * OWN_PEOPLE_MAX * GROUP_RULES_MAX; i++) {
        const struct rule_table *t = &p->s->held.table;
        bool card = p->s->at == SCREEN_table_card, done = t->answered >= t->people;
        if (!card && p->s->at != SCREEN_table_pass)
            return true;
        int32_t with = !(t->at + 1 == talk && t->answered == 0);
        if (!walk_do_act(p, card ? ACT_TABLE_ANSWER : done ? ACT_TABLE_DONE : ACT_TABLE_NEXT, card ? with : INT32_MIN))
            return false;
    }
    return walk_miss(p, "there is always another chair");
}

static bool step_read(struct step *p) /* all pages of the nine facts */
{
    for (int i = 0; i <= CONSENT_PAGES && p->s->at == SCREEN_join_facts; i++)
        if (!walk_do_act(p, ACT_FACTS_READ, INT32_MIN))
            return false;
    return p->s->at != SCREEN_join_facts || walk_miss(p, "there is always another page");
}

static bool step_answer(struct step *p)
{
    return walk_do_act(p, ACT_ANSWER, text_same(p->rest, "yes") ? ANSWER_YES : ANSWER_NO);
}

static bool step_remember(struct step *p)
{
    if (text_same(p->rest, "pin"))
        return walk_remember_pin(p);
    bool group = text_same(p->rest, "group");
    memcpy(p->w->tally->code, group ? p->s->held.code : p->s->code, sizeof p->w->tally->code);
    p->w->tally->code_list = group ? p->s->held.code_list : p->s->code_list;
    if (group)
        return p->s->held.drawn || walk_miss(p, "no group's code is shown");
    return p->s->code_count == CODE_WORDS || walk_miss(p, "no code is shown");
}

static bool step_notice(struct step *p)
{
    const char *name = p->s->notice == VERDICT_KIOSK_OPEN ? "none" : verdict_name(p->s->notice);
    return text_same(name, p->rest) || walk_miss(p, "another notice");
}

static bool step_said(struct step *p)
{
    return strstr(walk_world.said, walk_quoted(p->rest)) != NULL || walk_miss(p, walk_world.said);
}

/* "records whole": after a cut there is one sign-up more or none, never half of one. */
static bool step_records(struct step *p)
{
    long long memberships = 0, consents = 0;
    int64_t m = 0, c = 0, journal = 0;
    if (text_same(p->rest, "whole")) {
        memberships = p->w->way->count(p->w, &m, &c, &journal) ? m - p->w->tally->memberships : -1;
        printf("cut: %lld more kept\n", memberships);
        return (memberships == 0 || memberships == 1) && c - p->w->tally->consents == memberships;
    }
    if (sscanf(p->rest, "%lld %lld", &memberships, &consents) != 2)
        return walk_miss(p, "records wants two numbers");
    if (!p->w->way->count(p->w, &m, &c, &journal))
        return walk_miss(p, "the store can't count");
    char seen[80];
    snprintf(seen, sizeof seen, "%lld and %lld more", (long long)(m - p->w->tally->memberships),
             (long long)(c - p->w->tally->consents));
    return (m - p->w->tally->memberships == memberships && c - p->w->tally->consents == consents) || walk_miss(p, seen);
}

static bool step_journal(struct step *p)
{
    int64_t m = 0, c = 0, journal = 0;
    char seen[40];
    if (!p->w->way->count(p->w, &m, &c, &journal))
        return walk_miss(p, "no journal");
    snprintf(seen, sizeof seen, "%lld more", (long long)(journal - p->w->tally->journal));
    return journal - p->w->tally->journal == atoll(p->rest) || walk_miss(p, seen);
}

static bool step_wait(struct step *p)
{
    p->w->way->pass(p->w, atoll(p->rest) * 1000);
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
    return p->w->way->stick(p->w, !text_same(p->rest, "gone")) || walk_miss(p, "there is no stick to move");
}

static bool step_hand(struct step *p) /* hand WORDS */
{
    if (!p->w->way->hand)
        return walk_miss(p, "only on a kiosk elsewhere");
    return p->w->way->hand(p->w, p->rest) || walk_miss(p, "the hand there can't do that");
}

static bool step_disk(struct step *p)
{
    walk_world.disk_free = text_same(p->rest, "full") ? 0 : -1;
    return true;
}

static bool step_leave(struct step *p) /* and says of a code that waits that it is kept */
{
    bool left = walk_do_act(p, ACT_LEAVE, INT32_MIN);
    if (left && p->s->at == SCREEN_join_done)
        left = walk_do_act(p, ACT_KEPT, 1);
    return left && (p->s->at == SCREEN_start || walk_miss(p, "not at the start"));
}

static bool step_no(struct step *p) /* no trace "text" */
{
    char *words = walk_quoted(p->rest);
    size_t length = strlen(words);
    char masked[128];
    if (length == 0 || length >= sizeof masked)
        return walk_miss(p, "nothing to look for");
    for (size_t i = 0; i < length; i++)
        masked[i] = (char)(words[i] ^ WALK_MASK);
    bytes_wipe(words, length);
    return !walk_trace(p->w, masked, length, p->why, p->why_size);
}

static bool step_trace_bait(struct step *p) /* the search finds what is there: a search that can't find is no test */
{
    char *words = walk_quoted(p->rest);
    size_t length = strlen(words);
    char masked[128];
    for (size_t i = 0; i < length && i < sizeof masked; i++)
        masked[i] = (char)(words[i] ^ WALK_MASK);
    return !p->w->plain || walk_trace(p->w, masked, length, p->why, p->why_size) || walk_miss(p, "the search is blind");
}

/* One or more input methods; none of their names is part of another's. */
static bool step_only(struct step *p)
{
    static const char *const hands[HANDS] = {"touch", "keys", "switch", "one", "ear", "finger", "road"};
    p->w->stop = !strstr(p->rest, hands[p->w->hand]);
    return true;
}

static bool step_language(struct step *p)
{
    p->w->stop = !text_same(p->rest, p->w->language);
    return true;
}

/* How many views the visit has taken so far: screens, their parts and their pages. */
static bool step_views(struct step *p)
{
    printf("log: %s %s: %d views, at most %s\n", p->w->language, p->w->size_name, p->w->views, p->rest);
    return p->w->views <= atoi(p->rest) || walk_miss(p, "more views than that");
}

static bool step_size(struct step *p)
{
    bool one = false;
    for (char *at = NULL, *size = strtok_r(p->rest, " ", &at); size; size = strtok_r(NULL, " ", &at))
        one |= text_same(size, p->w->size_name);
    p->w->stop = !one;
    return true;
}

static bool step_group(struct step *p) /* the group with that key of the centre file, wherever it stands in the list */
{
    struct group group;
    enum act act = p->s->at == SCREEN_staff_groups ? ACT_STAFF_GROUP : ACT_GROUP;
    if (store_group_by_key(p->w->loop.app.store, p->s->language, p->rest, &group) != FAULT_NONE)
        return walk_miss(p, "no such group");
    bool back = true; /* first to the beginning of the list */
    while (walk_find_act(p, act, group.id) == UI_NONE) {
        back = back && p->u->leads_back;
        bool leads = back || p->u->leads_on;
        if (!leads || !walk_ask_node(p, walk_find(p, back ? "pages/earlier" : "pages/more")))
            return walk_miss(p, "no such group in this list");
        walk_settle(p->w);
    }
    return walk_do_act(p, act, group.id);
}

static bool step_monkey(struct step *p) /* monkey EVENTS SEED */
{
    char *seed = strchr(p->rest, ' ');
    uint32_t mine = (uint32_t)(p->w->hand * 100 + p->w->size * 10) + (uint32_t)p->w->language[0];
    return walk_monkey(p->w, atol(p->rest), (seed ? (uint32_t)atol(seed) : 1) * 7919 + mine, p->why, p->why_size);
}

static bool
step_crash(struct step *
               p) /* the power goes; the walk goes on with a new process on the same disk. crash log: without the log */
{
    char log[FILE_PATH_MAX];
    if (text_same(p->rest, "log") && (file_path(log, p->w->folder, "kiosk.db-wal") != FAULT_NONE || unlink(log) != 0))
        return walk_miss(p, "there is no log");
    bool back = p->w->way->crash(p->w);
    walk_settle(p->w);
    return back || walk_miss(p, "it did not come back");
}

static bool step_cut(struct step *p) /* cut VERB MS */
{
    char *ms = strchr(p->rest, ' ');
    if (!p->w->way->cut) {
        p->w->skipped = true;
        return true;
    }
    if (ms)
        *ms++ = 0;
    uint16_t node = walk_find_act(p, walk_act(p->rest), INT32_MIN);
    uint32_t id = node == UI_NONE ? 0 : p->u->node[node].id;
    if (node == UI_NONE || p->u->node[node].flags & UI_DISABLED || !walk_turn_page(p->w, id))
        return walk_miss(p, "no such target");
    node = ui_find(p->u, id);
    struct ui_box b = p->u->node[node].box;
    int64_t held = p->u->node[node].role == UI_HOLD ? p->u->node[node].number : 0;
    bool back = p->w->way->cut(p->w, b.x + b.w / 2, b.y + b.h / 2, held + (ms ? atoll(ms) : 0), held > 0);
    walk_settle(p->w);
    return back || walk_miss(p, "it did not come back");
}

/* Every step leaves a picture by its screen's name, which the next one of that screen overwrites; this one stays. */
static bool step_picture(struct step *p)
{
    char path[FILE_PATH_MAX];
    if (!p->w->pictures)
        return true;
    snprintf(path, sizeof path, "%s/kept-%s-%s-%s.png", p->w->pictures, p->w->language, p->w->size_name, p->rest);
    return p->w->way->picture(p->w, path) || walk_miss(p, "no picture");
}

static const struct {
    const char *name, *rest, *meaning;
    bool (*run)(struct step *p);
    enum { ANYWHERE, HERE } where;
} steps[] = {
#define STEP(name, run, where, rest, meaning) {name, rest, meaning, run, where},
#include "walk_steps.def"
#undef STEP
};

void walk_steps_print(void)
{
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        printf("%s %s\n          %s\n", steps[i].name, steps[i].rest, steps[i].meaning);
}

bool walk_step(struct walk *w, char *line, char *why, size_t why_size)
{
    char *rest = line + strcspn(line, " \t");
    if (*rest)
        *rest++ = 0;
    rest += strspn(rest, " \t");
    const struct ui *shown = w->hand == HAND_ROAD ? &w->whole : &w->loop.tree;
    struct step p = {w, &w->loop.app.session, shown, rest, why, why_size};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (text_same(steps[i].name, line)) {
            w->skipped = steps[i].where == HERE && w->way->distant;
            return w->skipped || steps[i].run(&p);
        }
    return walk_miss(&p, "no such command");
}
