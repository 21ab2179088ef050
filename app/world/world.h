/* The kiosk's answers to base/host.h, and sirkelctl's: clock, disk, stick, device manager, voice, printer. host.h has no handle to
 * pass, so the one struct behind these answers is static (docs/style.md). */
#pragma once

/* All borrowed; nothing of it: the world of the command line, real clocks and disks and no more. */
struct world_options {
    const char *name;            /* stands before each line of the log; NULL: sirkel */
    const char *manager;         /* the device manager's socket; NULL: there is none, this is a desk */
    const char *voice, *printer; /* where sirkel-voice and sirkel-printer listen; NULL: there is none here */
    const char *speech;          /* file of the speech log; "-" = standard error, NULL = none */
};

/* Drops every connection, and from now on uses these. */
void world_open(const struct world_options *options);
