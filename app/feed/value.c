/* Reading JSON in place. The check is a recursive descent of at most VALUE_DEPTH_MAX steps; a value's place in words is kept as a
 * trail of keys and rows on the way. */
#include "feed/value.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/text.h"

/* --- checking --------------------------------------------------------------------------------------------------------- */

struct crumb {
    bool object;
    struct value key; /* of an object: nothing before its first key */
    size_t row;
};
struct checking {
    const char *begin, *at, *end;
    struct value_error *error;
    struct crumb trail[VALUE_DEPTH_MAX + 1];
    int depth;
};

static bool check_value(struct checking *c);

static void write_place(const struct checking *c)
{
    char *out = c->error->place;
    size_t n = 0;
    out[0] = 0;
    for (int i = 0; i < c->depth && n + 64 < VALUE_PLACE_MAX; i++) {
        char key[48];
        value_text(c->trail[i].key, key, sizeof key);
        if (!c->trail[i].object)
            n += (size_t)snprintf(out + n, VALUE_PLACE_MAX - n, "[%zu]", c->trail[i].row);
        else if (*key)
            n += (size_t)snprintf(out + n, VALUE_PLACE_MAX - n, "%s%s", n ? "." : "", text_clean(key) ? key : "?");
    }
}

static bool wrong(struct checking *c, enum value_mistake mistake)
{
    c->error->mistake = c->at == c->end ? VALUE_CUT : mistake;
    c->error->offset = (size_t)(c->at - c->begin);
    write_place(c);
    return false;
}

static void blanks(struct checking *c)
{
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\n' || *c->at == '\r' || *c->at == '\t'))
        c->at++;
}

static bool begins(const struct checking *c, const char *what)
{
    size_t length = strlen(what);
    return (size_t)(c->end - c->at) >= length && memcmp(c->at, what, length) == 0;
}

static bool is_letter(char x)
{
    return (x >= 'a' && x <= 'z') || (x >= 'A' && x <= 'Z') || x == '_';
}

/* What is wrong where no value, key, comma or bracket stands that may. */
static bool unexpected(struct checking *c)
{
    static const char *const quotes[] = {"'",      "`",      "\u2018", "\u2019", "\u201A",
                                         "\u201C", "\u201D", "\u201E", "\u00AB", "\u00BB"};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (begins(c, quotes[i]))
            return wrong(c, VALUE_QUOTES);
    if (begins(c, "//") || begins(c, "/*") || begins(c, "#"))
        return wrong(c, VALUE_COMMENT);
    if (c->at < c->end && is_letter(*c->at))
        return wrong(c, VALUE_BARE);
    if (c->at < c->end && (*c->at == '}' || *c->at == ']'))
        return wrong(c, VALUE_BRACKET);
    return wrong(c, VALUE_OTHER);
}

static int hex_digits(const struct checking *c, const char *at)
{
    int code = 0;
    for (int i = 0; i < 4; i++, at++) {
        if (at == c->end)
            return -1;
        int digit = *at >= '0' && *at <= '9'                 ? *at - '0'
                    : (*at | 32) >= 'a' && (*at | 32) <= 'f' ? (*at | 32) - 'a' + 10
                                                             : -1;
        if (digit < 0)
            return -1;
        code = code * 16 + digit;
    }
    return code;
}

/* Behind a backslash. The two halves of a letter beyond U+FFFF stand together; U+0000 is no letter of any text. */
static bool check_escape(struct checking *c)
{
    if (c->at + 1 < c->end && c->at[1] && strchr("\"\\/bfnrt", c->at[1])) {
        c->at += 2;
        return true;
    }
    if (!begins(c, "\\u"))
        return wrong(c, VALUE_ESCAPE);
    int code = hex_digits(c, c->at + 2);
    if (code <= 0 || (code >= 0xDC00 && code < 0xE000))
        return wrong(c, VALUE_ESCAPE);
    c->at += 6;
    if (code < 0xD800 || code >= 0xDC00)
        return true;
    int low = begins(c, "\\u") ? hex_digits(c, c->at + 2) : -1;
    if (low < 0xDC00 || low >= 0xE000)
        return wrong(c, VALUE_ESCAPE);
    c->at += 6;
    return true;
}

