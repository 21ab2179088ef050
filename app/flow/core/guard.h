/* Who may see a screen, and who may ask an act: the two tables, read. */
#pragma once

#include "app.h"

struct screen_row { /* of screens.def, what flow goes by */
    enum who who;
    enum need needs;
    enum reach reach;
    enum back back;
    enum screen_class class;
    enum in_safe_mode safe;
    enum field field;
    screen_id next;
    int16_t idle; /* seconds; 0: by the number of words; -1: never asked */
};

/* Asserts that there is such a screen. */
const struct screen_row *screen_row(screen_id screen);
/* Its row allows it, now: role, safe mode, and what it needs. */
bool screen_ready(const struct app *app, screen_id to);

/* The row of an act and its number allow it now: role, safe mode, the screen at hand, and what the tree offers (BY). */
bool act_ready(const struct app *app, enum act act, int32_t number);
/* The same without the tree: for what no finger asks, as the trial of commissioning does. */
bool act_in_row(const struct app *app, enum act act);

/* The step of commissioning that a screen is; SETUP_STEPS for none. */
enum setup_step setup_step_of(screen_id screen);
screen_id setup_screen(enum setup_step step);

/* Goes to a screen if its row and what it needs allow it; false (and nothing happens) otherwise. */
bool flow_show(struct app *app, screen_id to);
bool flow_may_ask(enum who who, enum act act);
bool flow_may_see(enum who who, screen_id screen);
bool flow_works_at(enum act act, screen_id at); /* by FROM in its row */
