/* Reading a centre file: what stands where, and everything that is not as described. docs/centre-file.md is the same in words. */
#include "feed/centre.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/bech32.h"
#include "base/file.h"
#include "base/text.h"
#include "base/words.h"
#include "feed/form.h"
#include "feed/take.h"
#include "rule/letter.h"

static const char *const icons[] = {
#define ICON(name, code, mirrored) #name,
#include "base/icons.def"
#undef ICON
    NULL};

/* --- the centre ----------------------------------------------------------------------------------------------------------- */

static void read_languages(struct take *t, const struct at *list)
{
    struct centre_file *file = t->file;
    struct rows rows = take_rows(t, list, 1, CENTRE_LANGUAGES_MAX, true);
    while (take_row(&rows)) {
        char *code = file->languages[file->language_count], known[FINDING_WORDS_MAX] = "";
        size_t count, n = 0;
        if (!take_string(t, &rows.at, code, CENTRE_LANGUAGE_MAX))
            continue;
        const struct language *all = words_languages(&count);
        for (size_t i = 0; i < count && n < sizeof known; i++)
            n += (size_t)snprintf(known + n, sizeof known - n, "%s%s", i ? ", " : "", all[i].code);
        if (!words_language(code))
            take_remark(t, &rows.at, (struct remark){FINDING_language_none, .other = known});
        for (size_t k = 0; k < file->language_count; k++)
            if (text_same(code, file->languages[k]))
                take_remark(t, &rows.at, (struct remark){FINDING_list_row, .other = code});
        file->language_count++;
    }
}

/* What an age recipient looks like, before its check signs are asked. */
static bool recipient_shaped(const char *text)
{
    return strlen(text) == 62 && strncmp(text, "age1", 4) == 0 &&
           text[4 + strspn(text + 4, "qpzry9x8gf2tvdw0s3jn54khce6mua7l")] == 0;
}

static void read_recipient(struct take *t, const struct at *at)
{
    struct centre_file *file = t->file;
    char *text = file->recipients[file->recipient_count];
    uint8_t key[32];
    int64_t number = (int64_t)at->row + 1; /* as people count */
    if (!take_string(t, at, text, CENTRE_RECIPIENT_MAX))
        return;
    if (strncmp(text, "AGE-SECRET-KEY-", 15) == 0) {
        bytes_wipe(text, CENTRE_RECIPIENT_MAX);
        take_remark(t, at, (struct remark){FINDING_receiver_secret, "AGE-SECRET-KEY-1…", .most = number});
        return;
    }
    if (!recipient_shaped(text))
        take_remark(t, at, (struct remark){FINDING_receiver_form, .most = number});
    else if (!bech32_get(key, "age", text, false))
        take_remark(t, at, (struct remark){FINDING_receiver_typo, .most = number});
    for (size_t k = 0; k < file->recipient_count; k++)
        if (text_same(text, file->recipients[k]))
            take_remark(t, at, (struct remark){FINDING_list_row, .other = text});
    file->recipient_count++;
}

static void read_recipients(struct take *t, const struct at *list)
{
    struct rows rows = take_rows(t, list, 0, CENTRE_RECIPIENTS_MAX, false);
    while (take_row(&rows))
        read_recipient(t, &rows.at);
    if (rows.count == 1)
        take_wrong(t, list, FINDING_receiver_few);
}

/* --- areas and topics ------------------------------------------------------------------------------------------------------ */

static const char *take_icon(struct take *t, const struct at *at)
{
    const char *icon = take_key(t, at, GROUP_KEY_MAX);
    for (size_t i = 0; icons[i]; i++)
        if (text_same(icons[i], icon))
            return icon;
    if (*icon)
        take_remark(t, at, (struct remark){FINDING_icon_none, .near = take_near(icon, icons)});
    return icon;
}

