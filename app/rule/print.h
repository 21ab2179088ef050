/* Paper: what the printer's state means to whoever stands there. */
#pragma once

#include "base/printer.h"
#include "rule/verdict.h"

/* Why nothing can be printed just now; KIOSK_OPEN where it can. */
enum verdict print_stands(enum printer_state state);
/* How the sheet under way stands: PRINT_BUSY, PRINT_DONE, or what it waits for or ended with. */
enum verdict print_verdict(enum printer_state state);
/* What it means that we could not make the sheet, not begin to hand it over, not go on. */
enum print_step { PRINT_MAKING, PRINT_BEGINNING, PRINT_HANDING };
enum verdict print_broke_off(enum print_step step);
