/* The journal: one line an event, chained, in a tree, with a signed note about the whole after every line. */
#include "flow/inner.h"

#include <stdio.h>
#include <string.h>
#include "base/date.h"

static const char *const names[EVENTS] = {
#define EVENT(name, meaning, fields) [EVENT_##name] = #name,
#include "base/events.def"
#undef EVENT
};

const char *flow_event_name(enum event event)
{
    return names[event];
}

/* The store keeps the tree's hashes alone: how many entries there are it knows by itself. */
static fault tree_of(struct seal_tree *tree, const struct journal_head *head)
{
    uint8_t packed[SEAL_TREE_PACKED_MAX];
    if (head->range_length > sizeof packed - 8)
        return FAULT_FILE_DAMAGED;
    for (int i = 0; i < 8; i++)
        packed[i] = (uint8_t)((uint64_t)head->count >> 8 * i);
    memcpy(packed + 8, head->range, head->range_length);
    return seal_tree_unpack(tree, (struct span){packed, 8 + head->range_length});
}

static const char *role_of(enum who who)
{
    return who == STAFF ? "staff" : who == VISITOR ? "visitor" : "kiosk";
}

static fault head_next(struct journal_head *head, const struct seal *seal, const char *kiosk, const char *entry)
{
    struct seal_tree tree;
    struct buffer note = {.limit = STORE_CHECKPOINT_MAX - 1};
    uint8_t packed[SEAL_TREE_PACKED_MAX];
    fault f = tree_of(&tree, head);
    if (f != FAULT_NONE)
        return f;
    seal_tree_add(&tree, entry, strlen(entry));
    seal_chain(head->link, entry, strlen(entry));
    head->count++;
    head->range_length = seal_tree_pack(&tree, packed) - 8;
    memcpy(head->range, packed + 8, head->range_length);
    f = seal_note_sign(seal, kiosk, &tree, &note);
    if (f == FAULT_NONE)
        snprintf(head->checkpoint, sizeof head->checkpoint, "%s", buffer_string(&note));
    buffer_free(&note);
    return f;
}

fault flow_journal_in(struct store *store, const struct seal *seal, const char *kiosk, int64_t boot, enum event event,
                      enum who who, const char *fields)
{
    struct journal_head head;
    char entry[JOURNAL_ENTRY_MAX];
    fault f = store_journal_head(store, &head);
    if (f != FAULT_NONE)
        return f;
    struct date day = date_of(flow_today());
    int n = snprintf(entry, sizeof entry, "%lld %lld %04d-%02d-%02d %s %s %s", (long long)head.count, (long long)boot,
                     day.year, day.month, day.day, names[event], role_of(who), fields && *fields ? fields : "-");
    if (n < 0 || n >= (int)sizeof entry)
        return FAULT_BAD_INPUT;
    f = head_next(&head, seal, kiosk, entry);
    return f == FAULT_NONE ? store_journal_add(store, entry, &head) : f;
}

fault flow_journal_as(struct app *app, enum event event, enum who who, const char *fields)
{
    struct flow *flow = app->flow;
    if (!flow || flow->desk)
        return FAULT_NONE;
    fault f = flow_journal_in(app->store, flow->seal, flow->kiosk.id, flow->boot, event, who, fields);
    if (f != FAULT_NONE)
        flow_log("journal", f, store_why(app->store));
    return f;
}

fault flow_journal(struct app *app, enum event event, const char *fields)
{
    return flow_journal_as(app, event, app->session.who, fields);
}
