/* What all sheets share: which languages, which size, how many pages, and the foot. */
#include "sheet/parts.h"

#include <stdio.h>
#include <string.h>
#include "base/date.h"
#include "base/host.h"
#include "base/text.h"
#include "base/words.h"
#include "store/read.h"
#include "ui/sheet.h"

static const struct {
    const char *name, *title;
    void (*view)(const struct app *app, const struct paper *p, const struct paper_words *w, bool brief, struct ui *u);
    enum who who;
    enum screen_class class;
} sheets[SHEETS] = {
#define SHEET(name, who, class, title) {#name, title, sheet_##name##_view, who, class},
#include "sheets.def"
#undef SHEET
};

const char *sheet_name(enum sheet sheet)
{
    return sheets[sheet].name;
}

const char *sheet_title(enum sheet sheet)
{
    return sheets[sheet].title;
}

/* The centre's own language is its first; where the program has no words in it, the sheet comes once. */
static fault second_language(struct app *app, enum sheet sheet, const char **ret)
{
    char codes[CENTRE_LANGUAGES_MAX][CENTRE_LANGUAGE_MAX];
    size_t count = 0;
    *ret = NULL;
    if (sheets[sheet].class == PERSONAL || sheets[sheet].who == STAFF)
        return FAULT_NONE;
    fault f = store_languages(app->store, codes, &count);
    const struct language *first = f == FAULT_NONE && count > 0 ? words_language(codes[0]) : NULL;
    if (first && strcmp(first->code, app->session.language) != 0)
        *ret = first->code;
    return f;
}

/* The group the sheet is about; 0: none. */
static fault group_of(struct app *app, enum sheet sheet, int32_t *ret)
{
    struct group group;
    const struct my_signup *own = &app->session.own;
    bool wants = sheet == SHEET_group || sheet == SHEET_rules || sheet == SHEET_receipt;
    *ret = wants ? app->session.group_id : 0;
    if (sheet != SHEET_receipt || !own->open)
        return wants && *ret <= 0 ? FAULT_NO_ENTRY : FAULT_NONE;
    fault f = store_group_by_key(app->store, app->session.language, own->group_key, &group);
    *ret = f == FAULT_NONE ? group.id : 0;
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f; /* a receipt outlives its group */
}

static bool is_changed(const struct group_found *found)
{
    return found->left || found->next.cancelled || found->next.room > 0;
}

/* As much of the week as the sheet holds, or of what is not as usual in it; the rest is counted. */
static fault load_week(struct app *app, int64_t now, bool changed, struct paper_words *w)
{
    struct group_found found[ROWS_MAX];
    struct group_find find = {.now = now};
    size_t count = ROWS_MAX;
    fault f = FAULT_NONE;
    for (; count == ROWS_MAX && f == FAULT_NONE; find.from += count) {
        f = store_week(app->store, &find, found, ROWS_MAX, &count);
        for (size_t i = 0; i < count && f == FAULT_NONE; i++) {
            if (changed && !is_changed(&found[i]))
                continue;
            if (w->rows < PAPER_ROWS_MAX)
                f = part_found_row(app->store, w->language, &found[i], &w->row[w->rows++]);
            else
                w->rows_left_out++;
        }
    }
    return f;
}

static fault name_of(struct app *app, const char *language, int32_t group, char out[GROUP_NAME_MAX])
{
    struct group g;
    fault f = store_group(app->store, language, group, &g);
    (void)text_copy(out, GROUP_NAME_MAX, f == FAULT_NONE ? g.name : "");
    return f;
}

static fault load_day(struct app *app, int64_t now, struct paper_words *w)
{
    struct paper_day *day = &w->day;
    struct clash clash[DAY_CLASHES];
    size_t clashes = 0, unchecked = 0;
    const struct day_asked asked = {w->language, now, date_wall(now, NULL) - CHECKED_LATELY_DAYS};
    fault f = load_week(app, now, true, w);
    if (f == FAULT_NONE)
        f = store_clashes(app->store, &asked, clash, DAY_CLASHES, &clashes);
    for (size_t i = 0; i < clashes && i < DAY_CLASHES && f == FAULT_NONE; i++) {
        day->clash[i].meeting = clash[i].meeting;
        (void)text_copy(day->clash[i].room, GROUP_NAME_MAX, clash[i].room);
        f = name_of(app, w->language, clash[i].group[0], day->clash[i].first);
        if (f == FAULT_NONE)
            f = name_of(app, w->language, clash[i].group[1], day->clash[i].second);
    }
    if (f == FAULT_NONE)
        f = store_unchecked(app->store, &asked, day->unchecked_name, DAY_UNCHECKED, &unchecked);
    day->clashes = (int32_t)clashes;
    day->unchecked = (int32_t)unchecked;
    return f;
}

