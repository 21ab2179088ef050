/* What a group does by its code. Each act is one write of DIR/groups, then a line of the event log; the file keeps that line, so that a
 * cut between the two loses neither.
 * MUST 1: an act that the event log can't have is refused while an older one is not told either.
 * MUST 2: nobody but whoever wrote the group's code comes here: staff have no screen and no act of it (screens.def, needs.def). */
#include "flow/group/group.h"
#include "flow/core/core.h"
#include "flow/timetable/timetable.h"
#include "rule/letter.h"
#include "screens.h"

#include <stdio.h>
#include <string.h>

fault flow_group_settle(struct app *app)
{
    const struct own_log act = store_own_log(app->store);
    return flow_settle(app, &act, &app->flow->own_told, VISITOR);
}

/* The timetable as it is from now on. Where the disk takes none it is shown from memory, and built at the next start. */
static void show(struct app *app)
{
    struct flow_timetable shown;
    flow_timetable_mend(app->store, app->data, false, &shown);
    app->timetable = shown.state == TIMETABLE_REBUILT ? TIMETABLE_WHOLE : shown.state;
    if (*shown.why)
        flow_log("group: timetable", shown.reason, shown.why);
    flow_centre_load(app);
    app->session.loaded_language = NULL; /* what a screen shows is read anew */
    app->wake = true;
}

static fault write_deed(struct app *app, const struct group_deed *deed, const char *did)
{
    struct journal_head head;
    fault f = store_journal_head(app->store, &head);
    if (f != FAULT_NONE)
        return f;
    const struct own_change change = {
        .key = deed->key, .text = deed->text, .edition = deed->edition, .table = deed->table, .log = {did, head.count}};
    return store_own_set(app->store, &change);
}

/* Written, told to the event log, and shown: the timetable is built anew where that is another one. */
static fault flow_group_do(struct app *app, const struct group_deed *deed)
{
    char did[HOUSE_DID_MAX];
    fault f = app->kiosk.desk_only || app->kiosk.store_closed ? FAULT_DISK_READONLY : flow_group_settle(app);
    snprintf(did, sizeof did, "%s %s%s%s", flow_event_name((enum event)deed->event), deed->key, deed->fields ? " " : "",
             deed->fields ? deed->fields : "");
    if (f == FAULT_NONE)
        f = write_deed(app, deed, did);
    if (f != FAULT_NONE)
        return f;
    app->flow->own_told = false;
    if (flow_group_settle(app) != FAULT_NONE) /* it holds; the line comes with the next act or start */
        flow_log("group: journal", FAULT_DISK_BROKEN, store_why(app->store));
    show(app);
    return FAULT_NONE;
}

void flow_group_without(struct buffer *out, const char *text, const enum own_line *lines, size_t count)
{
    struct buffer before = {.limit = OWN_TEXT_MAX};
    buffer_text(&before, text);
    for (size_t i = 0; i < count; i++) {
        struct buffer less = {.limit = OWN_TEXT_MAX};
        own_without(&less, buffer_string(&before), lines[i]);
        buffer_free(&before);
        before = less;
    }
    buffer_text(out, buffer_string(&before));
    out->over |= before.over;
    buffer_free(&before);
}

static fault add_state(const char *text, enum group_state state, struct buffer *out)
{
    static const enum own_line lines[] = {OWN_checked, OWN_state, OWN_since};
    flow_group_without(out, text, lines, state ? 3 : 1);
    if (state) {
        own_add(out, OWN_state, "%s", group_state_name(state));
        own_add_day(out, OWN_since, flow_today());
    }
    own_add_day(out, OWN_checked, flow_today());
    return out->over ? FAULT_TOO_LARGE : FAULT_NONE;
}

/* Lines of its own from now on, and the event that says so. */
fault flow_group_set(struct app *app, const char *text, enum group_state state, const struct group_deed *as)
{
    struct buffer out = {.limit = OWN_TEXT_MAX};
    struct group_deed deed = *as;
    fault f = FAULT_NONE;
    if (as->keeps_day)
        buffer_text(&out, text);
    else
        f = add_state(text, state, &out);
    deed.key = app->session.held.key;
    deed.text = buffer_string(&out);
    if (f == FAULT_NONE)
        f = out.over ? FAULT_TOO_LARGE : flow_group_do(app, &deed);
    buffer_free(&out);
    return f;
}

fault flow_group_state(struct app *app, enum group_state state, const char *more)
{
    struct buffer text = {.limit = OWN_TEXT_MAX};
    static const enum own_line rest[] = {OWN_was, OWN_until};
    flow_group_without(&text, own_lines(store_own(app->store, app->session.held.key)), rest, 2);
    buffer_text(&text, more ? more : "");
    fault f = flow_group_set(app, buffer_string(&text), state,
                             &(struct group_deed){.event = EVENT_group_state, .fields = group_state_name(state)});
    buffer_free(&text);
    return f;
}

void flow_group_failed(struct app *app, fault f)
{
    flow_log("group", f, store_why(app->store));
    flow_notice(app, letter_taken_verdict(f));
}

/* Whether right or wrong, every group's tag is held against it, in one go and in the same time. */
bool flow_group_open(struct app *app, const uint8_t tag[OWN_TAG])
{
    struct session *s = &app->session;
    const struct own_group *own;
    struct group group;
    size_t at = SIZE_MAX;
    uint8_t mine[OWN_TAG] = {0};
    for (size_t i = 0; (own = store_own_at(app->store, i)); i++) {
        bool has = own_tag(own, mine);
        if (seal_same(mine, tag, OWN_TAG) && has)
            at = i;
    }
    own = at == SIZE_MAX ? NULL : store_own_at(app->store, at);
    bytes_wipe(&s->held, sizeof s->held);
    if (!own || store_group_by_key(app->store, s->language, own->key, &group) != FAULT_NONE)
        return false; /* none, or one that the office has taken out of its file */
    s->group_id = group.id;
    s->held.open = text_copy(s->held.key, sizeof s->held.key, own->key);
    flow_notes_save(app); /* what waits for it, and for all others */
    return s->held.open;
}
