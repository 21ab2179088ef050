/* Sentences for the ear. Short: what it is called, what it is, how it stands, where in its row, what it does. */
#include "ui/speak.h"

#include <string.h>
#include "base/figures.h"
#include "base/letters.h"
#include "base/text.h"
#include "base/words.h"
#include "ui/roles.h"

/* --- texts as a voice must get them (AUD-09): it misreads clocks, groups of digits, rooms, dates and short forms --- */

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
static size_t spoken_piece(const char *text, const char *at, struct buffer *out)
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
        at += spoken_piece(text, at, out);
}

/* The bytes of the text that bytes from..from+bytes-1 of its spoken form stand for, whole pieces; false for none. */
static bool spoken_where(const char *text, size_t from, size_t bytes, size_t *ret_from, size_t *ret_to)
{
    struct buffer words = {.limit = 1 << 16};
    bool found = false;
    for (const char *at = text, *next; *at && words.length < from + bytes; at = next) {
        next = at + spoken_piece(text, at, &words);
        if (!found && words.length > from) {
            *ret_from = (size_t)(at - text);
            found = true;
        }
        *ret_to = (size_t)(next - text);
    }
    buffer_free(&words);
    return found;
}

/* --- nodes in sentences -------------------------------------------------------------------------------------------- */

bool ui_is_private(const struct ui *u, uint16_t node)
{
    for (uint16_t i = node; i != UI_NONE; i = u->node[i].parent)
        if (u->node[i].flags & UI_PRIVATE)
            return true;
    return false;
}

/* Ends what was said so far with a full stop, unless it ends a sentence already. */
static void stop(struct buffer *out)
{
    if (out->length == 0)
        return;
    uint8_t last = out->data[out->length - 1];
    bool ended = last == '.' || last == '?' || last == '!' || last == ':' || last == ' ';
    buffer_text(out, ended ? (last == ' ' ? "" : " ") : ". ");
}

static void say(struct buffer *out, const char *text)
{
    if (!*text)
        return;
    stop(out);
    ui_spoken_text(out, text);
}

/* "3 of 8" among the targets of its kind in the same place, both pages counted. */
static void say_place(const struct ui *u, uint16_t node, struct buffer *out)
{
    const struct ui_node *n = &u->node[node];
    int place = 0, all = 0;
    for (uint16_t i = (uint16_t)(n->parent + 1); i < u->node[n->parent].end; i = u->node[i].end) {
        if (u->node[i].role != n->role)
            continue;
        all++;
        place += i <= node;
    }
    if (all < 2 || n->role == UI_KEY)
        return;
    buffer_text(out, ", ");
    buffer_format(out, _("%d of %d"), place, all);
}

/* Where a text of the tree begins in what is spoken; texts the display does not show word for word have no part. */
struct parts {
    struct {
        uint16_t text; /* offset into the tree's text; 0: not shown */
        size_t from, to;
    } part[3];
    int count;
};

static void say_shown(struct buffer *out, const struct ui *u, uint16_t text, struct parts *parts)
{
    const char *words = ui_string(u, text);
    if (!*words)
        return;
    stop(out);
    size_t from = out->length;
    say(out, words); /* no stop is added a second time */
    parts->part[parts->count].text = text;
    parts->part[parts->count].from = from;
    parts->part[parts->count++].to = out->length;
}

/* A key with one letter or sign on it is called by that letter's name. */
static bool say_letter(const struct ui *u, const struct ui_node *n, struct buffer *out)
{
    const char *label = ui_string(u, n->label);
    if (n->role != UI_KEY || n->say || text_count(label) != 1)
        return false;
    stop(out);
    letters_name(out, text_next(&label));
    return true;
}

