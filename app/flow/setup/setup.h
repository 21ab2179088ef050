/* Commissioning: what its files share. A kiosk that was never made, on a machine of its own (or asked for on a desk),
 * opens here instead of failing.
 *
 * MUST-1  Nobody is VISITOR or STAFF before "Open for visitors"; nobody is SETUP ever after.
 * MUST-2  A folder that holds any part of a kiosk, but not our notes of a commissioning under way, is never
 *         commissioned: a kiosk that lost a file must not offer to make itself anew.
 * MUST-3  The notes (DATA/setup) say only what is true on the disk already; a cut at any write resumes at a step done
 *         before.
 * MUST-4  No step after the comparison of the keys is reached unless every key was called the same by a person. */
#pragma once

#include "flow/flow.h"
#include "flow/core/core.h"

/* For whoever runs the loop; nothing where nobody is setting up the kiosk. */
void flow_setup_tick(struct app *app, int64_t steady_ms);
int64_t flow_setup_deadline(const struct app *app);
void flow_setup_stroke(struct app *app, int32_t x, int32_t y); /* a finger came down on the pad of the touch check */

#define SETUP_FILE "setup"               /* the step reached; gone when visitors may come */
#define SETUP_CENTRE_FILE "setup-centre" /* the centre file as it was read from the stick */
#define SETUP_SITE_FILE "site.json"      /* the panel as it was measured; stays */
#define SETUP_STICK_CENTRE "sirkel-centre.json"

/* Writes the step reached; on a fault a notice, and false. */
bool setup_keep(struct app *app, enum setup_step step);
/* To the screen of a step, which counts as reached from now on. */
void setup_reach(struct app *app, enum setup_step step);
/* Asks the steward; true when it was done, or there is none (a desk). Else a notice, and false. */
bool setup_machine(struct app *app, enum machine_verb verb, int64_t number);
/* The stick is let in and there; else a notice. */
bool setup_stick(struct app *app);
void setup_trouble(struct app *app, const char *step, fault f, const char *why);
/* Reads the kept centre file again; NO_ENTRY when there is none. */
fault setup_centre_again(struct app *app);
/* The kiosk was just made: opens it. */
void setup_made(struct app *app);
