/* Names, phones and addresses as people write them, and the numbers of PRV-13, PRV-16, TIM-02 and the PIN. What a
 * person wrote is wiped from every place it was held in between. */
#include "rule/privacy.h"

#include <assert.h>
#include <string.h>
#include "base/bytes.h"
#include "base/text.h"
#include "base/words.h"

enum { /* E.164, RFC 5321, RFC 1035 */
       PHONE_DIGITS_MIN = 7,
       PHONE_DIGITS_MAX = 15,
       MAIL_LOCAL_MAX = 64,
       MAIL_LABEL_MAX = 63,
};

/* Space in any width, and the invisible marks that come with pasted or right-to-left text. */
static bool is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == 0xA0 || (c >= 0x2000 && c <= 0x200F) || c == 0x202F || c == 0x205F ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x3000 || c == 0xFEFF;
}

/* What people put between the digits of a number. */
static bool is_separator(uint32_t c)
{
    return is_space(c) || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == '-' || c == '.' || c == '/' || c == ',' ||
           c == '(' || c == ')';
}

/* 0 to 9 in Western, Arabic, Persian or full-width form, -1 for anything else. */
static int digit_of(uint32_t c)
{
    static const uint32_t zeros[] = {'0', 0x660, 0x6F0, 0xFF10};
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
        if (c >= zeros[i] && c <= zeros[i] + 9)
            return (int)(c - zeros[i]);
    return -1;
}

static bool is_plus(uint32_t c)
{
    return c == '+' || c == 0xFF0B;
}

/* --- national numbers ------------------------------------------------------------------------------------------- */

/* The two control digits, each the number that makes its weighted sum divisible by 11. This is enough for all
 * numbers given out so far; the wider rule for the first digit announced for 2032 will need its own line here. */