/* One letter beyond ASCII. text_next never looks behind a byte that breaks it, and the last bytes are looked at apart. */
static bool check_letter(struct checking *c)
{
    char last[5] = "";
    const char *at = c->at, *here = last;
    size_t left = (size_t)(c->end - c->at);
    memcpy(last, c->at, left < 4 ? left : 4);
    if (text_next(&here) == 0xFFFD && memcmp(at, "\xEF\xBF\xBD", left < 3 ? left : 3) != 0)
        return wrong(c, VALUE_UTF8);
    c->at += here - last;
    return true;
}

static bool check_text(struct checking *c)
{
    c->at++;
    while (c->at < c->end && *c->at != '"') {
        unsigned char x = (unsigned char)*c->at;
        if (x < 0x20)
            return wrong(c, VALUE_LINE);
        if (x == '\\' ? !check_escape(c) : x >= 0x80 && !check_letter(c))
            return false;
        if (x < 0x80 && x != '\\')
            c->at++;
    }
    if (c->at == c->end)
        return wrong(c, VALUE_CUT);
    c->at++;
    return true;
}

static bool figures(struct checking *c)
{
    const char *from = c->at;
    while (c->at < c->end && *c->at >= '0' && *c->at <= '9')
        c->at++;
    return c->at > from;
}

static bool check_number(struct checking *c)
{
    const char *from = c->at;
    c->at += *c->at == '-';
    const char *first = c->at;
    bool good = figures(c) && !(*first == '0' && c->at > first + 1);
    if (good && c->at < c->end && *c->at == '.') {
        c->at++;
        good = figures(c);
    }
    if (good && c->at < c->end && (*c->at | 32) == 'e') {
        c->at++;
        c->at += c->at < c->end && (*c->at == '+' || *c->at == '-');
        good = figures(c);
    }
    if (good && (c->at == c->end || (!is_letter(*c->at) && *c->at != '.')))
        return true;
    c->at = from;
    return wrong(c, VALUE_FIGURES);
}

static bool check_word(struct checking *c)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);
        if (begins(c, words[i]) && (c->at + length == c->end || !is_letter(c->at[length]))) {
            c->at += length;
            return true;
        }
    }
    if (*c->at == '+' || *c->at == '.')
        return wrong(c, VALUE_FIGURES);
    return unexpected(c);
}

/* Behind a value of a list or an object: true for a comma with another value behind it; false at the end, or where it is wrong. */
static bool another(struct checking *c, char close, bool *ret_good)
{
    blanks(c);
    *ret_good = false;
    if (c->at == c->end)
        return wrong(c, VALUE_CUT);
    if (*c->at == close) {
        c->at++;
        *ret_good = true;
        return false;
    }
    if (*c->at == '"' || *c->at == '{' || *c->at == '[' || (*c->at >= '0' && *c->at <= '9') || *c->at == '-')
        return wrong(c, VALUE_COMMA);
    if (*c->at != ',')
        return unexpected(c);
    c->at++;
    blanks(c);
    if (c->at < c->end && (*c->at == close || *c->at == ','))
        return wrong(c, VALUE_COMMA_MORE);
    return true;
}

static bool check_key(struct checking *c, struct crumb *crumb)
{
    if (c->at == c->end || *c->at != '"')
        return unexpected(c);
    struct value key = {c->at, c->end};
    crumb->key = (struct value){0}; /* until the key is whole, the place is that of the object */
    if (!check_text(c))
        return false;
    crumb->key = key;
    blanks(c);
    if (c->at == c->end || *c->at != ':')
        return wrong(c, VALUE_COLON);
    c->at++;
    return true;
}

