/* Started from an install medium: install on this machine, or just try it. */
#include "screen/parts.h"

/* "256 GB", as it is printed on disks: powers of ten. */
static const char *size_of(struct line *l, int64_t bytes)
{
    return line_format(l, _("%d GB"), (int)((bytes + 500000000) / 1000000000));
}

static void view(const struct app *app, struct ui *u)
{
    const struct setup *p = &app->setup;
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("Sirkel runs from the stick now. Installed on a disk, it starts without it."));
    for (int32_t i = 0; i < p->disk_count; i++) {
        struct line size;
        part_row(u, "disk", ICON_disk, p->disk[i].name, DO(ACT_INSTALL_DISK, i));
        ui_hint(u, size_of(&size, p->disk[i].bytes));
        ui_arg(u, i);
    }
    part_row(u, "try", ICON_stick, _("Just try it"), DO(ACT_SETUP_NEXT));
    ui_hint(u, _("It changes nothing and keeps nothing."));
}

const struct screen_file setup_place_screen = {.view = view};
