/* Names, phones, addresses and national numbers as people write them. The national numbers here are made up; all of
 * them pass the control digits unless the row says otherwise. */
#include "rule/privacy.h"

#include <stdlib.h>
#include "test.h"

static void test_national(void)
{
    static const char *const yes[] = {
        "01010750160",
        "13116900216",
        "17054026641",
        "11077941012",
        "15021951940", /* birth numbers */
        "53097248016",
        "41018010001", /* D: day + 40 */
        "01418010181", /* H: month + 40 */
        "01818010083",
        "10915596784",
        "41818010077", /* test: month + 80; and as D */
        "010107 50160",
        "01 01 07 50160",
        "010107-50160",
        "01.01.07.501.60",
        " 01010750160 ",
        "0 1 0 1 0 7 5 0 1 6 0",
        "Kari 01010750160",
        "01010750160 Kari",
        "id:01010750160.",
        "room 5, 010107 50160",
        "010107\xC2\xA0"
        "50160",
        "kari01010750160@example.no",
        "٠١٠١٠٧٥٠١٦٠",
        "０１０１０７５０１６０",
        "90 00 00 00 01010750160",
    };
    static const char *const no[] = {
        "",
        "Kari",
        "1",
        "01010750161",
        "01010750170",
        "10010750160",
        "00128010017",
        "32128010008",
        "33018010009",
        "01138010046",
        "01408010000",
        "01538010029",
        "01938010001", /* no such day or month, though the digits add up */
        "0101075016",
        "010107501600",
        "4010107501600",
        "101010750160",
        "0047 90 00 00 00",
        "+47 90 00 00 00",
        "90000000",
        "+01010750160",
        "0001010750160",
        "010107501 601",
    };
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (!privacy_national_number(yes[i]))
            printf("let through: %s\n", yes[i]), test.failed++;
        else
            test.passed++;
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (privacy_national_number(no[i]))
            printf("refused: %s\n", no[i]), test.failed++;
        else
            test.passed++;
}

/* Of random digits one in 121 passes the controls, and of those about one in five names a day. */
static void test_national_rare(void)
{
    int hits = 0;
    srand(11);
    for (int i = 0; i < 200000; i++) {
        char text[12];
        for (int k = 0; k < 11; k++)
            text[k] = (char)('0' + rand() % 10);
        text[11] = 0;
        hits += privacy_national_number(text);
    }
    CHECK(hits > 200 && hits < 500); /* 62 days and 36 months of 100, one in 121: about 369 */
}

struct row {
    const char *typed, *stored; /* NULL: refused */
};

static void test_contacts(enum contact_way way, const struct row *rows, size_t count, enum verdict refusal)
{
    char out[CONTACT_MAX];
    for (size_t i = 0; i < count; i++) {
        enum verdict v = contact_check(out, way, rows[i].typed, 0);
        CHECK_TEXT(out, rows[i].stored ? rows[i].stored : "");
        if (v != (rows[i].stored ? VERDICT_CONTACT_GOOD : refusal))
            printf("\"%s\": %s\n", rows[i].typed, verdict_name(v)), test.failed++;
    }
}

