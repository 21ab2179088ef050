/* What update.c, update_write.c and update_data.c share; their tests point it at plain files. */
#pragma once

#include "system/update/slot.h"
#include "system/update/update.h"
#include "system/update/job.h"

struct update {
    struct slot_places places;
    struct seal_public key;
    char folder[FILE_PATH_MAX]; /* sirkel-update on the stick */
    struct update_manifest manifest;   /* once update_check found it good */
};

/* Signature, version, schema, and that every file is there with its size and fits. Reads nothing large. */
fault update_check(struct update *u, char *why);
/* Opens a file of the folder by its one exact name: a plain file of this size, no link. -1 for size: at most `most`. */
fault update_file(const struct update *u, const char *name, int64_t size, int64_t most, int *ret_fd);
/* Writes what update_check found good to the slot that does not run. */
fault update_write(struct update *u, struct job *job, char *why);

struct update_data {
    char folder[FILE_PATH_MAX];      /* "/data": holds kiosk/, version, before-<version>/ */
    struct manifest_running running; /* the system that starts now */
};
/* What update_data_copy does; *ret_newer: the data are newer than this system. */
fault update_data_start(const struct update_data *d, bool *ret_newer, char *why);
/* This version has proven itself: it can't be taken back any longer. */
fault update_data_good(const struct update_data *d);
/* Every copy goes. */
fault update_data_keep(const struct update_data *d);
/* DISK_FULL when a copy of the database would not fit. */
fault update_data_room(const struct update_data *d);
