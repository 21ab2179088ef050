/* Typed values out of JSON, and a finding for each that is not as described; the table of findings, and their list. */
#include "feed/take.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "base/words.h"

enum { WORD_MAX = 48, PIXELS_MAX = 16384, SIDE_MM_MAX = 5000, EDGE_MM_MAX = 3000 };

/* --- the list of findings ------------------------------------------------------------------------------------------------ */

enum { STOPS, PASSES };
#define REFUSED GRADE_REFUSED
#define QUESTION GRADE_QUESTION
#define LOOK GRADE_LOOK

static const struct {
    const char *name;
    enum finding_grade grade;
    bool passes;
    const char *matter, *advice;
} table[FINDING_COUNT] = {
#define FINDING(name, grade, kept, matter, advice) [FINDING_##name] = {#name, grade, kept, matter, advice},
#include "feed/findings.def"
#undef FINDING
};

void findings_add(struct findings *found, const struct finding *finding)
{
    found->of_grade[table[finding->id].grade]++;
    if (found->of[finding->id]++ >= FINDINGS_LISTED)
        return;
    if (found->count == found->room) {
        size_t room = found->room ? 2 * found->room : 32;
        struct finding *row = realloc(found->row, room * sizeof *row);
        if (!row) {
            found->short_of_memory = true;
            return;
        }
        found->row = row;
        found->room = room;
    }
    struct finding *f = &found->row[found->count++];
    *f = *finding;
    f->grade = table[f->id].grade;
    f->matter = table[f->id].matter;
    f->advice = table[f->id].advice;
}

void findings_free(struct findings *found)
{
    free(found->row);
    *found = (struct findings){0};
}

const struct finding *findings_first(const struct findings *found)
{
    const struct finding *first = NULL;
    for (size_t i = 0; i < found->count; i++)
        if (!first || found->row[i].grade < first->grade)
            first = &found->row[i];
    return first;
}

void findings_line(const struct findings *found, char *out, size_t size)
{
    const struct finding *f = findings_first(found);
    char matter[FINDING_SENTENCE_MAX], line[24] = "", more[40] = "";
    out[0] = 0;
    if (!f || f->grade != GRADE_REFUSED)
        return;
    finding_fill(matter, sizeof matter, f->matter, f);
    if (f->line)
        snprintf(line, sizeof line, "%sline %u", *f->place ? ", " : "", f->line);
    if (found->of_grade[GRADE_REFUSED] > 1)
        snprintf(more, sizeof more, " (%zu more)", found->of_grade[GRADE_REFUSED] - 1);
    const char *colon = *f->place || *line ? ": " : "", *space = *f->stands ? " " : "";
    snprintf(out, size, "%s%s%s%s%s%s%s", f->place, line, colon, matter, space, f->stands, more);
}

const char *finding_name(enum finding_id id)
{
    assert(id < FINDING_COUNT);
    return table[id].name;
}

static bool passes(enum finding_id id)
{
    assert(id < FINDING_COUNT);
    return table[id].passes;
}

/* --- places and findings ------------------------------------------------------------------------------------------------ */

/* "groups[3].meetings[0].start"; "" at the top. */
static void name_place(char *out, size_t size, const struct at *at)
{
    if (!at || (!at->up && !at->key)) {
        out[0] = 0;
        return;
    }
    name_place(out, size, at->up);
    size_t n = strlen(out);
    if (at->key)
        snprintf(out + n, size - n, "%s%s", n ? "." : "", at->key);
    else
        snprintf(out + n, size - n, "[%zu]", at->row);
}

/* Line and column of a byte of the text. Findings come in the order of the file, or nearly so. */
static void locate(struct take *t, const char *where, struct finding *out)
{
    if (!where)
        return;
    if (where < t->counted || !t->counted) {
        t->counted = t->begin;
        t->line = t->column = 1;
    }
    for (; t->counted < where; t->counted++) {
        bool ends = *t->counted == '\n';
        t->line += ends;
        t->column = ends ? 1 : t->column + ((*t->counted & 0xC0) != 0x80);
    }
    out->line = t->line;
    out->column = t->column;
}