static void test_phones(void)
{
    static const struct row rows[] = {
        {"90000000", "004790000000"},
        {"900 00 000", "004790000000"},
        {"90 00 00 00", "004790000000"},
        {"+47 900 00 000", "004790000000"},
        {"0047 90000000", "004790000000"},
        {"4790000000", "004790000000"},
        {"+4790000000", "004790000000"},
        {"(+47) 90-00-00-00", "004790000000"},
        {" 22.00.00.00 ", "004722000000"},
        {"+47\xC2\xA0"
         "22\xE2\x80\x91"
         "000000",
         "004722000000"},
        {"٩٠٠٠٠٠٠٠", "004790000000"},
        {"＋４７９００００００0", "004790000000"},
        {"\xE2\x80\xAA+47 90000000\xE2\x80\xAC", "004790000000"},
        {"+46 70 123 45 67", "0046701234567"},
        {"0046701234567", "0046701234567"},
        {"+48 501 234 567", "0048501234567"},
        {"+46 070 123 45 67", "0046701234567"}, /* the 0 of a call at home */
        {"+46 (0)70 123 45 67", "0046701234567"},
        {"0046 070 123 45 67", "0046701234567"},
        {"+44 (0) 7700 900123", "00447700900123"},
        {"+380 044 123 4567", "00380441234567"},
        {"+252 061 2345678", "00252612345678"},
        {"+291 07 123 456", "002917123456"},
        {"+39 06 1234 5678", "00390612345678"}, /* it belongs to the number */
        {"+225 07 12 34 56 78", "002250712345678"},
        {"+46 0070 123 45 67", NULL},
        {"+354 555 1234", "003545551234"},
        {"+380 44 123 4567", "00380441234567"},
        {"00471234567", NULL},
        {"+47 9000 000", NULL},
        {"+47 900 000 000", NULL},
        {"9000000", NULL},
        {"900000000", NULL},
        {"113", NULL},
        {"12345678", NULL},
        {"02345678", NULL},
        {"+0046701234567", NULL},
        {"+123456", NULL},
        {"+1234567890123456", NULL},
        {"90000000x", NULL},
        {"ring 90000000", NULL},
        {"90+000000", NULL},
        {"++4790000000", NULL},
        {"+", NULL},
        {"+47", NULL},
        {"0047", NULL},
        {"00", NULL},
        {"\xFF", NULL},
        {"99999999999999999999999999999999999999999999999999", NULL},
    };
    test_contacts(CONTACT_PHONE, rows, sizeof rows / sizeof *rows, VERDICT_PHONE_UNCLEAR);
}

static void test_mails(void)
{
    static char long_local[80], long_all[400];
    memset(long_local, 'a', 65);
    memcpy(long_local + 65, "@b.no", 6);
    memset(long_all, 'a', 300);
    memcpy(long_all, "a@", 2);
    memcpy(long_all + 300, ".no", 4);
    const struct row rows[] = {
        {"kari@example.no", "kari@example.no"},
        {" kari @ example.no ", "kari@example.no"},
        {"Kari.Nordmann+gruppe@post.example.no", "Kari.Nordmann+gruppe@post.example.no"},
        {"kåre@blåbær.no", "kåre@blåbær.no"},
        {"a@b.no", "a@b.no"},
        {"a@b-c.no", "a@b-c.no"},
        {"1@2.no", "1@2.no"},
        {"kari", NULL},
        {"kari@", NULL},
        {"@example.no", NULL},
        {"kari@example", NULL},
        {"kari@example.", NULL},
        {"kari@.no", NULL},
        {"kari@example..no", NULL},
        {"ka..ri@example.no", NULL},
        {".kari@example.no", NULL},
        {"kari.@example.no", NULL},
        {"kari@ex@ample.no", NULL},
        {"kari@-example.no", NULL},
        {"kari@example.n", NULL},
        {"kari@exa_mple.no", NULL},
        {"kari,per@example.no", NULL},
        {"\"kari\"@example.no", NULL},
        {"<kari@example.no>", NULL},
        {"kari@example.no\n", NULL},
        {"kari@[127.0.0.1]", NULL},
        {"\xFF@example.no", NULL},
        {long_local, NULL},
        {long_all, NULL},
    };
    test_contacts(CONTACT_MAIL, rows, sizeof rows / sizeof *rows, VERDICT_MAIL_UNCLEAR);
}

static void test_contact_rest(void)
{
    char out[CONTACT_MAX];
    CHECK_INT(contact_check(out, CONTACT_PHONE, "  ", 0), VERDICT_CONTACT_MISSING);
    CHECK_INT(contact_check(out, CONTACT_UNASKED, "90000000", 0), VERDICT_CONTACT_MISSING);
    CHECK_INT(contact_check(out, CONTACT_NONE, "90000000", 0), VERDICT_CONTACT_GOOD);
    CHECK_TEXT(out, "");
    CHECK_INT(contact_check(out, CONTACT_PHONE, "010107 50160", 0), VERDICT_NATIONAL_NUMBER);
    CHECK_INT(contact_check(out, CONTACT_MAIL, "01010750160@example.no", 0), VERDICT_NATIONAL_NUMBER);
    CHECK_TEXT(out, "");
    for (int32_t refused = 0; refused < 6; refused++) /* never twice in the same words */
        CHECK(contact_check(out, CONTACT_PHONE, "1", refused) != contact_check(out, CONTACT_PHONE, "1", refused + 1));
    contact_veil(out, CONTACT_PHONE, "004790000012");
    CHECK_TEXT(out, "•••••• 12");
    contact_veil(out, CONTACT_MAIL, "kari@example.no");
    CHECK_TEXT(out, "k•••@•••.no");
    contact_veil(out, CONTACT_MAIL, "åse@blåbær.no");
    CHECK_TEXT(out, "å•••@•••.no");
    contact_veil(out, CONTACT_NONE, "");
    CHECK_TEXT(out, "");
}

