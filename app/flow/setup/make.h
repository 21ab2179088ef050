/* Making a kiosk: keys, slot file, timetable and store in a new folder. Also putting a newer timetable into one. */
#pragma once

#include <stdbool.h>
#include "rule/centre.h"
#include "seal/pin.h"

enum { FLOW_PIN = SEAL_PIN_MADE + 1 };

struct flow_making {
    const char *data;               /* made where missing; FILE_EXISTS when a kiosk is there */
    const struct centre_file *file; /* checked by feed/ */
    const char *const *recipients;  /* age1...: 2 to 8, office first */
    size_t recipient_count;
    struct seal_cost code_cost; /* of receipt codes; kept with the kiosk for ever */
    struct seal_cost pin_cost;
    const char *pin;        /* told already; NULL: one is drawn */
    const char *office_key; /* signs the office's letters; NULL: none does yet */
    bool timetable_by_staff;
};

struct flow_made {
    char pin[FLOW_PIN];     /* told once and kept only as a hash: wipe it */
    char id[CENTRE_ID_MAX]; /* what the kiosk is called from now on: its centre's id and four digits of its key */
};
/* A kiosk half made by a cut is finished by calling again: the database is written last. */
fault flow_make(const struct flow_making *making, struct flow_made *ret, char *why, size_t why_size);
