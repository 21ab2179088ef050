/* A letter from the office as text: what is read, and in which way anything else is refused. */
#include "feed/letter.h"

#include <stdlib.h>
#include "base/date.h"
#include "test.h"

#define ENVELOPE                                                                                                       \
    "{\"format\":\"sirkel-office-1\",\"centre\":\"granvika\",\"kiosks\":\"all\",\"number\":7,"                         \
    "\"issued\":\"2026-11-02\",\"last\":\"2026-11-30\""

static struct letter letter;
static char why[256];

static enum letter_form read(const char *text)
{
    letter_free(&letter);
    return feed_letter_parse((struct span){(const uint8_t *)text, strlen(text)}, &letter, why, sizeof why);
}

static void test_whole(void)
{
    CHECK_INT(read(ENVELOPE ",\"timetable\":{\"groups\":[]},\"places\":{\"tirsdag\":3,\"onsdag\":0},"
                            "\"erase\":[\"00112233445566778899aabbccddeeff\"],"
                            "\"receivers\":[\"age1aaa\",\"age1bbb\"],"
                            "\"office_key\":\"RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3\","
                            "\"responsible\":{\"nb\":\"Senteret\",\"en\":\"The centre\"},"
                            "\"approval\":{\"en\":\"Board 7\",\"nb\":\"Komiteen 7\"},"
                            "\"phone\":{\"en\":\"22 11\",\"nb\":\"22 10\"}}"),
              LETTER_WHOLE);
    CHECK_TEXT(letter.centre, "granvika");
    CHECK(letter.number == 7 && letter.kiosk_count == 0);
    CHECK_INT(letter.issued, date_day(2026, 11, 2));
    CHECK_INT(letter.last, date_day(2026, 11, 30));
    CHECK(letter.timetable.length == 13 && memcmp(letter.timetable.data, "{\"groups\":[]}", 13) == 0);
    CHECK(letter.place_count == 2 && letter.place[0].taken == 3 && letter.place[1].taken == 0);
    CHECK_TEXT(letter.place[1].key, "onsdag");
    CHECK(letter.erase_count == 1 && letter.erase[0][1] == 0x11 && letter.erase[0][15] == 0xff);
    CHECK(letter.receiver_count == 2);
    CHECK_TEXT(letter.receiver[1], "age1bbb");
    CHECK(letter.language_count == 2);
    CHECK_TEXT(letter.responsible[1], "The centre");
    CHECK_TEXT(letter.approval[0], "Komiteen 7");
    CHECK_TEXT(letter.approval[1], "Board 7");
    CHECK_TEXT(letter.phone[0], "22 10");
    CHECK_TEXT(letter.phone[1], "22 11");
    CHECK_INT(
        read(
            "{\"format\":\"sirkel-office-1\",\"centre\":\"a\",\"kiosks\":[\"0123 4567 8901 2345 6789 0123 4567 8901\"],"
            "\"number\":999999,\"issued\":\"2026-11-02\",\"last\":\"2026-11-02\",\"places\":{\"a\":12}}"),
        LETTER_WHOLE);
    CHECK_TEXT(letter.kiosk[0], "0123 4567 8901 2345 6789 0123 4567 8901");
}

