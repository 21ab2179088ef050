/* An edition of the rules was agreed: its number, its day, and the machine's word for it. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    const struct edition_view *e = &s->edition;
    struct line l, day, both, said;
    part_ring(u, RING_CLOSED);
    part_title(app, u, _(screen_title(s->at)));
    part_text(u, "again", _("You can look at your rules again whenever you like."));
    ui_open(u, UI_CARD, "edition", 0);
    line_format(&l, _("Edition %d"), e->number);
    line_format(&both, words_plural("%1$s, %2$d rule", "%1$s, %2$d rules", (unsigned long)e->count),
                when_date(&day, SHOWN, e->day, WHEN_DATED), e->count);
    part_fact(u, "number", ICON_file, l.text, both.text);
    when_date(&day, SPOKEN, e->day, WHEN_DATED);
    ui_say(u, line_format(&said, "%s, %s", l.text, day.text));
    part_fact(u, "all", ICON_people, _("Agreed by all round the table"), NULL);
    part_fact(u, "signed", ICON_shield, _("Signed by this machine"), NULL);
    ui_close(u);
    part_print(app, u, SHEET_rules, _("Print the rule sheet"));
    part_button(u, "editions", ICON_list, _("Earlier editions"), GO(editions));
    part_primary(u, "group", ICON_people, _("To your group"), GO(group_own));
}

const struct screen_file table_agreed_screen = {.view = view, .load = group_load};
