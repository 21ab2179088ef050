/* Install on this disk? All that is on it is lost, so it takes a hold. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct setup_disk *disk = &app->setup.disk[app->setup.disk_chosen];
    struct line size;
    part_title(app, u, _(screen_title(app->session.at)));
    ui_add(u, UI_STRONG, "lost", 0, _("Everything on this disk will be erased."));
    ui_open(u, UI_CARD, "disk", 0);
    part_fact(u, "name", ICON_disk, disk->name,
              line_format(&size, _("%d GB"), (int)((disk->bytes + 500000000) / 1000000000)));
    ui_close(u);
    if (disk->kiosk)
        part_text(
            u, "kiosk",
            _("There is a kiosk on it already. Its sign-ups and its key are erased too. Take its list out first if you need it."));
    part_hold(u, "hold", ICON_import, _("Hold here to install"), DO(ACT_INSTALL));
}

const struct screen_file install_disk_screen = {.view = view};
