/* The editions of a group's rules, the newest first: those before stay readable. */
#include "screen/parts.h"

static fault load(struct app *app)
{
    struct session *s = &app->session;
    fault f = group_load(app);
    const struct own_group *own = f == FAULT_NONE ? store_own(app->store, s->group.key) : NULL;
    int32_t at = own ? (int32_t)own->edition_count - 1 - s->part * ROWS_MAX : -1;
    s->edition_count = 0;
    s->leads = (s->part > 0 ? LEADS_BACK : 0) | (at >= ROWS_MAX ? LEADS_ON : 0);
    for (; at >= 0 && s->edition_count < ROWS_MAX; at--)
        part_edition(&s->editions[s->edition_count++], own, at);
    return f;
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    struct line l, day;
    part_title(app, u, _(screen_title(s->at)));
    if (s->edition_count == 0) {
        part_text(u, "none", _("The group has not agreed on rules here yet."));
        return;
    }
    part_text(u, "about", _("Each was agreed by all round the table. The newest is in force."));
    for (int32_t i = 0; i < s->edition_count; i++) {
        const struct edition_view *e = &s->editions[i];
        part_row(u, "edition", ICON_file, line_format(&l, _("Edition %d"), e->number), DO(ACT_EDITION, e->at));
        ui_arg(u, e->at);
        when_date(&day, SHOWN, e->day, WHEN_DATED);
        ui_hint(u, line_capital(&day));
    }
}

const struct screen_file editions_screen = {.view = view, .load = load};
