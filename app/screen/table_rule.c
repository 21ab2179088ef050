/* A rule that not all are with: they talk, and then answer again or leave it out. */
#include "screen/parts.h"

#include "rule/ground_rules.h"

static bool may_go(const struct ground_rule *rule)
{
    size_t count;
    const struct ground_rule_entry *library = ground_rules(&count);
    return rule->library < 0 || library[rule->library].may_be_off;
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    const struct rule_table *t = &s->held.table;
    if (t->at >= s->rule_count) {
        part_title(app, u, _(screen_title(s->at)));
        return;
    }
    const struct ground_rule *rule = &s->rules[t->at];
    const char *why = _(ground_rule_why(rule));
    part_title(app, u, _(ground_rule_sentence(rule)));
    part_text(u, "why", *why ? why : _("In the group's own words."));
    part_text(u, "about", _("Talk about it first. Nobody has to say what they answered."));
    part_primary(u, "ask", ICON_turn, _("All answer again"), DO(ACT_TABLE_ASK, t->at));
    part_button(u, "out", ICON_none, _("Leave this rule out"), DO(ACT_TABLE_OUT, t->at));
    if (!may_go(rule))
        part_not_now(u, _("Every group agrees on this one."));
}

const struct screen_file table_rule_screen = {.view = view, .load = table_load};
