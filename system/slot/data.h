/* The sign-ups' database, kept from before a newer version until that has proven itself: see data.c. */
#pragma once

#include <stdbool.h>
#include "base/file.h"
#include "system/common/version.h"

struct slot_data {
    char folder[FILE_PATH_MAX];    /* "/data": holds kiosk/, version, before-<version>/ */
    struct version_system running; /* the system that starts now */
};
/* What slot_data_copy does, with `why` (SEAL_WHY) for the log; *ret_newer: the data are newer than this system. */
fault slot_data_start(const struct slot_data *d, bool *ret_newer, char *why);
/* This version has proven itself: it can't be taken back any longer. */
fault slot_data_good(const struct slot_data *d);
/* Removes every copy; BUSY while the newest version has not proven itself. */
fault slot_data_drop_copies(const struct slot_data *d);
/* DISK_FULL when a copy of the database would not fit. */
fault slot_data_room(const struct slot_data *d);

/* For the program `data`, after /data is mounted and before any service starts. Keeps a copy of the sign-ups' database
 * when a newer version starts for the first time; puts it back when that version never became good, the older one can't
 * read what it left, and nobody joined or withdrew meanwhile. If the data are newer than this system and stay so,
 * writes "newer" to /run/sirkel/data; the kiosk then starts in safe mode. */
fault slot_data_copy(void);
