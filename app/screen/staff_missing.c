/* The database lost records: how many, what staff can do first, and the way on without them. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct staff_view *v = &app->staff;
    struct line l;
    const char *nothing = v->renewed ? _("Nothing of it is missing") : _("The newest changes are missing");
    part_title(app, u, _(screen_title(app->session.at)));
    ui_open(u, UI_CARD, "facts", 0);
    line_format(&l, words_plural("%d record is missing", "%d records are missing", (unsigned long)v->lost), v->lost);
    part_fact(u, "missing", ICON_warning, v->lost > 0 ? l.text : nothing,
              v->renewed ? _("The file was damaged. What could be read was saved.")
                         : _("The disk has lost the newest of what visitors did."));
    ui_close(u);
    part_row(u, "list", ICON_export, _("Take out a list first"), GO(staff_export));
    ui_hint(u, _("The office sees what is missing"));
    part_text(
        u, "then",
        _("If you go on, visitors can join again. What is missing can't come back then. People may have to sign up anew."));
    part_hold(u, "go", ICON_check, _("Hold to go on without it"), DO(ACT_GO_ON));
}

const struct screen_file staff_missing_screen = {.view = view};
