#include "ui/spoken.h"

#include <string.h>
#include "base/figures.h"
#include "base/text.h"
#include "base/words.h"

#define DIGITS "0123456789"
#define SOFT_HYPHEN "\xC2\xAD"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Letters of any script. What lies among the spaces, dashes and signs of Unicode is none. */
static bool is_letter(uint32_t code)
{
    bool ascii = (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
    bool sign = code < 0xC0 || code == 0xD7 || code == 0xF7 || (code >= 0x2000 && code < 0x2C00) || code == 0x3000;
    return ascii || !sign;
}

static uint32_t code_at(const char *at)
{
    return text_next(&at);
}

static uint32_t code_before(const char *text, const char *at)
{
    if (at == text)
        return ' ';
    do
        at--;
    while (at > text && ((unsigned char)*at & 0xC0) == 0x80);
    return code_at(at);
}

static int number(const char *at, size_t digits)
{
    int n = 0;
    for (size_t i = 0; i < digits && i < 4; i++)
        n = n * 10 + (at[i] - '0');
    return n;
}

static bool ends_with(struct buffer *out, const char *words, size_t bytes)
{
    return out->length >= bytes && memcmp(out->data + out->length - bytes, words, bytes) == 0;
}

/* Spaces of any kind; bytes. */
static size_t spaces(const char *at)
{
    size_t all = 0, bytes;
    char kind;
    while ((bytes = figures_gap(at + all, &kind)) > 0 && (kind == ' ' || kind == '_'))
        all += bytes;
    return all;
}

/* A hyphen or a dash, with or without spaces around it, in front of a digit; bytes, 0 for none. */
static size_t range_mark(const char *at)
{
    char kind;
    size_t before = spaces(at), mark = figures_gap(at + before, &kind);
    if (!mark || (kind != '-' && kind != '~'))
        return 0;
    size_t all = before + mark + spaces(at + before + mark);
    return is_digit(at[all]) ? all : 0;
}

static void say_to(struct buffer *out)
{ /* TRANSLATORS: spoken, between two times: "18 o'clock to 20 o'clock" */
    buffer_format(out, " %s ", C_("spoken", "to"));
}

/* Does a clock ("18.00", "18:00") stand here? Its bytes, and the minute of the day; else 0. */
static size_t clock_bytes(const char *at, int *ret_minute)
{
    size_t digits = strspn(at, DIGITS);
    if (digits == 0 || digits > 2 || !(at[digits] == '.' || at[digits] == ':') || strspn(at + digits + 1, DIGITS) != 2)
        return 0;
    const char *end = at + digits + 3;
    int hour = number(at, digits), minute = number(at + digits + 1, 2);
    if (hour > 23 || minute > 59 || ((*end == '.' || *end == ':') && is_digit(end[1])))
        return 0;
    *ret_minute = hour * 60 + minute;
    return digits + 3;
}

/* A clock, with the dash of "18.00-20.00"; 0 when it is none. */
static size_t clock_at(const char *text, const char *at, struct buffer *out)
{
    int minute, other;
    size_t bytes = clock_bytes(at, &minute);
    char before = at > text ? at[-1] : ' ';
    if (!bytes || before == '.' || before == ':')
        return 0;
    struct buffer words = {.limit = 64};
    figures_clock(&words, minute);
    const char *say = buffer_string(&words);
    size_t first = strcspn(say, " ") + 1; /* "klokka" stands there already */
    buffer_text(out, first <= words.length && ends_with(out, say, first) ? say + first : say);
    buffer_free(&words);
    size_t dash = range_mark(at + bytes);
    if (dash && clock_bytes(at + bytes + dash, &other)) {
        say_to(out);
        bytes += dash;
    }
    return bytes;
}

/* "24. november": a point that is no full stop. The day, 0 for none. */
static int day_of(const char *at)
{
    size_t digits = strspn(at, DIGITS);
    int day = number(at, digits);
    size_t gap = digits <= 2 && at[digits] == '.' ? spaces(at + digits + 1) : 0;
    uint32_t code = gap ? code_at(at + digits + 1 + gap) : 0;
    return gap && is_letter(code) && !(code >= 'A' && code <= 'Z') && day <= 31 ? day : 0;
}

static size_t day_at(const char *at, struct buffer *out)
{
    int day = day_of(at);
    if (!day)
        return 0;
    buffer_text(out, figures_ordinal(day));
    return strspn(at, DIGITS) + 1;
}

/* --- numbers: groups of digits with one kind of sign between ------------------------------------------------------ */

enum { GROUPS_MAX = 12 };
struct numbers {
    struct {
        const char *at;
        size_t digits;
    } group[GROUPS_MAX];
    int count;
    char kind; /* between the groups: ' ', '-', '~' as figures_gap has them, or '.'; 0: one group */
    bool held; /* a space that holds the line together: these groups are one number */
    const char *end;
};

/* The sign between two groups that begins here; bytes, 0 for none. */
static size_t between(const char *at, char *ret_kind, bool *ret_held)
{
    size_t bytes = figures_gap(at, ret_kind);
    *ret_held = *ret_kind == '_' || (*ret_kind == ' ' && spaces(at) > 1);
    if (*ret_kind == ' ' || *ret_kind == '_') {
        *ret_kind = ' ';
        bytes = spaces(at);
    }
    if (*at == '.') {
        *ret_kind = '.';
        bytes = 1;
    }
    return bytes && is_digit(at[bytes]) ? bytes : 0;
}

static void read_numbers(const char *at, struct numbers *n)
{
    *n = (struct numbers){0};
    for (;;) {
        size_t digits = strspn(at, DIGITS);
        n->group[n->count].at = at;
        n->group[n->count++].digits = digits;
        n->end = at + digits;
        char kind;
        bool held;
        int minute;
        size_t sign = between(n->end, &kind, &held);
        if (!sign || n->count == GROUPS_MAX || (n->kind && kind != n->kind))
            return;
        if (kind == ' ' && (clock_bytes(n->end + sign, &minute) || day_of(n->end + sign)))
            return; /* "94 30 11 02 18.00": another thing begins */
        n->kind = kind;
        n->held |= held;
        at = n->end + sign;
    }
}

static size_t longest(const struct numbers *n)
{
    size_t most = 0;
    for (int i = 0; i < n->count; i++)
        most = n->group[i].digits > most ? n->group[i].digits : most;
    return most;
}

/* "05": a group that is no number. */
static bool has_zero_first(const struct numbers *n)
{
    for (int i = 0; i < n->count; i++)
        if (n->group[i].digits > 1 && *n->group[i].at == '0')
            return true;
    return false;
}

/* "10 000": what follows the first group are three zeros each. */
static bool is_thousands(const struct numbers *n)
{
    for (int i = 1; i < n->count; i++)
        if (n->group[i].digits != 3 || strncmp(n->group[i].at, "000", 3) != 0)
            return false;
    return n->count > 1 && n->kind == ' ' && n->group[0].digits <= 3 && *n->group[0].at != '0';
}

/* "24.11.2026" or "2026-11-24". */
static bool is_date(const struct numbers *n, int *ret_day, int *ret_month, int *ret_year)
{
    bool year_first = n->kind == '-', both = n->count == 3 && (year_first || n->kind == '.');
    if (!both || n->group[year_first ? 0 : 2].digits != 4 || n->group[1].digits > 2)
        return false;
    int first = number(n->group[0].at, n->group[0].digits), last = number(n->group[2].at, n->group[2].digits);
    *ret_month = number(n->group[1].at, n->group[1].digits);
    *ret_day = year_first ? last : first;
    *ret_year = year_first ? first : last;
    return *ret_day >= 1 && *ret_day <= 31 && *ret_month >= 1 && *ret_month <= 12;
}

/* "8-20", "2024-2026"; with a dash also "100–250". */
static bool is_range(const struct numbers *n)
{
    if (n->count != 2 || has_zero_first(n))
        return false;
    int from = number(n->group[0].at, n->group[0].digits), to = number(n->group[1].at, n->group[1].digits);
    size_t most = longest(n);
    bool years = from >= 1900 && to < 2100;
    return from < to && (most <= 2 || (n->kind == '~' && most <= 4) || (most == 4 && years));
}

/* A phone, a room, a code: what is said digit by digit. `joined`: a letter or a plus stands in front. */
static bool is_spelled(const struct numbers *n, bool joined)
{
    size_t most = longest(n);
    switch (n->kind) {
    case ' ':
        return joined || n->held || n->count > 2 || most > 2 || has_zero_first(n);
    case '.':
        return joined || n->count > 3 || most > 4;
    case '-':
    case '~':
        return joined || !is_range(n);
    default:
        return joined || most > 4 || has_zero_first(n);
    }
}

static void say_date(struct buffer *out, int day, int month, int year)
{
    /* TRANSLATORS: spoken date: "twenty-fourth", month, year */
    buffer_format(out, C_("spoken", "%1$s %2$s %3$d"), figures_ordinal(day), figures_month(month), year);
}

static void say_groups(struct buffer *out, const struct numbers *n)
{
    for (int i = 0; i < n->count; i++) {
        if (i && n->kind == '.') /* TRANSLATORS: spoken, the point within "0.1" */
            buffer_format(out, " %s ", C_("spoken", "point"));
        else if (i && n->kind == ' ')
            buffer_text(out, is_thousands(n) ? "" : " ");
        else if (i)
            say_to(out);
        if (n->kind == '.' && n->group[i].digits > 1 && *n->group[i].at == '0') { /* "24.00" */
            struct buffer one = {.limit = 64};
            buffer_add(&one, n->group[i].at, n->group[i].digits);
            struct buffer words = {.limit = 256};
            figures_spell(&words, buffer_string(&one));
            buffer_text(out, buffer_string(&words));
            buffer_free(&words);
            buffer_free(&one);
        } else {
            buffer_add(out, n->group[i].at, n->group[i].digits);
        }
    }
}

static void spell(struct buffer *out, const struct numbers *n)
{
    for (int i = 0; i < n->count; i++) {
        buffer_text(out, i ? ", " : "");
        for (size_t k = 0; k < n->group[i].digits; k++) {
            buffer_text(out, k ? " " : "");
            buffer_text(out, figures_digit(n->group[i].at[k]));
        }
    }
}

/* A number, or groups of digits that belong together; a plus in front is a word. 0 where none stands. */
static size_t number_at(const char *text, const char *at, struct buffer *out)
{
    const char *from = at;
    bool plus = *at == '+' && is_digit(at[1]), joined = plus || is_letter(code_before(text, at));
    int day, month, year;
    struct numbers n;
    if (!plus && !is_digit(*at))
        return 0;
    buffer_text(out, is_letter(code_before(text, at)) ? " " : "");
    if (plus) /* TRANSLATORS: spoken, the sign before a country's code: "+47" */
        buffer_format(out, "%s ", C_("spoken", "plus"));
    read_numbers(at + plus, &n);
    if (!joined && is_date(&n, &day, &month, &year))
        say_date(out, day, month, year);
    else if (is_spelled(&n, joined) && (joined || !is_thousands(&n)))
        spell(out, &n);
    else
        say_groups(out, &n);
    bool letter = is_letter(code_at(n.end));
    buffer_text(out, letter ? " " : "");
    return (size_t)(n.end - from);
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
    uint32_t before = code_before(text, at);
    bool begins = !is_letter(before) && before != 0xAD && !(before >= '0' && before <= '9');
    size_t bytes = 0, gap;
    char kind;
    if (strncmp(at, SOFT_HYPHEN, 2) == 0)
        return 2;
    if (*at == '\n') {
        buffer_text(out, " ");
        return 1;
    }
    if ((gap = figures_gap(at, &kind)) > 0 && kind == '_') {
        buffer_text(out, " ");
        return gap;
    }
    if (begins && is_letter(code_at(at)))
        bytes = short_form_at(at, out);
    else if (is_digit(*at)) {
        bytes = clock_at(text, at, out);
        bytes = bytes ? bytes : day_at(at, out);
    }
    bytes = bytes ? bytes : number_at(text, at, out);
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
