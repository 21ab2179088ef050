/* What groups own (rule/own.h), in a file of its own: DIR/groups, and the same once more in DIR/groups.copy. It is public but for the
 * tags of codes, and it outlives every timetable, letter and version of the program.
 *
 * Lines of text: "sirkel groups 1", then blocks in the order of groups' keys, each from its first line to "end " and 16 hex digits over
 * all before it in the block: against a tired disk, not against a hand.
 *     log                       mark N and did EVENT FIELDS, as DIR/house has them
 *     group KEY                 lines of rule/own.def
 *     edition KEY               the same, as the kiosk signed them; the oldest first
 *     table KEY                 the same
 * MUST 1: written beside and renamed, the copy after it: a cut leaves what held before, or what holds now.
 * MUST 2: a block that does not read whole is taken from the copy; where that one is spoilt too, it alone is lost. The file is then set
 *         aside.
 * MUST 3: nothing in the order or the length of what stands here tells who touched what, or when within a day. */
#include "store/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "rule/own.h"

enum { GROUPS_FILE_MAX = 32 << 20, KEPT_MAX = 10000 };
enum kind { LOG, GROUP, EDITION, TABLE, KINDS };

static const char head[] = "sirkel groups 1\n";
static const char *const kinds[KINDS] = {"log", "group", "edition", "table"};

struct own_kept {
    struct own_group is; /* what others read: it points into what follows */
    char *text, *table;
    char *edition[OWN_EDITIONS_MAX];
};

struct own_groups {
    struct own_kept *kept; /* in the order of keys */
    size_t count, room;
    char did[HOUSE_DID_MAX];
    int64_t mark;
    int32_t lost; /* blocks that neither file had whole */
};

/* --- in memory ------------------------------------------------------------------------------------------------------ */

static void show(struct own_kept *k)
{
    k->is.text = k->text ? k->text : "";
    k->is.table = k->table;
    k->is.edition = (const char *const *)k->edition;
}

static void forget(struct own_kept *k)
{
    free(k->text);
    free(k->table);
    for (size_t i = 0; i < k->is.edition_count; i++)
        free(k->edition[i]);
}

static void forget_all(struct own_groups *g)
{
    for (size_t i = 0; g && i < g->count; i++)
        forget(&g->kept[i]);
    if (g)
        free(g->kept);
    free(g);
}

static struct own_kept *find(const struct own_groups *g, const char *key, size_t *ret_at)
{
    size_t low = 0, high = g->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(g->kept[middle].is.key, key);
        *ret_at = middle;
        if (order == 0)
            return &g->kept[middle];
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    *ret_at = low;
    return NULL;
}

static struct own_kept *keep(struct own_groups *g, const char *key)
{
    size_t at;
    struct own_kept *k = find(g, key, &at);
    if (k)
        return k;
    if (g->count == KEPT_MAX)
        return NULL;
    if (g->count == g->room) {
        size_t room = g->room + 64;
        struct own_kept *more = realloc(g->kept, room * sizeof *more);
        if (!more)
            return NULL;
        g->kept = more;
        g->room = room;
        for (size_t i = 0; i < g->count; i++)
            show(&more[i]);
    }
    memmove(&g->kept[at + 1], &g->kept[at], (g->count - at) * sizeof *g->kept);
    g->count++;
    k = &g->kept[at];
    *k = (struct own_kept){0};
    (void)text_copy(k->is.key, sizeof k->is.key, key);
    for (size_t i = at; i < g->count; i++)
        show(&g->kept[i]);
    return k;
}

static bool add_edition(struct own_kept *k, const char *text)
{
    char *copy = strdup(text);
    if (!copy)
        return false;
    if (k->is.edition_count == OWN_EDITIONS_MAX) {
        free(k->edition[0]);
        memmove(k->edition, k->edition + 1, (OWN_EDITIONS_MAX - 1) * sizeof *k->edition);
        k->is.edition_count--;
    }
    k->edition[k->is.edition_count++] = copy;
    return true;
}

/* --- writing ---------------------------------------------------------------------------------------------------------- */

