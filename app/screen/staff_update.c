/* A new version from a stick: what is there, how far it is, and whether it may stay. */
#include "screen/parts.h"

static void versions(const struct machine_view *m, struct ui *u)
{
    ui_open(u, UI_CARD, "facts", 0);
    part_fact(u, "runs", ICON_device, _("In use now"), m->about.version);
    if (m->update == UPDATE_READY || m->update == UPDATE_UNDER_WAY)
        part_fact(u, "new", ICON_stick, _("On the stick"), m->update_version);
    ui_close(u);
}

static void said(struct ui *u, enum verdict v)
{
    struct line l;
    line_format(&l, "%s", _(verdict_sentence(v)));
    ui_add(u, UI_STRONG, "said", 0, l.text);
    ui_flag(u, UI_LIVE);
}

static void under_way(const struct machine_view *m, struct ui *u)
{
    struct line l;
    line_format(&l, _("Writing: %d %%"), machine_percent(m->update_done, m->update_all));
    ui_add(u, UI_NOTICE, "progress", 0, l.text);
    ui_icon(u, ICON_hourglass);
    ui_hint(u, _("Please leave the stick where it is. The kiosk may be used meanwhile."));
    ui_flag(u, UI_LIVE);
}

static void look_again(struct ui *u)
{
    part_button(u, "look", ICON_turn, _("Look again"), DO(ACT_MACHINE, SCREEN_NUMBER(staff_update)));
}

static void all_well(struct ui *u)
{
    part_text(u, "well",
              _("A new version is in use. If all is well, keep it. Then the earlier copy of the data is erased."));
    part_hold(u, "keep", ICON_check, _("Hold if all is well"), DO(ACT_UPDATE_KEEP));
}

static void view(const struct app *app, struct ui *u)
{
    const struct machine_view *m = &app->machine;
    part_title(app, u, _(screen_title(app->session.at)));
    if (m->update == UPDATE_UNDER_WAY)
        under_way(m, u);
    else if (m->update != UPDATE_NOT_LOOKED)
        said(u, m->update_verdict);
    versions(m, u);
    if (m->update == UPDATE_READY) {
        part_text(u, "minutes", _("It takes some minutes. The present version is used meanwhile."));
        part_hold(u, "write", ICON_import, _("Hold to write it"), DO(ACT_UPDATE_BEGIN));
    } else if (m->update == UPDATE_STANDS) {
        part_button(u, "later", ICON_clock, _("Later"), GO(staff_home));
        part_hold(u, "restart", ICON_turn, _("Hold to restart"), DO(ACT_POWER, 1));
    } else if (m->about.copy[0] && m->update != UPDATE_UNDER_WAY) {
        all_well(u);
    } else if (m->update != UPDATE_UNDER_WAY) {
        look_again(u);
    }
}

const struct screen_file staff_update_screen = {.view = view};
