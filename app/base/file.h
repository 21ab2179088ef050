/* Files on the kiosk's own disk (ext4), written so that a cut leaves the old or the new, never half. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include "base/bytes.h"
#include "base/fault.h"

enum { FILE_PATH_MAX = 1024 };

/* "<folder>/<name>"; `out` holds FILE_PATH_MAX; BAD_INPUT when it does not fit. */
fault file_path(char *out, const char *folder, const char *name);
/* Made new (FILE_EXISTS), synced; nothing is left on a fault. Its name is not: see file_sync_folder. */
fault file_new(const char *path, const void *data, size_t length, unsigned mode);
/* Temporary beside it, fsync, rename, fsync of the folder (not for FAT: there see flow/export/export.c). */
fault file_replace(const char *path, const void *data, size_t length, unsigned mode);
/* Appends the whole file to `out`, at most out->limit bytes (TOO_LARGE beyond); follows no symbolic link. */
fault file_read(const char *path, struct buffer *out);
/* Makes the folder (and its parents) where missing. */
fault file_folder(const char *path, unsigned mode);
/* Sets the rights of a file or folder that is open for it: the machine lets no program change them by name. */
fault file_mode(const char *path, unsigned mode);
/* fsync of a folder, so that names made in it stay. */
fault file_sync_folder(const char *path);
/* Renames <path> to <path>.damaged-1, -2 … (never over another); nothing there is no fault. */
fault file_set_aside(const char *path);
int64_t file_free_bytes(const char *folder); /* for an unprivileged writer; -1 when unknown */
/* The whole of the data, over short writes and interruptions. */
fault file_write_all(int fd, const void *data, size_t length);