static void add_block(struct buffer *out, enum kind kind, const char *key, const char *text)
{
    size_t from = out->length;
    buffer_format(out, "%s%s%s\n", kinds[kind], *key ? " " : "", key);
    buffer_text(out, text);
    if (!out->over)
        buffer_format(out, "end %016llx\n", (unsigned long long)sum_bytes(0, out->data + from, out->length - from));
}

static void add_all(struct buffer *out, const struct own_groups *g)
{
    char log[HOUSE_DID_MAX + 64];
    buffer_text(out, head);
    snprintf(log, sizeof log, "mark %lld\ndid %s\n", (long long)g->mark, g->did);
    add_block(out, LOG, "", log);
    for (size_t i = 0; i < g->count; i++) {
        const struct own_group *own = &g->kept[i].is;
        if (*own->text)
            add_block(out, GROUP, own->key, own->text);
        for (size_t n = 0; n < own->edition_count; n++)
            add_block(out, EDITION, own->key, own->edition[n]);
        if (own->table)
            add_block(out, TABLE, own->key, own->table);
    }
}

static fault write_all(const struct store *s, const struct own_groups *g)
{
    char path[FILE_PATH_MAX];
    struct buffer out = {.limit = GROUPS_FILE_MAX};
    static const char *const names[] = {"groups", "groups.copy"};
    add_all(&out, g);
    fault f = out.over ? FAULT_TOO_LARGE : FAULT_NONE;
    for (size_t i = 0; i < sizeof names / sizeof *names && f == FAULT_NONE; i++) {
        f = file_path(path, s->folder, names[i]);
        if (f == FAULT_NONE)
            f = file_replace(path, out.data, out.length, 0600);
        if (i == 1 && f != FAULT_NONE)
            f = FAULT_NONE; /* it holds: the next writing makes the copy anew */
    }
    buffer_free(&out);
    return f;
}

/* --- reading ---------------------------------------------------------------------------------------------------------- */

struct own_block {
    enum kind kind;
    char key[GROUP_KEY_MAX];
    const char *text;
    size_t length;
};

/* The kind of the block that a line begins; KINDS: of none. */
static enum kind begins(const char *at, char key[GROUP_KEY_MAX])
{
    for (int i = 0; i < KINDS; i++) {
        size_t length = strlen(kinds[i]);
        *key = 0;
        if (strncmp(at, kinds[i], length) == 0 && at[length] == (i == LOG ? '\n' : ' ') &&
            (i == LOG || own_copy(key, GROUP_KEY_MAX, at + length + 1)))
            return (enum kind)i;
    }
    return KINDS;
}

static const char *line_behind(const char *at)
{
    at += strcspn(at, "\n");
    return *at ? at + 1 : at;
}

/* The whole block that begins at `at`, and where it ends; false where it is not whole. */
static bool whole(const char *at, struct own_block *out, const char **ret_behind)
{
    const char *from = at;
    char key[GROUP_KEY_MAX], sum[32];
    out->kind = begins(at, out->key);
    at = out->text = line_behind(at);
    while (*at && strncmp(at, "end ", 4) != 0 && begins(at, key) == KINDS)
        at = line_behind(at);
    *ret_behind = strncmp(at, "end ", 4) == 0 ? line_behind(at) : at;
    out->length = (size_t)(at - out->text);
    snprintf(sum, sizeof sum, "end %016llx\n", (unsigned long long)sum_bytes(0, from, (size_t)(at - from)));
    return strncmp(at, sum, strlen(sum)) == 0;
}

static bool lines_known(const char *text)
{
    for (const char *at = text; *at; at = line_behind(at))
        if (!own_known(at))
            return false;
    return true;
}

static bool take_log(struct own_groups *g, const char *text)
{
    char did[HOUSE_DID_MAX] = "";
    long long mark = 0;
    if (sscanf(text, "mark %lld", &mark) != 1 || mark < 0)
        return false;
    const char *line = line_behind(text);
    if (strncmp(line, "did ", 4) == 0)
        (void)own_copy(did, sizeof did, line + 4);
    g->mark = mark;
    memcpy(g->did, did, sizeof did);
    return true;
}

