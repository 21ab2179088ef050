/* A sheet as the flow has it: who may print which, one at a time, cancelled when somebody leaves, patience, and a
 * printer that is looked at without a clock of its own. Rows and the line to the printer are not here. */
#include "flow_kit.h"
#include "screens.h"
#include "flow/setup/setup.h"

enum { WORDS = 40, LOOK_MS = 5000, PATIENCE_MS = 180000, PAGE_MS = 60000 }; /* as docs/decisions/printing.md says */

static struct printing *printing(struct kit *k)
{
    return &k->app.session.print;
}

static void tell(struct kit *k, enum printer_state state, uint32_t page, uint32_t pages)
{
    const struct printer_event t = {.state = state, .page = page, .pages = pages, .name = "Skrim A4"};
    flow_printer_event(&k->app, &t);
}

/* Time goes by, with a tick wherever one is asked for. */
static void pass(struct kit *k, int64_t ms)
{
    int64_t until = host_fake.steady_ms + ms;
    while (host_fake.steady_ms < until) {
        int64_t next = flow_deadline(&k->app, WORDS);
        bool sooner = next > host_fake.steady_ms && next < until;
        host_fake.steady_ms = sooner ? next : until;
        flow_tick(&k->app, host_fake.steady_ms, WORDS);
    }
}

/* A printer that is ready, and a visitor at home. */
static void come(struct kit *k)
{
    flow_do(&k->app, ACT_LEAVE, 0);
    host_fake.printer = true;
    host_fake.printer_full = false;
    host_fake.recalls = 0;
    tell(k, PRINTER_READY, 0, 0);
    flow_do(&k->app, ACT_BEGIN, 0);
    CHECK_INT(k->app.session.at, SCREEN_home);
}

static void ask(struct kit *k, enum screen at, enum sheet sheet)
{
    if (at == SCREEN_help)
        flow_do(&k->app, ACT_HELP, 0);
    else
        flow_do(&k->app, ACT_GO, at);
    CHECK_INT(k->app.session.at, at);
    flow_do(&k->app, ACT_PRINT, sheet);
}

/* The screen it was asked from, and nothing printed. */
static void refused(struct kit *k, enum screen at)
{
    CHECK_INT(printing(k)->stage, PRINT_IDLE);
    CHECK_INT(k->app.session.at, at);
    CHECK_INT(host_fake.recalls, 0);
}

static void test_who(struct kit *k)
{
    flow_do(&k->app, ACT_LEAVE, 0);
    flow_do(&k->app, ACT_GO, SCREEN_print); /* a screen that shows nothing is not shown */
    CHECK_INT(k->app.session.at, SCREEN_start);
    for (int sheet = -2; sheet < SHEETS + 2; sheet++) {
        bool visitors = sheet == SHEET_group || sheet == SHEET_rules || sheet == SHEET_week || sheet == SHEET_help;
        come(k);
        ask(k, SCREEN_help, (enum sheet)sheet);
        if (visitors) {
            CHECK_INT(printing(k)->stage, PRINT_WANTED);
            CHECK_INT(printing(k)->sheet, sheet);
            CHECK_INT(k->app.session.at, SCREEN_print);
        } else {
            refused(k, SCREEN_help);
        }
    }
    for (int sheet = 0; sheet < SHEETS; sheet++) {
        come(k);
        flow_do(&k->app, ACT_LEAVE, 0);
        kit_pin(k, k->pin);
        CHECK_INT(k->app.session.who, STAFF);
        host_fake.recalls = 0;
        flow_do(&k->app, ACT_GO, SCREEN_staff_printer);
        flow_do(&k->app, ACT_PRINT, sheet);
        if (sheet == SHEET_trial || sheet == SHEET_day || sheet == SHEET_help)
            CHECK(printing(k)->stage == PRINT_WANTED && printing(k)->sheet == (enum sheet)sheet);
        else
            refused(k, SCREEN_staff_printer);
    }
    flow_do(&k->app, ACT_LEAVE, 0);
}

