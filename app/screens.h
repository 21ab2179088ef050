/* The screens by name. Include this only where a screen is named: whatever does is compiled anew when the table gets another row.
 * A view that leads to a screen takes its number at link time instead (screen/number.h). */
#pragma once

enum screen {
#define SCREEN(name, ...) SCREEN_##name,
#include "screens.def"
#undef SCREEN
    SCREENS,
    SCREEN_none = SCREENS
};
