/* Everything once more, each with its own way to change it, before anything is kept (COG-10). */
#include "screen/parts.h"

#include "rule/privacy.h"

static void contact(const struct joining *j, struct ui *u)
{
    char veiled[CONTACT_MAX];
    part_row(u, "contact", 0, ICON_phone, part_contact_way(j->contact_way), NULL, ACT_REVIEW_CHANGE, SCREEN_join_contact);
    if (j->contact_way != CONTACT_PHONE && j->contact_way != CONTACT_MAIL)
        return;
    contact_veil(veiled, (enum contact_way)j->contact_way, j->contact);
    ui_hint(u, veiled);
    ui_flag(u, UI_PRIVATE);
}

static void answers(const struct joining *j, struct ui *u)
{
    struct line hint, say;
    hint.text[0] = say.text[0] = 0;
    for (int i = 0; i < PURPOSE_COUNT; i++) {
        const char *answer = j->answer[i] == ANSWER_YES ? _("Yes") : j->answer[i] == ANSWER_NO ? _("No") : _("no answer yet");
        line_add(&hint, i ? ", " : "");
        line_add(&hint, answer);
        line_add(&say, i ? " " : "");
        line_add(&say, _(consent_purpose((enum consent_purpose)i)->question));
        line_add(&say, " ");
        line_add(&say, answer);
        line_add(&say, ".");
    }
    part_row(u, "answers", 0, ICON_lock, _("Your answers"), hint.text, ACT_REVIEW_CHANGE, SCREEN_join_purpose);
    ui_say(u, say.text);
}

static void signature(const struct joining *j, struct ui *u)
{
    static const char *const ways[] = {
        [SIGN_NONE] = N_("Not signed yet"), [SIGN_DRAW] = N_("You drew a mark"), [SIGN_NAME] = N_("You wrote your name"),
        [SIGN_HOLD] = N_("You held the button"), [SIGN_WITNESS] = N_("You signed with a witness"),
    };
    part_row(u, "sign", 0, ICON_signature, _("Your signature"), _(ways[j->is_signed ? j->way : SIGN_NONE]), ACT_REVIEW_CHANGE,
             SCREEN_join_sign);
}

void join_review_view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    part_step(u, 7);
    part_title(app, u, _(screen_title(SCREEN_join_review)));
    ui_add(u, UI_STRONG, "group", 0, s->group.name);
    part_text(u, "about", _("Touch what you want to change."));
    part_row(u, "name", 0, ICON_card, _("Your name"), s->join.name, ACT_REVIEW_CHANGE, SCREEN_join_name);
    ui_flag(u, UI_PRIVATE);
    contact(&s->join, u);
    answers(&s->join, u);
    signature(&s->join, u);
    part_primary(u, "commit", ICON_chair, _("Join the group"), ACT_COMMIT_JOIN, 0);
    ui_flag(u, UI_COMMIT);
}
