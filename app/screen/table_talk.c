/* All have answered every rule: what all agree on is one solid card, the others are there to talk about. */
#include "screen/parts.h"

#include "rule/ground_rules.h"

static int32_t count_of(const struct session *s, char answer)
{
    int32_t count = 0;
    for (int32_t i = 0; i < s->rule_count; i++)
        count += s->held.table.answer[i] == answer;
    return count;
}

static void agreed(const struct session *s, struct ui *u)
{
    if (count_of(s, 'w') == 0)
        return;
    ui_open(u, UI_CARD, "agreed", 0);
    for (int32_t i = 0; i < s->rule_count; i++)
        if (s->held.table.answer[i] == 'w') {
            part_fact(u, "rule", ICON_check, _(ground_rule_sentence(&s->rules[i])), NULL);
            ui_arg(u, i);
        }
    ui_close(u);
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    int32_t talk = count_of(s, 't');
    struct line l;
    if (talk > 0)
        line_format(&l, words_plural("%d rule to talk about", "%d rules to talk about", (unsigned long)talk), talk);
    else
        line_format(&l, "%s", _("All are with you on every rule"));
    part_title(app, u, l.text);
    if (talk > 0)
        part_text(u, "about", _("Talk together, and answer again. Nobody knows who answered what."));
    agreed(s, u);
    for (int32_t i = 0; i < s->rule_count; i++)
        if (s->held.table.answer[i] == 't') {
            part_row(u, "talk", ICON_talk, _(ground_rule_sentence(&s->rules[i])), DO(ACT_TABLE_TALK, i));
            ui_arg(u, i);
        }
    if (talk == 0)
        part_hold(u, "agree", ICON_check, _("Hold: these are our rules"), DO(ACT_TABLE_AGREE));
    else
        part_button(u, "wait", ICON_pause, _("Let them wait until next time"), DO(ACT_TABLE_AGREE));
}

const struct screen_file table_talk_screen = {.view = view, .load = table_load};
