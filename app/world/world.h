/* The kiosk's answers to base/host.h: clock, disk, stick, device manager, voice, printer. host.h has no handle to pass, so the one struct
 * behind these answers is static (docs/style.md). */
#pragma once

struct world_options {           /* all borrowed */
    const char *manager;         /* the device manager's socket; NULL: there is none, this is a desk */
    const char *voice, *printer; /* where sirkel-voice and sirkel-printer listen; NULL: there is none here */
    const char *speech;          /* file of the speech log; "-" = standard error, NULL = none */
};

/* Drops every connection, and from now on uses these. */
void world_open(const struct world_options *options);
