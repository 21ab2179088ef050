/* What the ear hears, and what a dump says: never a private word. */
#include "test.h"

#include <stdlib.h>
#include "ui/dump.h"
#include "ui/speak.h"
#include "ui/speak.h"
#include "ui_samples.h"

static void build(struct ui *u, void (*make)(struct ui *u), enum ui_size size)
{
    const struct sample sample = {"", make};
    sample_build(u, &sample, &panel_reference, size, THEME_LIGHT, 0);
}

static const char *node(struct ui *u, const char *path, struct buffer *out)
{
    buffer_free(out);
    *out = (struct buffer){.limit = 4096};
    ui_speak_node(u, ui_find_path(u, path), out);
    return buffer_string(out);
}

static void nodes(struct ui *u, struct buffer *out)
{
    build(u, sample_home, SIZE_M);
    CHECK_TEXT(node(u, "row:2", out), "Meetings this week, button, 2 of 5. Times and rooms");
    CHECK_TEXT(node(u, "heading", out), "What would you like to do?");
    CHECK_TEXT(node(u, "ring", out), "");
    build(u, sample_help, SIZE_M);
    CHECK_TEXT(node(u, "take/print", out), "Skriv ut, button, not now, 1 of 2. Skriveren mangler papir.");
    CHECK_TEXT(node(u, "number:2", out), "Mental Helse, dag og natt. one one six, one two three");
    build(u, sample_consent, SIZE_M);
    CHECK_TEXT(node(u, "answer/yes", out), "Yes, choice, 1 of 2");
    build(u, sample_group, SIZE_M);
    CHECK_TEXT(node(u, "places", out), "Ledig plass");
    CHECK_TEXT(node(u, "days", out), "Hver tirsdag");
    build(u, sample_name, SIZE_M);
    CHECK_TEXT(node(u, "keys/shift", out), "capital");
    CHECK(ui_is_private(u, ui_find_path(u, "name")));
    CHECK(!ui_is_private(u, ui_find_path(u, "heading")));
}

static void whole(struct ui *u, struct buffer *out)
{
    build(u, sample_consent, SIZE_M);
    buffer_free(out);
    *out = (struct buffer){.limit = 4096};
    ui_speak_screen(u, out);
    CHECK_TEXT(buffer_string(out), "May the group phone you about meetings? Question 2 of 3. 2 choices. ");
    build(u, sample_home, SIZE_XL);
    buffer_free(out);
    *out = (struct buffer){.limit = 4096};
    ui_speak_screen(u, out);
    CHECK(strstr(buffer_string(out), "What would you like to do? Page 1 of ") == buffer_string(out));
    buffer_free(out);
    *out = (struct buffer){.limit = 4096};
    ui_speak_page(u, out);
    CHECK(strstr(buffer_string(out), "Find a group, button, 1 of 5. By topic or day"));
    CHECK(!strstr(buffer_string(out), "I have a receipt")); /* that is on another page */
    CHECK(!strstr(buffer_string(out), "Leave"));
}

