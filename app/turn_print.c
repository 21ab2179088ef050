#include "turn_print.h"

#include "base/host.h"
#include "rule/print.h"
#include "sheet/sheet.h"

enum { BANDS = 8, AGAIN_MS = 20 }; /* a turn; before a printing program that takes no more is asked again */

void turn_print_forget(struct turn *t)
{
    bytes_wipe(&t->print, sizeof t->print);
}

static void end(struct turn *t, enum verdict outcome)
{
    if (t->print.begun)
        host_print_cancel();
    turn_print_forget(t);
    flow_print_ended(&t->app, outcome);
}

/* All pages are described at once: what the visitor does next is not to change them. */
static bool described(struct turn *t)
{
    struct turn_print *p = &t->print;
    enum sheet sheet = t->app.session.print.sheet;
    if (p->pages)
        return true;
    fault f = sheet_load(&t->app, sheet);
    if (f != FAULT_NONE) {
        host_log(fault_name(f));
        end(t, print_broke_off(PRINT_MAKING));
        return false;
    }
    int pages = sheet_pages(&t->app, &t->setting, sheet, &p->tree[0]);
    for (int i = 0; i < pages; i++)
        sheet_view(&t->app, &t->setting, sheet, i, &p->tree[i]);
    t->app.session.print.pages = p->pages = pages;
    return true;
}

/* False while nothing can be handed over yet, or ever. */
static bool begun(struct turn *t)
{
    struct turn_print *p = &t->print;
    if (p->begun)
        return true;
    if (!described(t))
        return false;
    fault f = host_print_begin(p->pages);
    if (f == FAULT_NO_ENTRY)
        end(t, print_broke_off(PRINT_BEGINNING));
    p->begun = f == FAULT_NONE;
    return p->begun;
}

/* One packet of rows; BUSY: the same ones again in another turn. */
static fault band(struct turn *t)
{
    struct turn_print *p = &t->print;
    int rows = PRINTER_HEIGHT - p->row < PRINTER_ROWS ? PRINTER_HEIGHT - p->row : PRINTER_ROWS;
    if (p->row == PRINTER_HEIGHT) {
        if (p->page + 1 == p->pages)
            return host_print_send();
        p->page++;
        p->row = p->drawn = 0;
        return FAULT_NONE;
    }
    if (p->drawn != p->row + 1 && !t->blind)
        shell_sheet(t->shell, &p->tree[p->page], p->row, rows, p->grey);
    p->drawn = p->row + 1; /* these rows lie in `grey`, however often they have to be offered */
    fault f = host_print_rows(p->grey, rows);
    p->row += f == FAULT_NONE ? rows : 0;
    return f;
}

void turn_print_step(struct turn *t)
{
    struct turn_print *p = &t->print;
    if (t->app.session.print.stage != PRINT_WANTED) {
        if (p->pages)
            turn_print_forget(t);
        return;
    }
    if (host_steady_ms() < p->again_ms)
        return;
    fault f = FAULT_BUSY;
    if (begun(t))
        f = FAULT_NONE;
    for (int i = 0; i < BANDS && f == FAULT_NONE && t->app.session.print.stage == PRINT_WANTED; i++) {
        bool last = p->row == PRINTER_HEIGHT && p->page + 1 == p->pages;
        f = band(t);
        if (last && f == FAULT_NONE) {
            flow_print_sent(&t->app);
            turn_print_forget(t);
            return;
        }
    }
    if (f == FAULT_BUSY)
        p->again_ms = host_steady_ms() + AGAIN_MS;
    else if (f != FAULT_NONE) /* the printing program went away */
        end(t, print_broke_off(PRINT_HANDING));
}

int64_t turn_print_deadline(const struct turn *t)
{
    if (t->app.session.print.stage != PRINT_WANTED)
        return -1;
    return t->print.again_ms;
}
