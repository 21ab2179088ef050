/* What a self-help group is, page by page. */
#include "screen/parts.h"

#include "base/text.h"
#include "rule/pages.h"

static fault load(struct app *app)
{
    return store_settings(app->store, &app->session.settings);
}

static void view(const struct app *app, struct ui *u)
{
    size_t all, here[PAGES_ABOUT_MAX];
    size_t count = pages_about_here(app->session.settings, here);
    size_t at = app->session.part < count ? app->session.part : count - 1;
    const struct page *page = &pages_about(&all)[here[at]];
    struct line l;
    part_ring(u, at == 0 ? RING_ARC : RING_WAITING);
    /* TRANSLATORS: page 2 of 6 of a text */
    ui_add(u, UI_STEP, "step", 0, line_format(&l, _("Page %1$d of %2$d"), (int)at + 1, (int)count));
    part_title(app, u, _(page->heading));
    part_text(u, "text", part_filled(app, &l, _(page->text)));
    if (at + 1 < count) {
        part_primary(u, "next", ICON_forward, _("Next"), DO(ACT_PART, (int32_t)at + 1));
    } else {
        part_primary(u, "find", ICON_find, _("Find a group"), GO(find));
    }
    if (text_same(page->key, "gain"))
        part_button(u, "people", ICON_hope, _("What people told researchers"), GO(people));
    else
        part_button(u, "privacy", ICON_lock, _("What happens to what I write?"), GO(privacy));
}

const struct screen_file about_screen = {.view = view, .load = load};
