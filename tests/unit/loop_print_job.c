/* A sheet from the tree to the printing program, turn by turn: every row once and in order, the same rows again for one
 * that takes no more, and nothing of a sheet that ended in the way of the next. The painter is in this file. */
#include "loop/part.h"

#include "flow_kit.h"

enum { BUSY_MS = 20 }; /* as docs/decisions/printing.md says */

static struct kit k;
static struct loop t;
static int paints, last_from;

/* Every packet looks other than the one before it. */
void display_sheet(struct display *s, const struct ui *u, int from, int rows, uint8_t *grey)
{
    (void)s;
    CHECK(u->count > 1 && (from == last_from + PRINTER_ROWS || from == 0));
    memset(grey, (uint8_t)paints++, (size_t)rows * PRINTER_WIDTH);
    last_from = from;
}

static void step(void)
{
    (void)print_job_part.time(&t, host_fake.steady_ms);
}

static struct printing *printing(void)
{
    return &t.app.session.print;
}

/* A visitor asks for what hangs in the week; what went before is forgotten. */
static void ask(void)
{
    flow_do(&t.app, ACT_LEAVE, 0);
    step();
    host_fake.begins = host_fake.rows = host_fake.sends = host_fake.recalls = paints = 0;
    flow_do(&t.app, ACT_BEGIN, 0);
    t.setting.language = t.app.session.language;
    flow_do(&t.app, ACT_PRINT, SHEET_week);
    CHECK_INT(printing()->stage, PRINT_WANTED);
}

static void whole(void)
{
    host_fake.printer = true;
    ask();
    for (int turns = 0; turns < 200 && printing()->stage == PRINT_WANTED; turns++)
        step(); /* no time goes by: a printing program that takes all of it is not waited for */
    CHECK_INT(printing()->stage, PRINT_SENT);
    CHECK(printing()->pages >= 1);
    CHECK_INT(host_fake.begins, 1);
    CHECK_INT(host_fake.sends, 1);
    CHECK_INT(host_fake.rows, printing()->pages * PRINTER_HEIGHT);
    CHECK_INT(paints, printing()->pages * ((PRINTER_HEIGHT + PRINTER_ROWS - 1) / PRINTER_ROWS));
    CHECK_INT(print_job_part.deadline(&t), -1);
    CHECK_INT(t.print.pages, 0); /* what was drawn is gone */
}

static void takes_no_more(void)
{
    ask();
    step();
    int rows = host_fake.rows, painted = paints;
    CHECK(rows > 0 && rows < PRINTER_HEIGHT); /* an iteration is short */
    host_fake.printer_full = true;
    step();
    CHECK_INT(paints, painted + 1);
    CHECK_INT(print_job_part.deadline(&t), host_fake.steady_ms + BUSY_MS);
    host_fake.printer_full = false;
    host_fake.steady_ms += BUSY_MS - 1;
    step();
    CHECK_INT(host_fake.rows, rows);
    host_fake.steady_ms++;
    t.blind = true; /* whoever paints now paints them twice */
    step();
    CHECK(host_fake.rows > rows);
    CHECK_INT(paints, painted + 1);
    CHECK_INT(host_fake.first, painted);
    t.blind = false;
}

/* It went away while rows were on their way to it, or was never there, or there is nothing to print. */
static void breaks_off(void)
{
    ask();
    step();
    host_fake.printer = false;
    step();
    CHECK_INT(printing()->stage, PRINT_OVER);
    CHECK_INT(printing()->outcome, VERDICT_PRINT_SILENT);
    CHECK_INT(host_fake.recalls, 1);
    ask();
    step();
    CHECK_INT(printing()->stage, PRINT_OVER);
    CHECK_INT(printing()->outcome, VERDICT_PRINT_NONE);
    CHECK_INT(host_fake.recalls, 0); /* there is nothing to call back */
    host_fake.printer = true;
    ask();
    printing()->sheet = SHEET_group; /* of no group */
    host_fake.log[0] = 0;
    step();
    CHECK_INT(printing()->outcome, VERDICT_PRINT_LOST);
    CHECK(strstr(host_fake.log, fault_name(FAULT_NO_ENTRY)) != NULL);
}

/* The next sheet finds nothing of one that ended before it began: not even a moment to wait. */
static void leaves_nothing(void)
{
    host_fake.printer = false;
    ask();
    step();
    CHECK_INT(printing()->outcome, VERDICT_PRINT_NONE);
    host_fake.printer = true;
    ask();
    CHECK(print_job_part.deadline(&t) <= host_fake.steady_ms);
    step();
    CHECK_INT(host_fake.begins, 1);
    CHECK(host_fake.rows > 0);
    flow_do(&t.app, ACT_PRINT_CANCEL, 0);
    step();
    CHECK_INT(t.print.pages, 0);
    CHECK_INT(host_fake.recalls, 1);
}

int main(void)
{
    kit_make(&k);
    t.app = k.app;
    t.setting.size = SIZE_M;
    whole();
    takes_no_more();
    breaks_off();
    leaves_nothing();
    k.app = t.app;
    kit_free(&k);
    return TEST_END();
}