static void read_areas(struct take *t, const struct at *list)
{
    struct centre_file *file = t->file;
    struct rows rows = take_rows(t, list, 0, CENTRE_AREAS_MAX, false);
    file->areas = take_memory(t, rows.count, sizeof *file->areas);
    while (!t->no_memory && take_row(&rows)) {
        struct value v[3];
        struct centre_area *area = &file->areas[file->area_count++];
        take_object(t, &rows.at, KEYS("key", "icon", "name"), v);
        struct at key = at_key(&rows.at, "key", v[0]), icon = at_key(&rows.at, "icon", v[1]),
                  name = at_key(&rows.at, "name", v[2]);
        area->key = take_key(t, &key, GROUP_KEY_MAX);
        area->icon = take_icon(t, &icon);
        area->name = take_text(t, &name, &centre_rooms[CENTRE_TEXT_topic]);
        for (size_t i = 0; i + 1 < file->area_count; i++)
            if (text_same(file->areas[i].key, area->key))
                take_remark(t, &key, (struct remark){FINDING_list_row, .other = area->key});
    }
}

/* Of the file's areas, counted from 1; 0 for none. */
static int32_t take_area(struct take *t, const struct at *topic, const struct at *at)
{
    char key[GROUP_KEY_MAX];
    const char *keys[CENTRE_AREAS_MAX + 1] = {0};
    const struct centre_file *file = t->file;
    if (!at_there(at) && file->area_count > 0)
        take_remark(t, topic, (struct remark){FINDING_area_missing, .stands = ""});
    if (!at_there(at) || !take_string(t, at, key, sizeof key))
        return 0;
    for (size_t i = 0; i < file->area_count; i++) {
        keys[i] = file->areas[i].key;
        if (text_same(keys[i], key))
            return (int32_t)i + 1;
    }
    take_remark(t, at, (struct remark){FINDING_area_none, .near = take_near(key, keys)});
    return 0;
}

static void read_topics(struct take *t, const struct at *list)
{
    struct centre_file *file = t->file;
    struct rows rows = take_rows(t, list, 1, CENTRE_TOPICS_MAX, true);
    file->topics = take_memory(t, rows.count, sizeof *file->topics);
    while (!t->no_memory && take_row(&rows)) {
        struct value v[4];
        struct centre_topic *topic = &file->topics[file->topic_count++];
        take_object(t, &rows.at, KEYS("key", "icon", "name", "area"), v);
        struct at key = at_key(&rows.at, "key", v[0]), icon = at_key(&rows.at, "icon", v[1]),
                  name = at_key(&rows.at, "name", v[2]), area = at_key(&rows.at, "area", v[3]);
        topic->key = take_key(t, &key, GROUP_KEY_MAX);
        topic->icon = take_icon(t, &icon);
        topic->name = take_text(t, &name, &centre_rooms[CENTRE_TEXT_topic]);
        topic->area = take_area(t, &rows.at, &area);
        for (size_t i = 0; i + 1 < file->topic_count; i++)
            if (text_same(file->topics[i].key, topic->key))
                take_remark(t, &key, (struct remark){FINDING_list_row, .other = topic->key});
    }
}

/* --- the file --------------------------------------------------------------------------------------------------------------- */

/* The keys at the top, in the order of read_top; then the texts of rule/centre.def. */
enum top_key {
    FORMAT,
    ID,
    LANGUAGES,
    RECIPIENTS,
    PANEL,
    AREAS,
    TOP_TOPICS,
    GROUPS,
    OFFICE_KEY,
    TIMETABLE_BY,
    TOP_TEXTS,
    TOP_KEYS = TOP_TEXTS + CENTRE_TEXT_topic
};
_Static_assert(CENTRE_TEXT_topic == 6, "the texts of the centre come first (rule/centre.def)");

static void read_centre(struct take *t, const struct at *top, const struct value *v)
{
    static const char *const names[] = {
#define TEXT(name, words, letters, bytes, what) #name,
        CENTRE_TEXTS(TEXT)
#undef TEXT
    };
    struct centre_file *file = t->file;
    struct centre_text *const texts[] = {
#define TEXT(name, words, letters, bytes, what) &file->name,
        CENTRE_TEXTS(TEXT)
#undef TEXT
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct at here = at_key(top, names[i], v[TOP_TEXTS + i]);
        *texts[i] = take_nothing();
        if (i != CENTRE_TEXT_approval || at_there(&here)) /* the others must be there */
            *texts[i] = take_text(t, &here, &centre_rooms[i]);
    }
}

