/* The days on which the house is closed, by staff and by the office's letter. */
#include "screen/parts.h"

#include "base/date.h"

enum { SPANS = 5 }; /* a part of the list */

/* All of them in order of time, this part of the list into session.row: from, to, and `left` for the office's. */
static fault load(struct app *app)
{
    struct session *s = &app->session;
    const struct house *h = store_house(app->store);
    size_t next[HOUSE_BYS] = {0}, passed = 0;
    s->rows = 0;
    s->leads = s->part > 0 ? LEADS_BACK : 0;
    for (;;) {
        int by = -1;
        for (int i = 0; i < HOUSE_BYS; i++)
            if (next[i] < h->closed_count[i] && (by < 0 || h->closed[i][next[i]].from < h->closed[by][next[by]].from))
                by = i;
        if (by < 0)
            return FAULT_NONE;
        const struct meeting_closed *c = &h->closed[by][next[by]++];
        if (c->to < date_wall(s->read_at, NULL) || passed++ < (size_t)s->part * SPANS)
            continue;
        if (s->rows == SPANS) {
            s->leads |= LEADS_ON;
            return FAULT_NONE;
        }
        s->row[s->rows++] =
            (struct group_row){.id = s->rows, .left = by == HOUSE_OFFICE, .next = {.day = c->to, .from_day = c->from}};
    }
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    int32_t today = date_wall(s->read_at, NULL);
    struct line l;
    part_title(app, u, _(screen_title(s->at)));
    if (s->notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about", _("On closed days all meetings are called off. Visitors see why."));
    part_row(u, "close", ICON_plus, _("Close the house"), DO(ACT_CLOSE_BEGIN));
    ui_hint(u, _("For a day, or for several"));
    for (int32_t i = 0; i < s->rows; i++) {
        const struct group_row *row = &s->row[i];
        part_row(u, "days", ICON_calendar_off, part_days(&l, SHOWN, row->next.from_day, row->next.day, today),
                 DO(ACT_OPEN_BEGIN, row->next.from_day));
        ui_arg(u, i);
        ui_say(u, part_days(&l, SPOKEN, row->next.from_day, row->next.day, today));
        if (row->left)
            part_not_now(u, _("The office says so, by letter."));
        else
            ui_hint(u, _("Open again"));
    }
}

const struct screen_file staff_closed_screen = {.view = view, .load = load};
