#include "screen/number.h"

#include "screens.h"

#define SCREEN(name, ...) extern const int32_t screen_number_##name;
#include "screens.def"
#undef SCREEN
#define SCREEN(name, ...) const int32_t screen_number_##name = SCREEN_##name;
#include "screens.def"
#undef SCREEN