static fault load_words(struct app *app, enum sheet sheet, int32_t group, int64_t now, struct paper_words *w)
{
    fault f = store_centre(app->store, w->language, &w->centre);
    if (f == FAULT_NONE && group > 0)
        f = store_group(app->store, w->language, group, &w->group);
    if (f == FAULT_NONE && group > 0)
        f = store_ground_rules(app->store, w->language, group, w->rules, &w->rule_count);
    if (f == FAULT_NONE && sheet == SHEET_week)
        f = load_week(app, now, false, w);
    if (f == FAULT_NONE && sheet == SHEET_day)
        f = load_day(app, now, w);
    return f;
}

fault sheet_load(struct app *app, enum sheet sheet, struct paper *p)
{
    int32_t group = 0;
    *p = (struct paper){.now = host_now()};
    p->in[0].language = app->session.language;
    fault f = group_of(app, sheet, &group);
    if (f == FAULT_NONE)
        f = second_language(app, sheet, &p->in[1].language);
    for (int i = 0; i < PAPER_LANGUAGES && f == FAULT_NONE && p->in[i].language; i++)
        f = load_words(app, sheet, group, p->now, &p->in[i]);
    if (f == FAULT_NONE && group > 0)
        f = part_times(app->store, &p->in[0].group,
                       &(struct part_times){p->times, &p->time_count, p->dates, &p->date_count});
    for (int i = 0; i < PAPER_LANGUAGES && f == FAULT_NONE && p->in[i].language; i++) {
        const struct dates dates = sheet_dates_of(p, &p->in[i]);
        part_date_rooms(app->store, p->in[i].language, &dates, p->in[i].date_room);
    }
    if (f != FAULT_NONE)
        *p = (struct paper){0};
    return f;
}

static void foot(int32_t today, struct ui *u, int page, int pages)
{
    struct line day, shown, spoken, number;
    /* TRANSLATORS: at the foot of a sheet: a date with its year */
    line_format(&shown, _("Printed on %s"), when_date(&day, SHOWN, today, WHEN_DATED));
    line_format(&spoken, _("Printed on %s"), when_date(&day, SPOKEN, today, WHEN_DATED));
    line_format(&number, _("Page %1$d of %2$d"), page + 1, pages);
    ui_add(u, UI_FOOT, "foot", 0, shown.text);
    ui_value(u, number.text);
    ui_say(u, line_format(&day, "%s. %s", spoken.text, number.text));
}

struct edition { /* how a sheet comes */
    const struct sheet_asked *of;
    struct ui *u;
    struct ui_setting setting;
    bool brief;
    int pages[PAPER_LANGUAGES];
};

/* A page of the sheet in one of its languages; returns its pages, 0 where something does not fit at this size. */
static int draw(struct edition *e, int language, int page)
{
    const struct paper_words *w = &e->of->paper->in[language];
    words_switch(w->language);
    e->setting.language = w->language;
    e->setting.from_right = words_language(w->language)->from_right;
    ui_begin(e->u, &e->setting, (uint16_t)page);
    sheets[e->of->sheet].view(e->of->app, e->of->paper, w, e->brief, e->u);
    foot(sheet_today(e->of->paper), e->u, page, e->pages[language]);
    ui_finish(e->u);
    bool fits = ui_layout_sheet(e->u);
    words_switch(e->of->app->session.language);
    return fits ? e->u->pages : 0;
}

static bool try(struct edition *e, int languages)
{
    int all = 0;
    for (int i = 0; i < PAPER_LANGUAGES; i++) {
        e->pages[i] = 0;
        if (i >= languages || !e->of->paper->in[i].language)
            continue;
        e->pages[i] = draw(e, i, 0);
        if (e->pages[i] == 0)
            return false;
        all += e->pages[i];
    }
    return all <= PRINTER_PAGES;
}

/* Too long: first the second language goes, then what can be said elsewhere, and only then the letters become smaller.
 * Brief and small it always fits; a test lays out the longest texts there may be. */
static struct edition edit(const struct sheet_asked *of, struct ui *u)
{
    struct edition e = {.of = of, .u = u, .setting = *of->setting};
    for (int size = of->setting->size < SIZES ? of->setting->size : SIZE_XL; size >= SIZE_S; size--) {
        e.setting.size = (uint8_t)size;
        e.brief = false;
        if (try(&e, PAPER_LANGUAGES) || try(&e, 1))
            return e;
        e.brief = true;
        if (try(&e, 1))
            return e;
    }
    return e;
}

int sheet_pages(const struct sheet_asked *of, struct ui *scratch)
{
    struct edition e = edit(of, scratch);
    int all = e.pages[0] + e.pages[1];
    return all < 1 ? 1 : all > PRINTER_PAGES ? PRINTER_PAGES : all;
}

void sheet_view(const struct sheet_asked *of, int page, struct ui *u)
{
    struct edition e = edit(of, u);
    bool second = page >= e.pages[0] && e.pages[1] > 0;
    draw(&e, second, second ? page - e.pages[0] : page);
}
