/* One edition of a group's rules, as it was agreed. */
#include "screen/parts.h"

#include "rule/ground_rules.h"

static fault load(struct app *app)
{
    struct session *s = &app->session;
    struct edition_view *e = &s->held.edition;
    struct own_rules rules;
    fault f = group_load(app);
    const struct own_group *own = f == FAULT_NONE ? store_own(app->store, s->group.key) : NULL;
    s->rule_count = 0;
    part_edition(e, own, e->at);
    if (e->number == 0 || !own_rules_read(&rules, own->edition[e->at]))
        return f;
    for (size_t i = 0; i < rules.count; i++)
        own_rule_show(&s->rules[s->rule_count++], &rules.rule[i], s->language);
    return f;
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    const struct edition_view *e = &s->held.edition;
    struct line l, day;
    line_format(&l, _("Edition %d"), e->number);
    part_title(app, u, e->number > 0 ? l.text : _(screen_title(s->at)));
    if (e->number == 0)
        return;
    line_format(&l, _("Agreed by all round the table, %s."), when_date(&day, SHOWN, e->day, WHEN_DATED));
    part_text(u, "agreed", l.text);
    line_format(&l, _("Agreed by all round the table, %s."), when_date(&day, SPOKEN, e->day, WHEN_DATED));
    ui_say(u, l.text);
    ui_open(u, UI_CARD, "rules", 0);
    for (int32_t i = 0; i < s->rule_count; i++) {
        part_fact(u, "rule", ICON_check, _(ground_rule_sentence(&s->rules[i])), NULL);
        ui_arg(u, i);
    }
    ui_close(u);
    part_text(u, "force", e->newest ? _("This edition is in force.") : _("A newer edition is in force."));
}

const struct screen_file edition_screen = {.view = view, .load = load};
