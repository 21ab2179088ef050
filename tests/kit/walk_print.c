/* Commands of walks about paper: a printer that stands as told, and what it was given. */
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "host_walk.h"
#include "rule/print.h"
#include "walk_step.h"

static const char *const states[] = {
#define PRINTER(name, ends, words) #name,
#include "base/printer.def"
#undef PRINTER
};

static void tell(struct walk *w)
{
    struct display_event e = {.input = INPUT_PRINTER,
                              .printer = {.state = (uint32_t)walk_world.printer_state,
                                          .pages = (uint32_t)walk_world.paper_pages,
                                          .name = "Skrim A4"}};
    e.printer.page = walk_world.printer_state == PRINTER_DONE ? e.printer.pages : 0;
    walk_world.printer_due = false;
    walk_here_send(w, e);
}

/* Rows go at every iteration of the loop; a printer that takes none is waited for no longer than a moment. */
void walk_print_settle(struct walk *w)
{
    const enum print_stage *stage = &w->loop.app.session.print.stage;
    for (int i = 0; i < 20000 && *stage == PRINT_WANTED && !walk_world.printer_stuck; i++)
        loop_time(&w->loop, ++walk_world.steady_ms);
    if (walk_world.printer_due)
        tell(w);
}

bool walk_step_printer(struct step *p) /* printer READY, printer off, printer stuck */
{
    walk_world.printer_stuck = text_same(p->rest, "stuck");
    if (text_same(p->rest, "off") || walk_world.printer_stuck) {
        walk_world.printer = walk_world.printer_stuck;
        walk_settle(p->w);
        return true;
    }
    for (int i = 0; i < PRINTER_STATES; i++)
        if (text_same(states[i], p->rest)) {
            walk_world.printer = true;
            walk_world.printer_state = (enum printer_state)i;
            tell(p->w);
            walk_settle(p->w);
            return true;
        }
    return walk_miss(p, "no such state");
}

bool walk_step_paper(struct step *p) /* paper 1: so many whole sheets were handed over; paper none: none lies there */
{
    if (text_same(p->rest, "none"))
        return (!walk_world.paper_sent && walk_world.paper_rows == 0) || walk_miss(p, "there is one");
    return (walk_world.papers == atoi(p->rest) && walk_world.paper_sent) || walk_miss(p, "another number of sheets");
}

/* sheet sent: the printer has all of it; sheet waits PAPER: under way, and that is what it waits for; sheet over DONE:
 * it ended so. Each within SHEET_SECONDS. Where the kiosk is elsewhere, that is real time. */
bool walk_step_sheet(struct step *p)
{
    enum { SHEET_SECONDS = 60, LOOKS = 5 };
    const struct printing *print = &p->s->print;
    char *name = strchr(p->rest, ' ');
    bool sent = text_same(p->rest, "sent"), met = false;
    int state = 0;
    if (name)
        *name++ = 0;
    while (name && state < PRINTER_STATES && !text_same(states[state], name))
        state++;
    bool over = text_same(p->rest, "over");
    if (state == PRINTER_STATES || (!name && !sent) || (name && !over && !text_same(p->rest, "waits")))
        return walk_miss(p, "sheet wants sent, waits STATE or over STATE");
    for (int i = 0; i < SHEET_SECONDS * LOOKS && !met && !p->w->there.lost; i++) {
        enum verdict wanted = print_verdict((enum printer_state)state);
        bool under_way = print->stage == PRINT_WANTED || print->stage == PRINT_SENT;
        met = sent ? print->stage == PRINT_SENT
                   : print->outcome == wanted && (over ? print->stage == PRINT_OVER : under_way);
        if (print->stage == PRINT_OVER && !met)
            return walk_miss(p, verdict_name(print->outcome));
        if (!met)
            p->w->way->pass(p->w, 1000 / LOOKS);
    }
    walk_settle(p->w);
    bool whole = !over || state != PRINTER_DONE || print->page == print->pages;
    return (met && whole) || walk_miss(p, met ? "not all of its pages are out" : verdict_name(print->outcome));
}
