/* A group by its own code: how it is, what waits for it, and what it can do. */
#include "screen/parts.h"

#include "base/text.h"

static fault load(struct app *app)
{
    struct session *s = &app->session;
    struct held_group *held = &s->held;
    const struct own_group *own = store_own(app->store, held->key);
    held->table_open = own && own->table;
    held->wants_review = own && own_find(own->text, OWN_review);
    held->wants_talk = 0;
    for (const char *at = own ? own_find(own->text, OWN_talk) : NULL; at; at = own_next(at, OWN_talk)) {
        int32_t rule = own_number(at - sizeof "talk", OWN_talk, 0);
        held->wants_talk |= rule > 0 && rule <= GROUP_RULES_MAX ? UINT32_C(1) << (rule - 1) : 0;
    }
    return group_load(app);
}

/* What has come in since the group was here, without a word of who. */
static void wants(const struct held_group *held, struct ui *u)
{
    struct line l;
    if (!held->wants_review && !held->wants_talk)
        return;
    ui_open(u, UI_CARD, "wants", 0);
    if (held->wants_review)
        part_fact(u, "review", ICON_ask, _("Somebody would like to look at the rules again."), NULL);
    for (int32_t i = 0; i < GROUP_RULES_MAX; i++)
        if (held->wants_talk >> i & 1) {
            line_format(&l, _("Somebody new would like to talk about rule %d."), i + 1);
            part_fact(u, "talk", ICON_talk, l.text, NULL);
            ui_arg(u, i);
        }
    ui_close(u);
}

static const char *table_hint(const struct app *app, struct line *l)
{
    const struct held_group *held = &app->session.held;
    if (held->table_open)
        return line_format(l, "%s", _("You can go on where you were"));
    if (app->session.edition.number == 0)
        return line_format(l, "%s", _("You agree on your rules together"));
    /* TRANSLATORS: which edition of the rules is in force */
    return line_format(l, _("Edition %d is in force"), app->session.edition.number);
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    struct line l;
    part_title(app, u, _(screen_title(s->at)));
    part_text(u, "state", _(group_state_words(s->group.state)));
    wants(&s->held, u);
    part_row(u, "table", ICON_people, _("The rule table"), DO(ACT_TABLE_OPEN));
    ui_hint(u, table_hint(app, &l));
    part_row(u, "steps", ICON_path, _("How the group is"), GO(group_steps));
    ui_hint(u, _("Meeting, resting, closing"));
    part_row(u, "words", ICON_clock, _("Time and words"), GO(group_words));
    ui_hint(u, _("When you meet, and what for"));
    if (s->edition.number > 0)
        part_print(app, u, SHEET_rules, _("Print the rule sheet"));
}

const struct screen_file group_own_screen = {.view = view, .load = load};
