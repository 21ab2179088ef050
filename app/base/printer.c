/* What the printer's states mean: the columns of printer.def. */
#include "base/printer.h"

#include <assert.h>

static const struct {
    bool ends;
    const char *words;
} states[PRINTER_STATES] = {
#define PRINTER(name, ends, words) [PRINTER_##name] = {ends, words},
#include "base/printer.def"
#undef PRINTER
};

bool printer_ends(enum printer_state state)
{
    assert(state >= 0 && state < PRINTER_STATES);
    return states[state].ends;
}

const char *printer_words(enum printer_state state)
{
    assert(state >= 0 && state < PRINTER_STATES);
    return states[state].words;
}
