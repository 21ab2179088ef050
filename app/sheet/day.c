/* For staff, before a day begins: what needs a person first, then what is in order, then what changes in the week. */
#include "sheet/parts.h"

#include "base/date.h"
#include "rule/print.h"

enum { CHANGES = 8, CHANGES_BRIEF = 3 }; /* so that it is one page */

static void clashes(const struct paper_words *w, int32_t today, struct ui *u)
{
    struct line label, value, when;
    for (int32_t i = 0; i < w->day.clashes && i < DAY_CLASHES; i++) {
        const struct meeting *m = &w->day.clash[i].meeting;
        /* TRANSLATORS: the name of a room */
        line_format(&label, _("Two groups in %s"), w->day.clash[i].room);
        when_at(&when, SHOWN, m->day, m->start_minute, today);
        /* TRANSLATORS: names of two groups, a date and time */
        line_format(&value, _("%1$s and %2$s, %3$s. You can give one of them another room."), w->day.clash[i].first,
                    w->day.clash[i].second, when.text);
        part_fact(u, "clash", ICON_warning, label.text, value.text);
        ui_arg(u, i);
    }
    if (w->day.clashes > DAY_CLASHES) /* TRANSLATORS: of rooms with two groups at one time */
        part_fact(u, "clashes", ICON_warning,
                  line_format(&label,
                              words_plural("%d more like this", "%d more like these",
                                           (unsigned long)(w->day.clashes - DAY_CLASHES)),
                              w->day.clashes - DAY_CLASHES),
                  NULL);
}

static void unchecked(const struct paper_day *day, struct ui *u)
{
    struct line names = {0}, value;
    for (int32_t i = 0; i < day->unchecked && i < DAY_UNCHECKED; i++) {
        line_add(&names, i > 0 ? ", " : "");
        line_add(&names, day->unchecked_name[i]);
    }
    if (day->unchecked > DAY_UNCHECKED) /* TRANSLATORS: names of groups, and how many more */
        line_format(&value, _("%1$s and %2$d more. Ask the groups."), names.text, day->unchecked - DAY_UNCHECKED);
    else
        line_format(&value, _("%s. Ask the groups."), names.text);
    part_fact(u, "unchecked", ICON_warning, _("Not checked for 90 days"), value.text);
}

/* What visitors wrote, where it is not whole. */
static void harm(const struct staff_view *v, struct ui *u)
{
    struct line l;
    if (v->behind)
        part_fact(u, "missing", ICON_warning, _("Sign-ups are missing"), _("See the status of the kiosk."));
    if (v->torn)
        part_fact(u, "torn", ICON_warning, _("The file of the sign-ups"),
                  _("It is damaged. Take out a list, and tell whoever looks after the kiosk."));
    if (v->damaged > 0)
        part_fact(u, "records", ICON_warning, _("What visitors wrote"), part_damaged(&l, v->damaged));
}

/* What the kiosk checks of itself: `well` says on which of the two lists a check stands. */
static void machine(const struct app *app, bool well, struct ui *u)
{
    const struct staff_view *v = &app->staff;
    const struct printer_view *p = &app->printer;
    enum verdict print = print_stands(p->state);
    struct line l;
    bool prints = p->here && print == VERDICT_KIOSK_OPEN;
    if (prints == well)
        part_fact(u, "printer", prints ? ICON_check : ICON_warning, _("Printer"),
                  prints ? _("It is ready.") : _(verdict_sentence(print)));
    bool open = part_signups_open(app);
    line_format(&l, _("%d MB free"), (int)(v->free_bytes >> 20));
    if (open == well)
        part_fact(u, "room", open ? ICON_check : ICON_warning, _("Sign-ups and disk"),
                  open ? l.text : _(verdict_sentence(kiosk_verdict(&app->kiosk))));
    if (v->clock_sure == well)
        part_fact(u, "clock", well ? ICON_check : ICON_warning, _("The clock"),
                  well ? _("It is right.") : _("Compare it with another one, and set it."));
    if (!well)
        harm(v, u);
    bool keys = *v->key_print != 0;
    if (keys == well)
        part_fact(u, "keys", well ? ICON_check : ICON_warning, _("The kiosk's key"),
                  well ? v->key_print : _("It can't be read. Tell whoever looks after the kiosk."));
    if (v->journal_whole == well) {
        line_format(&l, words_plural("%1$d entry, root %2$s", "%1$d entries, root %2$s", (unsigned long)v->log_entries),
                    (int)v->log_entries, v->log_root);
        part_fact(u, "journal", well ? ICON_check : ICON_warning, _("The event log"),
                  well ? l.text : _("The log does not add up. Tell whoever looks after the kiosk."));
    }
}

