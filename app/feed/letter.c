/* A letter from the office, key by key. Strict: an unknown key, one that stands twice, a value of another kind refuses the whole
 * letter, with its place. */
#include "feed/letter.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/text.h"
#include "base/words.h"
#include "feed/centre.h"
#include "feed/value.h"
#include "rule/privacy.h"

#define FORMAT "sirkel-office-"
enum { FORMAT_NUMBER = 1, PLACES_MAX = 12 };

struct reading {
    struct letter *letter;
    enum letter_form form; /* the first thing wrong; LETTER_WHOLE while nothing is */
    char *why;
    size_t why_size;
};

static bool refuse(struct reading *r, enum letter_form form, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Always false, for whoever returns it. A word of the letter that is not for a display is left out. */
static bool refuse(struct reading *r, enum letter_form form, const char *format, ...)
{
    if (r->form != LETTER_WHOLE)
        return false;
    r->form = form;
    va_list list;
    va_start(list, format);
    vsnprintf(r->why, r->why_size, format, list);
    va_end(list);
    if (!text_clean(r->why))
        snprintf(r->why, r->why_size, "not as described");
    return false;
}

static bool mistake(struct reading *r, const char *place, const char *what)
{
    return refuse(r, LETTER_MISTAKEN, "%s: %s", place, what);
}

/* --- values ------------------------------------------------------------------------------------------------------------ */

static bool take_text(struct value value, char *out, size_t size)
{
    return value_kind(value) == VALUE_TEXT && value_text(value, out, size) > 0 && strlen(out) < size &&
           value_text(value, NULL, 0) == strlen(out) && text_clean(out);
}

static bool take_number(struct value value, int64_t least, int64_t most, int32_t *out)
{
    int64_t number;
    if (!value_integer(value, &number) || number < least || number > most)
        return false;
    *out = (int32_t)number;
    return true;
}

static bool take_id(struct value value, uint8_t out[LETTER_ID])
{
    char text[2 * LETTER_ID + 1];
    return take_text(value, text, sizeof text) && bytes_unhex(out, LETTER_ID, text);
}

/* A key of [a-z0-9-]. */
static bool take_key(struct value value, char *out, size_t size)
{
    return take_text(value, out, size) && strspn(out, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(out);
}

/* Eight groups of four digits. */
static bool take_digits(struct value value, char out[LETTER_DIGITS_MAX])
{
    if (!take_text(value, out, LETTER_DIGITS_MAX) || strlen(out) != LETTER_DIGITS_MAX - 1)
        return false;
    for (size_t i = 0; i < LETTER_DIGITS_MAX - 1; i++)
        if (i % 5 == 4 ? out[i] != ' ' : out[i] < '0' || out[i] > '9')
            return false;
    return true;
}

/* The next row of a list, or of an object with its key; `at` counts. */
static bool too_many(struct reading *r, struct value list, const char *place, size_t most)
{
    if (value_count(list) >= 1 && value_count(list) <= most)
        return false;
    refuse(r, LETTER_MISTAKEN, "%s: %zu rows, 1 to %zu are allowed", place, value_count(list), most);
    return true;
}

/* --- the envelope ------------------------------------------------------------------------------------------------------ */

static bool read_kiosks(struct reading *r, struct value value)
{
    struct letter *l = r->letter;
    char text[8];
    if (take_text(value, text, sizeof text) && text_same(text, "all"))
        return true;
    if (value_kind(value) != VALUE_LIST)
        return mistake(r, "kiosks", "neither \"all\" nor a list");
    if (too_many(r, value, "kiosks", LETTER_KIOSKS_MAX))
        return false;
    struct value_walk walk = value_begin(value);
    for (struct value row; value_next(&walk, NULL, &row);)
        if (!take_digits(row, l->kiosk[l->kiosk_count++]))
            return mistake(r, "kiosks", "not eight groups of four digits");
    return true;
}

static bool read_format(struct reading *r, struct value value)
{
    char text[32];
    int number = 0, end = 0;
    if (!take_text(value, text, sizeof text) || sscanf(text, FORMAT "%d%n", &number, &end) != 1 || text[end])
        return mistake(r, "format", "no letter from an office");
    if (number > FORMAT_NUMBER)
        return refuse(r, LETTER_TOO_NEW, "format: %s, this program reads %s%d", text, FORMAT, FORMAT_NUMBER);
    return number == FORMAT_NUMBER || mistake(r, "format", "no letter from an office");
}

/* --- the parts --------------------------------------------------------------------------------------------------------- */

static bool read_timetable(struct reading *r, struct value value)
{
    if (value_kind(value) != VALUE_OBJECT)
        return mistake(r, "timetable", "no centre file");
    if (value_count(value_member(value, "groups")) > CENTRE_GROUPS_MAX)
        return refuse(r, LETTER_MANY, "timetable.groups: %zu rows, at most %d are allowed",
                      value_count(value_member(value, "groups")), CENTRE_GROUPS_MAX);
    r->letter->timetable = value_source(value);
    return true;
}

static bool read_places(struct reading *r, struct value value)
{
    struct letter *l = r->letter;
    struct value key, row;
    if (value_kind(value) != VALUE_OBJECT)
        return mistake(r, "places", "no groups with their numbers");
    if (too_many(r, value, "places", CENTRE_GROUPS_MAX))
        return false;
    l->place = calloc(value_count(value), sizeof *l->place);
    if (!l->place)
        return mistake(r, "places", "out of memory");
    for (struct value_walk walk = value_begin(value); value_next(&walk, &key, &row); l->place_count++) {
        struct letter_place *place = &l->place[l->place_count];
        if (!take_key(key, place->key, sizeof place->key))
            return refuse(r, LETTER_MISTAKEN, "places: row %zu has no group's key", l->place_count);
        if (!take_number(row, 0, PLACES_MAX, &place->taken))
            return refuse(r, LETTER_MISTAKEN, "places.%s: not a whole number from 0 to %d", place->key, PLACES_MAX);
    }
    return true;
}

static bool read_erase(struct reading *r, struct value value)
{
    struct letter *l = r->letter;
    if (value_kind(value) != VALUE_LIST)
        return mistake(r, "erase", "not a list");
    if (too_many(r, value, "erase", LETTER_ERASE_MAX))
        return false;
    l->erase = calloc(value_count(value), sizeof *l->erase);
    if (!l->erase)
        return mistake(r, "erase", "out of memory");
    struct value_walk walk = value_begin(value);
    for (struct value row; value_next(&walk, NULL, &row); l->erase_count++)
        if (!take_id(row, l->erase[l->erase_count]))
            return refuse(r, LETTER_MISTAKEN, "erase[%zu]: no id of a record", l->erase_count);
    return true;
}

static bool read_closed(struct reading *r, struct value value)
{
    struct letter *l = r->letter;
    if (value_kind(value) != VALUE_LIST || value_count(value) > HOUSE_CLOSED_MAX)
        return refuse(r, LETTER_MISTAKEN, "closed: not a list of at most %d", HOUSE_CLOSED_MAX);
    struct value_walk walk = value_begin(value);
    for (struct value row; value_next(&walk, NULL, &row); l->closed_count++) {
        struct meeting_closed *span = &l->closed[l->closed_count];
        if (value_kind(row) != VALUE_OBJECT || value_count(row) != 2 ||
            !value_day(value_member(row, "from"), &span->from) || !value_day(value_member(row, "to"), &span->to))
            return refuse(r, LETTER_MISTAKEN, "closed[%zu]: not two days, from and to", l->closed_count);
        if (span->to < span->from || span->to - span->from >= HOUSE_CLOSED_DAYS_MAX)
            return refuse(r, LETTER_MISTAKEN, "closed[%zu]: not 1 to %d days", l->closed_count, HOUSE_CLOSED_DAYS_MAX);
        if (l->closed_count > 0 && span->from <= span[-1].to)
            return refuse(r, LETTER_MISTAKEN, "closed[%zu]: not after the days before it", l->closed_count);
    }
    return true;
}

static bool read_pin(struct reading *r, struct value value)
{
    return value_kind(value) == VALUE_TRUE || mistake(r, "pin", "not true");
}

/* One kiosk's place for one machine, and nothing else in the letter. */
static bool read_restore(struct reading *r, struct value value)
{
    struct letter *l = r->letter;
    uint8_t hash[(LETTER_HASH - 1) / 2];
    bool backup = value_kind(value) == VALUE_OBJECT && value_count(value) == 4;
    if (backup && (!value_day(value_member(value, "day"), &l->restore_day) ||
                   !take_number(value_member(value, "list"), 0, LETTER_NUMBER_MAX, &l->restore_list)))
        return mistake(r, "restore", "not the day of a backup and the number of a list");
    if (value_kind(value) != VALUE_OBJECT || (value_count(value) != 2 && !backup) ||
        !take_digits(value_member(value, "kiosk"), l->restore) ||
        !take_text(value_member(value, "sha256"), l->restore_hash, sizeof l->restore_hash) ||
        !bytes_unhex(hash, sizeof hash, l->restore_hash))
        return mistake(r, "restore", "not the digits of a kiosk and a SHA-256");
    if (l->kiosk_count != 1 || text_same(l->kiosk[0], l->restore))
        return mistake(r, "restore", "not to one other machine, by its digits");
    return l->parts == LETTER_BIT(LETTER_restore) || mistake(r, "restore", "other parts stand beside it");
}

static bool read_receivers(struct reading *r, struct value value)
{
    struct letter *l = r->letter;
    if (value_kind(value) != VALUE_LIST || value_count(value) < 2 || value_count(value) > CENTRE_RECIPIENTS_MAX)
        return mistake(r, "receivers", "not a list of two to eight");
    struct value_walk walk = value_begin(value);
    for (struct value row; value_next(&walk, NULL, &row); l->receiver_count++) {
        char *text = l->receiver[l->receiver_count];
        if (!take_text(row, text, CENTRE_RECIPIENT_MAX) || strncmp(text, "age1", 4) != 0)
            return refuse(r, LETTER_MISTAKEN, "receivers[%zu]: no age recipient", l->receiver_count);
        for (size_t i = 0; i < l->receiver_count; i++)
            if (text_same(l->receiver[i], text))
                return refuse(r, LETTER_MISTAKEN, "receivers[%zu]: stands there twice", l->receiver_count);
    }
    return true;
}

static bool read_codes(struct reading *r, struct value value)
{
    struct letter *l = r->letter;
    if (value_kind(value) != VALUE_LIST || value_count(value) > LETTER_CODES_MAX)
        return refuse(r, LETTER_MISTAKEN, "codes: not a list of at most %d", LETTER_CODES_MAX);
    struct value_walk walk = value_begin(value);
    for (struct value row; value_next(&walk, NULL, &row); l->code_count++) {
        if (!take_key(row, l->code[l->code_count], GROUP_KEY_MAX))
            return refuse(r, LETTER_MISTAKEN, "codes[%zu]: no key of a group", l->code_count);
        for (size_t i = 0; i < l->code_count; i++)
            if (text_same(l->code[i], l->code[l->code_count]))
                return refuse(r, LETTER_MISTAKEN, "codes[%zu]: stands there twice", l->code_count);
    }
    return true;
}

static bool read_office_key(struct reading *r, struct value value)
{
    char *key = r->letter->office_key;
    return (take_text(value, key, LETTER_KEY_MAX) && strlen(key) == LETTER_KEY_MAX - 1 && strncmp(key, "RW", 2) == 0) ||
           mistake(r, "office_key", "not the second line of a minisign public key");
}

/* The place of a language among those of the letter's texts; the first text names them, a second one has the same. */
static bool language_at(struct letter *l, struct value key, bool first, size_t *ret_at)
{
    char code[CENTRE_LANGUAGE_MAX];
    if (!take_text(key, code, sizeof code) || !words_language(code))
        return false;
    for (*ret_at = 0; *ret_at < l->language_count; (*ret_at)++)
        if (text_same(l->language[*ret_at], code))
            return !first;
    return first && l->language_count < CENTRE_LANGUAGES_MAX &&
           text_copy(l->language[l->language_count++], sizeof code, code);
}

/* `rows`: a text of room->size bytes for each language. */
static bool read_words(struct reading *r, const char *place, struct value value, const struct text_room *room,
                       char *rows)
{
    struct letter *l = r->letter;
    bool first = l->language_count == 0;
    struct value key, row;
    size_t at, count = 0;
    if (value_kind(value) != VALUE_OBJECT || value_count(value) == 0)
        return mistake(r, place, "no text with its languages");
    for (struct value_walk walk = value_begin(value); value_next(&walk, &key, &row); count++) {
        if (!language_at(l, key, first, &at))
            return mistake(r, place, "no language of this program, or it stands there twice");
        char *text = rows + at * room->size;
        if (*text || !take_text(row, text, room->size) || text[strspn(text, " ")] == 0)
            return refuse(r, LETTER_MISTAKEN, "%s.%s: not a text of at most %zu bytes", place, l->language[at],
                          room->size - 1);
        const struct text_length says = text_length(text);
        if (says.words > room->words || says.letters > room->letters) /* no screen would hold it */
            return refuse(r, LETTER_MISTAKEN, "%s.%s: more than %d words or %d letters", place, l->language[at],
                          room->words, room->letters);
    }
    return count == l->language_count || mistake(r, place, "not in the same languages as the text before");
}

static bool read_responsible(struct reading *r, struct value value)
{
    return read_words(r, "responsible", value, &centre_rooms[CENTRE_TEXT_responsible], r->letter->responsible[0]);
}

static bool read_approval(struct reading *r, struct value value)
{
    return read_words(r, "approval", value, &centre_rooms[CENTRE_TEXT_approval], r->letter->approval[0]);
}

static bool read_phone(struct reading *r, struct value value)
{
    return read_words(r, "phone", value, &centre_rooms[CENTRE_TEXT_phone], r->letter->phone[0]);
}

static bool read_retention(struct reading *r, struct value value)
{
    struct letter *l = r->letter;
    if (value_kind(value) != VALUE_OBJECT || value_count(value) != 2)
        return mistake(r, "retention", "not kept_days and evidence_days");
    if (!take_number(value_member(value, "kept_days"), RETAIN_MEMBER_DAYS_MIN, RETAIN_MEMBER_DAYS, &l->kept_days))
        return refuse(r, LETTER_MISTAKEN, "retention.kept_days: not a whole number from %d to %d",
                      RETAIN_MEMBER_DAYS_MIN, RETAIN_MEMBER_DAYS);
    return take_number(value_member(value, "evidence_days"), RETAIN_EVIDENCE_DAYS_MIN, RETAIN_EVIDENCE_DAYS_MAX,
                       &l->evidence_days) ||
           refuse(r, LETTER_MISTAKEN, "retention.evidence_days: not a whole number from %d to %d",
                  RETAIN_EVIDENCE_DAYS_MIN, RETAIN_EVIDENCE_DAYS_MAX);
}

/* --- the whole --------------------------------------------------------------------------------------------------------- */

static bool (*const readers[LETTER_PARTS])(struct reading *r, struct value value) = {
#define PART(key, leave, digits, undo, title, what) [LETTER_##key] = read_##key,
#include "rule/letter.def"
#undef PART
};

enum { ENVELOPE = 6 };
static const char *const envelope[ENVELOPE] = {"format", "centre", "kiosks", "number", "issued", "last"};

/* No other keys than a letter has, and none twice. */
static bool keys_known(struct reading *r, struct value top)
{
    uint32_t seen = 0;
    struct value key, row;
    for (struct value_walk walk = value_begin(top); value_next(&walk, &key, &row);) {
        char name[32];
        int at = 0;
        value_text(key, name, sizeof name);
        while (at < ENVELOPE + LETTER_PARTS &&
               !text_same(name, at < ENVELOPE ? envelope[at] : letter_parts[at - ENVELOPE].key))
            at++;
        if (at == ENVELOPE + LETTER_PARTS)
            return refuse(r, LETTER_MISTAKEN, "unknown key \"%s\"", name);
        if (seen & UINT32_C(1) << at)
            return refuse(r, LETTER_MISTAKEN, "%s: stands there twice", name);
        seen |= UINT32_C(1) << at;
    }
    r->letter->parts = seen >> ENVELOPE;
    return r->letter->parts != 0 || refuse(r, LETTER_MISTAKEN, "the letter says nothing");
}

static bool read_envelope(struct reading *r, struct value top)
{
    struct letter *l = r->letter;
    if (!take_key(value_member(top, "centre"), l->centre, sizeof l->centre))
        return mistake(r, "centre", "no centre's id");
    if (!read_kiosks(r, value_member(top, "kiosks")))
        return false;
    if (!take_number(value_member(top, "number"), 1, LETTER_NUMBER_MAX, &l->number))
        return mistake(r, "number", "not a whole number from 1 to 999999");
    if (!value_day(value_member(top, "issued"), &l->issued))
        return mistake(r, "issued", "not a day like 2026-09-01");
    if (!value_day(value_member(top, "last"), &l->last))
        return mistake(r, "last", "not a day like 2026-09-01");
    return l->issued <= l->last || mistake(r, "last", "before the day of issue");
}

static void read_top(struct reading *r, struct value top)
{
    if (value_kind(top) != VALUE_OBJECT) {
        refuse(r, LETTER_MISTAKEN, "no letter from an office");
        return;
    }
    if (!read_format(r, value_member(top, "format")) || !keys_known(r, top) || !read_envelope(r, top))
        return;
    for (int i = 0; i < LETTER_PARTS; i++)
        if ((r->letter->parts & LETTER_BIT(i)) && !readers[i](r, value_member(top, letter_parts[i].key)))
            return;
}

enum letter_form feed_letter_parse(struct span json, struct letter *out, char *why, size_t why_size)
{
    struct value top;
    struct value_error error;
    struct reading r = {.letter = out, .why = why, .why_size = why_size};
    *out = (struct letter){0};
    why[0] = 0;
    if (json.length > LETTER_FILE_MAX)
        refuse(&r, LETTER_TOO_LARGE, "%zu bytes, at most %d are allowed", json.length, LETTER_FILE_MAX);
    else if (value_check(json, &top, &error))
        read_top(&r, top);
    else
        refuse(&r, error.mistake == VALUE_DEEP ? LETTER_TOO_DEEP : LETTER_BROKEN, "byte %zu%s%s", error.offset,
               error.place[0] ? ", at " : "", error.place);
    if (r.form != LETTER_WHOLE)
        letter_free(out);
    return r.form;
}

fault feed_letter_office(struct span centre_json, struct letter_office *out, char *why, size_t why_size)
{
    struct letter key = {0};
    struct value top;
    struct value_error error;
    struct reading r = {.letter = &key, .why = why, .why_size = why_size};
    char by[16];
    *out = (struct letter_office){0};
    if (!value_check(centre_json, &top, &error))
        return FAULT_BAD_INPUT;
    struct value office = value_member(top, "office_key"), staff = value_member(top, "timetable_by");
    if (office.at && !read_office_key(&r, office))
        return FAULT_BAD_INPUT;
    out->staff = take_text(staff, by, sizeof by) && text_same(by, "staff");
    if (staff.at && !out->staff && !(take_text(staff, by, sizeof by) && text_same(by, "office"))) {
        (void)mistake(&r, "timetable_by", "neither \"staff\" nor \"office\"");
        return FAULT_BAD_INPUT;
    }
    memcpy(out->key, key.office_key, sizeof out->key);
    return FAULT_NONE;
}

void letter_free(struct letter *l)
{
    free(l->place);
    free(l->erase);
    *l = (struct letter){0};
}

void letter_file_name(char out[LETTER_FILE_NAME], int32_t number)
{
    snprintf(out, LETTER_FILE_NAME, FORMAT "%06d.json", number);
}

int32_t letter_file_number(const char *name)
{
    char again[LETTER_FILE_NAME];
    int number = 0;
    if (sscanf(name, FORMAT "%6d.json", &number) != 1 || number < 1)
        return 0;
    letter_file_name(again, number);
    return text_same(again, name) ? number : 0;
}
