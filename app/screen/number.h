/* A screen's number, found at link time: a view that leads to another screen is not compiled anew when screens.def gets a row. An
 * unknown name is an error of the linker. */
#pragma once

#include <stdint.h>

#define SCREEN_NUMBER(name)                                                                                            \
    ({                                                                                                                 \
        extern const int32_t screen_number_##name;                                                                     \
        screen_number_##name;                                                                                          \
    })