static bool controls_ok(const int8_t digit[11])
{
    static const int first[] = {3, 7, 6, 1, 8, 9, 4, 5, 2, 1}, second[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
    int a = 0, b = 0;
    for (int i = 0; i < 10; i++)
        a += first[i] * digit[i];
    for (int i = 0; i < 11; i++)
        b += second[i] * digit[i];
    return a % 11 == 0 && b % 11 == 0;
}

/* Day and month first; a D number adds 40 to the day, an H or test number 40 or 80 to the month. */
static bool is_national(const int8_t digit[11])
{
    int day = digit[0] * 10 + digit[1], month = digit[2] * 10 + digit[3];
    day -= day > 40 ? 40 : 0;
    month -= month > 80 ? 80 : month > 40 ? 40 : 0;
    return day >= 1 && day <= 31 && month >= 1 && month <= 12 && controls_ok(digit);
}

struct window { /* the newest eleven digits of a chain, and which of them begin a run */
    int8_t digit[11];
    bool begins[11];
    int count;
    bool abroad; /* the chain begins with 00 or a plus: a phone number in full */
};

static void window_push(struct window *w, int digit, bool begins)
{
    memmove(w->digit, w->digit + 1, sizeof w->digit - 1);
    memmove(w->begins, w->begins + 1, sizeof w->begins - sizeof *w->begins);
    w->digit[10] = (int8_t)digit;
    w->begins[10] = begins;
    w->count += w->count < 11;
    w->abroad |= w->count == 2 && w->digit[9] == 0 && w->digit[10] == 0;
}

/* Eleven digits count from the begin of one run to the end of another ("room 5, 010180 12345"), never cut out of a
 * longer run: a card number is none. A number with a country in front is a phone's: some of those pass the check by
 * chance. */
bool privacy_national_number(const char *text)
{
    struct window w = {.count = 0};
    bool in_run = false, found = false;
    uint32_t c;
    do {
        c = text_next(&text);
        int digit = digit_of(c);
        if (digit >= 0)
            window_push(&w, digit, !in_run);
        else if (in_run && !w.abroad && w.count == 11 && w.begins[0])
            found = found || is_national(w.digit);
        if (digit < 0 && !is_separator(c))
            w = (struct window){.abroad = is_plus(c)};
        in_run = digit >= 0;
    } while (c);
    bytes_wipe(&w, sizeof w);
    return found;
}

/* --- names ------------------------------------------------------------------------------------------------------ */

/* The text without spaces at its ends; false if it doesn't fit. */
static bool trim(char *out, size_t size, const char *text)
{
    const char *next = text, *end = text;
    for (uint32_t c; (c = text_next(&next)) != 0 && is_space(c);)
        text = next;
    next = text;
    for (uint32_t c; (c = text_next(&next)) != 0;)
        if (!is_space(c))
            end = next;
    size_t length = end > text ? (size_t)(end - text) : 0;
    if (length >= size)
        return false;
    memcpy(out, text, length);
    out[length] = 0;
    return true;
}

enum verdict name_check(char *out, const char *typed)
{
    enum verdict v = VERDICT_NAME_GOOD;
    if (!text_clean(typed))
        v = VERDICT_NAME_UNCLEAR;
    else if (!trim(out, PERSON_NAME_MAX, typed) || text_count(out) > NAME_CODES_MAX)
        v = VERDICT_NAME_LONG;
    else if (*out == 0)
        v = VERDICT_NAME_MISSING;
    else if (privacy_national_number(out))
        v = VERDICT_NATIONAL_NUMBER;
    if (v != VERDICT_NAME_GOOD)
        bytes_wipe(out, PERSON_NAME_MAX);
    return v;
}

const char *name_offered(int32_t at)
{
    static const char *const names[NAMES_OFFERED] = {
#define NAME(name) name,
#include "rule/names.def"
#undef NAME
    };
    return at >= 0 && at < NAMES_OFFERED ? names[at] : NULL;
}

/* --- contacts --------------------------------------------------------------------------------------------------- */

/* The digits of a phone as dialled, a leading plus as 00; "" if anything else is in it. */
static void phone_digits(char out[PHONE_DIGITS_MAX + 3], const char *typed)
{
    size_t n = 0;
    bool first = true;
    for (uint32_t c; (c = text_next(&typed)) != 0;) {
        int digit = digit_of(c);
        if (digit < 0 && is_separator(c))
            continue;
        bool plus = is_plus(c) && first;
        first = false;
        if ((digit < 0 && !plus) || n + 2 > PHONE_DIGITS_MAX + 2) {
            n = 0;
            break;
        }
        out[n++] = (char)('0' + (plus ? 0 : digit));
        if (plus)
            out[n++] = '0';
    }
    out[n] = 0;
}

/* Countries where a call at home begins with a 0 that a call from abroad leaves out, and where no number begins with one: "+46 070 …"
 * and "+46 (0)70 …" reach nobody. Source: the national prefixes that libphonenumber publishes. Not among them: Italy, where the 0
 * belongs to the number. */
static const char *const trunk_zero[] = {
    "20",  "212", "213", "218", "231", "233", "234", "243", "249", "250", "251", "252", "254", "255", "256", "260",
    "263", "27",  "291", "31",  "32",  "33",  "353", "355", "358", "359", "373", "374", "380", "381", "382", "383",
    "385", "386", "387", "389", "40",  "41",  "421", "43",  "44",  "46",  "49",  "54",  "55",  "60",  "61",  "62",
    "63",  "64",  "66",  "81",  "82",  "84",  "86",  "880", "886", "90",  "91",  "92",  "93",  "94",  "95",  "961",
    "962", "963", "964", "966", "967", "970", "971", "972", "98",  "994", "995", "996"};

/* Takes that 0 out of a number that begins with its country's code; one with another behind it becomes "". */
static void drop_trunk_zero(char *number)
{
    for (size_t i = 0; i < sizeof trunk_zero / sizeof *trunk_zero; i++) {
        size_t code = strlen(trunk_zero[i]);
        if (strncmp(number, trunk_zero[i], code) != 0 || number[code] != '0')
            continue;
        memmove(number + code, number + code + 1, strlen(number + code));
        if (number[code] == '0')
            *number = 0;
        return;
    }
}

/* Norwegian subscribers' numbers have eight digits and begin with 2 to 9 (the short ones that begin with 0 or 1
 * reach no person); elsewhere the international limits are all we know. */
static bool phone_read(char *out, const char *typed)
{
    char digits[PHONE_DIGITS_MAX + 3];
    phone_digits(digits, typed);
    size_t n = strlen(digits);
    char *rest = digits;
    bool abroad = n > 2 && memcmp(digits, "00", 2) == 0;
    if (abroad)
        rest += 2;
    else if (n == 10 && memcmp(digits, "47", 2) == 0)
        abroad = true;
    if (abroad)
        drop_trunk_zero(rest);
    n = strlen(rest);
    bool norway = !abroad || memcmp(rest, "47", 2) == 0;
    const char *own = abroad && norway ? rest + 2 : rest;
    bool here = strlen(own) == 8 && *own >= '2', there = n >= PHONE_DIGITS_MIN && n <= PHONE_DIGITS_MAX && *own > '0';
    bool good = norway ? here : there;
    size_t prefix = norway ? 4 : 2;
    memcpy(out, "0047", prefix);
    good = good && text_copy(out + prefix, CONTACT_MAX - prefix, own);
    bytes_wipe(digits, sizeof digits);
    return good;
}

static bool domain_ok(const char *domain)
{
    size_t label = 0, labels = 0;
    const char *at = domain;
    for (uint32_t c; (c = text_next(&at)) != 0;) {
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0xC0;
        if (c == '.' ? label == 0 : !plain && !(c == '-' && label > 0))
            return false;
        labels += c == '.';
        label = c == '.' ? 0 : label + 1;
        if (label > MAIL_LABEL_MAX)
            return false;
    }
    return labels > 0 && label >= 2;
}

/* The shape of an address; whether it reaches anybody can't be known here. Spaces slip in on a screen and mean
 * nothing. */
static bool mail_read(char *out, const char *typed)
{
    size_t n = 0;
    for (uint32_t c; (c = text_next(&typed)) != 0;) {
        if (is_space(c))
            continue;
        if (n + 5 > CONTACT_MAX || c < 0x20 || c == 0xFFFD || strchr("()<>,;:\\\"[]", (int)(c < 0x80 ? c : 'a')))
            return false;
        n += text_put(out + n, c);
    }
    out[n] = 0;
    const char *sign = strchr(out, '@');
    if (!sign || sign == out || sign - out > MAIL_LOCAL_MAX || strchr(sign + 1, '@'))
        return false;
    return out[0] != '.' && sign[-1] != '.' && !strstr(out, "..") && domain_ok(sign + 1);
}

enum verdict contact_check(char *out, enum contact_way way, const char *typed, int32_t refused)
{
    char bare[CONTACT_MAX];
    bool again = refused % 2 != 0;
    *out = 0;
    if (way == CONTACT_NONE)
        return VERDICT_CONTACT_GOOD;
    if (way == CONTACT_UNASKED)
        return VERDICT_CONTACT_MISSING;
    if (privacy_national_number(typed))
        return VERDICT_NATIONAL_NUMBER;
    bool blank = trim(bare, sizeof bare, typed) && *bare == 0;
    bytes_wipe(bare, sizeof bare);
    if (blank)
        return VERDICT_CONTACT_MISSING;
    if (way == CONTACT_PHONE ? phone_read(out, typed) : mail_read(out, typed))
        return VERDICT_CONTACT_GOOD;
    bytes_wipe(out, CONTACT_MAX);
    if (way == CONTACT_PHONE)
        return again ? VERDICT_PHONE_UNCLEAR_AGAIN : VERDICT_PHONE_UNCLEAR;
    return again ? VERDICT_MAIL_UNCLEAR_AGAIN : VERDICT_MAIL_UNCLEAR;
}

void contact_veil(char *out, enum contact_way way, const char *contact)
{
    static const char dots[] = "•••••• ";
    size_t length = strlen(contact);
    *out = 0;
    if (way == CONTACT_PHONE && length >= 2) {
        memcpy(out, dots, sizeof dots - 1);
        memcpy(out + sizeof dots - 1, contact + length - 2, 3);
    }
    const char *end = strrchr(contact, '.');
    if (way == CONTACT_MAIL && end && strchr(contact, '@')) {
        const char *next = contact;
        uint32_t first = text_next(&next);
        size_t n = text_put(out, first);
        memcpy(out + n, "•••@•••", sizeof "•••@•••");
        (void)text_copy(out + strlen(out), CONTACT_MAX - strlen(out), end);
    }
}

/* --- waiting ---------------------------------------------------------------------------------------------------- */

/* Twice the time a slow reader (60 words a minute) needs: two seconds a word. */
int32_t idle_seconds(int32_t words_on_screen)
{
    enum { MOST = 100000 }; /* more words than any screen has; keeps the product in range */
    int32_t words = words_on_screen < 0 ? 0 : words_on_screen > MOST ? MOST : words_on_screen;
    return 2 * words > IDLE_SECONDS_MIN ? 2 * words : IDLE_SECONDS_MIN;
}

int32_t retain_age_day(int32_t age_day, int32_t today, bool slow)
{
    int64_t leap = (int64_t)today - age_day;
    if (leap <= 0)
        return age_day;
    return leap <= (slow ? RETAIN_CATCH_UP_DAYS : RETAIN_LEAP_DAYS) ? today : age_day + RETAIN_CATCH_UP_DAYS;
}
