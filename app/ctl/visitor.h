/* Invented people for a demonstration: thrown by dice that a seed repeats, and led through the kiosk as a visitor is.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include "app.h"

struct dice { /* repeatable on purpose, so never for a secret */
    uint64_t state;
};
uint32_t dice_throw(struct dice *dice, uint32_t sides); /* 0 .. sides-1 */

struct visitor {
    int32_t language; /* row of words_languages */
    char name[64], contact[64], witness[64];
    uint8_t way, sign_way, answers[PURPOSE_COUNT];
    uint64_t hand; /* of the drawn mark */
};
void visitor_invent(struct visitor *v, struct dice *dice, int32_t languages);

/* Signs up for the group through flow_do, from the start screen to "you are in", and leaves. BAD_INPUT where the kiosk
 * would not go on; `why` says at which screen, and what it told the visitor. */
fault visitor_join(struct app *app, const struct visitor *v, const char *group_key, char *why, size_t why_size);