static bool check_rows(struct checking *c)
{
    struct crumb *crumb = &c->trail[c->depth - 1];
    char close = *c->at == '{' ? '}' : ']';
    bool good = true;
    *crumb = (struct crumb){.object = *c->at == '{'};
    c->at++;
    blanks(c);
    if (c->at < c->end && *c->at == close) {
        c->at++;
        return true;
    }
    do {
        blanks(c);
        if ((crumb->object && !check_key(c, crumb)) || !check_value(c))
            return false;
        crumb->row++;
    } while (another(c, close, &good));
    return good;
}

static bool check_value(struct checking *c)
{
    blanks(c);
    if (c->at == c->end)
        return wrong(c, VALUE_CUT);
    if (*c->at == '"')
        return check_text(c);
    if (*c->at == '-' || (*c->at >= '0' && *c->at <= '9'))
        return check_number(c);
    if (*c->at != '{' && *c->at != '[')
        return check_word(c);
    if (c->depth == VALUE_DEPTH_MAX)
        return wrong(c, VALUE_DEEP);
    c->depth++;
    bool good = check_rows(c);
    c->depth--;
    return good;
}

/* UTF-16 and UTF-32 have a mark of their own, or a NUL among the first two letters. */
static bool is_utf16(struct span text)
{
    if (text.length >= 2 && (memcmp(text.data, "\xFE\xFF", 2) == 0 || memcmp(text.data, "\xFF\xFE", 2) == 0))
        return true;
    return text.length >= 2 && memchr(text.data, 0, text.length < 4 ? text.length : 4) != NULL;
}

bool value_check(struct span text, struct value *ret_top, struct value_error *ret_error)
{
    struct checking c = {.begin = text.length ? (const char *)text.data : "", .error = ret_error};
    c.at = c.begin;
    c.end = c.begin + text.length;
    *ret_error = (struct value_error){0};
    *ret_top = (struct value){0};
    if (is_utf16(text))
        return wrong(&c, VALUE_UTF16);
    if (begins(&c, "\xEF\xBB\xBF"))
        c.at += 3;
    blanks(&c);
    if (c.at == c.end) {
        ret_error->mistake = VALUE_EMPTY;
        return false;
    }
    struct value top = {c.at, c.end};
    if (!check_value(&c))
        return false;
    blanks(&c);
    if (c.at < c.end)
        return wrong(&c, VALUE_BEHIND);
    *ret_top = top;
    return true;
}

/* --- walking ---------------------------------------------------------------------------------------------------------- */

/* A quotation mark behind an odd number of backslashes stands in the text. */
static const char *past_text(const char *at)
{
    const char *begin = at, *slash;
    do {
        at = rawmemchr(at + 1, '"');
        for (slash = at; slash - 1 > begin && slash[-1] == '\\'; slash--) {
        }
    } while ((at - slash) % 2 == 1);
    return at + 1;
}

static const char *past_value(struct value value)
{
    const char *at = value.at;
    int depth = 0;
    if (*at != '"' && *at != '{' && *at != '[') { /* a number or a word */
        while (at < value.end &&
               (is_letter(*at) || (*at >= '0' && *at <= '9') || *at == '-' || *at == '+' || *at == '.'))
            at++;
        return at;
    }
    do {
        if (*at == '"') {
            at = past_text(at);
            continue;
        }
        depth += (*at == '{' || *at == '[') - (*at == '}' || *at == ']');
        at++;
    } while (depth > 0);
    return at;
}

enum value_kind value_kind(struct value value)
{
    switch (value.at ? *value.at : 0) {
    case 0:
        return VALUE_NOTHING;
    case '{':
        return VALUE_OBJECT;
    case '[':
        return VALUE_LIST;
    case '"':
        return VALUE_TEXT;
    case 't':
        return VALUE_TRUE;
    case 'f':
        return VALUE_FALSE;
    case 'n':
        return VALUE_NULL;
    default:
        return VALUE_NUMBER;
    }
}

