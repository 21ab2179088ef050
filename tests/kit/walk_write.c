/* Writing in walks: letters, whatever page of the keyboard they stand on; the receipt code; the PIN. */
#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "rule/pick.h"
#include "walk_step.h"

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
    if (walk_find_act(p, ACT_KEY, (int32_t)code) != UI_NONE)
        return true;
    return walk_find_act(p, ACT_SHIFT, INT32_MIN) != UI_NONE && walk_do_act(p, ACT_SHIFT, INT32_MIN) &&
           walk_find_act(p, ACT_KEY, (int32_t)code) != UI_NONE;
}

static bool type_code(struct step *p, uint32_t code)
{
    uint32_t seen = 0;
    for (uint16_t page = 0; page != UI_NONE; page = other_page(p, &seen)) {
        if (page && !walk_ask_node(p, page))
            return false;
        if (is_on_page(p, code))
            return walk_do_act(p, ACT_KEY, (int32_t)code);
    }
    return walk_miss(p, "no such key");
}

bool walk_step_type(struct step *p)
{
    const char *at = walk_quoted(p->rest);
    for (uint32_t code; (code = text_next(&at)) != 0;)
        if (!type_code(p, code))
            return false;
    return true;
}

/* Chooses parts of the list until the word is there alone. */
static bool pick_word(struct step *p, int32_t list, uint16_t place)
{
    int count = p->s->code_count;
    if (p->s->part == 0 && !walk_do_act(p, ACT_CODE_PICK, -1))
        return false;
    for (int i = 0; i < PICK_STEPS && p->s->code_count == count; i++) {
        int32_t part = pick_range(CODE_LIST, place, p->s->code_step + 1).from;
        if (!walk_do_act(p, ACT_CODE_PICK, list * CODE_LIST + part))
            return false;
    }
    return p->s->code_count == count + 1 || walk_miss(p, "the word was not reached");
}

/* Writes letters until the word is offered, then takes it. */
static bool enter_word(struct step *p, enum act act, int32_t list, uint16_t place)
{
    const char *at = p->w->loop.app.words[list].word[place];
    int32_t number = list * CODE_LIST + place;
    for (uint32_t code; (code = text_next(&at)) != 0;) {
        if (walk_find_act(p, act, number) != UI_NONE)
            break;
        if (!type_code(p, code))
            return false;
    }
    return walk_do_act(p, act, number);
}

bool walk_step_enter(struct step *p)
{
    bool wrong = strncmp(p->rest, "wrong ", 6) == 0;
    const char *what = p->rest + (wrong ? 6 : 0);
    if (text_same(what, "drawn pin"))
        return walk_enter_drawn(p, wrong);
    if (text_same(what, "pin")) {
        for (const char *d = wrong ? "902714" : p->w->pin; *d >= '0' && *d <= '9'; d++)
            if (!walk_do_act(p, ACT_PIN_KEY, *d - '0'))
                return false;
        return walk_do_act(p, ACT_PIN_DONE, INT32_MIN);
    }
    if (text_same(what, "word"))
        return enter_word(p, ACT_STILL_WORD, p->w->tally->code_list, p->w->tally->code[1]);
    bool wide = p->u->setting.panel.width_mm >= 220 && p->w->hand == HAND_TOUCH;
    bool listed = text_same(what, "listed code") || (text_same(what, "quick code") && !wide);
    for (int i = 0; i < CODE_WORDS; i++) {
        uint16_t place = p->w->tally->code[i];
        if (wrong && i == 3)
            place = (uint16_t)((place + 1) % CODE_LIST);
        int32_t list = p->w->tally->code_list;
        if (!(listed ? pick_word(p, list, place) : enter_word(p, ACT_CODE_WORD, list, place)))
            return false;
    }
    return walk_do_act(p, ACT_CODE_FIND, INT32_MIN);
}
