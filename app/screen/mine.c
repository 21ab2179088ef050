/* One's own sign-up: what is kept, and what can be done. Consent and the place are two things. */
#include "screen/parts.h"

#include "rule/privacy.h"

static void kept(const struct my_signup *own, struct ui *u)
{
    char veiled[CONTACT_MAX];
    ui_open(u, UI_CARD, "kept", 0);
    part_fact(u, "group", ICON_chair, part_place(own), own->group_name);
    if (own->has_consent && own->unreadable) {
        part_fact(u, "unreadable", ICON_warning, _("What you wrote can't be read any more"),
                  _("You can still withdraw it."));
    } else if (own->has_consent) {
        part_fact(u, "name", ICON_card, _("Your name"), *own->name ? own->name : _("No name"));
        ui_flag(u, UI_PRIVATE);
        contact_veil(veiled, (enum contact_way)own->contact_way, own->contact);
        part_fact(u, "contact", ICON_phone, part_contact_way(own->contact_way), veiled);
        ui_flag(u, UI_PRIVATE);
    } else {
        part_fact(u, "withdrawn", ICON_undo, _("Your consent is withdrawn"), NULL);
    }
    ui_close(u);
}

static void view(const struct app *app, struct ui *u)
{
    const struct my_signup *own = &app->session.own;
    part_title(app, u, _(screen_title(app->session.at)));
    kept(own, u);
    if (own->has_consent && !own->unreadable) {
        part_row(u, "permissions", ICON_lock, _("Your answers"), GO(withdraw));
        ui_hint(u, own->text_changed ? _("New text. Yours holds.") : _("See and change them"));
        part_row(u, "contact", ICON_pencil, _("Change how you are reached"), GO(mine_contact));
    }
    if (own->has_consent) {
        part_row(u, "withdraw", ICON_undo, _("Withdraw my consent"), DO(ACT_WITHDRAW, PURPOSE_COUNT));
        ui_hint(u, _("You keep your place"));
    }
    if (own->has_membership && !own->waiting) {
        part_row(u, "rules", ICON_people, _("Look at our rules again"), DO(ACT_RULES_AGAIN));
        ui_hint(u, _("Nobody learns who asked"));
    }
    if (own->has_membership) {
        part_row(u, "leave", ICON_door, _("Leave the group"), GO(leave_sure));
        ui_hint(u, _("You can come back"));
    }
    if (own->has_consent || own->has_membership)
        part_print(app, u, SHEET_receipt, _("Print your receipt"));
    else
        part_primary(u, "home", ICON_home, _("To the first page"), GO(home));
}

const struct screen_file mine_screen = {.view = view};
