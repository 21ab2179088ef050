/* All is ready: the protocol goes to the stick, and visitors may come. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct setup *p = &app->setup;
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->session.notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about", _("Print the protocol and sign it, both of you."));
    ui_open(u, UI_CARD, "facts", 0);
    part_fact(u, "kiosk", ICON_building, app->centre.name, app->centre.id);
    part_fact(u, "key", ICON_key, _("The kiosk's key"), p->key_print);
    part_fact(u, "version", ICON_info, _("Version"), SIRKEL_VERSION);
    part_fact(u, "trial", p->trial == TRIAL_STAGES ? ICON_check : ICON_warning, _("Trial"),
              p->trial == TRIAL_STAGES ? _("Done") : _("Not done"));
    if (p->medium)
        part_fact(u, "medium", ICON_warning, _("In memory"),
                  _("All of this is gone when the machine is switched off."));
    ui_close(u);
    part_button(u, "protocol", ICON_file, p->protocol_kept ? _("Write the protocol again") : _("Protocol to the stick"),
                DO(ACT_SETUP_PROTOCOL));
    part_hold(u, "open", ICON_door, _("Hold to open for visitors"), DO(ACT_SETUP_OPEN));
}

const struct screen_file setup_done_screen = {.view = view};
