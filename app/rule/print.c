#include "rule/print.h"

#include <assert.h>

static const enum verdict verdicts[PRINTER_STATES] = {
#define PRINTER(name, ends, words) [PRINTER_##name] = VERDICT_PRINT_##name,
#include "base/printer.def"
#undef PRINTER
};

enum verdict print_verdict(enum printer_state state)
{
    assert(state >= 0 && state < PRINTER_STATES);
    return verdicts[state];
}

/* How the last sheet ended says nothing about the next one. */
enum verdict print_stands(enum printer_state state)
{
    static const bool ready[PRINTER_STATES] = {[PRINTER_READY] = true, [PRINTER_BUSY] = true, [PRINTER_DONE] = true,
                                               [PRINTER_GONE] = true,  [PRINTER_PART] = true, [PRINTER_MAYBE] = true};
    return ready[state] ? VERDICT_KIOSK_OPEN : print_verdict(state);
}

enum verdict print_broke_off(enum print_step step)
{
    return step == PRINT_MAKING      ? VERDICT_PRINT_LOST
           : step == PRINT_BEGINNING ? VERDICT_PRINT_NONE
                                     : VERDICT_PRINT_SILENT;
}
