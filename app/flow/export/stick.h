/* A small file on the stick, for whoever is no list (app/flow/export/export.c writes those). */
#pragma once

#include "base/bytes.h"
#include "base/fault.h"

/* Whole or not there: final name (never over another file), fsync of the file, fsync of the folder. Renaming is wrong on FAT
 * (docs/formats.md). FILE_EXISTS; faults of base/file.h, said of the stick. */
fault stick_put(const char *folder, const char *name, struct span data);
/* The same with its signature in NAME.minisig, read back from the stick: both, or none. The stick is asked for first:
 * STICK_GONE, STICK_LIES, STEWARD_GONE. */
fault stick_put_signed(const char *folder, const char *name, struct span data, struct span signature);
/* Reads it again from the stick itself, which can't be written from then on. STICK_LIES: it is not what was put there; STEWARD_GONE. */
fault stick_check(const char *folder, const char *name, struct span data);
/* Asks for a stick that can be written (the last export left it for reading). STICK_GONE: there is none; STEWARD_GONE. */
fault stick_ready(const char *folder);
/* A file that did not become whole is taken away again, if the stick is still there. */
void stick_remove(const char *folder, const char *name);
