/* What the two files of `sirkelctl doctor` share: doctor_look.c looks, doctor.c tells. */
#pragma once

#include "ctl/ctl.h"

enum { FINDINGS_MAX = 40, SAYS_MAX = 400 };
struct findings;

/* A line of the report: in order; worth knowing; something that somebody must mend. */
void doctor_good(struct findings *all, const char *check, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void doctor_note(struct findings *all, const char *check, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void doctor_wanting(struct findings *all, const char *check, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Every check. A fault when there is nothing to look at: no kiosk there (FILE_MISSING), or one that is running (BUSY).
 */
fault doctor_look(struct findings *all, const char *data, const char *assets, char *why, size_t why_size);