/* Clean for a terminal and a display, with an ellipsis where it is longer. */
static void excerpt(char *out, size_t size, const char *text, size_t length)
{
    size_t n = 0;
    const char *end = text + length;
    while (text < end) {
        char last[5] = "", put[5];
        const char *at = last;
        memcpy(last, text, (size_t)(end - text) < 4 ? (size_t)(end - text) : 4);
        uint32_t code = text_next(&at);
        bool shown = code >= 0x20 && code != 0xFFFD && (code < 0x7F || code >= 0xA0) && !text_hidden(code);
        size_t bytes = text_put(put, shown ? code : text_hidden(code) ? 0xB7 : '?');
        if (n + bytes + 4 > size) {
            n += text_put(out + n, 0x2026);
            break;
        }
        memcpy(out + n, put, bytes);
        n += bytes;
        text += at > last ? at - last : 1;
    }
    out[n] = 0;
}

/* What is no brackets, as it is written. */
static void source_of(char *out, size_t size, const struct at *at)
{
    enum value_kind kind = value_kind(at->value);
    struct span source = value_source(at->value);
    out[0] = 0;
    if (kind == VALUE_LIST || kind == VALUE_OBJECT)
        snprintf(out, size, "%s", kind == VALUE_LIST ? "[…]" : "{…}");
    else if (source.length > 0)
        excerpt(out, size, (const char *)source.data, source.length);
}

void take_remark(struct take *t, const struct at *at, struct remark remark)
{
    struct finding f = {.id = remark.id, .least = remark.least, .most = remark.most};
    if (t->kept && passes(remark.id))
        return;
    if (t->found->of[remark.id] >= FINDINGS_LISTED) { /* it is counted, and nobody reads where it stands */
        findings_add(t->found, &f);
        return;
    }
    name_place(f.place, sizeof f.place, at);
    const struct at *written = at; /* what is missing would stand in what is around it */
    while (written && !written->value.at)
        written = written->up;
    locate(t, written ? written->value.at : NULL, &f);
    if (remark.stands)
        excerpt(f.stands, sizeof f.stands, remark.stands, strlen(remark.stands));
    else if (at)
        source_of(f.stands, sizeof f.stands, at);
    if (remark.other)
        excerpt(f.other, sizeof f.other, remark.other, strlen(remark.other));
    if (remark.near)
        excerpt(f.near, sizeof f.near, remark.near, strlen(remark.near));
    findings_add(t->found, &f);
}

void take_wrong(struct take *t, const struct at *at, enum finding_id id)
{
    take_remark(t, at, (struct remark){.id = id});
}

bool take_good(const struct take *t)
{
    return !t->no_memory && !t->found->short_of_memory && t->found->of_grade[GRADE_REFUSED] == 0;
}

bool take_begin(struct take *t, struct span text, struct at *ret_top)
{
    static const enum finding_id ids[] = {
        [VALUE_EMPTY] = FINDING_file_empty,     [VALUE_UTF16] = FINDING_file_utf16,
        [VALUE_UTF8] = FINDING_file_utf8,       [VALUE_CUT] = FINDING_form_cut,
        [VALUE_COMMA] = FINDING_form_comma,     [VALUE_COMMA_MORE] = FINDING_form_more,
        [VALUE_COLON] = FINDING_form_colon,     [VALUE_QUOTES] = FINDING_form_quotes,
        [VALUE_BARE] = FINDING_form_bare,       [VALUE_LINE] = FINDING_form_line,
        [VALUE_ESCAPE] = FINDING_form_escape,   [VALUE_FIGURES] = FINDING_form_figures,
        [VALUE_COMMENT] = FINDING_form_comment, [VALUE_BRACKET] = FINDING_form_bracket,
        [VALUE_DEEP] = FINDING_form_deep,       [VALUE_BEHIND] = FINDING_form_behind,
        [VALUE_OTHER] = FINDING_form_other};
    struct value_error error;
    *ret_top = (struct at){0};
    t->begin = text.length ? (const char *)text.data : "";
    t->counted = NULL;
    if (value_check(text, &ret_top->value, &error))
        return true;
    struct finding f = {.id = ids[error.mistake], .most = VALUE_DEPTH_MAX};
    bool form = error.mistake != VALUE_EMPTY && error.mistake != VALUE_UTF16;
    size_t left = text.length - error.offset;
    snprintf(f.place, sizeof f.place, "%s", error.place);
    locate(t, form ? t->begin + error.offset : NULL, &f);
    if (form)
        excerpt(f.stands, sizeof f.stands, t->begin + error.offset, left < 24 ? left : 24);
    findings_add(t->found, &f);
    return false;
}

