/* Which rules lie on the table: those of the library go on and off, and a group adds its own words. What is said here stays here lies on
 * every table. */
#include "screen/parts.h"

#include "rule/ground_rules.h"

static bool lies(const struct session *s, int32_t library)
{
    for (int32_t i = 0; i < s->rule_count; i++)
        if (s->rules[i].library == library)
            return true;
    return false;
}

static void from_library(const struct session *s, struct ui *u)
{
    size_t count;
    const struct ground_rule_entry *library = ground_rules(&count);
    for (size_t i = 0; i < count; i++) {
        bool on = lies(s, (int32_t)i);
        part_row(u, "rule", on ? ICON_check : part_icon(library[i].icon), _(library[i].sentence),
                 DO(ACT_TABLE_RULE, (int32_t)i));
        ui_arg(u, (int32_t)i);
        ui_flag(u, on ? UI_CHOSEN : 0);
        if (on && !library[i].may_be_off)
            part_not_now(u, _("This one lies on every table."));
    }
}

static void own_words_of(const struct session *s, struct ui *u)
{
    size_t count;
    (void)ground_rules(&count);
    for (int32_t i = 0; i < s->rule_count; i++)
        if (s->rules[i].library < 0) {
            part_row(u, "own", ICON_check, s->rules[i].sentence, DO(ACT_TABLE_RULE, (int32_t)count + i));
            ui_arg(u, i);
            ui_flag(u, UI_CHOSEN);
            ui_hint(u, _("In your own words"));
        }
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    const char *feedback = feedback_words(s->held.table.feedback);
    part_title(app, u, _(screen_title(s->at)));
    part_text(u, "about", _("Touch a rule to lay it on the table, or to take it off."));
    from_library(s, u);
    own_words_of(s, u);
    part_row(u, "write", ICON_letters, _("A rule in your own words"), GO(table_write));
    part_row(u, "feedback", ICON_talk, _("How you answer each other"), GO(table_feedback));
    ui_hint(u, *feedback ? _(feedback) : _("Not chosen yet"));
    part_primary(u, "next", ICON_forward, _("Next"), GO(table_begin));
}

const struct screen_file table_rules_screen = {.view = view, .load = table_load};
