/* AUD-09: no figure reaches the voice as the eye gets it. What it misreads, "18.00", "116 123", "24. november", "B204",
 * long figures, has a spoken form on every screen, in every language. */
#include "test.h"
#include "screens.h"

#include <ctype.h>
#include <stdlib.h>
#include "screen_session.h"
#include "ui/layout.h"
#include "ui/speak.h"

static struct app app;
static struct ui u;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What the voices we ship read wrongly: a clock, a group of figures, a date's point, a room, a long row of figures, a
 * zero in front. */
static const char *misread(const char *text)
{
    for (const char *at = text; *at; at++) {
        size_t row = strspn(at, "0123456789");
        char before = at > text ? at[-1] : ' ', next = at[row], after = next ? at[row + 1] : 0;
        if (row == 0)
            continue;
        if (row > 4 || (row > 1 && *at == '0'))
            return "a long row of figures, or a zero in front";
        if (isalpha((unsigned char)before) || isalpha((unsigned char)next))
            return "figures joined with letters";
        if (strchr(".:-/ ", next) && next && is_digit(after))
            return "a group of figures";
        if (next == '.' && after == ' ' && islower((unsigned char)at[row + 2]))
            return "a point that is no full stop";
        at += row - 1;
    }
    return NULL;
}

static void look_at(const char *screen, const char *language)
{
    for (uint16_t i = ui_speak_next(&u, 0); i != UI_NONE; i = ui_speak_next(&u, i)) {
        struct buffer words = {.limit = UI_TEXT_MAX};
        ui_speak_node(&u, i, &words);
        const char *what = misread(buffer_string(&words));
        if (what)
            printf("%s %s %s: %s: %s\n", screen, language, ui_string(&u, u.node[i].key), what, buffer_string(&words));
        CHECK(!what);
        buffer_free(&words);
    }
}

static void every_screen(const char *language)
{
    for (int at = 0; at < SCREENS; at++)
        for (int part = 0; part < 6; part++) {
            session_at(&app, (enum screen)at, language, SIZE_M);
            app.session.part = (uint16_t)part;
            struct ui_setting setting = session_setting(&app, 0);
            screen_view(&app, &setting, &u);
            look_at(screen_name((enum screen)at), language);
        }
}

/* A test that can't fail is none. */
static void test_misread(void)
{
    static const char *const bad[] = {"kl. 18.00", "116 123", "tirsdag 24. november", "Rom B204", "94 30 11 02",
                                      "05",        "12345"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(misread(bad[i]));
    CHECK(!misread("Side 2 av 3. 5 valg. klokka 18, uke 47."));
}

int main(void)
{
    const char *build = getenv("SIRKEL_BUILD");
    char folder[FILE_PATH_MAX];
    snprintf(folder, sizeof folder, "%s/lang", build ? build : "build");
    CHECK(words_open(folder) == FAULT_NONE);
    test_misread();
    size_t count;
    const struct language *all = words_languages(&count);
    for (size_t i = 0; i < count; i++)
        every_screen(all[i].code);
    return TEST_END();
}