/* One block into memory. */
static fault take(struct own_groups *g, const struct own_block *b)
{
    char *text = strndup(b->text, b->length);
    if (!text)
        return FAULT_NO_MEMORY;
    if (b->kind == LOG) {
        bool good = take_log(g, text);
        free(text);
        return good ? FAULT_NONE : FAULT_FILE_DAMAGED;
    }
    struct own_rules rules;
    bool good = lines_known(text) && (b->kind == GROUP || own_rules_read(&rules, text));
    struct own_kept *k = good ? keep(g, b->key) : NULL;
    if (!k || (b->kind == EDITION && !add_edition(k, text))) {
        free(text);
        return good ? FAULT_NO_MEMORY : FAULT_FILE_DAMAGED;
    }
    if (b->kind == EDITION) {
        free(text);
    } else {
        char **slot = b->kind == GROUP ? &k->text : &k->table;
        free(*slot);
        *slot = text;
    }
    show(k);
    return FAULT_NONE;
}

struct halves { /* the file and its copy */
    struct buffer file, copy;
};

/* The same block in the copy: the n-th of that kind of that group. */
static bool in_copy(struct halves *h, const struct own_block *lost, size_t n, struct own_block *out)
{
    const char *at = buffer_string(&h->copy);
    for (size_t seen = 0; *at;) {
        const char *behind = line_behind(at);
        char key[GROUP_KEY_MAX];
        bool good = begins(at, key) != KINDS && whole(at, out, &behind);
        if (good && out->kind == lost->kind && text_same(out->key, lost->key) && seen++ == n)
            return true;
        at = behind;
    }
    return false;
}

static fault take_all(struct own_groups *g, struct halves *h)
{
    const char *at = buffer_string(&h->file);
    size_t nth = 0;
    struct own_block b, before = {.kind = KINDS}, other;
    fault f = FAULT_NONE;
    if (strncmp(at, head, sizeof head - 1) != 0)
        g->lost++;
    else
        at = line_behind(at);
    while (*at && f != FAULT_NO_MEMORY) {
        char key[GROUP_KEY_MAX];
        const char *behind = line_behind(at);
        if (begins(at, key) == KINDS) { /* a line that belongs to no block */
            g->lost += strncmp(at, "end ", 4) == 0;
            at = behind;
            continue;
        }
        bool good = whole(at, &b, &behind);
        nth = b.kind == before.kind && text_same(b.key, before.key) ? nth + 1 : 0;
        before = b;
        f = good ? take(g, &b) : FAULT_FILE_DAMAGED;
        if (f == FAULT_FILE_DAMAGED) {
            g->lost++;
            if (in_copy(h, &b, nth, &other))
                f = take(g, &other);
        }
        at = behind;
    }
    return f == FAULT_NO_MEMORY ? f : FAULT_NONE;
}

/* What the copy has and the file lacks: a group's block or a table whose first line is spoilt, or all of it. */
static fault take_missing(struct own_groups *g, struct halves *h)
{
    const char *at = buffer_string(&h->copy);
    fault f = FAULT_NONE;
    while (*at && f == FAULT_NONE) {
        struct own_block b;
        char key[GROUP_KEY_MAX];
        size_t where;
        const char *behind = line_behind(at);
        if (begins(at, key) != KINDS && whole(at, &b, &behind) && b.kind != LOG) {
            const struct own_kept *k = find(g, b.key, &where);
            bool has = k && (b.kind == GROUP   ? k->text != NULL
                             : b.kind == TABLE ? k->table != NULL
                                               : k->is.edition_count > 0);
            if (!has)
                f = take(g, &b);
        }
        at = behind;
    }
    return f;
}

static fault read_half(struct store *s, const char *folder, const char *name, struct buffer *out)
{
    char path[FILE_PATH_MAX];
    fault f = file_path(path, folder, name);
    (void)s;
    if (f == FAULT_NONE)
        f = file_read(path, out);
    if (f == FAULT_NONE && memchr(out->data, 0, out->length))
        f = FAULT_FILE_DAMAGED;
    if (f != FAULT_NONE)
        buffer_free(out);
    return f;
}

