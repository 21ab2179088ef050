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

/* False while nothing can be drawn yet, or ever. */
static bool begun(struct turn *t)
{
    struct turn_print *p = &t->print;
    enum sheet sheet = t->app.session.print.sheet;
    if (p->begun)
        return true;
    if (!p->pages) {
        fault f = sheet_load(&t->app, sheet);
        if (f != FAULT_NONE) {
            host_log(fault_name(f));
            end(t, VERDICT_PRINT_LOST);
            return false;
        }
        p->language = t->app.session.language;
        p->setting = t->setting;
        p->pages = sheet_pages(&t->app, &p->setting, sheet, &p->tree);
    }
    fault f = host_print_begin(p->pages);
    if (f == FAULT_NO_ENTRY)
        end(t, VERDICT_PRINT_NONE);
    p->begun = f == FAULT_NONE;
    if (p->begun) {
        t->app.session.print.pages = p->pages;
        sheet_view(&t->app, &p->setting, sheet, 0, &p->tree);
    }
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
        p->row = 0;
        sheet_view(&t->app, &p->setting, t->app.session.print.sheet, p->page, &p->tree);
        return FAULT_NONE;
    }
    if (p->drawn != p->row + 1 && !t->blind)
        shell_sheet(t->shell, &p->tree, p->row, rows, p->grey);
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
        end(t, VERDICT_PRINT_SILENT);
}

int64_t turn_print_deadline(const struct turn *t)
{
    if (t->app.session.print.stage != PRINT_WANTED)
        return -1;
    return t->print.again_ms;
}
