/* All is ready: the protocol goes to the stick, and visitors may come. */
#include "screen/parts.h"

SCREEN_FILE(setup_done)

void setup_done_view(const struct app *app, struct ui *u)
{
    const struct setup *p = &app->setup;
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->session.notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about", _("Print the protocol and sign it, both of you."));
    ui_open(u, UI_CARD, "facts", 0);
    part_fact(u, "kiosk", 0, ICON_building, app->centre.name, app->centre.id);
    part_fact(u, "key", 0, ICON_key, _("The kiosk's key"), p->key_print);
    part_fact(u, "version", 0, ICON_info, _("Version"), SIRKEL_VERSION);
    part_fact(u, "trial", 0, p->trial == TRIAL_STAGES ? ICON_check : ICON_warning, _("Trial"),
              p->trial == TRIAL_STAGES ? _("Done") : _("Not done"));
    if (p->medium)
        part_fact(u, "medium", 0, ICON_warning, _("In memory"),
                  _("All of this is gone when the machine is switched off."));
    ui_close(u);
    part_button(u, "protocol", 0, ICON_file,
                p->protocol_kept ? _("Write the protocol again") : _("Protocol to the stick"), ACT_SETUP_PROTOCOL, 0);
    part_hold(u, "open", ICON_door, _("Hold to open for visitors"), ACT_SETUP_OPEN, 0);
}
