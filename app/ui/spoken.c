#include "ui/spoken.h"

#include <string.h>
#include "base/figures.h"
#include "base/words.h"

#define DIGITS "0123456789"
#define SOFT_HYPHEN "\xC2\xAD"
#define EN_DASH "\xE2\x80\x93"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) /* any byte of one, in UTF-8 */
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static int number(const char *at, size_t row)
{
    int n = 0;
    for (size_t i = 0; i < row && i < 4; i++)
        n = n * 10 + (at[i] - '0');
    return n;
}

static bool ends_with(struct buffer *out, const char *words, size_t bytes)
{
    return out->length >= bytes && memcmp(out->data + out->length - bytes, words, bytes) == 0;
}

/* "18.00" or "18:00", with the dash of "18.00-20.00"; 0 when it is none. */
static size_t clock_at(const char *text, const char *at, struct buffer *out)
{
    size_t row = strspn(at, DIGITS);
    char before = at > text ? at[-1] : ' ';
    if (row > 2 || !(at[row] == '.' || at[row] == ':') || strspn(at + row + 1, DIGITS) != 2 || strchr(".:", before))
        return 0;
    const char *end = at + row + 3;
    int hour = number(at, row), minute = number(at + row + 1, 2);
    if (hour > 23 || minute > 59 || ((*end == '.' || *end == ':') && is_digit(end[1])))
        return 0;
    struct buffer words = {.limit = 64};
    figures_clock(&words, hour * 60 + minute);
    const char *say = buffer_string(&words);
    size_t first = strcspn(say, " ") + 1; /* "klokka" stands there already */
    buffer_text(out, first <= words.length && ends_with(out, say, first) ? say + first : say);
    buffer_free(&words);
    size_t dash = *end == '-' ? 1 : strncmp(end, EN_DASH, 3) == 0 ? 3 : 0;
    if (dash && is_digit(end[dash])) { /* TRANSLATORS: spoken, between two times: "18 o'clock to 20 o'clock" */
        buffer_format(out, " %s ", C_("spoken", "to"));
        end += dash;
    }
    return (size_t)(end - at);
}

/* "24. november": a point that is no full stop. */
static size_t day_at(const char *at, struct buffer *out)
{
    size_t row = strspn(at, DIGITS);
    bool point = row <= 2 && at[row] == '.' && at[row + 1] == ' ' && is_letter(at[row + 2]) &&
                 !(at[row + 2] >= 'A' && at[row + 2] <= 'Z');
    int day = number(at, row);
    if (!point || day < 1 || day > 31)
        return 0;
    buffer_text(out, figures_ordinal(day));
    return row + 1;
}

static void spell(struct buffer *out, const char *at, size_t row)
{
    for (size_t i = 0; i < row; i++) {
        buffer_text(out, i ? " " : "");
        buffer_text(out, figures_digit(at[i]));
    }
}

/* Rows of figures with one sign between: "116 123", "94 30 11 02", "0.1.0", "2026-11-20". Two short rows with a space
 * between are numbers that stand side by side. */
static bool is_group(const char *at, char sign)
{
    int rows = 0;
    bool long_row = false;
    for (;; at++) {
        size_t row = strspn(at, DIGITS);
        rows++;
        long_row |= row > 2 || (row > 1 && *at == '0');
        at += row;
        if (*at != sign || !is_digit(at[1]))
            break;
    }
    return rows > 1 && (sign != ' ' || rows > 2 || long_row);
}

/* One row of figures, or a group of them. What is no number, but a row of signs (a room, a phone), is said one by one.
 */
static size_t row_at(const char *text, const char *at, struct buffer *out)
{
    const char *from = at;
    bool joined = at > text && is_letter(at[-1]), group;
    buffer_text(out, joined ? " " : "");
    do {
        size_t row = strspn(at, DIGITS);
        char sign = at[row];
        group = sign && strchr(" .-", sign) && is_digit(at[row + 1]) && (at > from || is_group(at, sign));
        group = group && (at == from || sign == at[-1]);
        bool signs = joined || row > 4 || (row > 1 && *at == '0') || (at > from ? at[-1] == ' ' : group && sign == ' ');
        if (signs)
            spell(out, at, row);
        else
            buffer_add(out, at, row);
        at += row;
        if (group && sign == '.') /* TRANSLATORS: spoken, the point within "0.1" */
            buffer_format(out, " %s ", C_("spoken", "point"));
        else if (group)
            buffer_text(out, ", ");
        at += group;
    } while (group);
    bool letter = is_letter(*at) && strncmp(at, SOFT_HYPHEN, 2) != 0 && strncmp(at, EN_DASH, 3) != 0;
    buffer_text(out, letter ? " " : "");
    return (size_t)(at - from);
}

/* "f.eks." and its like; 0 for none. The table is the translators': short form, bar, what is said, bar, and so on. */
static size_t short_form_at(const char *at, struct buffer *out)
{
    /* TRANSLATORS: spoken instead of short forms: "e.g.|for example|approx.|about". Yours are your language's own. */
    const char *table = C_("short forms", "e.g.|for example|i.e.|that is|approx.|about");
    while (*table) {
        size_t form = strcspn(table, "|");
        const char *say = table + form + (table[form] == '|');
        size_t words = strcspn(say, "|");
        if (form && strncmp(at, table, form) == 0) {
            buffer_add(out, say, words);
            return form;
        }
        table = say + words + (say[words] == '|');
    }
    return 0;
}

/* Bytes of the piece that begins at `at`; its spoken form is appended. */
static size_t piece(const char *text, const char *at, struct buffer *out)
{
    bool begins = at == text || !(is_letter(at[-1]) || is_digit(at[-1]));
    size_t bytes = 0;
    if (strncmp(at, SOFT_HYPHEN, 2) == 0)
        return 2;
    if (*at == '\n') {
        buffer_text(out, " ");
        return 1;
    }
    if (begins && is_letter(*at))
        bytes = short_form_at(at, out);
    else if (is_digit(*at)) {
        bytes = clock_at(text, at, out);
        bytes = bytes ? bytes : day_at(at, out);
        bytes = bytes ? bytes : row_at(text, at, out);
    }
    if (!bytes)
        buffer_add(out, at, 1);
    return bytes ? bytes : 1;
}

void ui_spoken_text(struct buffer *out, const char *text)
{
    for (const char *at = text; *at;)
        at += piece(text, at, out);
}

bool ui_spoken_where(const char *text, size_t from, size_t bytes, size_t *ret_from, size_t *ret_to)
{
    struct buffer words = {.limit = 1 << 16};
    bool found = false;
    for (const char *at = text, *next; *at && words.length < from + bytes; at = next) {
        next = at + piece(text, at, &words);
        if (!found && words.length > from) {
            *ret_from = (size_t)(at - text);
            found = true;
        }
        *ret_to = (size_t)(next - text);
    }
    buffer_free(&words);
    return found;
}
