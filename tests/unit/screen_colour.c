/* Colour is never the only sign (TXT-07). What is chosen says so in a word or by a check, on every screen; and as people with a colour vision
 * deficiency see it, and in grey, the words on what is chosen stand out as they should, in every theme. */
#include "test.h"
#include "screens.h"

#include <math.h>
#include "screen_session.h"
#include "ui/layout.h"
#include "ui/roles.h"
#include "ui/style.h"

static struct app app;
static struct ui u;
static int seen; /* chosen targets */

/* Linear RGB of full protanopia, deuteranopia and tritanopia (Machado, Oliveira and Fernandes 2009), and the luminance of WCAG 2 as grey. */
enum { VISIONS = 5 };
static const double vision[VISIONS][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
    {{0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}},
};

static double light(uint32_t rgb, int how)
{
    static const double share[3] = {0.2126, 0.7152, 0.0722};
    double linear[3], sum = 0;
    for (int i = 0; i < 3; i++) {
        double v = (double)(rgb >> (16 - 8 * i) & 255) / 255;
        linear[i] = v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
    }
    for (int i = 0; i < 3; i++) {
        double v = 0;
        for (int k = 0; k < 3; k++)
            v += vision[how][i][k] * linear[k];
        sum += share[i] * fmin(fmax(v, 0), 1);
    }
    return sum;
}

static double apart(enum ui_theme theme, uint8_t a, uint8_t b, int how)
{
    double x = light(ui_colour(theme, (enum ui_colour)a), how) + 0.05,
           y = light(ui_colour(theme, (enum ui_colour)b), how) + 0.05;
    return x > y ? x / y : y / x;
}

/* Words, and the line round them, on what is chosen. */
static void stands_out(const struct ui_node *n)
{
    for (int theme = 0; theme < THEMES; theme++) {
        u.setting.theme = (uint8_t)theme;
        struct ui_look look = ui_style(&u, n, 0);
        for (int how = 0; how < VISIONS; how++) {
            CHECK(apart((enum ui_theme)theme, look.text, look.fill, how) >= 4.5);
            CHECK(apart((enum ui_theme)theme, look.line, look.fill, how) >= 3);
        }
    }
}

static void look_at(enum screen at, const char *language, enum ui_size size)
{
    for (int part = 0; part < 3; part++) {
        session_at(&app, at, language, size);
        app.session.part = (uint16_t)part;
        app.session.touch_on = 1u << TOUCH_HOLD;
        app.session.join.contact_way = CONTACT_PHONE;
        app.session.join.signed_in = app.session.language;
        app.session.join.way = SIGN_HOLD;
        for (int i = 0; i < PURPOSE_COUNT; i++) {
            app.session.join.answer[i] = ANSWER_YES;
            app.session.join.answer_in[i] = app.session.language;
        }
        struct ui_setting setting = session_setting(&app, 0);
        screen_view(&app, &setting, &u);
        ui_layout(&u);
        for (uint16_t i = 1; i < u.count; i++) {
            const struct ui_node *n = &u.node[i];
            if (!(n->flags & UI_CHOSEN) || !ui_role_focus(n->role))
                continue;
            bool said = n->hint || n->icon == ICON_check ||
                        n->role == UI_KEY; /* a chosen key turns all letters into capitals */
            if (!said)
                printf("%s %s: %s is chosen by colour alone\n", screen_name(at), language, ui_string(&u, n->label));
            CHECK(said);
            stands_out(n);
            seen++;
        }
    }
}

int main(void)
{
    size_t count;
    const struct language *all = session_languages(&count);
    for (size_t l = 0; l < count; l++)
        for (int at = 0; at < SCREENS; at++)
            look_at((enum screen)at, all[l].code, SIZE_M);
    CHECK(seen > 20);
    return TEST_END();
}
