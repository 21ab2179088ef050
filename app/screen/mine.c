/* One's own sign-up: what is kept, and what can be done. Consent and the place are two things (practices S24). */
#include "screen/parts.h"

#include "rule/privacy.h"

SCREEN_FILE(mine)

static void kept(const struct my_signup *own, struct ui *u)
{
    char veiled[CONTACT_MAX];
    ui_open(u, UI_CARD, "kept", 0);
    part_fact(u, "group", 0, ICON_chair,
              own->has_membership ? _("Your place in the group") : _("You have left the group"), own->group_name);
    if (own->has_consent) {
        part_fact(u, "name", 0, ICON_card, _("Your name"), own->name);
        ui_flag(u, UI_PRIVATE);
        contact_veil(veiled, (enum contact_way)own->contact_way, own->contact);
        part_fact(u, "contact", 0, ICON_phone, part_contact_way(own->contact_way), veiled);
        ui_flag(u, UI_PRIVATE);
    } else {
        part_fact(u, "withdrawn", 0, ICON_undo, _("Your consent is withdrawn"), NULL);
    }
    ui_close(u);
}

static int32_t allowed(const struct my_signup *own)
{
    int32_t count = 0;
    for (int i = 0; i < PURPOSE_COUNT; i++)
        count += own->answer[i] == ANSWER_YES;
    return count;
}

void mine_view(const struct app *app, struct ui *u)
{
    const struct my_signup *own = &app->session.own;
    part_title(app, u, _(screen_title(app->session.at)));
    kept(own, u);
    if (own->has_consent) {
        part_row(u, "permissions", 0, ICON_lock, _("What you have said yes to"), _("See and change it"), ACT_GO,
                 SCREEN_NUMBER(withdraw));
        if (allowed(own) == 0)
            part_not_now(u, _("You have said no to each question."));
        part_row(u, "contact", 0, ICON_pencil, _("Change how you are reached"), NULL, ACT_GO,
                 SCREEN_NUMBER(mine_contact));
        part_row(u, "withdraw", 0, ICON_undo, _("Withdraw my consent"), _("You keep your place"), ACT_WITHDRAW,
                 PURPOSE_COUNT);
    }
    if (own->has_membership)
        part_row(u, "leave", 0, ICON_door, _("Leave the group"), _("You can come back later"), ACT_GO,
                 SCREEN_NUMBER(leave_sure));
    if (!own->has_consent && !own->has_membership)
        part_primary(u, "home", ICON_home, _("To the first page"), ACT_GO, SCREEN_NUMBER(home));
}
