/* What happens to what one writes, page by page. */
#include "screen/parts.h"

#include "rule/pages.h"

static void view(const struct app *app, struct ui *u)
{
    size_t count;
    const struct page *page = pages_privacy(&count);
    size_t at = app->session.part < count ? app->session.part : count - 1;
    struct line l;
    part_ring(u, RING_CLOSED);
    ui_add(u, UI_STEP, "step", 0, line_format(&l, _("Page %1$d of %2$d"), (int)at + 1, (int)count));
    part_title(app, u, _(page[at].heading));
    part_text(u, "text", part_filled(app, &l, _(page[at].text)));
    if (at + 1 < count)
        part_primary(u, "next", ICON_forward, _("Next"), DO(ACT_PART, (int32_t)at + 1));
    else
        part_primary(u, "home", ICON_home, _("To the first page"), GO(home));
}

const struct screen_file privacy_screen = {.view = view};