static void speak(const struct ui *u, uint16_t node, struct buffer *out, struct parts *parts)
{
    const struct ui_node *n = &u->node[node];
    const struct ui_role_row *role = ui_role_row(n->role);
    if (n->role == UI_RING || say_letter(u, n, out))
        return;
    if (n->say)
        say(out, ui_string(u, n->say));
    else
        say_shown(out, u, n->label, parts);
    if (*role->spoken && n->role != UI_KEY && n->role != UI_HEADING) {
        buffer_text(out, out->length ? ", " : "");
        buffer_text(out, _(role->spoken));
    }
    if (n->flags & UI_CHOSEN) {
        buffer_text(out, ", ");
        buffer_text(out, _("chosen"));
    }
    if (n->flags & UI_CURRENT) {
        buffer_text(out, ", ");
        buffer_text(out, _("you are here"));
    }
    if (n->flags & UI_DISABLED) {
        buffer_text(out, ", ");
        buffer_text(out, _("not now"));
    }
    if (role->focus)
        say_place(u, node, out);
    bool shown = n->role != UI_BADGE && n->role != UI_DAYS && n->role != UI_QR;
    if (shown && !n->say) /* a badge's value names its sign, the days' their letters, a code its squares */
        say_shown(out, u, n->value, parts);
    if (!n->say || n->flags & UI_DISABLED) /* a spoken form is of all of it; why it is disabled is not in it */
        say_shown(out, u, n->hint, parts);
}

void ui_speak_node(const struct ui *u, uint16_t node, struct buffer *out)
{
    struct parts parts = {0};
    speak(u, node, out, &parts);
}

bool ui_speak_where(const struct ui *u, uint16_t node, size_t from, size_t bytes, struct ui_spot *ret)
{
    struct buffer words = {.limit = UI_TEXT_MAX};
    struct parts parts = {0};
    bool found = false;
    speak(u, node, &words, &parts);
    buffer_free(&words);
    for (int i = 0; i < parts.count && !found; i++) {
        const char *text = ui_string(u, parts.part[i].text);
        if (from < parts.part[i].from || from >= parts.part[i].to)
            continue;
        size_t first = from - parts.part[i].from, room = parts.part[i].to - from, begin, end;
        if (!spoken_where(text, first, bytes < room ? bytes : room, &begin, &end))
            break;
        *ret = (struct ui_spot){(uint16_t)(parts.part[i].text + begin), (uint16_t)(end - begin)};
        found = end > begin;
    }
    return found;
}

/* What a target is called, without its state and place. */
static void say_name(const struct ui *u, uint16_t node, struct buffer *out)
{
    const struct ui_node *n = &u->node[node];
    if (!say_letter(u, n, out))
        ui_spoken_text(out, ui_string(u, n->say && n->role != UI_TOOL ? n->say : n->label));
}

static const char *group_name(const struct ui *u, uint16_t first)
{
    if (ui_above(u, first, UI_KEYS) != UI_NONE)
        return C_("group", "Keys");
    if (ui_above(u, first, UI_DOCK) != UI_NONE)
        return C_("group", "Tools at the bottom");
    if (ui_above(u, first, UI_PAIR) != UI_NONE)
        return C_("group", "Answers");
    return C_("group", "Choices");
}

void ui_speak_group(const struct ui *u, uint16_t first, uint16_t last, struct buffer *out)
{
    struct buffer from = {.limit = UI_TEXT_MAX}, to = {.limit = UI_TEXT_MAX};
    int count = 0;
    for (uint16_t i = first; i <= last; i++)
        count += ui_is_target(&u->node[i]);
    say_name(u, first, &from);
    say_name(u, last, &to);
    stop(out);
    /* TRANSLATORS: spoken: the name of a group, how many are in it, the first and the last of them */
    buffer_format(out, C_("group", "%1$s, %2$d: from %3$s to %4$s."), group_name(u, first), count, buffer_string(&from),
                  buffer_string(&to));
    buffer_free(&from);
    buffer_free(&to);
}

