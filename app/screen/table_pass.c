/* Between two people: a dark display. A chair that has answered is full, whatever was answered. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    const struct rule_table *t = &s->held.table;
    bool all = t->answered >= t->people, first = t->answered == 0;
    struct line l;
    u->deep = true;
    part_ring_of(u, RING_PASS, t->people, t->answered);
    ui_add(u, UI_STEP, "step", 0, line_format(&l, _("Rule %1$d of %2$d"), t->at + 1, s->rule_count));
    part_title(app, u, all ? _("All have answered") : first ? _("The next rule") : _(screen_title(s->at)));
    if (first)
        part_text(u, "about", _("Each answers alone. Nobody gets to know who answered what."));
    else
        part_text(
            u, "about",
            _("Your answer is hidden. Answers show when all have answered. Nobody gets to know who answered what."));
    if (!first)
        part_button(u, "again", ICON_undo, _("Answer once more"), DO(ACT_TABLE_AGAIN));
    if (all)
        part_primary(u, "done", ICON_forward, _("Go on"), DO(ACT_TABLE_DONE));
    else
        part_primary(u, "next", ICON_chair, _("Now it is me"), DO(ACT_TABLE_NEXT));
}

const struct screen_file table_pass_screen = {.view = view, .load = table_load};
