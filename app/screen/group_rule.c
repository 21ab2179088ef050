/* One ground rule and why the group has it. */
#include "screen/parts.h"

#include "rule/ground_rules.h"

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    struct line l;
    part_ring(u, RING_CLOSED);
    if (s->rule >= s->rule_count) {
        part_title(app, u, _(screen_title(app->session.at)));
        return;
    }
    /* TRANSLATORS: ground rule 2 of 7 */
    ui_add(u, UI_STEP, "step", 0, line_format(&l, _("Rule %1$d of %2$d"), s->rule + 1, s->rule_count));
    part_title(app, u, _(ground_rule_sentence(&s->rules[s->rule])));
    part_text(u, "why", _(ground_rule_why(&s->rules[s->rule])));
    if (s->rule + 1 < s->rule_count)
        part_primary(u, "next", ICON_forward, _("Next rule"), DO(ACT_RULE, s->rule + 1));
    else
        part_primary(u, "group", ICON_people, _("Back to the group"), DO(ACT_GROUP, s->group_id));
}

const struct screen_file group_rule_screen = {.view = view};