/* The receipt: from the screen that shows it, or once more from the one that says how that went, and from no other. */
static void test_receipt(struct kit *k)
{
    come(k);
    kit_review(k, "tirsdagsgruppa", "Mellomnavn Marker", "40612345", SIGN_HOLD);
    flow_do(&k->app, ACT_PRINT, SHEET_receipt);
    refused(k, SCREEN_join_review); /* nothing is kept yet */
    flow_do(&k->app, ACT_COMMIT_JOIN, 0);
    CHECK_INT(k->app.session.at, SCREEN_join_done);
    flow_do(&k->app, ACT_HELP, 0);
    flow_do(&k->app, ACT_PRINT, SHEET_receipt);
    refused(k, SCREEN_help);
    flow_do(&k->app, ACT_BACK, 0);
    flow_do(&k->app, ACT_PRINT, SHEET_receipt);
    CHECK(printing(k)->stage == PRINT_WANTED && printing(k)->sheet == SHEET_receipt);
    flow_do(&k->app, ACT_PRINT_CANCEL, 0);
    CHECK_INT(printing(k)->stage, PRINT_OVER);
    CHECK_INT(printing(k)->outcome, VERDICT_PRINT_GONE);
    CHECK_INT(host_fake.recalls, 1);
    flow_do(&k->app, ACT_PRINT_CANCEL, 0); /* there is nothing to call back */
    CHECK_INT(host_fake.recalls, 1);
    flow_do(&k->app, ACT_PRINT, SHEET_receipt);
    CHECK_INT(printing(k)->stage, PRINT_WANTED);
    tell(k, PRINTER_DONE, 2, 2);
    flow_do(&k->app, ACT_HELP, 0);
    flow_do(&k->app, ACT_PRINT, SHEET_receipt); /* joined, and it was the last sheet: but not here */
    CHECK_INT(printing(k)->stage, PRINT_OVER);
    flow_do(&k->app, ACT_PRINT, SHEET_help);
    tell(k, PRINTER_JAM, 0, 1);
    flow_do(&k->app, ACT_PRINT_CANCEL, 0);
    flow_do(&k->app, ACT_PRINT, SHEET_receipt); /* "again" is for the same sheet */
    CHECK(printing(k)->stage == PRINT_OVER && printing(k)->sheet == SHEET_help);
    flow_do(&k->app, ACT_LEAVE, 0);
    flow_do(&k->app, ACT_BEGIN, 0);
    flow_do(&k->app, ACT_PRINT, SHEET_receipt); /* who comes next has none */
    CHECK_INT(printing(k)->stage, PRINT_IDLE);
}

static void test_one_at_a_time(struct kit *k)
{
    come(k);
    ask(k, SCREEN_week, SHEET_week);
    flow_do(&k->app, ACT_BACK, 0);
    CHECK_INT(k->app.session.at, SCREEN_week);
    ask(k, SCREEN_help, SHEET_help);
    CHECK_INT(k->app.session.at, SCREEN_print);
    CHECK_INT(printing(k)->sheet, SHEET_week); /* the one under way */
    flow_print_sent(&k->app);
    flow_do(&k->app, ACT_BACK, 0);
    flow_do(&k->app, ACT_PRINT, SHEET_help);
    CHECK(printing(k)->stage == PRINT_SENT && printing(k)->sheet == SHEET_week);
    CHECK_INT(host_fake.recalls, 0);
    tell(k, PRINTER_DONE, 1, 1);
    flow_do(&k->app, ACT_BACK, 0);
    flow_do(&k->app, ACT_PRINT, SHEET_help);
    CHECK(printing(k)->stage == PRINT_WANTED && printing(k)->sheet == SHEET_help);
}

/* What is said is what the printer says. */
static void test_told(struct kit *k)
{
    static const struct {
        enum printer_state state;
        enum verdict verdict;
        bool ends;
    } all[] = {
#define PRINTER(name, ends, words) {PRINTER_##name, VERDICT_PRINT_##name, ends},
#include "base/printer.def"
#undef PRINTER
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        come(k);
        ask(k, SCREEN_help, SHEET_help);
        CHECK_INT(printing(k)->outcome, VERDICT_PRINT_BUSY);
        flow_print_sent(&k->app);
        k->app.wake = false;
        tell(k, all[i].state, 1, 2);
        CHECK(k->app.wake);
        CHECK_INT(printing(k)->stage, all[i].ends ? PRINT_OVER : PRINT_SENT);
        CHECK_INT(printing(k)->outcome, all[i].state == PRINTER_READY ? VERDICT_PRINT_BUSY : all[i].verdict);
        CHECK(printing(k)->page == 1 && printing(k)->pages == 2);
        CHECK_INT(k->app.printer.state, all[i].state);
        tell(k, PRINTER_SILENT, 0, 0); /* after its end nothing changes what is said of it */
        CHECK_INT(printing(k)->outcome, all[i].ends ? all[i].verdict : VERDICT_PRINT_SILENT);
    }
}

