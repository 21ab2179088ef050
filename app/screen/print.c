/* A sheet on its way: what the printer says of it, and what one can do. Nothing of the sheet itself is shown. */
#include "screen/parts.h"

/* Who hears may hear it first. */
static void offer(const struct printing *p, struct ui *u)
{
    part_text(u, "hears", _("You can hear what is on the sheet, before it is printed."));
    part_button(u, "hear", ICON_listen, _("Hear the sheet"), DO(ACT_SHEET_HEAR));
    part_primary(u, "print", ICON_print, _("Print it"), DO(ACT_PRINT, (int32_t)p->sheet));
}

static void view(const struct app *app, struct ui *u)
{
    const struct printing *p = &app->session.print;
    bool under_way = app_printing(app), done = p->outcome == VERDICT_PRINT_DONE;
    struct line l;
    part_title(app, u, _(screen_title(app->session.at)));
    if (p->stage == PRINT_ASKED) {
        offer(p, u);
        return;
    }
    ui_add(u, UI_NOTICE, "stands", 0, _(verdict_sentence(p->outcome)));
    ui_icon(u, done ? ICON_check : ICON_print);
    ui_flag(u, UI_LIVE);
    if (under_way && p->pages > 1 && p->page > 0 && p->page <= p->pages)
        ui_hint(u, line_format(&l, _("%1$d of %2$d pages are out"), p->page, p->pages));
    if (under_way) {
        part_text(u, "meanwhile", _("You can use the screen meanwhile. If you touch Leave, printing stops."));
        part_button(u, "cancel", ICON_cross, _("Cancel printing"), DO(ACT_PRINT_CANCEL));
        return;
    }
    if (done)
        part_text(u, "yours", _("It is yours. We keep nothing of it."));
    else
        part_button(u, "again", ICON_print, _("Try again"), DO(ACT_PRINT, (int32_t)p->sheet));
    part_primary(u, "done", done ? ICON_check : ICON_back, done ? _("I have it") : _("Go back"), DO(ACT_BACK));
}

const struct screen_file print_screen = {.view = view};