/* AUD-09, in English; the other languages' words come from their catalogues (tests/unit/screen_spoken.c). */
static void spoken(void)
{
    static const char *const pairs[][2] = {
        {"a little before 18:00. We sit", "a little before 18 o'clock. We sit"},
        {"18.30", "18 30"},
        {"9.05", "9 oh 5"},
        {"18.00-20.00", "18 o'clock to 20 o'clock"},
        {"18.00\u201320.00.", "18 o'clock to 20 o'clock."},
        {"24.00", "24 point zero zero"},
        {"116 123", "one one six, one two three"},
        {"94 30 11 02", "nine four, three zero, one one, zero two"},
        {"91234567", "nine one two three four five six seven"},
        {"18 30", "18 30"},
        {"Room B204, step-free", "Room B two zero four, step-free"},
        {"24. november", "twenty-fourth november"},
        {"In week 24. Then", "In week 24. Then"},
        {"Question 2 of 3.", "Question 2 of 3."},
        {"0.1.0", "0 point 1 point 0"},
        {"2026-11-20", "twentieth November 2026"},
        {"20.11.2026", "twentieth November 2026"},
        {"Call 12\u00A034\u00A056\u00A078.", "Call one two, three four, five six, seven eight."},
        {"12\u202F34\u202F56\u202F78", "one two, three four, five six, seven eight"},
        {"12\u200934\u200956\u200978", "one two, three four, five six, seven eight"},
        {"12 34\u00A056 78", "one two, three four, five six, seven eight"},
        {"12  34  56  78", "one two, three four, five six, seven eight"},
        {"12-34-56-78", "one two, three four, five six, seven eight"},
        {"12\u201134\u201156\u201178", "one two, three four, five six, seven eight"},
        {"12.34.56.78", "one two, three four, five six, seven eight"},
        {"+47 12 34 56 78", "plus four seven, one two, three four, five six, seven eight"},
        {"+47\u00A012\u00A034\u00A056\u00A078", "plus four seven, one two, three four, five six, seven eight"},
        {"+4712345678", "plus four seven one two three four five six seven eight"},
        {"(+47) 12345678", "(plus four seven) one two three four five six seven eight"},
        {"0047 12 34 56 78", "zero zero four seven, one two, three four, five six, seven eight"},
        {"12\u00A034", "one two, three four"},
        {"800\u00A040\u00A0800", "eight zero zero, four zero, eight zero zero"},
        {"1234 5678", "one two three four, five six seven eight"},
        {"12345678 or 23456789", "one two three four five six seven eight or two three four five six seven eight nine"},
        {"555-1234", "five five five, one two three four"},
        {"94 30 11 02 18.00", "nine four, three zero, one one, zero two 18 o'clock"},
        {"12 34 56 78\u00A0or 3", "one two, three four, five six, seven eight or 3"},
        {"10 000", "10000"},
        {"10\u00A0000", "10000"},
        {"5\u00A0km", "5 km"},
        {"at\u00A018:00", "at 18 o'clock"},
        {"18.00 \u2013 20.00", "18 o'clock to 20 o'clock"},
        {"8\u201320", "8 to 20"},
        {"8-20", "8 to 20"},
        {"2024-2026", "2024 to 2026"},
        {"24.\u00A0november", "twenty-fourth november"},
        {"1.75", "1 point 75"},
        {"250GB", "250 GB"},
        {"05", "zero five"},
        {"tea, e.g. mint", "tea, for example mint"},
        {"sam\u00ADvær\nher", "samvær her"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct buffer out = {.limit = 4096};
        ui_spoken_text(&out, pairs[i][0]);
        CHECK_TEXT(buffer_string(&out), pairs[i][1]);
        buffer_free(&out);
    }
}

/* Those bytes of what is said of a heading, on the display. */
static bool shown(struct ui *u, const char *text, size_t from, size_t bytes, struct ui_spot *ret)
{
    const struct ui_setting setting = {.panel = panel_reference, .size = SIZE_M, .language = "nb"};
    ui_begin(u, &setting, 0);
    ui_add(u, UI_HEADING, "heading", 0, text);
    ui_finish(u);
    return ui_speak_where(u, 1, from, bytes, ret);
}

/* The word that is heard is found on the display again, whatever was said instead of it. */
static void where(struct ui *u, struct buffer *out)
{
    static const struct {
        const char *heard, *shown;
    } words[] = {{"Meetings", "Meetings"}, {"week", "week"}, {"rooms", "rooms"}};
    build(u, sample_home, SIZE_M);
    const char *said = node(u, "row:2", out);
    uint16_t row = ui_find_path(u, "row:2");
    struct ui_spot spot;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *heard = strstr(said, words[i].heard);
        CHECK(ui_speak_where(u, row, (size_t)(heard - said), strlen(words[i].heard), &spot));
        CHECK(spot.bytes == strlen(words[i].shown) && memcmp(ui_string(u, spot.text), words[i].shown, spot.bytes) == 0);
    }
    CHECK(!ui_speak_where(u, row, (size_t)(strstr(said, "button") - said), 6, &spot)); /* only heard */
    CHECK(!ui_speak_where(u, row, 4000, 6, &spot));
    CHECK(shown(u, "at 18:00 in B204", strlen("at 18 "), 7, &spot)); /* "o'clock" */
    CHECK(spot.text == u->node[1].label + 3 && spot.bytes == 5);
    CHECK(shown(u, "sam\u00ADvær", 0, 7, &spot) && spot.text == u->node[1].label && spot.bytes == 9);
    CHECK(!shown(u, "sam", 3, 1, &spot));
}

static void make_live(struct ui *u, const char *state)
{
    const struct ui_setting setting = {.panel = panel_reference, .size = SIZE_M, .language = "nb"};
    ui_begin(u, &setting, 0);
    ui_add(u, UI_HEADING, "heading", 0, "Eksport");
    ui_add(u, UI_NOTICE, "state", 0, state);
    ui_flag(u, UI_LIVE);
    ui_add(u, UI_TEXT, "other", 0, state);
    ui_finish(u);
    ui_layout(u);
}

static void live(struct ui *u, struct ui *other, struct buffer *out)
{
    make_live(u, "Halvveis");
    make_live(other, "Ferdig");
    buffer_free(out);
    *out = (struct buffer){.limit = 4096};
    ui_speak_changes(u, u, out);
    CHECK_INT(out->length, 0);
    ui_speak_changes(u, other, out);
    CHECK_TEXT(buffer_string(out), "Ferdig, notice");
}

static void dump(struct ui *u, struct buffer *out)
{
    build(u, sample_name, SIZE_M);
    buffer_free(out);
    *out = (struct buffer){.limit = 65536};
    ui_dump(u, out);
    const char *text = buffer_string(out);
    CHECK(strstr(text, "name FIELD label=(10) value=(4) [private]"));
    CHECK(!strstr(text, "Kari"));
    CHECK(strstr(text, "next PRIMARY label=\"Next\" [commit] 10.0,"));
    char path[64];
    CHECK(ui_path(u, ui_find_path(u, "keys/key:113"), path, sizeof path));
    CHECK_TEXT(path, "keys/key:113");
    CHECK(!ui_path(u, ui_find_path(u, "keys/key:113"), path, 6));
    CHECK_TEXT(path, "");
}

int main(void)
{
    struct ui *u = calloc(1, sizeof *u), *other = calloc(1, sizeof *other);
    struct buffer out = {.limit = 4096};
    nodes(u, &out);
    whole(u, &out);
    spoken();
    where(u, &out);
    live(u, other, &out);
    dump(u, &out);
    buffer_free(&out);
    free(u);
    free(other);
    return TEST_END();
}
