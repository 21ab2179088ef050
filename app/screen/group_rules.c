/* A group's own ground rules as a list; each opens with its reason. */
#include "screen/parts.h"

#include "rule/ground_rules.h"

static enum ui_icon rule_icon(const struct ground_rule *rule)
{
    size_t count;
    const struct ground_rule_entry *entries = ground_rules(&count);
    return rule->library >= 0 && (size_t)rule->library < count ? part_icon(entries[rule->library].icon) : ICON_people;
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    part_title(app, u, _(screen_title(app->session.at)));
    bool agreed = s->edition.number > 0;
    if (agreed)
        part_text(u, "about", _("All round the table have agreed on these. Touch one, and read why."));
    else if (s->group.state == GROUP_STATE_forming || s->group.state == GROUP_STATE_proposed)
        part_text(u, "about",
                  _("These are proposed. The members agree on their rules together. Touch one, and read why."));
    else
        part_text(u, "about", _("The group's rules, as the office wrote them down. Touch one, and read why."));
    for (int32_t i = 0; i < s->rule_count; i++) {
        part_row(u, "rule", rule_icon(&s->rules[i]), _(ground_rule_sentence(&s->rules[i])), DO(ACT_RULE, i));
        ui_arg(u, i);
    }
    if (agreed)
        part_row(u, "editions", ICON_list, _("Earlier editions"), GO(editions));
    if (s->rule_count > 0)
        part_print(app, u, SHEET_rules, _("Print the rules"));
}

const struct screen_file group_rules_screen = {.view = view, .load = group_load};