/* --- what is like a word ------------------------------------------------------------------------------------------------ */

/* How many letters must change, go or come; at most WORD_MAX bytes are compared. */
static size_t apart(const char *a, const char *b)
{
    size_t row[WORD_MAX + 1], length = strlen(b);
    if (strlen(a) > WORD_MAX || length > WORD_MAX)
        return WORD_MAX;
    for (size_t k = 0; k <= length; k++)
        row[k] = k;
    for (size_t i = 0; a[i]; i++) {
        size_t before = row[0];
        row[0] = i + 1;
        for (size_t k = 0; k < length; k++) {
            size_t change = before + (a[i] != b[k]), less = (row[k] < row[k + 1] ? row[k] : row[k + 1]) + 1;
            before = row[k + 1];
            row[k + 1] = change < less ? change : less;
        }
    }
    return row[length];
}

const char *take_near(const char *word, const char *const *words)
{
    size_t best = strlen(word) > 4 ? 3 : 2; /* one letter of a short word, two of a longer one */
    const char *near = NULL;
    for (; *words; words++) {
        size_t changes = apart(word, *words);
        if (changes < best) {
            best = changes;
            near = *words;
        }
    }
    return near;
}

/* --- objects and lists ---------------------------------------------------------------------------------------------------- */

struct at at_key(const struct at *up, const char *key, struct value value)
{
    return (struct at){.up = up, .key = key, .value = value};
}

bool at_there(const struct at *at)
{
    return value_kind(at->value) != VALUE_NOTHING;
}

static size_t row_of(const char *word, const char *const *words)
{
    size_t n = 0;
    while (words[n] && !text_same(word, words[n]))
        n++;
    return n;
}

bool take_object(struct take *t, const struct at *at, const char *const *keys, struct value *out)
{
    struct value key, value;
    for (size_t i = 0; keys[i]; i++)
        out[i] = (struct value){0};
    if (value_kind(at->value) != VALUE_OBJECT) {
        take_wrong(t, at, at_there(at) ? FINDING_not_object : FINDING_missing);
        return false;
    }
    struct value_walk walk = value_begin(at->value);
    while (value_next(&walk, &key, &value)) {
        char name[WORD_MAX * 2];
        value_text(key, name, sizeof name);
        size_t row = row_of(name, keys);
        struct at here = {.up = at->up, .key = at->key, .row = at->row, .value = key};
        if (!keys[row])
            take_remark(t, &here, (struct remark){FINDING_key_unknown, .near = take_near(name, keys)});
        else if (out[row].at)
            take_wrong(t, &here, FINDING_key_twice);
        else
            out[row] = value;
    }
    return true;
}

struct rows take_rows(struct take *t, const struct at *list, size_t least, size_t most, bool must)
{
    struct rows rows = {.at = {.up = list, .row = (size_t)-1}};
    if (!at_there(list) && !must)
        return rows;
    if (value_kind(list->value) != VALUE_LIST) {
        take_wrong(t, list, at_there(list) ? FINDING_not_list : FINDING_missing);
        return rows;
    }
    rows.count = value_count(list->value);
    rows.walk = value_begin(list->value);
    if (rows.count < least || rows.count > most) {
        char count[24];
        snprintf(count, sizeof count, "%zu", rows.count);
        take_remark(t, list, (struct remark){FINDING_list_rows, count, .least = (int64_t)least, .most = (int64_t)most});
        rows.count = rows.count > most ? most : rows.count;
    }
    return rows;
}

bool take_row(struct rows *rows)
{
    rows->at.row++;
    return rows->at.row < rows->count && value_next(&rows->walk, NULL, &rows->at.value);
}

/* --- values --------------------------------------------------------------------------------------------------------------- */

