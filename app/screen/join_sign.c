/* Four ways to sign that count the same (SGN-01). */
#include "screen/parts.h"

static void way(const struct session *s, struct ui *u, enum sign_way way, const char *label, const char *hint)
{
    static const struct {
        const char *key;
        enum ui_icon icon;
    } ways[] = {[SIGN_DRAW] = {"draw", ICON_draw},
                [SIGN_NAME] = {"name", ICON_keys},
                [SIGN_HOLD] = {"hold", ICON_press},
                [SIGN_WITNESS] = {"witness", ICON_witness}};
    part_row(u, ways[way].key, ways[way].icon, label, DO(ACT_SIGN_WAY, (int32_t)way));
    ui_hint(u, hint);
    part_chosen(u, app_said(s, s->join.signed_in) && s->join.way == way);
    ui_flag(u, u->asks && way == SIGN_HOLD ? UI_LIKELY : 0); /* a yes: the one that two answers do at once */
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    part_step(u, 6);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "same", _("All four ways count the same. You can go back and choose another one."));
    way(s, u, SIGN_DRAW, _("Draw a mark"), _("A line or a dot is enough"));
    way(s, u, SIGN_NAME, _("Write the name"), _("First name or nickname"));
    way(s, u, SIGN_HOLD, _("Hold a button"), _("For two seconds"));
    way(s, u, SIGN_WITNESS, _("With a witness"), _("Someone you choose confirms"));
}

const struct screen_file join_sign_screen = {.view = view};
