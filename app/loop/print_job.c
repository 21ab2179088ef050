/* A sheet from the tree to the printer, some rows at each iteration of the loop, so that nobody waits for it. */
#include "loop/part.h"

#include <stdlib.h>
#include "base/host.h"
#include "rule/print.h"
#include "sheet/sheet.h"

enum { PACKETS = 8, AGAIN_MS = 20 }; /* an iteration; before a printing program that takes no more is asked again */

static void forget(struct loop *t)
{
    bytes_wipe(&t->print, sizeof t->print);
}

/* Nobody waits for the next sheet because of this one: nothing of it stays. */
static void end(struct loop *t, fault f)
{
    const struct print_job *p = &t->print;
    enum print_step step = p->begun ? PRINT_HANDING : p->pages ? PRINT_BEGINNING : PRINT_MAKING;
    if (step == PRINT_MAKING)
        host_log(fault_name(f));
    if (p->begun)
        host_print_cancel();
    forget(t);
    flow_print_ended(&t->app, print_broke_off(step));
}

/* All pages are described at once: what the visitor does next is not to change them. */
static fault describe(struct loop *t)
{
    struct print_job *p = &t->print;
    struct paper *paper = calloc(1, sizeof *paper);
    const struct sheet_asked of = {&t->app, &t->setting, t->app.session.print.sheet, paper};
    fault f = paper ? sheet_load(&t->app, of.sheet, paper) : FAULT_NO_MEMORY;
    if (f == FAULT_NONE) {
        p->pages = sheet_pages(&of, &p->tree[0]);
        for (int i = 0; i < p->pages; i++)
            sheet_view(&of, i, &p->tree[i]);
        t->app.session.print.pages = p->pages;
    }
    if (paper)
        bytes_wipe(paper, sizeof *paper);
    free(paper);
    return f;
}

/* One packet of rows; BUSY: the same ones again in the next iteration. */
static fault band(struct loop *t)
{
    struct print_job *p = &t->print;
    int rows = PRINTER_HEIGHT - p->row < PRINTER_ROWS ? PRINTER_HEIGHT - p->row : PRINTER_ROWS;
    if (p->drawn != p->row + 1 && !t->blind)
        display_sheet(t->display, &p->tree[p->page], p->row, rows, p->grey);
    p->drawn = p->row + 1; /* these rows lie in `grey`, however often they have to be offered */
    fault f = host_print_rows(p->grey, rows);
    p->row += f == FAULT_NONE ? rows : 0;
    return f;
}

/* The next packet, page or word. */
static fault hand_over(struct loop *t)
{
    struct print_job *p = &t->print;
    fault f = FAULT_NONE;
    if (!p->begun) {
        f = host_print_begin(p->pages);
        p->begun = f == FAULT_NONE;
    } else if (p->row < PRINTER_HEIGHT) {
        f = band(t);
    } else if (p->page + 1 < p->pages) {
        p->page++;
        p->row = p->drawn = 0;
    } else {
        f = host_print_send();
        p->sent = f == FAULT_NONE;
    }
    return f;
}

static void step(struct loop *t)
{
    struct print_job *p = &t->print;
    bool wanted = t->app.session.print.stage == PRINT_WANTED;
    if (!wanted && p->pages)
        forget(t);
    if (!wanted || host_steady_ms() < p->again_ms)
        return;
    fault f = p->pages ? FAULT_NONE : describe(t);
    for (int i = 0; i < PACKETS && f == FAULT_NONE && !p->sent; i++)
        f = hand_over(t);
    if (f == FAULT_BUSY && p->pages) {
        p->again_ms = host_steady_ms() + AGAIN_MS;
    } else if (f != FAULT_NONE) {
        end(t, f);
    } else if (p->sent) {
        forget(t);
        flow_print_sent(&t->app);
    }
}

static int64_t deadline(const struct loop *t)
{
    if (t->app.session.print.stage != PRINT_WANTED)
        return -1;
    return t->print.again_ms;
}

static struct ui_answer time_goes(struct loop *t, int64_t steady_ms)
{
    (void)steady_ms;
    step(t);
    return (struct ui_answer){0};
}

static bool printer_event(struct loop *t, const struct display_event *event, struct ui_answer *ret)
{
    (void)ret;
    if (event->input != INPUT_PRINTER)
        return false;
    flow_printer_event(&t->app, &event->printer);
    return true;
}

const struct loop_part print_job_part = {
    .event = printer_event, .time = time_goes, .deadline = deadline, .forget = forget};
