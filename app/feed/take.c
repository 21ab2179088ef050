/* Typed values out of JSON, with the place of the first that is not as described. */
#include "feed/take.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "base/date.h"
#include "base/text.h"

void take_place(char *out, size_t size, const struct at *at)
{
    if (!at) {
        out[0] = 0;
        return;
    }
    take_place(out, size, at->up);
    size_t n = strlen(out);
    if (at->key)
        snprintf(out + n, size - n, "%s%s", n ? "." : "", at->key);
    else
        snprintf(out + n, size - n, "[%zu]", at->row);
}

void take_refuse(struct take *t, const struct at *at, const char *format, ...)
{
    if (t->failed)
        return;
    t->failed = true;
    char place[160];
    take_place(place, sizeof place, at);
    int n = snprintf(t->why, sizeof t->why, "%s: ", place[0] ? place : "the file");
    va_list list;
    va_start(list, format);
    vsnprintf(t->why + n, sizeof t->why - (size_t)n, format, list);
    va_end(list);
    if (!text_clean(t->why)) /* a word of the file that is cut, or not for a terminal */
        snprintf(t->why, sizeof t->why, "%s: not as described", place[0] ? place : "the file");
}

static bool known(const char *key, const char *const *keys)
{
    for (; *keys; keys++)
        if (text_same(key, *keys))
            return true;
    return false;
}

bool take_object(struct take *t, const struct at *at, json_t *value, const char *const *keys)
{
    if (!json_is_object(value)) {
        take_refuse(t, at, value ? "not an object { }" : "is missing");
        return false;
    }
    const char *key;
    json_t *member;
    json_object_foreach(value, key, member) if (!known(key, keys)) take_refuse(t, at, "unknown key \"%.60s\"", key);
    return !t->failed;
}

size_t take_list(struct take *t, const struct at *at, json_t *value, size_t min, size_t max, bool must)
{
    size_t n = json_array_size(value);
    if (!value && !must)
        return 0;
    if (!json_is_array(value))
        take_refuse(t, at, value ? "not a list [ ]" : "is missing");
    else if (n < min || n > max)
        take_refuse(t, at, "%zu rows, %zu to %zu are allowed", n, min, max);
    return t->failed ? 0 : n;
}

bool take_has(json_t *object, const char *key)
{
    return json_object_get(object, key) != NULL;
}

static json_t *member(struct take *t, const struct at *at, json_t *object)
{
    json_t *value = json_object_get(object, at->key);
    if (!value)
        take_refuse(t, at, "is missing");
    return t->failed ? NULL : value;
}

int32_t take_number(struct take *t, const struct at *up, json_t *object, const char *key, int32_t min, int32_t max)
{
    struct at at = {.up = up, .key = key};
    json_t *value = member(t, &at, object);
    json_int_t number = json_integer_value(value);
    if (value && !json_is_integer(value))
        take_refuse(t, &at, "not a whole number");
    else if (value && (number < min || number > max))
        take_refuse(t, &at, "%lld, %d to %d are allowed", (long long)number, min, max);
    return t->failed ? min : (int32_t)number;
}

bool take_flag(struct take *t, const struct at *up, json_t *object, const char *key)
{
    struct at at = {.up = up, .key = key};
    json_t *value = member(t, &at, object);
    if (value && !json_is_boolean(value))
        take_refuse(t, &at, "neither true nor false");
    return json_is_true(value);
}

const char *take_string_value(struct take *t, const struct at *at, json_t *value, size_t size)
{
    const char *text = json_string_value(value);
    if (!text)
        take_refuse(t, at, "not a text in quotes");
    else if (text[0] == 0 || text[strspn(text, " ")] == 0)
        take_refuse(t, at, "is empty");
    else if (strlen(text) >= size)
        take_refuse(t, at, "%zu bytes, at most %zu are allowed", strlen(text), size - 1);
    else if (!text_clean(text))
        take_refuse(t, at, "has a character that can't be shown");
    return t->failed ? "" : text;
}

const char *take_string(struct take *t, const struct at *up, json_t *object, const char *key, size_t size)
{
    struct at at = {.up = up, .key = key};
    json_t *value = member(t, &at, object);
    return value ? take_string_value(t, &at, value, size) : "";
}

static const char *keep(struct take *t, const char *text)
{
    char *copy = take_memory(t, strlen(text) + 1, 1);
    return copy ? memcpy(copy, text, strlen(text) + 1) : "";
}

const char *take_key(struct take *t, const struct at *up, json_t *object, const char *key, size_t size)
{
    struct at at = {.up = up, .key = key};
    const char *text = take_string(t, up, object, key, size);
    if (text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-")] != 0)
        take_refuse(t, &at, "only a-z, 0-9 and - are allowed");
    return keep(t, text);
}

struct centre_text take_text(struct take *t, const struct at *up, json_t *object, const char *key, size_t size)
{
    struct at at = {.up = up, .key = key};
    struct centre_text text = {0};
    const char *languages[CENTRE_LANGUAGES_MAX + 1] = {0};
    for (size_t i = 0; i < t->file->language_count; i++) {
        languages[i] = t->file->languages[i];
        text.in[i] = "";
    }
    json_t *value = member(t, &at, object);
    if (!value || !take_object(t, &at, value, languages))
        return text;
    for (size_t i = 0; i < t->file->language_count; i++)
        text.in[i] = keep(t, take_string(t, &at, value, languages[i], size));
    return text;
}

/* Exactly the digits of the pattern ('0' stands for any), everything else as it is written there. */
static bool shaped(const char *text, const char *pattern)
{
    for (; *pattern; pattern++, text++)
        if (*pattern == '0' ? *text < '0' || *text > '9' : *text != *pattern)
            return false;
    return *text == 0;
}

static int digits(const char *text, size_t count)
{
    int number = 0;
    while (count-- > 0)
        number = number * 10 + (*text++ - '0');
    return number;
}

int32_t take_day_value(struct take *t, const struct at *at, json_t *value)
{
    const char *text = json_string_value(value);
    if (text && shaped(text, "0000-00-00")) {
        int year = digits(text, 4), month = digits(text + 5, 2), day = digits(text + 8, 2);
        if (year >= 2000 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= date_month_days(year, month))
            return t->failed ? 0 : date_day(year, month, day);
    }
    take_refuse(t, at, "not a day like 2026-09-01");
    return 0;
}

int32_t take_day(struct take *t, const struct at *up, json_t *object, const char *key)
{
    struct at at = {.up = up, .key = key};
    json_t *value = member(t, &at, object);
    return value ? take_day_value(t, &at, value) : 0;
}

int32_t take_minute(struct take *t, const struct at *up, json_t *object, const char *key)
{
    struct at at = {.up = up, .key = key};
    const char *text = json_string_value(member(t, &at, object));
    if (text && shaped(text, "00:00") && digits(text, 2) < 24 && digits(text + 3, 2) < 60)
        return t->failed ? 0 : digits(text, 2) * 60 + digits(text + 3, 2);
    take_refuse(t, &at, "not a time like 18:00");
    return 0;
}

void *take_memory(struct take *t, size_t count, size_t size)
{
    void *memory = centre_file_keep(t->file, count * size);
    if (!memory)
        take_refuse(t, NULL, "out of memory");
    return memory;
}
