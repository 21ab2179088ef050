/* The lines of rule/own.def, read and written. */
#include "rule/own.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/text.h"
#include "base/words.h"
#include "rule/ground_rules.h"

enum { ONCE, MANY };
enum { KEPT, SHOWN };

static const struct {
    const char *name;
    size_t length;
    int use;
} lines[OWN_LINES] = {
#define OWN(name, times, use, what) {#name, sizeof #name - 1, use},
#include "rule/own.def"
#undef OWN
};

static const struct {
    const char *name, *words;
} feedbacks[FEEDBACKS] = {[FEEDBACK_NONE] = {"none", ""},
                          [FEEDBACK_REACTION] = {"reaction", N_("We tell how a story touched us, and nothing else.")},
                          [FEEDBACK_ASK] = {"ask", N_("We ask first whether an answer is wanted.")},
                          [FEEDBACK_ROUND] = {"round", N_("Each of us answers once, round the circle.")}};

const char *feedback_name(enum feedback feedback)
{
    return feedbacks[feedback].name;
}

const char *feedback_words(enum feedback feedback)
{
    return feedbacks[feedback].words;
}

/* --- lines --------------------------------------------------------------------------------------------------------- */

static bool is_line(const char *at, enum own_line line)
{
    return strncmp(at, lines[line].name, lines[line].length) == 0 &&
           (at[lines[line].length] == ' ' || at[lines[line].length] == '\n');
}

static const char *behind(const char *at)
{
    at += strcspn(at, "\n");
    return *at ? at + 1 : at;
}

static const char *value_of(const char *at, enum own_line line)
{
    return at[lines[line].length] == ' ' ? at + lines[line].length + 1 : at + lines[line].length;
}

const char *own_lines(const struct own_group *group)
{
    return group ? group->text : "";
}

const char *own_find(const char *text, enum own_line line)
{
    for (const char *at = text; *at; at = behind(at))
        if (is_line(at, line))
            return value_of(at, line);
    return NULL;
}

const char *own_next(const char *at, enum own_line line)
{
    return own_find(behind(at), line);
}

bool own_copy(char *out, size_t size, const char *value)
{
    size_t length = strcspn(value, "\n");
    bool fits = length < size;
    memcpy(out, value, fits ? length : 0);
    out[fits ? length : 0] = 0;
    return fits;
}

int32_t own_number(const char *text, enum own_line line, int32_t none)
{
    const char *value = own_find(text, line);
    char *end = NULL;
    long n = value ? strtol(value, &end, 10) : 0;
    return value && end != value && n >= 0 && n <= INT32_MAX ? (int32_t)n : none;
}

int32_t own_day(const char *text, enum own_line line)
{
    const char *value = own_find(text, line);
    int year, month, day;
    if (!value || sscanf(value, "%4d-%2d-%2d", &year, &month, &day) != 3 || year < 1970 || year > 2199 || month < 1 ||
        month > 12 || day < 1 || day > date_month_days(year, month))
        return 0;
    return date_day(year, month, day);
}

const char *own_words_in(const char *value, const char *language)
{
    size_t length = strlen(language);
    return strncmp(value, language, length) == 0 && value[length] == ' ' ? value + length + 1 : "";
}

bool own_known(const char *line)
{
    for (int i = 0; i < OWN_LINES; i++)
        if (is_line(line, (enum own_line)i))
            return true;
    return false;
}

static void add_line(struct buffer *out, const char *at)
{
    buffer_add(out, at, (size_t)(behind(at) - at));
}

void own_without(struct buffer *out, const char *text, enum own_line line)
{
    for (const char *at = text; *at; at = behind(at))
        if (!is_line(at, line))
            add_line(out, at);
}

void own_shown(struct buffer *out, const char *text)
{
    for (const char *at = text; *at; at = behind(at))
        for (int i = 0; i < OWN_LINES; i++)
            if (lines[i].use == SHOWN && is_line(at, (enum own_line)i))
                add_line(out, at);
}

void own_add(struct buffer *out, enum own_line line, const char *format, ...)
{
    char value[GROUP_TEXT_MAX + 64];
    va_list list;
    va_start(list, format);
    int n = vsnprintf(value, sizeof value, format, list);
    va_end(list);
    if (n < 0 || n >= (int)sizeof value)
        out->over = true;
    else
        buffer_format(out, "%s%s%s\n", lines[line].name, *value ? " " : "", value);
}

void own_add_day(struct buffer *out, enum own_line line, int32_t day)
{
    struct date d = date_of(day);
    own_add(out, line, "%04d-%02d-%02d", d.year, d.month, d.day);
}

