/* Everything once more, and a way to change each of it, before anything is kept (COG-10). */
#include "screen/parts.h"

#include "rule/privacy.h"

static void contact(const struct joining *j, struct ui *u)
{
    char veiled[CONTACT_MAX] = "";
    if (j->contact_way == CONTACT_PHONE || j->contact_way == CONTACT_MAIL)
        contact_veil(veiled, (enum contact_way)j->contact_way, j->contact);
    part_fact(u, "contact", ICON_phone, part_contact_way(j->contact_way), veiled);
    ui_flag(u, UI_PRIVATE);
}

/* Each question in its own words, with what was answered. */
static void answers(const struct session *s, struct ui *u)
{
    for (int i = 0; i < PURPOSE_COUNT; i++) {
        enum answer given = app_answer(s, (enum consent_purpose)i);
        const char *answer = given == ANSWER_YES ? _("Yes") : _("No");
        if (!consent_asked((enum consent_purpose)i, s->join.nameless))
            answer = _("Not asked: you gave no name");
        else if (given == ANSWER_NONE)
            answer = _("no answer yet");
        part_fact(u, "answer", given == ANSWER_YES ? ICON_check : ICON_cross,
                  _(consent_purpose((enum consent_purpose)i)->question), answer);
        ui_arg(u, i);
    }
}

static void talk(const struct joining *j, struct ui *u)
{
    struct line all = {0}, one, l;
    for (int32_t i = 0; i < GROUP_RULES_MAX; i++)
        if (j->talk >> i & 1) {
            line_add(&all, *all.text ? ", " : "");
            line_add(&all, line_format(&one, "%d", i + 1));
        }
    if (*all.text) /* TRANSLATORS: of a newcomer: the numbers of one or more rules */
        part_fact(u, "talk", ICON_talk, line_format(&l, _("Wants to talk first about rule %s"), all.text), NULL);
}

static void facts(const struct session *s, struct ui *u)
{
    const struct joining *j = &s->join;
    static const char *const ways[] = {
        [SIGN_NONE] = N_("Not signed yet"),
        [SIGN_DRAW] = N_("You drew a mark"),
        [SIGN_NAME] = N_("You wrote your name"),
        [SIGN_HOLD] = N_("You held the button"),
        [SIGN_WITNESS] = N_("You signed with a witness"),
    };
    ui_open(u, UI_CARD, "facts", 0);
    part_fact(u, "name", ICON_card, _("Your name"), j->nameless ? _("No name") : j->name);
    ui_flag(u, UI_PRIVATE);
    contact(j, u);
    answers(s, u);
    part_fact(u, "sign", ICON_signature, _("Your signature"), _(ways[app_said(s, j->signed_in) ? j->way : SIGN_NONE]));
    talk(j, u);
    ui_close(u);
}

static void change(struct ui *u, const char *key, const char *label, screen_id to)
{
    part_button(u, key, ICON_NONE, label, DO(ACT_REVIEW_CHANGE, (int32_t)to));
}

static void view(const struct app *app, struct ui *u)
{
    part_step(u, 7);
    part_title(app, u, _(screen_title(app->session.at)));
    ui_add(u, UI_STRONG, "group", 0, app->session.group.name);
    facts(&app->session, u);
    ui_open(u, UI_TWO, "change", 0);
    change(u, "name", _("Change the name"), SCREEN_NUMBER(join_call));
    change(u, "contact", _("Change contact"), SCREEN_NUMBER(join_contact));
    change(u, "answers", _("Change answers"), SCREEN_NUMBER(join_purpose));
    change(u, "sign", _("Sign again"), SCREEN_NUMBER(join_sign));
    ui_close(u);
    bool waiting = app->session.join.waiting;
    part_hold(u, "commit", ICON_chair, waiting ? _("Hold here for the waiting list") : _("Hold here to join"),
              DO(ACT_COMMIT_JOIN));
}

const struct screen_file join_review_screen = {.view = view};
