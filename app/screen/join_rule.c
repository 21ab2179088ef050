/* The group's ground rules, one by one; agreeing to them is apart from consent. */
#include "screen/parts.h"

#include "rule/ground_rules.h"

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    int32_t rule = s->part < s->rule_count ? s->part : s->rule_count - 1;
    struct line l;
    part_ring(u, RING_CLOSED);
    part_step(u, 2);
    if (rule < 0) {
        part_title(app, u, _(screen_title(SCREEN_NUMBER(group_rules))));
        part_text(u, "none", _("The group will agree on its ground rules together."));
        part_primary(u, "next", ICON_forward, _("Next"), DO(ACT_RULE_AGREE));
        return;
    }
    part_title(app, u, _(ground_rule_sentence(&s->rules[rule])));
    part_text(u, "why", _(ground_rule_why(&s->rules[rule])));
    part_text(u, "count", line_format(&l, _("Rule %1$d of %2$d"), rule + 1, s->rule_count));
    const struct choice agree = {"agree", ICON_check, _("I'm with you on this one"), DO(ACT_RULE_AGREE, rule),
                                 app_said(s, s->join.rule_in[rule]) && !(s->join.talk >> rule & 1)};
    const struct choice think = {"think", ICON_talk, _("Let's talk about it"), DO(ACT_RULE_THINK, rule),
                                 app_said(s, s->join.rule_in[rule]) && s->join.talk >> rule & 1};
    part_pair(app, u, &agree, &think);
}

const struct screen_file join_rule_screen = {.view = view};
