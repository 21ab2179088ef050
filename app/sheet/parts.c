/* What the sheets are made of. */
#include "sheet/parts.h"

#include "base/date.h"
#include "screen/number.h"

void sheet_ring(struct ui *u)
{
    part_ring(u, RING_WAITING);
}

void sheet_heading(struct ui *u, const char *text)
{
    ui_add(u, UI_HEADING, "title", 0, text);
}

void sheet_part(struct ui *u, const char *key, const char *text)
{
    ui_add(u, UI_STRONG, key, 0, text);
}

void sheet_item(struct ui *u, const char *key, int32_t arg, const struct sheet_words *w)
{
    ui_open(u, UI_TWO, key, arg);
    ui_add(u, UI_STRONG, "figure", 0, w->figure);
    ui_flag(u, w->struck ? UI_STRUCK : 0);
    ui_add(u, UI_FACT, "words", 0, w->label);
    ui_value(u, w->value);
    ui_close(u);
}

void sheet_desk(const struct paper_words *w, struct ui *u)
{
    struct line say;
    sheet_part(u, "desk_name", _("Talk to someone here"));
    ui_open(u, UI_CARD, "desk", 0);
    part_fact(u, "where", ICON_desk, w->centre.desk, w->centre.hours);
    part_fact(u, "phone", ICON_phone, w->centre.phone, NULL);
    ui_say(u, when_figures(&say, w->centre.phone));
    ui_close(u);
}

int32_t sheet_today(const struct paper *p)
{
    return date_wall(p->now, NULL);
}

struct dates sheet_dates_of(const struct paper *p, const struct paper_words *w)
{
    return (struct dates){.at = p->dates,
                          .count = p->date_count,
                          .room = w->date_room,
                          .times = p->times,
                          .time_count = p->time_count,
                          .now = p->now};
}
