/* The on-screen keyboard keeps its place while words are offered and go: where a letter was, no word may come to stand. */
#include "test.h"
#include "screens.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "screen_session.h"
#include "ui/layout.h"
#include "ui/roles.h"

static struct app app;
static struct ui u;

static struct ui_box keyboard(size_t panel)
{
    struct ui_setting setting = session_setting(&app, panel);
    screen_view(&app, &setting, &u);
    ui_layout(&u);
    uint16_t keys = ui_child_role(&u, 0, UI_KEYS);
    CHECK(keys != UI_NONE);
    return keys == UI_NONE ? (struct ui_box){0} : u.node[keys].box;
}

static void same(const char *what, size_t panel, struct ui_box first)
{
    struct ui_box now = keyboard(panel);
    bool stays = fabsf(now.x - first.x) < 0.1f && fabsf(now.y - first.y) < 0.1f && fabsf(now.h - first.h) < 0.1f;
    if (!stays)
        printf("%s, %s, size %d, display %zu: from %.1f to %.1f mm, %.1f to %.1f high\n", what, app.session.language,
               app.session.size, panel, (double)first.y, (double)now.y, (double)first.h, (double)now.h);
    CHECK(stays);
}

static void code_words(const char *language, enum ui_size size, size_t panel)
{
    session_at(&app, SCREEN_code, language, size);
    struct session *s = &app.session;
    s->suggestion_count = 0;
    *s->code_typed = 0;
    struct ui_box first = keyboard(panel);
    for (s->code_count = 0; s->code_count < CODE_WORDS; s->code_count++)
        for (s->suggestion_count = 0; s->suggestion_count <= 2; s->suggestion_count++)
            for (int typed = s->suggestion_count > 0; typed < 2; typed++) {
                fill(s->code_typed, FIELD_MAX, typed ? "blå" : "");
                same("a receipt code", panel, first);
            }
}

static void search_words(const char *language, enum ui_size size, size_t panel)
{
    session_at(&app, SCREEN_search, language, size);
    struct session *s = &app.session;
    fill(s->word, FIELD_MAX, "");
    s->rows = 0;
    s->rows_more = false;
    struct ui_box first = keyboard(panel);
    fill(s->word, FIELD_MAX, "sø");
    same("nothing found", panel, first);
    for (s->rows = 1; s->rows <= 2; s->rows++)
        for (int more = 0; more < 2; more++) {
            s->rows_more = more > 0;
            same("a word that is found", panel, first);
        }
}

int main(void)
{
    size_t count;
    const struct language *all = session_languages(&count);
    for (size_t i = 0; i < count; i++)
        for (int size = SIZE_S; size < SIZES; size++)
            for (size_t panel = 0; panel < 2; panel++) {
                if (size < SIZE_XL || panel == 0) /* at XL a lying display, and what was searched, takes another page */
                    code_words(all[i].code, (enum ui_size)size, panel);
                if (size < SIZE_XL)
                    search_words(all[i].code, (enum ui_size)size, panel);
            }
    return TEST_END();
}
