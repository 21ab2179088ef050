/* What a kiosk's lists say of each other, as the office has noted it. A list is a line: key id, number, `next`, `previous`, entries of the
 * event log, its root; in hex but for the numbers. Version 0.3.0 wrote the first three. */
#include "ctl/seen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"

enum { SEEN_MAX = 16 << 20, HEX = 2 * SEAL_HASH + 1 };

fault seen_add(struct seen *s, const char *key_id, const struct seal_claim *claim, const uint8_t next[SEAL_HASH])
{
    struct seen_list *list = realloc(s->list, (s->count + 1) * sizeof *list);
    if (!list)
        return FAULT_NO_MEMORY;
    s->list = list;
    list += s->count++;
    *list = (struct seen_list){.sequence = (int32_t)claim->sequence, .entries = claim->log_size};
    memcpy(list->next, next, SEAL_HASH);
    memcpy(list->previous, claim->previous, SEAL_HASH);
    memcpy(list->root, claim->log_root, SEAL_HASH);
    snprintf(s->key_id, sizeof s->key_id, "%s", key_id);
    return FAULT_NONE;
}

void seen_free(struct seen *s)
{
    free(s->list);
    *s = (struct seen){0};
}

/* --- the file ---------------------------------------------------------------------------------------------------------- */

/* False for a line that is none of ours. */
static bool read_line(const char *line, struct seen_list *out, char id[17])
{
    char next[HEX] = "", previous[HEX] = "", root[HEX] = "";
    unsigned long long entries = 0;
    int short_end = 0, end = 0;
    *out = (struct seen_list){0};
    int n = sscanf(line, "%16s %d %64s%n %64s %llu %64s%n", id, &out->sequence, next, &short_end, previous, &entries,
                   root, &end);
    out->is_short = n == 3 && line[short_end] == 0;
    out->entries = entries;
    bool whole = n == 6 && line[end] == 0 && bytes_unhex(out->previous, SEAL_HASH, previous) &&
                 bytes_unhex(out->root, SEAL_HASH, root);
    return (out->is_short || whole) && out->sequence > 0 && bytes_unhex(out->next, SEAL_HASH, next);
}

static void write_line(const struct seen *s, const struct seen_list *list, struct buffer *out)
{
    buffer_format(out, "%s %d ", s->key_id, list->sequence);
    buffer_hex(out, list->next, SEAL_HASH);
    buffer_text(out, " ");
    buffer_hex(out, list->previous, SEAL_HASH);
    buffer_format(out, " %llu ", (unsigned long long)list->entries);
    buffer_hex(out, list->root, SEAL_HASH);
    buffer_text(out, "\n");
}

/* --- one list against another ---------------------------------------------------------------------------------------------- */

static bool same_hash(const uint8_t a[SEAL_HASH], const uint8_t b[SEAL_HASH])
{
    return memcmp(a, b, SEAL_HASH) == 0;
}

static fault forked(char *why, size_t why_size, const char *what)
{
    snprintf(why, why_size,
             "%s: two machines go on with the same key and the same numbers. Nothing was written; stop one of the two"
             " machines. Without --seen each list opens",
             what);
    return FAULT_NOT_SIGNED;
}

/* Does `n` name a list before it that can't be? A list names the last one that was finished: `m`, the highest known below it, or, where
 * that was cut short behind its signature, the one that `m` names too; or one between the two that nobody has seen. */
static bool names_another(const struct seen *s, const struct seen_list *m, const struct seen_list *n)
{
    if (n->is_short || same_hash(n->previous, m->next) || m->is_short || same_hash(n->previous, m->previous))
        return false;
    static const uint8_t none[SEAL_HASH];
    bool known = n->sequence == m->sequence + 1 || same_hash(n->previous, none);
    for (size_t i = 0; i < s->count && !known; i++)
        known = same_hash(n->previous, s->list[i].next);
    return known;
}

/* An event log only grows. */
static bool log_differs(const struct seen_list *m, const struct seen_list *n)
{
    return !m->is_short && !n->is_short &&
           (n->entries < m->entries || (n->entries == m->entries && !same_hash(n->root, m->root)));
}

