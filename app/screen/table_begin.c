/* How many stand or sit round the table: three to twelve. Four to eight is advice, and never a block. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    const struct rule_table *t = &s->held.table;
    struct line l;
    part_ring_of(u, RING_TABLE, t->people, 0);
    part_title(app, u, _(screen_title(s->at)));
    part_text(u, "about", _("From three to twelve. Each answers in turn."));
    ui_add(u, UI_NUMBER, "people", 0, _("Round the table"));
    ui_value(u, line_format(&l, "%d", t->people));
    ui_flag(u, UI_LIVE);
    ui_open(u, UI_TWO, "count", 0);
    part_button(u, "less", ICON_minus, _("One fewer"), DO(ACT_TABLE_PEOPLE, -1));
    if (t->people <= OWN_PEOPLE_MIN)
        part_not_now(u, _("Three are a group."));
    part_button(u, "more", ICON_plus, _("One more"), DO(ACT_TABLE_PEOPLE, 1));
    if (t->people >= OWN_PEOPLE_MAX)
        part_not_now(u, _("Twelve at most."));
    ui_close(u);
    if (t->people < 4 || t->people > 8)
        part_text(u, "advice", _("Most groups are four to eight. Yours is fine, too."));
    part_primary(u, "begin", ICON_talk, _("Begin"), DO(ACT_TABLE_BEGIN));
    line_format(&l, words_plural("%d rule", "%d rules, one at a time", (unsigned long)s->rule_count), s->rule_count);
    ui_hint(u, l.text);
}

const struct screen_file table_begin_screen = {.view = view, .load = table_load};
