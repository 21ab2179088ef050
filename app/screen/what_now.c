/* What one may do when the programme is over, page by page; then the groups that are hosted here. */
#include "screen/parts.h"

#include "rule/pages.h"

static void view(const struct app *app, struct ui *u)
{
    size_t count;
    const struct page *page = pages_after(&count);
    size_t at = app->session.part < count ? app->session.part : count - 1;
    struct line l;
    part_ring(u, at == 0 ? RING_ARC : RING_WAITING);
    ui_add(u, UI_STEP, "step", 0, line_format(&l, _("Page %1$d of %2$d"), (int)at + 1, (int)count));
    part_title(app, u, _(page[at].heading));
    part_text(u, "text", _(page[at].text));
    if (at + 1 < count) {
        part_primary(u, "next", ICON_forward, _("Next"), DO(ACT_PART, (int32_t)at + 1));
        return;
    }
    part_primary(u, "hosted", ICON_people, _("Groups hosted here"), DO(ACT_HOSTED));
    part_button(u, "desk", ICON_desk, _("Talk to someone here"), GO(desk));
}

const struct screen_file what_now_screen = {.view = view};
