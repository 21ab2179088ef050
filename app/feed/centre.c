/* The centre file but for its groups (group.c): what stands where, and what is refused. docs/centre-file.md is the same
 * in words. */
#include "feed/centre.h"

#include <stdio.h>
#include <string.h>
#include "base/file.h"
#include "base/text.h"
#include "base/words.h"
#include "feed/group.h"
#include "feed/panel.h"

enum { PIXELS_MAX = 16384, SIDE_MM_MAX = 5000, EDGE_MM_MAX = 3000 };

static void read_languages(struct take *t, json_t *top)
{
    struct at list = {.key = "languages"};
    json_t *value = json_object_get(top, "languages");
    size_t count = take_list(t, &list, value, 1, CENTRE_LANGUAGES_MAX, true);
    for (size_t i = 0; i < count; i++) {
        struct at at = {.up = &list, .row = i};
        const char *code = take_string_value(t, &at, json_array_get(value, i), CENTRE_LANGUAGE_MAX);
        if (!words_language(code))
            take_refuse(t, &at, "no language of this program");
        for (size_t k = 0; k < i; k++)
            if (text_same(code, t->file->languages[k]))
                take_refuse(t, &at, "stands there twice");
        text_copy(t->file->languages[i], CENTRE_LANGUAGE_MAX, code);
        t->file->language_count = i + 1;
    }
}

/* The form of an age X25519 recipient; whether it is one, the seal finds out when it is used. */
static bool recipient_shaped(const char *text)
{
    return strlen(text) == 62 && strncmp(text, "age1", 4) == 0 &&
           text[4 + strspn(text + 4, "qpzry9x8gf2tvdw0s3jn54khce6mua7l")] == 0;
}

static void read_recipients(struct take *t, json_t *top)
{
    struct at list = {.key = "recipients"};
    json_t *value = json_object_get(top, "recipients");
    size_t count = take_list(t, &list, value, 0, CENTRE_RECIPIENTS_MAX, false);
    for (size_t i = 0; i < count; i++) {
        struct at at = {.up = &list, .row = i};
        const char *text = take_string_value(t, &at, json_array_get(value, i), CENTRE_RECIPIENT_MAX);
        if (!recipient_shaped(text))
            take_refuse(t, &at, "not an age recipient (age1 and 58 more)");
        for (size_t k = 0; k < i; k++)
            if (text_same(text, t->file->recipients[k]))
                take_refuse(t, &at, "stands there twice");
        text_copy(t->file->recipients[i], CENTRE_RECIPIENT_MAX, text);
        t->file->recipient_count = i + 1;
    }
}

void feed_panel(struct take *t, json_t *top)
{
    struct at at = {.key = "panel"};
    struct panel *panel = &t->file->panel;
    json_t *value = json_object_get(top, "panel");
    if (!take_object(t, &at, value, KEYS("width_mm", "height_mm", "width_px", "height_px", "lower_edge_mm")))
        return;
    panel->width_mm = take_number(t, &at, value, "width_mm", 1, SIDE_MM_MAX);
    panel->height_mm = take_number(t, &at, value, "height_mm", 1, SIDE_MM_MAX);
    panel->width_px = take_number(t, &at, value, "width_px", 1, PIXELS_MAX);
    panel->height_px = take_number(t, &at, value, "height_px", 1, PIXELS_MAX);
    panel->lower_edge_mm = take_number(t, &at, value, "lower_edge_mm", 0, EDGE_MM_MAX);
}

static void read_topics(struct take *t, json_t *top)
{
    struct at list = {.key = "topics"};
    struct centre_file *file = t->file;
    json_t *value = json_object_get(top, "topics");
    size_t count = take_list(t, &list, value, 1, CENTRE_TOPICS_MAX, true);
    file->topics = take_memory(t, count, sizeof *file->topics);
    for (size_t i = 0; i < count && !t->failed; i++) {
        struct at at = {.up = &list, .row = i};
        json_t *topic = json_array_get(value, i);
        if (!take_object(t, &at, topic, KEYS("key", "icon", "name")))
            return;
        file->topics[i].key = take_key(t, &at, topic, "key", GROUP_KEY_MAX);
        file->topics[i].icon = take_key(t, &at, topic, "icon", GROUP_KEY_MAX);
        file->topics[i].name = take_text(t, &at, topic, "name", GROUP_NAME_MAX);
        if (feed_topic_find(file, i, file->topics[i].key) >= 0)
            take_refuse(t, &at, "the key \"%s\" stands there twice", file->topics[i].key);
        file->topic_count = i + 1;
    }
}

static fault read_top(struct take *t, json_t *top)
{
    struct centre_file *file = t->file;
    json_int_t format = json_integer_value(json_object_get(top, "format"));
    if (format > FEED_CENTRE_FORMAT) {
        take_refuse(t, NULL, "format %lld, this program reads %d", (long long)format, FEED_CENTRE_FORMAT);
        return FAULT_TOO_NEW;
    }
    if (!take_object(t, NULL, top,
                     KEYS("format", "id", "languages", "name", "desk", "hours", "phone", "responsible", "recipients",
                          "panel", "topics", "groups", "office_key", "timetable_by")))
        return FAULT_BAD_INPUT;
    take_number(t, NULL, top, "format", FEED_CENTRE_FORMAT, FEED_CENTRE_FORMAT);
    text_copy(file->id, sizeof file->id, take_key(t, NULL, top, "id", sizeof file->id));
    read_languages(t, top);
    file->name = take_text(t, NULL, top, "name", GROUP_NAME_MAX);
    file->desk = take_text(t, NULL, top, "desk", GROUP_LINE_MAX);
    file->hours = take_text(t, NULL, top, "hours", GROUP_LINE_MAX);
    file->phone = take_text(t, NULL, top, "phone", GROUP_NAME_MAX);
    file->responsible = take_text(t, NULL, top, "responsible", GROUP_LINE_MAX);
    read_recipients(t, top);
    feed_panel(t, top);
    if (!t->failed)
        read_topics(t, top);
    if (!t->failed)
        feed_groups(t, top);
    return t->failed ? FAULT_BAD_INPUT : FAULT_NONE;
}

static fault parse(struct span json, bool kept, struct centre_file *out, char *why, size_t why_size)
{
    *out = (struct centre_file){0};
    struct take t = {.file = out, .kept = kept};
    json_error_t error;
    json_t *top = json_loadb((const char *)json.data, json.length, JSON_REJECT_DUPLICATES, &error);
    if (!top)
        take_refuse(&t, NULL, "line %d, column %d: %s", error.line, error.column, error.text);
    fault f = top ? read_top(&t, top) : FAULT_BAD_INPUT;
    json_decref(top);
    if (f != FAULT_NONE)
        centre_file_free(out);
    if (why)
        snprintf(why, why_size, "%s", t.why);
    return f;
}

fault feed_centre_parse(struct span json, struct centre_file *out, char *why, size_t why_size)
{
    return parse(json, false, out, why, why_size);
}

fault feed_kept_parse(struct span json, struct centre_file *out, char *why, size_t why_size)
{
    return parse(json, true, out, why, why_size);
}

fault feed_centre_read(const char *path, struct centre_file *out, char *why, size_t why_size)
{
    struct buffer bytes = {.limit = CENTRE_FILE_MAX};
    *out = (struct centre_file){0};
    fault f = file_read(path, &bytes);
    if (f == FAULT_NONE)
        f = feed_centre_parse((struct span){bytes.data, bytes.length}, out, why, why_size);
    else if (why)
        snprintf(why, why_size, "%s: %s", path, fault_name(f));
    buffer_free(&bytes);
    return f;
}
