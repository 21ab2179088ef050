/* One rule on the table, for the one who has the seat. */
#include "screen/parts.h"

#include "rule/ground_rules.h"

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    const struct rule_table *t = &s->held.table;
    struct line l;
    if (t->at >= s->rule_count) {
        part_title(app, u, _(screen_title(s->at)));
        return;
    }
    const struct ground_rule *rule = &s->rules[t->at];
    ui_add(u, UI_STEP, "step", 0, line_format(&l, _("Rule %1$d of %2$d"), t->at + 1, s->rule_count));
    part_title(app, u, _(ground_rule_sentence(rule)));
    const char *why = _(ground_rule_why(rule));
    part_text(u, "why", *why ? why : _("In the group's own words."));
    part_text(u, "hidden", _("Nobody sees your answer. Answers show when all have answered."));
    const struct choice with = {"with", ICON_check, _("I'm with you on this one"), DO(ACT_TABLE_ANSWER, 1), false};
    const struct choice talk = {"talk", ICON_talk, _("Let's talk about it"), DO(ACT_TABLE_ANSWER, 0), false};
    part_pair(app, u, &with, &talk);
}

const struct screen_file table_card_screen = {.view = view, .load = table_load};