static void test_forgotten(struct kit *k)
{
    come(k);
    ask(k, SCREEN_week, SHEET_week);
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK_INT(host_fake.recalls, 1);
    CHECK_INT(printing(k)->stage, PRINT_IDLE);
    tell(k, PRINTER_DONE, 1, 1); /* too late to be anybody's */
    CHECK(printing(k)->stage == PRINT_IDLE && k->app.session.at == SCREEN_start);
    come(k);
    ask(k, SCREEN_week, SHEET_week);
    flow_print_sent(&k->app);
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK_INT(host_fake.recalls, 1);
    come(k);
    ask(k, SCREEN_week, SHEET_week);
    tell(k, PRINTER_DONE, 1, 1);
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK_INT(host_fake.recalls, 0); /* it is out */
    CHECK_INT(printing(k)->stage, PRINT_IDLE);
}

/* Nobody is asked whether they are still here while their sheet is printed; a printer that says nothing new has three
 * minutes, and one more for each page. Then silence counts again, and in the end everything is cancelled. */
static void test_patience(struct kit *k)
{
    come(k);
    ask(k, SCREEN_week, SHEET_week);
    pass(k, PATIENCE_MS - 1);
    CHECK(printing(k)->stage == PRINT_WANTED && k->app.session.at == SCREEN_print);
    pass(k, 1);
    CHECK_INT(printing(k)->stage, PRINT_OVER);
    CHECK_INT(printing(k)->outcome, VERDICT_PRINT_SILENT);
    CHECK_INT(host_fake.recalls, 1);
    come(k);
    ask(k, SCREEN_week, SHEET_week);
    k->app.session.print.pages = 2;
    flow_print_sent(&k->app);
    pass(k, PATIENCE_MS);
    tell(k, PRINTER_BUSY, 0, 2); /* no news: the clock goes on */
    pass(k, 2 * PAGE_MS - 1);
    CHECK_INT(printing(k)->stage, PRINT_SENT);
    tell(k, PRINTER_BUSY, 1, 2); /* a page */
    pass(k, PATIENCE_MS + 2 * PAGE_MS - 1);
    tell(k, PRINTER_PAPER, 1, 2); /* trouble is news too */
    pass(k, PATIENCE_MS + 2 * PAGE_MS - 1);
    CHECK(printing(k)->stage == PRINT_SENT && k->app.session.at == SCREEN_print);
    pass(k, 1);
    CHECK_INT(printing(k)->stage, PRINT_OVER);
    CHECK_INT(printing(k)->outcome, VERDICT_PRINT_PAPER); /* it says what it waited for */
    CHECK_INT(host_fake.recalls, 1);
    CHECK_INT(k->app.session.at, SCREEN_print); /* who waited for it sees how it ended */
    CHECK(flow_deadline(&k->app, WORDS) > host_fake.steady_ms + 1000);
    pass(k, 1800000);
    CHECK_INT(k->app.session.at, SCREEN_start);
    CHECK_INT(printing(k)->stage, PRINT_IDLE);
    CHECK_INT(host_fake.recalls, 1);
}