static fault hold_together(const struct seen *s, char *why, size_t why_size)
{
    char what[200];
    for (size_t i = 1; i < s->count; i++) {
        const struct seen_list *m = &s->list[i - 1], *n = &s->list[i];
        snprintf(what, sizeof what, "list %d does not follow list %d, which is known", n->sequence, m->sequence);
        if (names_another(s, m, n) || log_differs(m, n))
            return forked(why, why_size, what);
    }
    return FAULT_NONE;
}

/* --- all of them ----------------------------------------------------------------------------------------------------------- */

static int by_sequence(const void *a, const void *b)
{
    return ((const struct seen_list *)a)->sequence - ((const struct seen_list *)b)->sequence;
}

/* A list noted before, against those opened now, the first `fresh`: the same one, another of its number, or one more. */
static fault merge(struct seen *s, const struct seen_list *before, bool *known, char *why, size_t why_size)
{
    char what[200];
    if (before->sequence > s->before)
        s->before = before->sequence;
    for (size_t i = 0; i < s->count; i++) {
        if (s->list[i].sequence != before->sequence)
            continue;
        snprintf(what, sizeof what, "list %d is another one than the list %d that was opened before", before->sequence,
                 before->sequence);
        if (!same_hash(s->list[i].next, before->next))
            return forked(why, why_size, what);
        known[i] = true;
        return FAULT_NONE;
    }
    known[s->count] = true;
    s->list[s->count++] = *before;
    return FAULT_NONE;
}

static fault read_all(struct seen *s, char *text, bool *known, char *why, size_t why_size)
{
    char id[17], *line;
    fault f = FAULT_NONE;
    for (int number = 1; f == FAULT_NONE && (line = strsep(&text, "\n")) && (*line || text); number++) {
        struct seen_list before;
        if (!read_line(line, &before, id)) {
            snprintf(why, why_size, "line %d is not as this program writes it", number);
            f = FAULT_FILE_DAMAGED;
        } else if (strcmp(id, s->key_id) == 0) {
            f = merge(s, &before, known, why, why_size);
        }
    }
    return f;
}

/* Room for every line of the file beside what there is; known[i]: list i stands in it. */
static fault reserve(struct seen *s, const struct buffer *text, bool **ret_known)
{
    size_t lines = 1;
    for (size_t i = 0; i < text->length; i++)
        lines += text->data[i] == '\n';
    struct seen_list *list = realloc(s->list, (s->count + lines) * sizeof *list);
    *ret_known = calloc(s->count + lines, sizeof **ret_known);
    if (list)
        s->list = list;
    return list && *ret_known ? FAULT_NONE : FAULT_NO_MEMORY;
}

fault seen_check(struct seen *s, const char *path, char *why, size_t why_size)
{
    struct buffer text = {.limit = SEEN_MAX}, fresh = {.limit = SEEN_MAX};
    bool *known = NULL;
    fault f = file_read(path, &text);
    f = f == FAULT_FILE_MISSING ? FAULT_NONE : f;
    if (f == FAULT_NONE)
        f = reserve(s, &text, &known);
    char *copy = f == FAULT_NONE ? strdup(buffer_string(&text)) : NULL;
    if (f == FAULT_NONE)
        f = copy ? read_all(s, copy, known, why, why_size) : FAULT_NO_MEMORY;
    for (size_t i = 0; i < s->count && f == FAULT_NONE; i++)
        if (!known[i])
            write_line(s, &s->list[i], &fresh);
    if (f == FAULT_NONE && s->count > 0)
        qsort(s->list, s->count, sizeof *s->list, by_sequence);
    if (f == FAULT_NONE)
        f = hold_together(s, why, why_size);
    buffer_add(&text, fresh.data, fresh.length);
    if (f == FAULT_NONE && (text.over || fresh.over))
        f = FAULT_TOO_LARGE;
    if (f == FAULT_NONE && fresh.length > 0)
        f = file_replace(path, text.data, text.length, 0600);
    free(copy);
    free(known);
    buffer_free(&text);
    buffer_free(&fresh);
    return f;
}

enum seen_news seen_news(const struct seen *s, int32_t sequence)
{
    if (s->before == 0)
        return SEEN_FIRST;
    if (sequence == s->before)
        return SEEN_AGAIN;
    return sequence < s->before ? SEEN_OLDER : SEEN_FOLLOWS;
}
