/* What the sheets are made of, and their views. Words, days and times are those of the screens (screen/parts.h,
 * when.h), so that paper says what the display said. */
#pragma once

#include "screen/parts.h"
#include "sheet/sheet.h"

/* Each row of sheets.def has a view; `w`: its words in the language at hand; `brief`: all of it would take more pages
 * than the printer does, so say less, and say that. */
#define SHEET(name, ...)                                                                                               \
    void sheet_##name##_view(const struct app *app, const struct paper *p, const struct paper_words *w, bool brief,    \
                             struct ui *u);
#include "sheets.def"
#undef SHEET

void sheet_ring(struct ui *u);
void sheet_heading(struct ui *u, const char *text);
/* A name above what follows it. */
void sheet_part(struct ui *u, const char *key, const char *text);
/* A figure, or a time, in the narrow column and its words beside it. */
struct sheet_words {
    const char *figure, *label, *value;
    bool struck; /* the figure no longer holds, and the value says why */
};
void sheet_item(struct ui *u, const char *key, int32_t arg, const struct sheet_words *w);
void sheet_desk(const struct paper_words *w, struct ui *u); /* where, when, phone */
int32_t sheet_today(const struct paper *p);                 /* the day it is made */
struct dates sheet_dates_of(const struct paper *p, const struct paper_words *w);
/* The meetings of a group as calendar data: one VEVENT (RFC 5545) in the wall time of the place, a neutral title, no identifier
 * (OUT-04). A series where every date that is known keeps to one rule, else the next meeting alone. "" when there is
 * none. */
const char *sheet_event(const struct paper *p, const char *title, const struct paper_words *w, struct line *l);