/* Looked at when somebody is there, every 5 s at most; nothing wakes the kiosk for it. */
static void test_looks(struct kit *k)
{
    flow_do(&k->app, ACT_LEAVE, 0);
    host_fake.printer = true;
    host_fake.steady_ms += LOOK_MS;
    flow_tick(&k->app, host_fake.steady_ms, WORDS);
    host_fake.looks = 0;
    int64_t rest = flow_deadline(&k->app, WORDS); /* the day's; without one, never */
    CHECK(rest < 0 || rest > host_fake.steady_ms + 2 * LOOK_MS);
    for (int i = 0; i < 100; i++) { /* ten seconds of a restless hand */
        host_fake.steady_ms += 100;
        flow_tick(&k->app, host_fake.steady_ms, WORDS);
        CHECK_INT(flow_deadline(&k->app, WORDS), rest);
    }
    CHECK_INT(host_fake.looks, 2);
    tell(k, PRINTER_READY, 0, 0);
    CHECK_INT(flow_deadline(&k->app, WORDS), rest);
    come(k);
    ask(k, SCREEN_help, SHEET_help);
    host_fake.looks = 0;
    for (int i = 0; i < 100; i++)
        flow_tick(&k->app, host_fake.steady_ms += 100, WORDS);
    CHECK_INT(host_fake.looks, 0); /* it tells by itself how our sheet stands */
    tell(k, PRINTER_DONE, 1, 1);
    flow_tick(&k->app, host_fake.steady_ms, WORDS);
    CHECK_INT(host_fake.looks, 1);
    host_fake.printer = false; /* it has gone */
    k->app.wake = false;
    flow_tick(&k->app, host_fake.steady_ms += LOOK_MS, WORDS);
    CHECK(!k->app.printer.here && k->app.wake);
    host_fake.printer = true; /* it is there when it answers, not when it is asked */
    flow_tick(&k->app, host_fake.steady_ms += LOOK_MS, WORDS);
    CHECK(!k->app.printer.here);
    tell(k, PRINTER_READY, 0, 0);
    CHECK(k->app.printer.here);
    host_fake.printer_full = true; /* busy is not away */
    flow_tick(&k->app, host_fake.steady_ms += LOOK_MS, WORDS);
    CHECK(k->app.printer.here);
}

static void test_ports(struct kit *k)
{
    static const struct {
        enum act act;
        enum machine_verb verb;
        fault fault;
        enum verdict verdict;
        bool logged;
        const char *asked;
    } all[] = {
        {ACT_PRINTER_USE, MACHINE_PRINTER, FAULT_NONE, VERDICT_PRINTER_TAKEN, false, "PRINTER 0"},
        {ACT_PRINTER_USE, MACHINE_PRINTER, FAULT_NO_ENTRY, VERDICT_PRINTER_NONE, false, "PRINTER 0"},
        {ACT_PRINTER_USE, MACHINE_PRINTER, FAULT_BAD_INPUT, VERDICT_PRINTER_SEVERAL, false, "PRINTER 0"},
        {ACT_PRINTER_USE, MACHINE_PRINTER, FAULT_STEWARD_GONE, VERDICT_MACHINE_SILENT, true, "PRINTER 0"},
        {ACT_STICK_HERE, MACHINE_EXPORT, FAULT_NONE, VERDICT_STICK_HERE, false, "EXPORT 0"},
        {ACT_STICK_HERE, MACHINE_EXPORT, FAULT_NO_ENTRY, VERDICT_STICK_MISSING, false, "EXPORT 0"},
        {ACT_KEYBOARD, MACHINE_KEYBOARD, FAULT_NO_ENTRY, VERDICT_KEYBOARD_NONE, false, "KEYBOARD 0"},
        {ACT_KEYBOARD, MACHINE_KEYBOARD, FAULT_BAD_INPUT, VERDICT_KEYBOARD_SEVERAL, false, "KEYBOARD 0"},
        {ACT_KEYBOARD, MACHINE_KEYBOARD, FAULT_STEWARD_GONE, VERDICT_MACHINE_SILENT, true, "KEYBOARD 0"},
        {ACT_KEYBOARD, MACHINE_KEYBOARD, FAULT_NONE, VERDICT_KEYBOARD_TAKEN, false, "KEYBOARD 0"},
    };
    come(k);
    host_fake.machine = true;
    host_fake.asked[0] = 0;
    flow_do(&k->app, ACT_PRINTER_USE, 0); /* not a visitor's */
    flow_do(&k->app, ACT_STICK_HERE, 0);
    flow_do(&k->app, ACT_KEYBOARD, 0);
    flow_do(&k->app, ACT_KEYBOARD, 1);
    CHECK(!strstr(host_fake.asked, "PRINTER") && !strstr(host_fake.asked, "EXPORT") &&
          !strstr(host_fake.asked, "KEYBOARD"));
    flow_do(&k->app, ACT_LEAVE, 0);
    kit_pin(k, k->pin);
    flow_do(&k->app, ACT_GO, SCREEN_staff_printer);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        host_fake.answers[all[i].verb].fault = all[i].fault;
        host_fake.asked[0] = host_fake.log[0] = 0;
        flow_tick(&k->app, host_fake.steady_ms, WORDS);
        host_fake.looks = 0;
        flow_do(&k->app, all[i].act, 0);
        CHECK(strstr(host_fake.asked, all[i].asked) != NULL);
        if (all[i].act == ACT_KEYBOARD)
            CHECK_INT(k->app.machine.about.keyboard == KNOWN_YES, all[i].fault == FAULT_NONE);
        CHECK_INT(k->app.session.notice, all[i].verdict);
        CHECK_INT(host_fake.log[0] != 0, all[i].logged);
        flow_tick(&k->app, host_fake.steady_ms, WORDS);
        CHECK_INT(host_fake.looks, 1); /* how does it stand now? At once */
    }
    host_fake.answers[MACHINE_KEYBOARD].fault = FAULT_DISK_FULL; /* what could not be recorded has not changed */
    flow_do(&k->app, ACT_KEYBOARD, 1);
    CHECK(k->app.machine.about.keyboard == KNOWN_YES && k->app.session.notice == VERDICT_MACHINE_NOT_NOW);
    host_fake.answers[MACHINE_KEYBOARD].fault = FAULT_NONE;
    host_fake.asked[0] = 0;
    flow_do(&k->app, ACT_KEYBOARD, 1);
    CHECK(strstr(host_fake.asked, "KEYBOARD 1") && k->app.session.notice == VERDICT_KEYBOARD_CLOSED);
    CHECK_INT(k->app.machine.about.keyboard, KNOWN_NO);
    flow_do(&k->app, ACT_LEAVE, 0);
    host_fake.machine = false;
}

