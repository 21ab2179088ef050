/* The group's code: four words like a receipt's, drawn here, shown once and printed. Only its tag is kept, in DIR/groups.
 * MUST 1: it does not hold before the group has said that it has it: power may go, and nobody is left with words that open nothing.
 * MUST 2: whoever drew it is not staff: staff give the display away before it is drawn, and a letter's new one goes to paper alone. */
#include "flow/code/code.h"
#include "flow/core/core.h"
#include "flow/group/group.h"
#include "screens.h"

#include <stdio.h>
#include <string.h>

static fault tag_of(const struct app *app, const struct held_group *held, uint8_t tag[OWN_TAG])
{
    struct seal_identity identity;
    struct seal_code code;
    flow_lists_code(&app->flow->lists, held->code_list, held->code, &code);
    fault f = flow_code_hash(&app->flow->kiosk, &code, tag, &identity);
    seal_wipe(&identity, sizeof identity);
    seal_wipe(&code, sizeof code);
    return f;
}

/* Four words in the language at hand, in memory alone. */
static fault draw(struct app *app)
{
    struct held_group *held = &app->session.held;
    struct seal_code code;
    int32_t list = flow_lists_find(&app->flow->lists, app->session.language);
    fault f = list < 0 ? FAULT_NO_ENTRY : seal_code_make(&code, app->session.language);
    if (f != FAULT_NONE)
        return f;
    memcpy(held->code, code.word, sizeof held->code);
    held->code_list = list;
    held->drawn = true;
    seal_wipe(&code, sizeof code);
    return FAULT_NONE;
}

void flow_group_draw(struct app *app, int32_t number)
{
    (void)number;
    fault f = draw(app);
    if (f == FAULT_NONE)
        (void)flow_show(app, SCREEN_group_code);
    else
        flow_group_failed(app, f);
}

/* From here on the words open the group. */
static fault keep(struct app *app)
{
    const struct held_group *held = &app->session.held;
    const char *before = own_lines(store_own(app->store, held->key));
    struct buffer without = {.limit = OWN_TEXT_MAX}, text = {.limit = OWN_TEXT_MAX};
    uint8_t tag[OWN_TAG];
    char hex[2 * OWN_TAG + 1];
    fault f = tag_of(app, held, tag);
    bytes_hex(hex, tag, sizeof tag);
    own_without(&without, before, OWN_code);
    own_without(&text, buffer_string(&without), OWN_renew);
    own_add(&text, OWN_code, "%s", hex);
    if (f == FAULT_NONE && (text.over || without.over))
        f = FAULT_TOO_LARGE;
    const struct group_deed deed = {.event = EVENT_group_code, .keeps_day = true};
    if (f == FAULT_NONE)
        f = flow_group_set(app, buffer_string(&text), 0, &deed);
    buffer_free(&without);
    buffer_free(&text);
    return f;
}

void flow_group_kept(struct app *app, int32_t number)
{
    struct held_group *held = &app->session.held;
    (void)number;
    fault f = held->drawn ? keep(app) : FAULT_NO_ENTRY;
    if (f != FAULT_NONE) {
        flow_group_failed(app, f);
        return;
    }
    held->drawn = held->draws = false;
    held->open = true;
    bytes_wipe(held->code, sizeof held->code);
    flow_clear_trail(app); /* Back leads to no code */
    (void)flow_show(app, SCREEN_group_own);
    flow_notice(app, VERDICT_GROUP_FOUND);
}

/* By a letter's leave: drawn for the paper, and for nobody's eyes. */
bool flow_group_renew(struct app *app)
{
    struct held_group *held = &app->session.held;
    struct group group;
    if (store_group(app->store, app->session.language, app->session.group_id, &group) != FAULT_NONE)
        return false;
    const struct own_group *own = store_own(app->store, group.key);
    if (!own || !own_may_renew(own, flow_today()))
        return false;
    *held = (struct held_group){.renews = true};
    (void)text_copy(held->key, sizeof held->key, group.key);
    return draw(app) == FAULT_NONE;
}

void flow_group_printed(struct app *app, bool out)
{
    struct held_group *held = &app->session.held;
    if (!held->renews)
        return;
    fault f = out ? keep(app) : FAULT_NONE;
    if (f != FAULT_NONE)
        flow_group_failed(app, f);
    bytes_wipe(held, sizeof *held);
}
