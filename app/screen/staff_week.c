/* The meetings of the week, for staff: each can be chosen, those called off too. What no longer fits the timetable comes
 * first; closed days and hidden groups stand behind the last row. */
#include "screen/parts.h"

#include "base/date.h"

enum { CHOICES = 5, AT_ONCE = 128 };

/* A meeting that was moved within the week stands at its new place alone. */
static bool stands_elsewhere(const struct group_found *found, int64_t now)
{
    return found->left && found->next.ends > now && found->next.starts < now + STORE_WEEK_SECONDS;
}

static int32_t rows_a_page(const struct housework *w)
{
    int32_t room = CHOICES - 1 - (w->unfit > 0);
    return w->total <= room ? room : room - 1;
}

/* `out` NULL: only counts. */
static fault walk(struct app *app, int32_t from, int32_t rows, struct group_found *out, int32_t *ret_total)
{
    const int64_t now = app->session.read_at;
    struct group_found found[AT_ONCE];
    struct group_find find = {.now = now};
    size_t count = AT_ONCE;
    fault f = FAULT_NONE;
    *ret_total = 0;
    for (; count == AT_ONCE && f == FAULT_NONE; find.from += count) {
        f = store_week(app->store, &find, found, AT_ONCE, &count);
        for (size_t i = 0; i < count && f == FAULT_NONE; i++) {
            if (stands_elsewhere(&found[i], now))
                continue;
            if (out && *ret_total >= from && *ret_total < from + rows)
                out[*ret_total - from] = found[i];
            ++*ret_total;
        }
    }
    return f;
}

static fault load(struct app *app)
{
    struct session *s = &app->session;
    struct housework *w = &s->house;
    struct group_found found[CHOICES];
    size_t unfit[HOUSE_CHANGES_MAX], count = 0;
    s->rows = 0;
    fault f = store_house_unfit(app->store, date_wall(s->read_at, NULL), unfit, HOUSE_CHANGES_MAX, &count);
    w->unfit = (int32_t)count;
    if (f == FAULT_NONE)
        f = walk(app, 0, 0, NULL, &w->total);
    int32_t rows = rows_a_page(w), pages = (w->total + rows - 1) / rows;
    int32_t page = s->part < pages ? s->part : 0, from = page * rows;
    if (f == FAULT_NONE)
        f = walk(app, from, rows, found, &w->total);
    for (int32_t i = 0; i < rows && from + i < w->total && f == FAULT_NONE; i++)
        f = part_found_row(app->store, s->language, &found[i], &s->row[s->rows++]);
    return f;
}

static void words_of(const struct group_row *row, enum form form, int64_t now, struct line *label, struct line *hint)
{
    const struct meeting *m = &row->next;
    int32_t today = date_wall(now, NULL);
    struct line when;
    line_format(label, "%s", row->name);
    if (row->left) {
        line_format(hint, _("Moved to %s."), when_at(&when, form, m->day, m->start_minute, today));
    } else if (m->cancelled) {
        when_date(&when, form, m->day, today);
        line_format(hint, "%s %s", m->closed ? _("House closed.") : _("Called off."), line_capital(&when));
    } else {
        line_format(hint, "%s", when_meeting(&when, form, m, now));
        line_capital(hint);
        if (m->moved || m->room > 0) {
            line_add(hint, ". ");
            line_add(hint, m->moved ? _("Moved.") : _("Another room."));
        }
    }
}

static void meeting_row(struct ui *u, const struct group_row *row, int32_t place, int64_t now)
{
    struct line label, hint, spoken, spoken_hint, say;
    bool struck = row->left || row->next.cancelled;
    words_of(row, SHOWN, now, &label, &hint);
    words_of(row, SPOKEN, now, &spoken, &spoken_hint);
    part_row(u, "meeting", struck ? ICON_calendar_off : ICON_calendar, label.text, DO(ACT_STAFF_MEETING, place));
    ui_hint(u, hint.text);
    ui_arg(u, place);
    ui_flag(u, struck ? UI_STRUCK : 0);
    ui_say(u, line_format(&say, "%s, %s", spoken.text, spoken_hint.text));
}

/* Round and round, so that the first page is one touch from the last. */
static void more_row(const struct app *app, struct ui *u)
{
    const struct housework *w = &app->session.house;
    int32_t rows = rows_a_page(w), pages = (w->total + rows - 1) / rows;
    int32_t page = app->session.part < pages ? app->session.part : 0;
    struct line l;
    if (pages < 2)
        return;
    part_row(u, "more", ICON_more, _("More meetings"), DO(ACT_PART, (page + 1) % pages));
    ui_hint(u, line_format(&l, _("This is page %1$d of %2$d"), page + 1, pages));
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    struct line l;
    part_title(app, u, _(screen_title(s->at)));
    if (s->notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about",
                  s->house.total > 0 ? _("Choose the meeting that you want to change. All of it can be taken back.")
                                     : _("There are no meetings in the next seven days."));
    if (s->house.unfit > 0) {
        line_format(&l,
                    words_plural("%d change no longer fits", "%d changes no longer fit", (unsigned long)s->house.unfit),
                    s->house.unfit);
        part_row(u, "unfit", ICON_warning, l.text, GO(staff_unfit));
        ui_hint(u, _("The timetable is new"));
    }
    for (int32_t i = 0; i < s->rows; i++)
        meeting_row(u, &s->row[i], i, s->read_at);
    more_row(app, u);
    part_row(u, "house", ICON_building, _("House and groups"), GO(staff_house));
    ui_hint(u, _("Closed days, later meetings"));
}

const struct screen_file staff_week_screen = {.view = view, .load = load};