static fault groups_read(struct store *s, const char *folder)
{
    char path[FILE_PATH_MAX];
    struct halves h = {{.limit = GROUPS_FILE_MAX}, {.limit = GROUPS_FILE_MAX}};
    struct own_groups *g = calloc(1, sizeof *g);
    if (!g)
        return FAULT_NO_MEMORY;
    fault f = read_half(s, folder, "groups", &h.file), copy = read_half(s, folder, "groups.copy", &h.copy);
    if (f == FAULT_NONE)
        f = take_all(g, &h);
    else if (f != FAULT_FILE_MISSING || copy == FAULT_NONE)
        g->lost++;
    if (g->lost > 0 && f != FAULT_NO_MEMORY)
        f = take_missing(g, &h);
    s->groups_reason = g->lost > 0 ? FAULT_FILE_DAMAGED : FAULT_NONE;
    if (g->lost > 0 && !s->look && file_path(path, folder, "groups") == FAULT_NONE &&
        file_set_aside(path) == FAULT_NONE)
        (void)write_all(s, g); /* where that fails it is found again at the next start */
    buffer_free(&h.file);
    buffer_free(&h.copy);
    forget_all(s->groups);
    s->groups = g;
    return f == FAULT_NO_MEMORY ? f : FAULT_NONE;
}

static void groups_close(struct store *s)
{
    forget_all(s->groups);
    s->groups = NULL;
}

const struct store_part groups_part = {.open = groups_read, .close = groups_close};

/* --- asking, and changing --------------------------------------------------------------------------------------------- */

fault store_groups_reason(const struct store *s)
{
    return s->groups_reason;
}

const struct own_group *store_own(const struct store *s, const char *key)
{
    size_t at;
    const struct own_kept *k = find(s->groups, key, &at);
    return k ? &k->is : NULL;
}

const struct own_group *store_own_at(const struct store *s, size_t at)
{
    return at < s->groups->count ? &s->groups->kept[at].is : NULL;
}

struct own_log store_own_log(const struct store *s)
{
    return (struct own_log){s->groups->did, s->groups->mark};
}

/* As it is to be, in a record of its own: on a fault what held before holds on. */
static bool change(struct own_kept *k, const struct own_change *c)
{
    bool good = true;
    if (c->text) {
        k->text = strdup(c->text);
        good = k->text != NULL;
    }
    if (c->table)
        k->table = *c->table ? strdup(c->table) : NULL;
    good = good && (!c->table || !*c->table || k->table);
    show(k);
    return good && (!c->edition || add_edition(k, c->edition));
}

static fault copy_of(const struct own_groups *g, struct own_groups **ret)
{
    struct own_groups *copy = calloc(1, sizeof *copy);
    *ret = copy;
    if (!copy)
        return FAULT_NO_MEMORY;
    copy->mark = g->mark;
    memcpy(copy->did, g->did, sizeof copy->did);
    for (size_t i = 0; i < g->count; i++) {
        const struct own_kept *from = &g->kept[i];
        struct own_kept *to = keep(copy, from->is.key);
        bool good = to && change(to, &(struct own_change){.text = from->text, .table = from->table ? from->table : ""});
        for (size_t n = 0; good && n < from->is.edition_count; n++)
            good = add_edition(to, from->edition[n]);
        if (!good)
            return FAULT_NO_MEMORY;
    }
    return FAULT_NONE;
}

fault store_own_set(struct store *s, const struct own_change *c)
{
    struct own_groups *next = NULL;
    if (s->look)
        return FAULT_DISK_READONLY;
    fault f = copy_of(s->groups, &next);
    struct own_kept *k = f == FAULT_NONE ? keep(next, c->key) : NULL;
    if (f == FAULT_NONE && !k)
        f = FAULT_TOO_LARGE;
    if (f == FAULT_NONE) {
        char *text = c->text ? k->text : NULL, *table = c->table ? k->table : NULL;
        f = change(k, c) ? FAULT_NONE : FAULT_NO_MEMORY;
        free(text);
        free(table);
    }
    if (f == FAULT_NONE && c->log.did) {
        next->mark = c->log.mark;
        (void)text_copy(next->did, sizeof next->did, c->log.did);
    }
    if (f == FAULT_NONE)
        f = write_all(s, next);
    if (f != FAULT_NONE) {
        forget_all(next);
        return f;
    }
    forget_all(s->groups);
    s->groups = next;
    return FAULT_NONE;
}
