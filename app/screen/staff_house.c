/* What holds for the whole house, and for whole groups. */
#include "screen/parts.h"

#include "base/date.h"

static fault load(struct app *app)
{
    struct housework *w = &app->session.house;
    const struct house *h = store_house(app->store);
    w->total = (int32_t)h->hidden_count;
    w->from = w->to = 0;
    for (int by = 0; by < HOUSE_BYS; by++)
        for (size_t i = 0; i < h->closed_count[by]; i++) {
            const struct meeting_closed *c = &h->closed[by][i];
            if (c->to < date_wall(app->session.read_at, NULL) || (w->from > 0 && c->from >= w->from))
                continue;
            w->from = c->from;
            w->to = c->to;
        }
    return FAULT_NONE;
}

static void view(const struct app *app, struct ui *u)
{
    const struct housework *w = &app->session.house;
    struct line l;
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("What holds for several meetings at once."));
    part_row(u, "closed", ICON_building, _("The house is closed"), GO(staff_closed));
    ui_hint(u, w->from > 0 ? part_days(&l, SHOWN, w->from, w->to, date_wall(app->session.read_at, NULL))
                           : _("There are no closed days"));
    part_row(u, "groups", ICON_people, _("All groups"), GO(staff_groups));
    if (w->total > 0)
        ui_hint(u, line_format(&l, words_plural("%d is hidden", "%d are hidden", (unsigned long)w->total), w->total));
    else
        ui_hint(u, _("Hide one from the lobby, or change a later meeting"));
    part_row(u, "interest", ICON_hope, _("What people look for"), GO(staff_interest));
    ui_hint(u, _("Topics without a group, as on Monday"));
}

const struct screen_file staff_house_screen = {.view = view, .load = load};
