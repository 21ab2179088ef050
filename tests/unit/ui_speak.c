/* What the ear hears, and what a dump says: never a private word. */
#include "test.h"

#include <stdlib.h>
#include "ui/dump.h"
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
    CHECK_TEXT(node(u, "number:2", out), "Mental Helse, dag og natt. 116 123");
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
    live(u, other, &out);
    dump(u, &out);
    buffer_free(&out);
    free(u);
    free(other);
    return TEST_END();
}