#define FORTY "åååååååååååååååååååååååååååååååååååååååå"

static void test_names(void)
{
    static const struct {
        const char *typed, *stored;
        enum verdict v;
    } rows[] = {
        {"Kari", "Kari", VERDICT_NAME_GOOD},
        {"  Kari  ", "Kari", VERDICT_NAME_GOOD},
        {"Ø", "Ø", VERDICT_NAME_GOOD},
        {"Anne Lise", "Anne Lise", VERDICT_NAME_GOOD},
        {"محمد", "محمد", VERDICT_NAME_GOOD},
        {"O'Hara", "O'Hara", VERDICT_NAME_GOOD},
        {"7", "7", VERDICT_NAME_GOOD},
        {"🙂", "🙂", VERDICT_NAME_GOOD},
        {FORTY, FORTY, VERDICT_NAME_GOOD},
        {FORTY "å", "", VERDICT_NAME_LONG},
        {"", "", VERDICT_NAME_MISSING},
        {"   ", "", VERDICT_NAME_MISSING},
        {"\xE2\x80\x8B", "", VERDICT_NAME_MISSING},
        {"Ka\tri", "", VERDICT_NAME_UNCLEAR},
        {"Kari\xC3", "", VERDICT_NAME_UNCLEAR},
        {"\x1B[2J", "", VERDICT_NAME_UNCLEAR},
        {"Kari 010107 50160", "", VERDICT_NATIONAL_NUMBER},
    };
    char out[PERSON_NAME_MAX], huge[1000];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_TEXT(verdict_name(name_check(out, rows[i].typed)), verdict_name(rows[i].v));
        CHECK_TEXT(out, rows[i].stored);
    }
    memset(huge, 'a', sizeof huge - 1);
    huge[sizeof huge - 1] = 0;
    CHECK_INT(name_check(out, huge), VERDICT_NAME_LONG);
}

static void test_waits(void)
{
    static const struct {
        int32_t words, seconds;
    } idle[] = {{-5, 120}, {0, 120}, {59, 120}, {60, 120}, {61, 122}, {90, 180}, {300, 600}, {INT32_MAX, 200000}};
    for (size_t i = 0; i < sizeof idle / sizeof *idle; i++)
        CHECK_INT(idle_seconds(idle[i].words), idle[i].seconds);
}

/* Bytes of every kind: whatever is typed, nothing is read or written out of bounds, and refused means empty. */
static void test_noise(void)
{
    static const char pieces[] = "0123456789 +-.@akå\xC3\xE2\x80\xF0\x9F\x01()\xFF";
    int wrong = 0;
    srand(3);
    for (int i = 0; i < 30000; i++) {
        char typed[320], out[CONTACT_MAX], name[PERSON_NAME_MAX];
        int length = rand() % (i % 10 ? 24 : 319);
        for (int k = 0; k < length; k++)
            typed[k] = pieces[(size_t)rand() % (sizeof pieces - 1)];
        typed[length] = 0;
        wrong += contact_check(out, CONTACT_PHONE, typed, i) != VERDICT_CONTACT_GOOD && *out;
        wrong += contact_check(out, CONTACT_MAIL, typed, i) != VERDICT_CONTACT_GOOD && *out;
        wrong += name_check(name, typed) != VERDICT_NAME_GOOD && *name;
    }
    CHECK_INT(wrong, 0);
}

int main(void)
{
    test_national();
    test_national_rare();
    test_phones();
    test_mails();
    test_contact_rest();
    test_names();
    test_waits();
    test_noise();
    return TEST_END();
}