void own_add_time(struct buffer *out, const struct meeting_rule *r)
{
    own_add(out, OWN_meeting, "%d %d %d %d %d %d %d %d %d %d %d", (int)r->repeat, r->first_day, r->last_day, r->weekday,
            r->every, r->nth, r->start_minute, r->minutes, r->longer_agreed, r->pause_from, r->pause_to);
}

/* --- what they say --------------------------------------------------------------------------------------------------- */

enum group_state own_state(const struct own_group *group, enum group_state office)
{
    char name[16];
    const char *value = group ? own_find(group->text, OWN_state) : NULL;
    enum group_state state = value && own_copy(name, sizeof name, value) ? group_state_find(name) : 0;
    return state ? state : office;
}

bool own_tag(const struct own_group *group, uint8_t ret_tag[OWN_TAG])
{
    char hex[2 * OWN_TAG + 1];
    const char *value = own_find(group->text, OWN_code);
    return value && own_copy(hex, sizeof hex, value) && bytes_unhex(ret_tag, OWN_TAG, hex);
}

bool own_may_renew(const struct own_group *group, int32_t today)
{
    const char *value = own_find(group->text, OWN_renew);
    return value && !memchr(value, ' ', strcspn(value, "\n")) && own_day(group->text, OWN_renew) >= today;
}

const char *own_newest(const struct own_group *group)
{
    return group && group->edition_count > 0 ? group->edition[group->edition_count - 1] : NULL;
}

static enum feedback feedback_find(const char *text)
{
    char name[16];
    const char *value = own_find(text, OWN_feedback);
    if (value && own_copy(name, sizeof name, value))
        for (int i = 0; i < FEEDBACKS; i++)
            if (text_same(feedbacks[i].name, name))
                return (enum feedback)i;
    return FEEDBACK_NONE;
}

static bool read_rule(struct own_rule *out, const char *value)
{
    char key[GROUP_KEY_MAX] = "", answer[8] = "";
    char line[GROUP_KEY_MAX + 8];
    if (!own_copy(line, sizeof line, value) || sscanf(line, "%32s %7s", key, answer) < 1)
        return false;
    *out = (struct own_rule){.library = ground_rule_find(key), .answer = *answer, .words = behind(value)};
    const char *end = out->words;
    while (is_line(end, OWN_says) || is_line(end, OWN_why))
        end = behind(end);
    out->words_length = (size_t)(end - out->words);
    return out->library >= 0 ? out->words_length == 0 : text_same(key, "-") && out->words_length > 0;
}

/* All rules that stand in these lines. */
static bool read_rules(struct own_rules *out, const char *text)
{
    for (const char *at = own_find(text, OWN_rule); at; at = own_next(at, OWN_rule))
        if (out->count == GROUP_RULES_MAX || !read_rule(&out->rule[out->count++], at))
            return false;
    return true;
}

bool own_rules_waiting(struct own_rules *out, const char *text)
{
    *out = (struct own_rules){0};
    return read_rules(out, text);
}

bool own_rules_read(struct own_rules *out, const char *text)
{
    *out = (struct own_rules){.number = own_number(text, OWN_number, 0),
                              .day = own_day(text, OWN_day),
                              .people = own_number(text, OWN_people, 0),
                              .feedback = feedback_find(text)};
    return read_rules(out, text) && out->day > 0 && out->people >= OWN_PEOPLE_MIN && out->people <= OWN_PEOPLE_MAX;
}

struct own_asked { /* which words of a rule */
    enum own_line line;
    const char *language;
};

/* False, with those of the first language, where there are none in that one. */
static bool words_in(char *out, size_t size, const struct own_rule *rule, const struct own_asked *asked)
{
    const char *first = NULL, *end = rule->words + rule->words_length;
    *out = 0;
    for (const char *at = rule->words; at < end; at = behind(at)) {
        if (!is_line(at, asked->line))
            continue;
        const char *value = value_of(at, asked->line), *words = own_words_in(value, asked->language);
        first = first ? first : value;
        if (*words)
            return own_copy(out, size, words);
    }
    if (first)
        (void)own_copy(out, size, first + strcspn(first, " \n") + (first[strcspn(first, " \n")] == ' '));
    return false;
}

void own_rule_show(struct ground_rule *out, const struct own_rule *rule, const char *language)
{
    *out = (struct ground_rule){.library = rule->library};
    if (rule->library >= 0)
        return;
    out->sentence_gap = !words_in(out->sentence, sizeof out->sentence, rule, &(struct own_asked){OWN_says, language});
    out->why_gap = !words_in(out->why, sizeof out->why, rule, &(struct own_asked){OWN_why, language}) && *out->why;
}