bool value_integer(struct value value, int64_t *out)
{
    char text[24];
    struct span source = value_source(value);
    if (value_kind(value) != VALUE_NUMBER || source.length >= sizeof text)
        return false;
    memcpy(text, source.data, source.length);
    text[source.length] = 0;
    char *end;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    *out = number;
    return errno == 0 && *end == 0;
}

/* The letter behind a backslash; *at is left behind it. */
static uint32_t escaped(const char **at)
{
    static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
    const char *found = strchr(from, (*at)[1]);
    if ((*at)[1] != 'u') {
        uint32_t code = found ? (uint32_t)to[found - from] : (uint32_t)(unsigned char)(*at)[1];
        *at += 2;
        return code;
    }
    char digits[5] = "", low[5] = "";
    memcpy(digits, *at + 2, 4);
    *at += 6;
    uint32_t code = (uint32_t)strtoul(digits, NULL, 16);
    if (code < 0xD800 || code >= 0xE000)
        return code;
    memcpy(low, *at + 2, 4);
    *at += 6;
    return 0x10000 + ((code - 0xD800) << 10) + ((uint32_t)strtoul(low, NULL, 16) - 0xDC00);
}

size_t value_text(struct value value, char *out, size_t size)
{
    size_t length = 0, kept = 0;
    bool room = size > 0;
    for (const char *at = value.at ? value.at + 1 : NULL; value_kind(value) == VALUE_TEXT && *at != '"';) {
        char letter[5];
        size_t bytes = *at == '\\' ? text_put(letter, escaped(&at)) : text_put(letter, text_next(&at));
        room = room && length + bytes < size;
        if (room)
            memcpy(out + length, letter, bytes);
        length += bytes;
        kept = room ? length : kept;
    }
    if (size > 0)
        out[kept] = 0;
    return length;
}

struct span value_source(struct value value)
{
    if (!value.at)
        return (struct span){0};
    return (struct span){(const uint8_t *)value.at, (size_t)(past_value(value) - value.at)};
}

/* Past blanks, commas and colons, to what a walk gives next. */
static struct value past_signs(struct value here)
{
    while (here.at < here.end && strchr(" \n\r\t,:", *here.at))
        here.at++;
    return here;
}

struct value_walk value_begin(struct value value)
{
    enum value_kind kind = value_kind(value);
    if (kind != VALUE_LIST && kind != VALUE_OBJECT)
        return (struct value_walk){0};
    return (struct value_walk){past_signs((struct value){value.at + 1, value.end}), kind == VALUE_OBJECT};
}

bool value_next(struct value_walk *walk, struct value *ret_key, struct value *ret_value)
{
    struct value key = {0}, value = walk->next;
    if (!value.at || *value.at == ']' || *value.at == '}')
        return false;
    if (walk->object) {
        key = value;
        value = past_signs((struct value){past_text(key.at), key.end});
    }
    if (ret_key)
        *ret_key = key;
    *ret_value = value;
    walk->next = past_signs((struct value){past_value(value), value.end});
    return true;
}

size_t value_count(struct value value)
{
    struct value_walk walk = value_begin(value);
    struct value row;
    size_t count = 0;
    while (value_next(&walk, NULL, &row))
        count++;
    return count;
}

struct value value_member(struct value object, const char *key)
{
    struct value_walk walk = value_begin(object);
    struct value name, value;
    char text[64];
    if (!walk.object)
        return (struct value){0};
    while (value_next(&walk, &name, &value))
        if (value_text(name, text, sizeof text) < sizeof text && text_same(text, key))
            return value;
    return (struct value){0};
}

/* --- days --- */

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

bool value_day(struct value value, int32_t *out)
{
    char text[12];
    *out = 0;
    if (value_text(value, text, sizeof text) != 10 || !shaped(text, "0000-00-00"))
        return false;
    int year = digits(text, 4), month = digits(text + 5, 2), day = digits(text + 8, 2);
    bool good =
        year >= 2000 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= date_month_days(year, month);
    if (good)
        *out = date_day(year, month, day);
    return good;
}
