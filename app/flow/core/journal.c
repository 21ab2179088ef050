/* The journal: one line an event, chained, in a tree, with a signed note about the whole after every line. */
#include "flow/core/core.h"

#include <stdio.h>
#include <stdlib.h>
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

fault flow_journal_root(struct store *store, int64_t *ret_count, uint8_t root[SEAL_HASH])
{
    struct journal_head head;
    struct seal_tree tree;
    fault f = store_journal_head(store, &head);
    if (f == FAULT_NONE)
        f = tree_of(&tree, &head);
    if (f != FAULT_NONE)
        return f;
    *ret_count = head.count;
    seal_tree_root(&tree, root);
    return FAULT_NONE;
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

fault flow_journal_in(const struct journal *journal, enum event event, enum who who, const char *fields)
{
    struct journal_head head;
    char entry[JOURNAL_ENTRY_MAX];
    fault f = store_journal_head(journal->store, &head);
    if (f != FAULT_NONE)
        return f;
    struct date day = date_of(flow_today());
    int n = snprintf(entry, sizeof entry, "%lld %lld %04d-%02d-%02d %s %s %s", (long long)head.count,
                     (long long)journal->boot, day.year, day.month, day.day, names[event], role_of(who),
                     fields && *fields ? fields : "-");
    if (n < 0 || n >= (int)sizeof entry)
        return FAULT_BAD_INPUT;
    f = head_next(&head, journal->seal, journal->kiosk, entry);
    return f == FAULT_NONE ? store_journal_add(journal->store, entry, &head) : f;
}

fault flow_journal_as(struct app *app, enum event event, enum who who, const char *fields)
{
    struct flow *flow = app->flow;
    if (!flow || flow->desk)
        return FAULT_NONE;
    const struct journal journal = {app->store, flow->seal, flow->kiosk.id, flow->boot};
    fault f = flow_journal_in(&journal, event, who, fields);
    if (f != FAULT_NONE)
        flow_log("journal", f, store_why(app->store));
    return f;
}

fault flow_journal(struct app *app, enum event event, const char *fields)
{
    return flow_journal_as(app, event, app->session.who, fields);
}

/* Goes on behind the entries that were read, by at most so many. NO_ENTRY: there are no more. */
static fault entries_read(struct store *store, struct journal_look *out, int64_t at_most)
{
    uint8_t kept[STORE_HASH];
    const char *entry;
    int64_t number = 0;
    fault f = FAULT_NONE;
    store_journal_from(store, out->count);
    while (!out->wrong && at_most-- > 0 && (f = store_journal_next(store, &number, &entry, kept)) == FAULT_NONE) {
        seal_tree_add(&out->tree, entry, strlen(entry));
        seal_chain(out->link, entry, strlen(entry));
        if (number != out->count || strtoll(entry, NULL, 10) != out->count)
            out->wrong = "an entry is missing or out of order";
        else if (memcmp(out->link, kept, sizeof out->link) != 0)
            out->wrong = "an entry does not fit the chain";
        out->count++;
    }
    store_rewind(store);
    return f;
}

/* What the head and its signed note say otherwise than the entries; NULL: nothing. */
static const char *head_wrong(const struct journal *journal, const struct journal_head *head,
                              const struct journal_look *entries)
{
    uint8_t root[SEAL_HASH], signed_root[SEAL_HASH];
    uint64_t signed_count = 0;
    const struct span note = {(const uint8_t *)head->checkpoint, strlen(head->checkpoint)};
    if (head->count != entries->count || memcmp(head->link, entries->link, sizeof entries->link) != 0)
        return "the head is not that of the last entry";
    if (seal_note_verify(seal_note_public(journal->seal), journal->kiosk, note, &signed_count, signed_root) !=
        FAULT_NONE)
        return "the signed note is not this kiosk's";
    seal_tree_root(&entries->tree, root);
    if (signed_count != (uint64_t)entries->count || memcmp(signed_root, root, sizeof root) != 0)
        return "the signed note speaks of other entries";
    return NULL;
}

/* After the last entry: what the head, its note and the last export say otherwise. */
static fault ends_wrong(const struct journal *journal, struct journal_look *look)
{
    struct journal_head head;
    struct export_row last;
    fault f = store_export_last(journal->store, &last);
    if (f == FAULT_NONE || f == FAULT_NO_ENTRY)
        f = store_journal_head(journal->store, &head);
    if (f != FAULT_NONE || look->wrong)
        return f;
    if (look->count == 0)
        look->wrong = "there is not even the entry of its making";
    else if (look->count < last.log_count)
        look->wrong = "there are fewer entries than the last export told of";
    else
        look->wrong = head_wrong(journal, &head, look);
    return FAULT_NONE;
}

fault flow_journal_look(const struct journal *journal, struct journal_look *look, int64_t at_most)
{
    fault f = entries_read(journal->store, look, at_most);
    if (f != FAULT_NO_ENTRY && !(f == FAULT_NONE && look->wrong))
        return f;
    fault end = ends_wrong(journal, look);
    return end == FAULT_NONE ? f : end;
}

/* Reads every line again: numbers, chain, tree, and the signed note over them. */
fault flow_journal_check(const struct journal *journal, int64_t *ret_count, char *why, size_t why_size)
{
    struct journal_look look = {0};
    fault f = flow_journal_look(journal, &look, INT64_MAX);
    if (f != FAULT_NONE && f != FAULT_NO_ENTRY)
        return f;
    if (ret_count)
        *ret_count = look.count;
    if (look.wrong && why)
        snprintf(why, why_size, "entry %lld: %s", (long long)(look.count > 0 ? look.count - 1 : 0), look.wrong);
    return look.wrong ? FAULT_FILE_DAMAGED : FAULT_NONE;
}

/* The link of the entry before `number`; zeros before the first. */
static fault link_before(struct store *store, int64_t number, uint8_t link[SEAL_HASH])
{
    const char *entry;
    int64_t found = -1;
    memset(link, 0, SEAL_HASH);
    if (number == 0)
        return FAULT_NONE;
    store_journal_from(store, number - 1);
    fault f = store_journal_next(store, &found, &entry, link);
    store_rewind(store);
    return f == FAULT_NONE && found == number - 1 ? FAULT_NONE : FAULT_FILE_DAMAGED;
}

fault flow_journal_end(const struct journal *journal)
{
    struct journal_head head;
    struct journal_look newest = {0};
    struct seal_tree tree;
    fault f = store_journal_head(journal->store, &head);
    if (f == FAULT_NONE)
        f = tree_of(&tree, &head);
    newest.count = head.count > JOURNAL_NEWEST ? head.count - JOURNAL_NEWEST : 0;
    if (f == FAULT_NONE)
        f = link_before(journal->store, newest.count, newest.link);
    if (f == FAULT_NONE)
        f = entries_read(journal->store, &newest, INT64_MAX);
    if (f != FAULT_NONE && f != FAULT_NO_ENTRY)
        return f;
    newest.tree = tree; /* what stands before the newest is looked through at rest */
    f = ends_wrong(journal, &newest);
    return f == FAULT_NONE && newest.wrong ? FAULT_FILE_DAMAGED : f;
}

/* All entries, each ended by a LF, and the root of their tree. */
static fault journal_text(struct store *store, struct buffer *out, struct seal_log_claim *claim)
{
    struct seal_tree tree = {0};
    uint8_t link[STORE_HASH];
    const char *entry;
    int64_t number = 0;
    fault f;
    while (!out->over && (f = store_journal_next(store, &number, &entry, link)) == FAULT_NONE) {
        seal_tree_add(&tree, entry, strlen(entry));
        buffer_format(out, "%s\n", entry);
    }
    store_rewind(store);
    if (out->over)
        return FAULT_TOO_LARGE;
    claim->entries = tree.size;
    claim->size = out->length;
    seal_tree_root(&tree, claim->root);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

fault flow_journal_file(const struct journal *journal, struct journal_file *ret_file)
{
    struct seal_log_claim claim = {0};
    struct seal_hash hashing;
    uint8_t root[SEAL_HASH], hash[64];
    int64_t count = 0;
    *ret_file = (struct journal_file){.text.limit = SEAL_LOG_FILE_MAX, .signature.limit = SEAL_SIGNATURE_MAX};
    if (!text_copy(claim.kiosk, sizeof claim.kiosk, journal->kiosk))
        return FAULT_BAD_INPUT;
    fault f = flow_journal_root(journal->store, &count, root);
    if (f == FAULT_NONE)
        f = journal_text(journal->store, &ret_file->text, &claim);
    if (f == FAULT_NONE && (claim.entries != (uint64_t)count || memcmp(claim.root, root, sizeof root) != 0))
        f = FAULT_FILE_DAMAGED;
    if (f == FAULT_NONE) {
        seal_hash_begin(&hashing);
        seal_hash_add(&hashing, ret_file->text.data, ret_file->text.length);
        seal_hash_end(&hashing, hash);
        f = seal_log_sign(journal->seal, &claim, hash, &ret_file->signature);
    }
    ret_file->entries = count;
    snprintf(ret_file->name, sizeof ret_file->name, "kx-%s-journal-%06lld.txt", journal->kiosk, (long long)count);
    if (f != FAULT_NONE)
        flow_journal_file_free(ret_file);
    return f;
}

void flow_journal_file_free(struct journal_file *file)
{
    buffer_free(&file->text);
    buffer_free(&file->signature);
}
