/* A letter from the office: the stick that carries it is asked for; what could not be taken, and why. */
#include "screen/parts.h"

/* Where a letter has a mistake, for whoever telephones the office. */
static void mistake(const struct letter_view *v, struct ui *u)
{
    if (v->verdict == VERDICT_LETTER_MISTAKE && *v->why)
        part_fact(u, "where", ICON_warning, _("Tell the office this"), v->why);
}

static void in_use(const struct letter_view *v, struct ui *u)
{
    struct line l;
    if (v->in_use > 0) /* TRANSLATORS: the number of the newest letter from the office */
        part_fact(u, "in_use", ICON_check, line_format(&l, _("Letter %d is in use"), v->in_use), NULL);
}

static void view(const struct app *app, struct ui *u)
{
    const struct letter_view *v = &app->letter;
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->session.notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about", _("The office changes groups and times by a letter on a memory stick."));
    ui_open(u, UI_CARD, "facts", 0);
    part_fact(u, "stick", ICON_stick, _("Put a memory stick in"), _("Then touch Read. That changes nothing yet."));
    in_use(v, u);
    mistake(v, u);
    ui_close(u);
    if (v->can_go_back) {
        part_row(u, "back", ICON_undo, _("As it was before the letter"), GO(letter_back));
        ui_hint(u, _("Groups, times and places"));
    }
    if (!v->knows_office) {
        part_row(u, "key", ICON_key, _("Give the kiosk the office's key"), GO(office_pin));
        ui_hint(u, _("It takes no letters before"));
    }
    part_primary(u, "read", ICON_stick, _("Read the stick"), DO(ACT_LETTER_READ));
}

const struct screen_file staff_letter_screen = {.view = view};
