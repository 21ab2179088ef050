/* An invented visitor: names from parts that make no living person, telephone numbers and addresses of nobody, and
 * hands that press what a visitor presses. */
#include "ctl/visitor.h"
#include "screens.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "flow/flow.h"
#include "rule/sign.h"
#include "store/read.h"

/* splitmix64 (Steele, Lea, Flood 2014) */
static uint64_t next(struct dice *dice)
{
    uint64_t z = dice->state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

uint32_t dice_throw(struct dice *dice, uint32_t sides)
{
    return sides ? (uint32_t)((next(dice) >> 32) * sides >> 32) : 0;
}

static const char *const first_half[] = {"Sol",   "Tor",  "Gun",   "Ask", "Hall", "Ragn",  "Ås",
                                         "Bjørk", "Eld",  "Vår",   "Mar", "Sig",  "Lyng",  "Fjell",
                                         "Havn",  "Østr", "Stein", "Elv", "Brun", "Vinter"};
static const char *const second_half[] = {"veig",  "mund", "hild", "laug", "bjørn", "rid",  "vald", "borg",
                                          "stein", "vor",  "gunn", "leik", "trud",  "finn", "dis",  "vard"};
static const char *const nicknames[] = {"Morgenfugl", "Lillebror",   "Rødstrupe", "Tanta i tredje", "Nattugla",
                                        "Bølgen",     "Kaffekoppen", "Snøfnugg",  "Blåveis",        "Ærfuglen"};
static const char *const witnesses[] = {"Vakt i resepsjonen", "Hjelper på huset", "Sykepleier på vakt",
                                        "Frivillig vert"};
#define ANY(dice, list) list[dice_throw(dice, sizeof list / sizeof *list)]

static void contact(struct visitor *v, struct dice *dice)
{
    uint32_t kind = dice_throw(dice, 10);
    if (kind < 2) {
        v->way = CONTACT_NONE;
    } else if (kind < 8) {
        v->way = CONTACT_PHONE;
        snprintf(v->contact, sizeof v->contact, "%c%07u", dice_throw(dice, 2) ? '4' : '9', dice_throw(dice, 10000000));
    } else { /* .example belongs to nobody (RFC 2606) */
        v->way = CONTACT_MAIL;
        snprintf(v->contact, sizeof v->contact, "gjest%u@post.example", dice_throw(dice, 1000000));
    }
}

void visitor_invent(struct visitor *v, struct dice *dice, int32_t languages)
{
    *v = (struct visitor){.language = dice_throw(dice, 5) == 0 ? (int32_t)dice_throw(dice, (uint32_t)languages) : 0};
    if (dice_throw(dice, 12) == 0)
        snprintf(v->name, sizeof v->name, "%s", ANY(dice, nicknames));
    else
        snprintf(v->name, sizeof v->name, "%s%s", ANY(dice, first_half), ANY(dice, second_half));
    contact(v, dice);
    for (int i = 0; i < PURPOSE_COUNT; i++) {
        bool yes = dice_throw(dice, 3) > 0, reach = i == PURPOSE_contact_me || i == PURPOSE_research;
        v->answers[i] = yes && (!reach || v->way != CONTACT_NONE) ? ANSWER_YES : ANSWER_NO;
    }
    v->sign_way = (uint8_t)(SIGN_DRAW + dice_throw(dice, 4));
    snprintf(v->witness, sizeof v->witness, "%s", ANY(dice, witnesses));
    v->hand = next(dice);
}

/* --- hands ----------------------------------------------------------------------------------------------- */

static void write(struct app *app, const char *text)
{
    for (uint32_t c; (c = text_next(&text)) != 0;)
        flow_do(app, ACT_KEY, (int32_t)c);
    flow_do(app, ACT_WRITTEN, 0);
}

/* A wave or two from left to right, as a name looks from afar. */
static void draw(struct app *app, uint64_t hand)
{
    struct dice dice = {hand};
    for (uint32_t stroke = 0, strokes = 1 + dice_throw(&dice, 3); stroke < strokes; stroke++) {
        float x = (float)(60 + dice_throw(&dice, 300)), y = (float)(140 + dice_throw(&dice, 120));
        float high = (float)(20 + dice_throw(&dice, 60)), turns = 1.0F + (float)dice_throw(&dice, 4);
        float wide = (float)(60 + dice_throw(&dice, 320));
        flow_stroke_begin(app, (int32_t)x, (int32_t)y);
        for (int i = 1; i <= 24; i++) {
            float part = (float)i / 24;
            flow_stroke_point(app, (int32_t)(x + wide * part), (int32_t)(y + high * sinf(part * turns * 6.2832F)));
        }
        flow_stroke_end(app);
    }
}

static void sign(struct app *app, const struct visitor *v)
{
    flow_do(app, ACT_SIGN_WAY, v->sign_way);
    if (v->sign_way == SIGN_DRAW)
        draw(app, v->hand);
    if (v->sign_way == SIGN_WITNESS)
        write(app, v->witness);
    else
        flow_do(app, ACT_SIGN, v->sign_way);
}

static void answer(struct app *app, const struct visitor *v, const struct group *group)
{
    flow_do(app, ACT_GROUP, group->id);
    flow_do(app, ACT_JOIN, 0);
    flow_do(app, ACT_GO, SCREEN_join_rule);
    for (int32_t rule = 0, rules = app->session.rule_count; rule < rules; rule++)
        flow_do(app, ACT_RULE_AGREE, rule);
    write(app, v->name);
    flow_do(app, ACT_CONTACT_WAY, v->way);
    if (v->way != CONTACT_NONE)
        write(app, v->contact);
    for (int page = 0; page < CONSENT_PAGES; page++)
        flow_do(app, ACT_FACTS_READ, 0);
    for (int i = 0; i < PURPOSE_COUNT; i++)
        flow_do(app, ACT_ANSWER, v->answers[i]);
    sign(app, v);
}

fault visitor_join(struct app *app, const struct visitor *v, const char *group_key, char *why, size_t why_size)
{
    struct group group;
    flow_do(app, ACT_BEGIN, v->language);
    fault f = store_group_by_key(app->store, app->session.language, group_key, &group);
    if (f == FAULT_NONE) {
        answer(app, v, &group);
        flow_do(app, ACT_COMMIT_JOIN, 0);
        if (!app->session.joined) {
            snprintf(why, why_size, "%s: the kiosk stayed at screen %d: %s", group_key, (int)app->session.at,
                     app->session.notice ? verdict_name(app->session.notice) : "nothing said");
            f = FAULT_BAD_INPUT;
        }
    }
    flow_do(app, ACT_LEAVE, 0);
    flow_do(app, ACT_KEPT, 1);
    return f;
}
