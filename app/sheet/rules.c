/* The ground rules of a group, for the wall or the table. */
#include "sheet/parts.h"

void sheet_rules_view(const struct app *app, const struct paper *p, const struct paper_words *w, bool brief,
                      struct ui *u)
{
    struct line l;
    (void)app;
    sheet_ring(u);
    sheet_heading(u, _(sheet_title(SHEET_rules)));
    sheet_part(u, "name", w->group.name);
    if (sheet_repeat(p, SHOWN, &l)) {
        part_text(u, "repeat", l.text);
        sheet_repeat(p, SPOKEN, &l);
        ui_say(u, l.text);
    }
    /* TRANSLATORS: below the name of a group whose ground rules follow: which edition of them */
    part_text(u, "edition", line_format(&l, _("Edition %d."), w->group.rules_version));
    if (w->rule_count == 0)
        part_text(u, "none", _("The group will agree on them together."));
    sheet_rules(w, brief, u);
    part_text(u, "again", _("Anyone can ask to look at the rules again."));
}