static void test_refused(void)
{
    static const struct {
        const char *text, *why;
    } rows[] = {
        {"[]", "no letter"},
        {"{\"format\":\"kx1\"}", "format"},
        {"{\"format\":\"sirkel-office-0\"}", "format"},
        {"{\"format\":\"sirkel-office-1x\"}", "format"},
        {ENVELOPE "}", "says nothing"},
        {ENVELOPE ",\"number\":8,\"places\":{\"a\":1}}", "number: stands there twice"},
        {ENVELOPE ",\"colour\":1}", "unknown key \"colour\""},
        {ENVELOPE ",\"places\":{\"a\":13}}", "places.a"},
        {ENVELOPE ",\"places\":{\"a\":-1}}", "places.a"},
        {ENVELOPE ",\"places\":{\"a\":1.5}}", "places.a"},
        {ENVELOPE ",\"places\":{\"A b\":1}}", "row 0"},
        {ENVELOPE ",\"places\":{}}", "places: 0 rows"},
        {ENVELOPE ",\"places\":[1]}", "places"},
        {ENVELOPE ",\"erase\":[\"00112233445566778899aabbccddeef\"]}", "erase[0]"},
        {ENVELOPE ",\"erase\":[]}", "erase: 0 rows"},
        {ENVELOPE ",\"receivers\":[\"age1a\"]}", "receivers"},
        {ENVELOPE ",\"receivers\":[\"age1a\",\"age1a\"]}", "twice"},
        {ENVELOPE ",\"receivers\":[\"age1a\",\"ssh-rsa\"]}", "receivers[1]"},
        {ENVELOPE ",\"office_key\":\"RWshort\"}", "office_key"},
        {ENVELOPE ",\"timetable\":[]}", "timetable"},
        {ENVELOPE ",\"phone\":{\"xx\":\"1\"}}", "phone"},
        {ENVELOPE ",\"phone\":{\"nb\":\"1\",\"nb\":\"2\"}}", "phone"},
        {ENVELOPE ",\"phone\":{\"nb\":\" \"}}", "phone.nb"},
        {ENVELOPE ",\"approval\":\"Board 7\"}", "approval: no text with its languages"},
        {ENVELOPE ",\"approval\":{}}", "approval: no text with its languages"},
        {ENVELOPE ",\"approval\":{\"nb\":7}}", "approval.nb: not a text"},
        {ENVELOPE ",\"approval\":{\"nb\":\"\"}}", "approval.nb: not a text"},
        {ENVELOPE ",\"approval\":{\"nb\":\"a\\nb\"}}", "approval.nb: not a text"},
        {ENVELOPE ",\"approval\":{\"nb\":\"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15\"}}",
         "approval.nb: more than 14 words or 90 letters"},
        {ENVELOPE ",\"phone\":{\"nb\":\"1 2 3 4 5 6 7\"}}", "phone.nb: more than 6 words or 24 letters"},
        {ENVELOPE ",\"responsible\":{\"nb\":\"a\"},\"approval\":{\"en\":\"a\"}}", "approval"},
        {ENVELOPE ",\"phone\":{\"nb\":\"1\"},\"responsible\":{\"en\":\"a\"}}", "phone"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_INT(read(rows[i].text), LETTER_MISTAKEN);
        if (!strstr(why, rows[i].why))
            printf("%s: %s\n", rows[i].text, why);
        CHECK(strstr(why, rows[i].why) != NULL);
    }
    CHECK_INT(read("{\"format\":\"sirkel-office-2\"}"), LETTER_TOO_NEW);
}

/* Each line of the envelope, left out or turned into another kind. */
static void test_envelope(void)
{
    static const char *const keys[] = {"centre", "kiosks", "number", "issued", "last"};
    static const char *const values[] = {"\"granvika\"", "\"all\"", "7", "\"2026-11-02\"", "\"2026-11-30\""};
    static const char *const wrong[] = {NULL, "null", "[]", "\"2026-02-30 \"", "0", "1000000", "\"\"", "true"};
    for (size_t i = 0; i < 5; i++)
        for (size_t w = 0; w < sizeof wrong / sizeof *wrong; w++) {
            struct buffer text = {.limit = 4096};
            buffer_text(&text, "{\"format\":\"sirkel-office-1\",\"places\":{\"a\":1}");
            for (size_t k = 0; k < 5; k++)
                if (k != i || wrong[w])
                    buffer_format(&text, ",\"%s\":%s", keys[k], k == i ? wrong[w] : values[k]);
            buffer_text(&text, "}");
            CHECK_INT(read(buffer_string(&text)), LETTER_MISTAKEN);
            CHECK(strncmp(why, keys[i], strlen(keys[i])) == 0);
            buffer_free(&text);
        }
    CHECK_INT(read("{\"format\":\"sirkel-office-1\",\"centre\":\"a\",\"kiosks\":\"all\",\"number\":1,"
                   "\"issued\":\"2026-11-02\",\"last\":\"2026-11-01\",\"places\":{\"a\":1}}"),
              LETTER_MISTAKEN);
}

/* Cut anywhere, or with any bit another one: never whole by mistake, and never more than a refusal. */
static void test_cut(void)
{
    static const char text[] = ENVELOPE ",\"places\":{\"tirsdag\":3},\"erase\":[\"00112233445566778899aabbccddeeff\"]}";
    char copy[sizeof text];
    int whole = 0;
    for (size_t n = 0; n < sizeof text - 1; n++) {
        memcpy(copy, text, sizeof text);
        copy[n] = 0;
        CHECK_INT(read(copy), LETTER_BROKEN);
    }
    for (size_t n = 0; n < sizeof text - 1; n++)
        for (int bit = 0; bit < 8; bit++) {
            memcpy(copy, text, sizeof text);
            copy[n] ^= (char)(1 << bit);
            whole += read(copy) == LETTER_WHOLE;
        }
    printf("%d of %zu single bits make another letter\n", whole, 8 * (sizeof text - 1));
    CHECK(whole < 400); /* another digit, another id: what the signature is for */
}

static void test_large(void)
{
    struct buffer deep = {.limit = 1 << 20}, many = {.limit = 1 << 20};
    buffer_text(&deep, ENVELOPE ",\"timetable\":");
    for (int i = 0; i < 100000; i++)
        buffer_text(&deep, "[");
    CHECK_INT(read(buffer_string(&deep)), LETTER_TOO_DEEP);
    buffer_text(&many, ENVELOPE ",\"timetable\":{\"groups\":[{}");
    for (int i = 0; i < CENTRE_GROUPS_MAX; i++)
        buffer_text(&many, ",{}");
    buffer_text(&many, "]}}");
    CHECK_INT(read(buffer_string(&many)), LETTER_MANY);
    buffer_free(&deep);
    buffer_free(&many);
    size_t length = (size_t)33 << 20;
    uint8_t *blanks = malloc(length);
    memset(blanks, ' ', length);
    CHECK_INT(feed_letter_parse((struct span){blanks, length}, &letter, why, sizeof why), LETTER_TOO_LARGE);
    free(blanks);
}

static void test_names(void)
{
    char name[LETTER_FILE_NAME];
    letter_file_name(name, 7);
    CHECK_TEXT(name, "sirkel-office-000007.json");
    CHECK_INT(letter_file_number(name), 7);
    CHECK_INT(letter_file_number("sirkel-office-999999.json"), 999999);
    static const char *const others[] = {"sirkel-office-7.json",
                                         "sirkel-office-000007.json.minisig",
                                         "sirkel-office-000000.json",
                                         "sirkel-office-0000007.json",
                                         "sirkel-office--00007.json",
                                         "sirkel-office-000007.jsn",
                                         ""};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        CHECK_INT(letter_file_number(others[i]), 0);
}

int main(void)
{
    test_whole();
    test_refused();
    test_envelope();
    test_cut();
    test_large();
    test_names();
    letter_free(&letter);
    return TEST_END();
}
