/* The machine's own account of itself, and its faults as sentences. */
#include "rule/machine.h"

#include <stdio.h>
#include <string.h>
#include "base/date.h"
#include "base/text.h"

enum { ROOT_SHOWN = MACHINE_HASH - 1, YEAR_FIRST = 2024, YEAR_LAST = 2099 };

static bool is_plain(const char *value, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (value[i] <= ' ' || value[i] > '~' || value[i] == ';' || value[i] == '=')
            return false;
    return length > 0;
}

static void take(char *out, size_t size, const char *value, size_t length)
{
    if (!is_plain(value, length) || length >= size)
        return;
    memcpy(out, value, length);
    out[length] = 0;
}

static bool is(const char *text, size_t length, const char *wanted)
{
    return strlen(wanted) == length && memcmp(text, wanted, length) == 0;
}

/* UTC seconds become a day; what is no number stays as it is. */
static void make_day(char out[MACHINE_WORD])
{
    long long seconds;
    int end = 0;
    if (sscanf(out, "%12lld%n", &seconds, &end) != 1 || out[end] || seconds < 0)
        return;
    struct date date = date_of((int32_t)(seconds / 86400));
    snprintf(out, MACHINE_WORD, "%04d-%02d-%02d", date.year, date.month, date.day);
}

static enum machine_known known(const char *value, size_t length)
{
    static const char *const yes[] = {"on", "yes", "enabled", "locked"};
    static const char *const no[] = {"off", "no", "none", "unlocked"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (is(value, length, yes[i]))
            return KNOWN_YES;
        else if (is(value, length, no[i]))
            return KNOWN_NO;
    return KNOWN_NOT;
}

/* The words of the data partition's states (system/data/data.h) that keep the kiosk from it. */
static enum verdict trouble(const char *value, size_t length)
{
    static const struct {
        const char *word;
        enum verdict verdict;
    } all[] = {{"locked", VERDICT_DATA_LOCKED}, {"foreign", VERDICT_DATA_FOREIGN}, {"broken", VERDICT_DATA_BROKEN},
               {"newer", VERDICT_DATA_NEWER},   {"none", VERDICT_DATA_NONE},       {"uncopied", VERDICT_DATA_UNCOPIED}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (is(value, length, all[i].word))
            return all[i].verdict;
    return VERDICT_KIOSK_OPEN;
}

static void take_line(struct machine_about *out, const char *key, size_t key_length, const char *value, size_t length)
{
    const struct {
        const char *name;
        char *to;
        size_t size;
    } words[] = {
        {"version", out->version, sizeof out->version}, {"slot", out->slot, sizeof out->slot},
        {"kernel", out->kernel, sizeof out->kernel},    {"made", out->made, sizeof out->made},
        {"root", out->root, sizeof out->root},          {"copy", out->copy, sizeof out->copy},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is(key, key_length, words[i].name))
            take(words[i].to, words[i].size, value, length);
    if (is(key, key_length, "secure_boot"))
        out->secure_boot = known(value, length);
    if (is(key, key_length, "keyboard"))
        out->keyboard = known(value, length);
    if (is(key, key_length, "packages"))
        out->packages_locked = known(value, length);
    if (is(key, key_length, "data"))
        out->trouble = trouble(value, length);
    if (is(key, key_length, "data"))
        out->lock = is(value, length, "tpm") ? LOCK_TPM : is(value, length, "plain") ? LOCK_PLAIN : LOCK_UNKNOWN;
}

void machine_about_read(struct machine_about *out, const char *text)
{
    *out = (struct machine_about){0};
    for (const char *at = text; *at;) {
        size_t line = strcspn(at, "\n"), key = strcspn(at, "=\n");
        if (key < line)
            take_line(out, at, key, at + key + 1, line - key - 1);
        at += line + (at[line] == '\n');
    }
    make_day(out->made);
    if (strlen(out->root) != ROOT_SHOWN || strspn(out->root, "0123456789abcdef") != ROOT_SHOWN)
        out->root[0] = 0;
}

bool machine_start_verified(const struct machine_about *about)
{
    return about->secure_boot == KNOWN_YES && about->root[0] != 0;
}

bool machine_signed_text(char out[MACHINE_SIGNED_TEXT], const char *kiosk, const struct machine_about *about,
                         int64_t seq, int64_t now)
{
    int64_t day = now / 86400, minute = now % 86400 / 60;
    struct date date = date_of((int32_t)day);
    int length = snprintf(out, MACHINE_SIGNED_TEXT,
                          "sirkel1;kiosk=%s;version=%s;root=%s;slot=%s;seq=%lld;time=%04d-%02d-%02dT%02d:%02dZ", kiosk,
                          about->version, about->root, about->slot, (long long)seq, date.year, date.month, date.day,
                          (int)(minute / 60), (int)(minute % 60));
    return now >= 0 && length > 0 && length < MACHINE_SIGNED_TEXT;
}

static int round_and_round(int value, int by, int from, int to)
{
    int all = to - from + 1;
    return from + ((value - from + by) % all + all) % all;
}

int64_t machine_clock_turn(int64_t moment, enum machine_part part, int by)
{
    int32_t minute;
    struct date date = date_of(date_wall(moment, &minute));
    int hour = minute / 60, rest = minute % 60, year = date.year, month = date.month, day = date.day;
    if (part == PART_MINUTE)
        rest = round_and_round(rest, by, 0, 59);
    else if (part == PART_HOUR)
        hour = round_and_round(hour, by, 0, 23);
    else if (part == PART_DAY)
        day = round_and_round(day, by, 1, date_month_days(year, month));
    else if (part == PART_MONTH)
        month = round_and_round(month, by, 1, 12);
    else
        year = round_and_round(year < YEAR_FIRST || year > YEAR_LAST ? YEAR_FIRST : year, by, YEAR_FIRST, YEAR_LAST);
    int last = date_month_days(year, month);
    return date_moment(date_day(year, month, day > last ? last : day), hour * 60 + rest);
}

static enum verdict done(enum machine_verb verb)
{
    switch (verb) {
    case MACHINE_CLOCK:
        return VERDICT_CLOCK_SET;
    case MACHINE_UPDATE_LOOK:
        return VERDICT_UPDATE_FOUND;
    case MACHINE_UPDATE_KEEP:
        return VERDICT_UPDATE_KEPT;
    case MACHINE_PROGRESS:
        return VERDICT_UPDATE_WRITTEN;
    case MACHINE_PRINTER:
        return VERDICT_PRINTER_TAKEN;
    case MACHINE_KEYBOARD:
        return VERDICT_KEYBOARD_TAKEN;
    case MACHINE_EXPORT:
        return VERDICT_STICK_HERE;
    default:
        return VERDICT_KIOSK_OPEN;
    }
}

static enum verdict not_updated(fault f)
{
    switch (f) {
    case FAULT_STICK_GONE:
        return VERDICT_UPDATE_STICK;
    case FAULT_FILE_MISSING:
        return VERDICT_UPDATE_NONE;
    case FAULT_NO_ENTRY:
        return VERDICT_UPDATE_OLD;
    case FAULT_TOO_NEW:
        return VERDICT_UPDATE_DATA;
    case FAULT_NOT_SIGNED:
        return VERDICT_UPDATE_UNSIGNED;
    case FAULT_FILE_DAMAGED:
        return VERDICT_UPDATE_DAMAGED;
    case FAULT_FILE_FOREIGN:
        return VERDICT_UPDATE_FOREIGN;
    case FAULT_TOO_LARGE:
        return VERDICT_UPDATE_LARGE;
    case FAULT_BUSY:
        return VERDICT_UPDATE_BUSY;
    case FAULT_DISK_FULL:
    case FAULT_DISK_READONLY:
    case FAULT_DISK_BROKEN:
        return VERDICT_UPDATE_DISK;
    default:
        return VERDICT_UPDATE_STOPPED;
    }
}

enum verdict machine_verdict(enum machine_verb verb, fault f)
{
    if (f == FAULT_NONE)
        return done(verb);
    if (f == FAULT_STEWARD_GONE)
        return VERDICT_MACHINE_SILENT;
    if (verb == MACHINE_CLOCK)
        return VERDICT_CLOCK_REFUSED;
    if (verb == MACHINE_PRINTER && (f == FAULT_NO_ENTRY || f == FAULT_BAD_INPUT))
        return f == FAULT_NO_ENTRY ? VERDICT_PRINTER_NONE : VERDICT_PRINTER_SEVERAL;
    if (verb == MACHINE_KEYBOARD && (f == FAULT_NO_ENTRY || f == FAULT_BAD_INPUT))
        return f == FAULT_NO_ENTRY ? VERDICT_KEYBOARD_NONE : VERDICT_KEYBOARD_SEVERAL;
    if (verb == MACHINE_EXPORT && f == FAULT_NO_ENTRY)
        return VERDICT_STICK_MISSING;
    bool update = verb == MACHINE_UPDATE_LOOK || verb == MACHINE_UPDATE_BEGIN || verb == MACHINE_PROGRESS;
    return update ? not_updated(f) : VERDICT_MACHINE_NOT_NOW;
}

enum verdict machine_keyboard_verdict(bool closes, fault f)
{
    return closes && f == FAULT_NONE ? VERDICT_KEYBOARD_CLOSED : machine_verdict(MACHINE_KEYBOARD, f);
}

int machine_percent(int64_t done, int64_t all)
{
    if (all <= 0 || done <= 0)
        return 0;
    return done >= all ? 100 : (int)((double)done / (double)all * 100);
}
