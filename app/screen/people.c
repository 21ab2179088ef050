/* What people say they get from a group: three tiles, and behind them eight short texts, in the order of the study. Each is what people
 * told researchers, and each page says where it comes from. */
#include "screen/parts.h"

#include "rule/pages.h"

static void tiles(const struct app *app, struct ui *u)
{
    size_t count;
    const struct told_tile *tile = pages_told_tiles(&count);
    part_ring(u, RING_ARC);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "study", _("From one study in Norway, 2010 to 2013. It is no promise."));
    for (size_t i = 0; i < count; i++) {
        part_row(u, "tile", part_icon(tile[i].icon), _(tile[i].heading), DO(ACT_PART, (int32_t)tile[i].first + 1));
        ui_hint(u, _(tile[i].hint));
        ui_arg(u, (int32_t)i);
    }
}

static void view(const struct app *app, struct ui *u)
{
    size_t count;
    const struct page *told = pages_told(&count);
    size_t at = app->session.part < count ? app->session.part : count;
    struct line l;
    if (at == 0) {
        tiles(app, u);
        return;
    }
    part_ring(u, RING_WAITING);
    ui_add(u, UI_STEP, "step", 0, line_format(&l, _("Page %1$d of %2$d"), (int)at, (int)count));
    part_title(app, u, _(told[at - 1].heading));
    part_text(u, "text", _(told[at - 1].text));
    part_text(u, "study", _("From one study in Norway, 2010 to 2013. It is no promise."));
    if (at < count)
        part_primary(u, "next", ICON_forward, _("Next"), DO(ACT_PART, (int32_t)at + 1));
    else
        part_primary(u, "find", ICON_find, _("Find a group"), GO(find));
}

const struct screen_file people_screen = {.view = view};
