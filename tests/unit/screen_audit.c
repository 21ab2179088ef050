/* Every screen x language x size x glass x page, laid out and audited: no finding at all. */
#include "test.h"

#include <stdlib.h>
#include "screen_session.h"
#include "ui/audit.h"
#include "ui/layout.h"

static struct app app;
static struct ui u;

static size_t audit_page(enum screen at, const char *language, int size, size_t panel, int part, int page)
{
    struct ui_finding found[8];
    session_at(&app, at, language, (enum ui_size)size);
    app.session.part = (uint16_t)part;
    app.session.page = (uint16_t)page;
    struct ui_setting setting = session_setting(&app, panel);
    screen_view(&app, &setting, &u);
    ui_layout(&u);
    size_t count = ui_audit(&u, screen_words_limit(at), found, 8);
    for (size_t i = 0; i < count && i < 8; i++)
        printf("%s %s size %d panel %zu part %d page %d: %s (%s) at %s: %.1f, wanted %.1f\n", screen_name(at), language,
               size, panel, part, page, ui_finding_name((enum ui_finding_kind)found[i].kind),
               ui_finding_requirement((enum ui_finding_kind)found[i].kind), found[i].path, (double)found[i].measured,
               (double)found[i].wanted);
    return count;
}

static int parts_of(enum screen at)
{
    return at == SCREEN_about || at == SCREEN_privacy || at == SCREEN_join_rule ? 6
           : at == SCREEN_join_facts || at == SCREEN_join_purpose               ? 3
                                                                                : 1;
}

static void audit_screen(enum screen at, const char *language)
{
    for (int size = SIZE_S; size < SIZES; size++)
        for (size_t panel = 0; panel < 3; panel++)
            for (int part = 0; part < parts_of(at); part++) {
                int pages = 1;
                for (int page = 0; page < pages; page++) {
                    CHECK(audit_page(at, language, size, panel, part, page) == 0);
                    pages = u.pages;
                }
            }
}

int main(void)
{
    const char *build = getenv("SIRKEL_BUILD");
    char folder[FILE_PATH_MAX];
    snprintf(folder, sizeof folder, "%s/lang", build ? build : "build");
    CHECK(words_open(folder) == FAULT_NONE);
    size_t count;
    const struct language *all = words_languages(&count);
    for (size_t i = 0; i < count; i++)
        for (int at = 0; at < SCREENS; at++)
            audit_screen((enum screen)at, all[i].code);
    return TEST_END();
}
