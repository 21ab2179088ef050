/* Taking the signed lists out to a stick; how far it has come is said in words. */
#include "screen/parts.h"

static void progress(const struct staff_view *v, struct ui *u)
{
    struct line l;
    /* TRANSLATORS: how many of the records are written */
    line_format(&l, _("Writing: %1$d of %2$d"), v->job_done, v->job_all);
    ui_add(u, UI_NOTICE, "progress", 0, l.text);
    ui_icon(u, ICON_hourglass);
    ui_hint(u, _("Please leave the stick where it is. We say when you can take it out."));
    ui_flag(u, UI_LIVE);
}

static void view(const struct app *app, struct ui *u)
{
    const struct staff_view *v = &app->staff;
    struct line l, last;
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("You carry the lists, but can't open them. Only the receiver can."));
    if (app->job) {
        progress(v, u);
        return;
    }
    ui_open(u, UI_CARD, "facts", 0);
    part_fact(u, "new", ICON_people, part_waiting(v, &l),
              *part_last_list(app, &last) ? last.text : _("There was no list yet"));
    part_fact(u, "stick", ICON_stick, _("Put a memory stick in"),
              _("Then touch Write. Afterwards we verify everything."));
    ui_close(u);
    part_hold(u, "write", ICON_export, _("Hold to write to the stick"), DO(ACT_EXPORT));
}

const struct screen_file staff_export_screen = {.view = view};
