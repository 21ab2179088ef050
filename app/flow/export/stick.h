/* Files on the stick, written so that a plug pulled anywhere leaves either no signature or a whole export: final name
 * (never over another file), fsync of the file, fsync of the folder. Renaming is wrong on FAT (docs/formats.md). */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "base/bytes.h"
#include "base/fault.h"

/* A fault of base/file.h, said of the stick. */
fault stick_of(fault f);
/* Opens a new file; *ret_fd is the caller's. */
fault stick_begin(const char *folder, const char *name, int *ret_fd);
/* Hints, so that the stick works while we do. What was written so far may go out now; an error shows at stick_end. */
void stick_hurry(int fd);
/* These bytes are read next. */
void stick_ahead(int fd, uint64_t from, size_t length);
/* Makes what was written stay, and closes *fd (to -1) whatever happens. */
fault stick_end(const char *folder, int *fd);
/* A small file at once, whole or not there. */
fault stick_put(const char *folder, const char *name, struct span data);
/* The same, unless there is one with that name already. */
fault stick_put_once(const char *folder, const char *name, struct span data);
/* Asks for a stick that can be written (the last export left it for reading). STICK_GONE: there is none; STEWARD_GONE.
 */
fault stick_ready(const char *folder);
/* Drops what the machine remembers of the stick, so that reading asks the stick itself, and opens the file. From then
 * on nothing can be written; no other file of the stick may be open. */
fault stick_reopen(const char *folder, const char *name, int *ret_fd, uint64_t *ret_size);
/* A file that did not become whole is taken away again, if the stick is still there. */
void stick_remove(const char *folder, const char *name);