int32_t take_number(struct take *t, const struct at *at, int32_t least, int32_t most)
{
    int64_t number = 0;
    bool whole = value_integer(at->value, &number);
    struct span source = value_source(at->value);
    bool figures = value_kind(at->value) == VALUE_NUMBER && !memchr(source.data, '.', source.length);
    if (!at_there(at))
        take_wrong(t, at, FINDING_missing);
    else if (!whole && !figures)
        take_wrong(t, at, FINDING_not_number);
    else if (!whole || number < least || number > most)
        take_remark(t, at, (struct remark){FINDING_number_range, .least = least, .most = most});
    return whole && number >= least && number <= most ? (int32_t)number : least;
}

bool take_string(struct take *t, const struct at *at, char *out, size_t size)
{
    out[0] = 0;
    if (value_kind(at->value) != VALUE_TEXT) {
        take_wrong(t, at, at_there(at) ? FINDING_not_text : FINDING_missing);
        return false;
    }
    if (value_text(at->value, out, size) < size)
        return true;
    out[0] = 0;
    take_remark(t, at, (struct remark){FINDING_key_long, .most = (int64_t)size - 1});
    return false;
}

size_t take_word(struct take *t, const struct at *at, const char *const *words)
{
    char word[WORD_MAX], all[FINDING_WORDS_MAX] = "";
    bool there = take_string(t, at, word, sizeof word);
    size_t row = row_of(word, words);
    if (!there || words[row])
        return there ? row : row_of("", words);
    for (size_t i = 0, n = 0; words[i] && n < sizeof all; i++)
        n += (size_t)snprintf(all + n, sizeof all - n, "%s%s", i ? ", " : "", words[i]);
    take_remark(t, at, (struct remark){FINDING_not_word, .other = all, .near = take_near(word, words)});
    return row;
}

void *take_memory(struct take *t, size_t count, size_t size)
{
    void *memory = centre_file_keep(t->file, count * size + 1);
    t->no_memory |= !memory;
    return memory;
}

uint64_t take_hash(const void *bytes, size_t size)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ ((const uint8_t *)bytes)[i]) * 0x100000001B3u;
    return hash;
}

void *take_shared(struct take *t, const void *bytes, size_t size)
{
    struct span *lately = &t->shared[take_hash(bytes, size) % TAKE_SHARED];
    if (lately->length == size && size > 0 && memcmp(lately->data, bytes, size) == 0)
        return (void *)(uintptr_t)lately->data;
    void *copy = take_memory(t, size, 1);
    if (copy)
        *lately = (struct span){memcpy(copy, bytes, size), size};
    return copy;
}

const char *take_key(struct take *t, const struct at *at, size_t size)
{
    char text[WORD_MAX];
    if (!take_string(t, at, text, size < sizeof text ? size : sizeof text))
        return "";
    if (!*text || text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-")] != 0)
        take_wrong(t, at, FINDING_key_signs);
    char *copy = take_memory(t, strlen(text) + 1, 1);
    return copy ? memcpy(copy, text, strlen(text) + 1) : "";
}

void take_panel(struct take *t, const struct at *at, struct panel *out)
{
    static const struct {
        const char *key;
        int32_t least, most;
    } rows[] = {{"width_mm", 1, SIDE_MM_MAX},
                {"height_mm", 1, SIDE_MM_MAX},
                {"width_px", 1, PIXELS_MAX},
                {"height_px", 1, PIXELS_MAX},
                {"lower_edge_mm", 0, EDGE_MM_MAX}};
    int32_t *const to[] = {&out->width_mm, &out->height_mm, &out->width_px, &out->height_px, &out->lower_edge_mm};
    enum { ROWS = sizeof rows / sizeof *rows };
    const char *keys[ROWS + 1] = {0};
    struct value value[ROWS];
    for (size_t i = 0; i < ROWS; i++)
        keys[i] = rows[i].key;
    if (!take_object(t, at, keys, value))
        return;
    for (size_t i = 0; i < ROWS; i++) {
        struct at here = at_key(at, rows[i].key, value[i]);
        *to[i] = take_number(t, &here, rows[i].least, rows[i].most);
    }
}