static bool all_well(const struct app *app, const struct paper_words *w)
{
    const struct staff_view *v = &app->staff;
    bool prints = app->printer.here && print_stands(app->printer.state) == VERDICT_KIOSK_OPEN;
    return prints && part_signups_open(app) && v->clock_sure && v->damaged == 0 && !v->torn && *v->key_print &&
           v->journal_whole && w->day.clashes == 0 && w->day.unchecked == 0;
}

static void change(struct ui *u, const struct group_row *row, int32_t place, int32_t today)
{
    const struct meeting *m = &row->next;
    struct line label, value, when;
    bool struck = row->left || m->cancelled;
    when_at(&when, SHOWN, row->left ? m->from_day : m->day, row->left ? m->from_minute : m->start_minute, today);
    line_format(&label, "%s, %s", row->name, when.text);
    if (row->left)
        line_format(&value, _("Moved to %s."), when_at(&when, SHOWN, m->day, m->start_minute, today));
    else if (m->cancelled)
        line_format(&value, "%s", part_called_off(m));
    else
        line_format(&value, _("This time in another room: %s"), row->place);
    part_fact(u, "change", ICON_NONE, label.text, value.text);
    ui_arg(u, place);
    ui_flag(u, struck ? UI_STRUCK : 0);
}

static void week(const struct paper_words *w, int32_t rows, int32_t today, struct ui *u)
{
    struct line l;
    int32_t left_out = w->rows - rows + w->rows_left_out;
    sheet_part(u, "week_name", _("This week"));
    if (w->rows == 0) {
        part_text(u, "as_usual", _("All meetings are held as usual."));
        return;
    }
    ui_open(u, UI_CARD, "changes", 0);
    for (int32_t i = 0; i < rows; i++)
        change(u, &w->row[i], i, today);
    ui_close(u);
    if (left_out > 0)
        part_text(u, "more",
                  line_format(&l,
                              words_plural("%d more change stands on the screen.",
                                           "%d more changes stand on the screen.", (unsigned long)left_out),
                              left_out));
}

void sheet_day_view(const struct app *app, const struct paper *p, const struct paper_words *w, bool brief, struct ui *u)
{
    int32_t most = brief ? CHANGES_BRIEF : CHANGES, rows = w->rows < most ? w->rows : most;
    int32_t minute, today = date_wall(p->now, &minute);
    struct line l;
    sheet_heading(u, _(sheet_title(SHEET_day)));
    when_at(&l, SHOWN, today, minute, WHEN_DATED);
    part_text(u, "now", line_capital(&l));
    sheet_part(u, "look_name", _("To look at"));
    if (all_well(app, w)) {
        part_text(u, "nothing", _("There is nothing to look at."));
    } else {
        ui_open(u, UI_CARD, "look", 0);
        machine(app, false, u);
        clashes(w, today, u);
        if (w->day.unchecked > 0)
            unchecked(&w->day, u);
        ui_close(u);
    }
    sheet_part(u, "order_name", _("In order"));
    ui_open(u, UI_CARD, "order", 0);
    machine(app, true, u);
    part_fact(u, "lists", ICON_export, part_waiting(&app->staff, &l), _("wait for the next list"));
    ui_close(u);
    week(w, rows, today, u);
    part_text(u, "names", _("No names are on this sheet."));
}