void ui_speak_way(const struct ui *u, uint16_t node, struct buffer *out)
{
    uint16_t first = UI_NONE, last = UI_NONE;
    for (uint16_t i = node; u->node[node].role == UI_PAIR && i < u->node[node].end; i++) {
        bool is = ui_is_target(&u->node[i]);
        first = is && first == UI_NONE ? i : first;
        last = is ? i : last;
    }
    if (first == UI_NONE) {
        say(out, _("To choose, press arrow down. Then press Enter."));
        return;
    }
    struct buffer one = {.limit = UI_TEXT_MAX}, other = {.limit = UI_TEXT_MAX};
    say_name(u, first, &one);
    say_name(u, last, &other);
    stop(out);
    /* TRANSLATORS: spoken: two answers, and which key leads to which */
    buffer_format(out, _("For \"%1$s\" press arrow down, for \"%2$s\" arrow up. Then press Enter."),
                  buffer_string(&one), buffer_string(&other));
    buffer_free(&one);
    buffer_free(&other);
}

static bool is_read(const struct ui_node *n)
{
    return !(n->flags & UI_HIDDEN) && (n->label || n->say || n->value);
}

void ui_speak_screen(const struct ui *u, struct buffer *out)
{
    int choices = 0;
    uint16_t pages = ui_child(u, 0, "pages");
    for (uint16_t i = 1; i < u->count; i++) {
        const struct ui_node *n = &u->node[i];
        bool counted = ui_is_target(n) && n->role != UI_KEY && n->role != UI_PAD && n->parent != pages;
        choices += counted && ui_above(u, i, UI_DOCK) == UI_NONE;
    }
    uint16_t heading = ui_child_role(u, 0, UI_HEADING), step = ui_child_role(u, 0, UI_STEP);
    if (heading != UI_NONE)
        say(out, ui_string(u, u->node[heading].say ? u->node[heading].say : u->node[heading].label));
    if (step != UI_NONE)
        say(out, ui_string(u, u->node[step].say ? u->node[step].say : u->node[step].label));
    if (u->pages > 1) {
        stop(out);
        buffer_format(out, _("Page %d of %d"), u->page + 1, u->pages);
    }
    if (choices > 0) {
        stop(out);
        buffer_format(out, words_plural("%d choice", "%d choices", (unsigned long)choices), choices);
    }
    stop(out);
}

uint16_t ui_speak_next(const struct ui *u, uint16_t after)
{
    uint16_t next = (uint16_t)(u->node[after].role == UI_KEYS ? u->node[after].end : after + 1);
    for (uint16_t i = next; i < u->count && u->node[i].role != UI_DOCK; i++) {
        if (u->node[i].role == UI_KEYS && !(u->node[i].flags & UI_HIDDEN))
            return i;
        if (u->node[i].role != UI_RING && is_read(&u->node[i]))
            return i;
        if (u->node[i].role == UI_KEYS)
            i = (uint16_t)(u->node[i].end - 1);
    }
    return UI_NONE;
}

void ui_speak_page(const struct ui *u, struct buffer *out)
{
    for (uint16_t i = ui_speak_next(u, 0); i != UI_NONE; i = ui_speak_next(u, i))
        ui_speak_node(u, i, out);
    stop(out);
}

static bool same_words(const struct ui *a, const struct ui_node *x, const struct ui *b, const struct ui_node *y)
{
    return strcmp(ui_string(a, x->label), ui_string(b, y->label)) == 0 &&
           strcmp(ui_string(a, x->say), ui_string(b, y->say)) == 0 &&
           strcmp(ui_string(a, x->value), ui_string(b, y->value)) == 0 &&
           strcmp(ui_string(a, x->hint), ui_string(b, y->hint)) == 0 &&
           (x->flags & (UI_CHOSEN | UI_DISABLED)) == (y->flags & (UI_CHOSEN | UI_DISABLED));
}

void ui_speak_changes(const struct ui *before, const struct ui *now, struct buffer *out)
{
    for (uint16_t i = 1; i < now->count; i++) {
        const struct ui_node *n = &now->node[i];
        if (!(n->flags & UI_LIVE) || !is_read(n))
            continue;
        uint16_t old = ui_find(before, n->id);
        if (old == UI_NONE || !same_words(before, &before->node[old], now, n))
            ui_speak_node(now, i, out);
    }
}
