/* The centre file from the stick: whose kiosk this is, and what it has to offer. */
#include "screen/parts.h"

SCREEN_FILE(setup_centre)

static void read_file(const struct setup *p, struct ui *u)
{
    struct line l;
    ui_open(u, UI_CARD, "centre", 0);
    part_fact(u, "name", ICON_building, p->centre_name, p->centre_id);
    line_format(&l, words_plural("%d group", "%d groups", (unsigned long)p->groups), p->groups);
    part_fact(u, "groups", ICON_people, l.text, NULL);
    line_format(&l, words_plural("%d language", "%d languages", (unsigned long)p->languages), p->languages);
    part_fact(u, "languages", ICON_language, l.text, NULL);
    ui_close(u);
    part_button(u, "read", ICON_turn, _("Read another file"), DO(ACT_SETUP_CENTRE));
    part_primary(u, "next", ICON_check, _("This is our centre"), DO(ACT_SETUP_NEXT));
}

void setup_centre_view(const struct app *app, struct ui *u)
{
    const struct setup *p = &app->setup;
    part_title(app, u, _(screen_title(app->session.at)));
    if (p->centre_read) {
        read_file(p, u);
        return;
    }
    if (app->session.notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about",
                  _("It tells the kiosk about the centre and its groups. The office puts it on a memory stick."));
    ui_open(u, UI_CARD, "facts", 0);
    if (*p->centre_why)
        part_fact(u, "where", ICON_warning, _("The mistake is here"), p->centre_why);
    else
        part_fact(u, "stick", ICON_stick, _("Put a memory stick in"), _("The file is named sirkel-centre.json."));
    ui_close(u);
    part_primary(u, "read", ICON_stick, _("Read the stick"), DO(ACT_SETUP_CENTRE));
}