/* Safe mode and commissioning know no printer. */
static void test_calm_and_setup(struct kit *k)
{
    const struct flow_folders folders = {k->data, k->stick, "assets", false};
    static struct app safe;
    kit_close(k);
    host_fake.looks = 0;
    CHECK(flow_open_safe_mode(&safe, &folders) == FAULT_NONE);
    flow_without_display(&safe);
    for (int i = 0; i < 4; i++)
        flow_tick(&safe, host_fake.steady_ms += LOOK_MS, WORDS);
    CHECK_INT(host_fake.looks, 0);
    flow_do(&safe, ACT_HELP, 0);
    CHECK_INT(safe.session.at, SCREEN_help);
    for (int sheet = 0; sheet < SHEETS; sheet++)
        flow_do(&safe, ACT_PRINT, sheet);
    CHECK(safe.session.print.stage == PRINT_IDLE && safe.session.at == SCREEN_help);
    flow_close(&safe);
    kit_open(k);
    k->app.setup.on = true; /* as in commissioning: whoever installs it, before it serves anybody */
    k->app.session.who = SETUP;
    k->app.printer.looked_ms = 0;
    for (int sheet = 0; sheet < SHEETS; sheet++)
        flow_do(&k->app, ACT_PRINT, sheet);
    flow_do(&k->app, ACT_PRINTER_USE, 0);
    CHECK_INT(printing(k)->stage, PRINT_IDLE);
    k->app.session.who = VISITOR; /* and even then it is not looked for */
    flow_print_tick(&k->app, host_fake.steady_ms += LOOK_MS);
    CHECK_INT(host_fake.looks, 0);
    k->app.setup.on = false;
}

int main(void)
{
    static struct kit k;
    kit_make(&k);
    test_who(&k);
    test_receipt(&k);
    test_one_at_a_time(&k);
    test_told(&k);
    test_forgotten(&k);
    test_patience(&k);
    test_looks(&k);
    test_ports(&k);
    test_calm_and_setup(&k);
    kit_free(&k);
    return TEST_END();
}