/* What the file says of letters: feed_letter_office reads it; here it is looked at. */
static void look_at_letters(struct take *t, const struct at *top, const struct value *v)
{
    static const char *const who[] = {"office", "staff", NULL};
    struct at key = at_key(top, "office_key", v[OFFICE_KEY]), by = at_key(top, "timetable_by", v[TIMETABLE_BY]);
    char text[LETTER_KEY_MAX];
    bool shaped = value_text(key.value, text, sizeof text) == LETTER_KEY_MAX - 1 && strncmp(text, "RW", 2) == 0;
    if (at_there(&key) && !shaped)
        take_wrong(t, &key, FINDING_office_key);
    if (at_there(&by))
        (void)take_word(t, &by, who);
}

static void read_top(struct take *t, const struct at *top)
{
    struct value v[TOP_KEYS];
    if (!take_object(t, top,
                     KEYS("format", "id", "languages", "recipients", "panel", "areas", "topics", "groups", "office_key",
                          "timetable_by", "name", "desk", "hours", "phone", "responsible", "approval"),
                     v))
        return;
    struct at format = at_key(top, "format", v[FORMAT]), id = at_key(top, "id", v[ID]),
              languages = at_key(top, "languages", v[LANGUAGES]), recipients = at_key(top, "recipients", v[RECIPIENTS]),
              panel = at_key(top, "panel", v[PANEL]), areas = at_key(top, "areas", v[AREAS]),
              topics = at_key(top, "topics", v[TOP_TOPICS]), groups = at_key(top, "groups", v[GROUPS]);
    take_number(t, &format, FEED_CENTRE_FORMAT, FEED_CENTRE_FORMAT);
    text_copy(t->file->id, sizeof t->file->id, take_key(t, &id, sizeof t->file->id));
    read_languages(t, &languages);
    read_centre(t, top, v);
    read_recipients(t, &recipients);
    take_panel(t, &panel, &t->file->panel);
    read_areas(t, &areas);
    read_topics(t, &topics);
    feed_groups(t, &topics, &groups);
    look_at_letters(t, top, v);
}

/* A higher number is all that is known of a newer file. */
static bool is_newer(struct take *t, const struct at *top)
{
    int64_t number = 0;
    struct at format = at_key(top, "format", value_member(top->value, "format"));
    if (!value_integer(format.value, &number) || number <= FEED_CENTRE_FORMAT)
        return false;
    take_remark(t, &format, (struct remark){FINDING_format_new, .most = FEED_CENTRE_FORMAT});
    return true;
}

static fault read_whole(struct take *t, struct span json)
{
    struct at top;
    if (!take_begin(t, json, &top))
        return FAULT_BAD_INPUT;
    if (is_newer(t, &top))
        return FAULT_TOO_NEW;
    read_top(t, &top);
    if (t->no_memory || t->found->short_of_memory)
        return FAULT_NO_MEMORY;
    return take_good(t) ? FAULT_NONE : FAULT_BAD_INPUT;
}

static int by_place(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

/* In the order of the file. */
static void order(struct findings *found)
{
    if (found->count > 0)
        qsort(found->row, found->count, sizeof *found->row, by_place);
}

static fault parse(struct take *t, struct span json, struct centre_file *out)
{
    *out = (struct centre_file){0};
    t->file = out;
    fault f = read_whole(t, json);
    order(t->found);
    if (f != FAULT_NONE)
        centre_file_free(out);
    return f;
}

fault feed_centre_parse(struct span json, int32_t today, struct centre_file *out, struct findings *found)
{
    struct take t = {.found = found, .today = today};
    return parse(&t, json, out);
}

fault feed_kept_parse(struct span json, struct centre_file *out, struct findings *found)
{
    struct take t = {.found = found, .kept = true};
    return parse(&t, json, out);
}

fault feed_centre_bytes(const char *path, struct buffer *bytes, struct findings *found)
{
    fault f = file_read(path, bytes);
    if (f == FAULT_TOO_LARGE)
        findings_add(found, &(struct finding){.id = FINDING_file_large, .most = CENTRE_FILE_MAX >> 20});
    return f;
}

fault feed_centre_read(const char *path, int32_t today, struct centre_file *out, struct findings *found)
{
    struct buffer bytes = {.limit = CENTRE_FILE_MAX};
    *out = (struct centre_file){0};
    fault f = feed_centre_bytes(path, &bytes, found);
    if (f == FAULT_NONE)
        f = feed_centre_parse((struct span){bytes.data, bytes.length}, today, out, found);
    buffer_free(&bytes);
    return f;
}
