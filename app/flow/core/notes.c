/* What members and newcomers would have their group know, without a word of who: "somebody would like to look at the rules again",
 * "somebody new would like to talk about rule 3". It waits in memory, and goes to DIR/groups with all others when a day begins or the group
 * comes: written at once it would stand beside the newest sign-up on the disk. A cut before that loses it; a newcomer's own record
 * says it too. */
#include "flow/core/core.h"

#include <stdlib.h>
#include <string.h>

void flow_note(struct app *app, const char *key, uint32_t talk, bool review)
{
    struct flow *flow = app->flow;
    size_t at = 0;
    while (at < flow->note_count && !text_same(flow->note[at].key, key))
        at++;
    if ((!talk && !review) || at == NOTES_MAX)
        return;
    if (at == flow->note_count) {
        flow->note[at] = (struct group_note){0};
        if (!text_copy(flow->note[at].key, sizeof flow->note[at].key, key))
            return;
        flow->note_count++;
    }
    flow->note[at].talk |= talk;
    flow->note[at].review |= review;
}

static bool has_talk(const char *text, int32_t rule)
{
    char value[16];
    for (const char *at = own_find(text, OWN_talk); at; at = own_next(at, OWN_talk))
        if (own_copy(value, sizeof value, at) && strtol(value, NULL, 10) == rule)
            return true;
    return false;
}

static fault save(struct app *app, const struct group_note *note)
{
    struct buffer text = {.limit = OWN_TEXT_MAX};
    buffer_text(&text, own_lines(store_own(app->store, note->key)));
    if (note->review && !own_find(buffer_string(&text), OWN_review))
        own_add(&text, OWN_review, "%s", "");
    for (int32_t i = 0; i < GROUP_RULES_MAX; i++)
        if (note->talk >> i & 1 && !has_talk(buffer_string(&text), i + 1))
            own_add(&text, OWN_talk, "%d", i + 1);
    const struct own_change change = {.key = note->key, .text = buffer_string(&text)};
    fault f = text.over ? FAULT_TOO_LARGE : store_own_set(app->store, &change);
    buffer_free(&text);
    return f;
}

void flow_notes_save(struct app *app)
{
    struct flow *flow = app->flow;
    fault f = FAULT_NONE;
    while (flow->note_count > 0 && f == FAULT_NONE) {
        f = save(app, &flow->note[flow->note_count - 1]);
        if (f == FAULT_NONE)
            flow->note_count--;
    }
    if (f != FAULT_NONE)
        flow_log("notes for groups", f, "");
}
