/* A kiosk that goes on on another machine: what the office needs of both, and the machine that takes the other's place. */
#pragma once

#include "flow_kit.h"

void move_kit_copy(const char *from, const char *to);       /* a folder, in place of what was there */
bool move_kit_there(const struct kit *k, const char *name); /* on its stick */
/* In the first kiosk's folder: the public key of each, as keys[i], and the office's identity. */
void move_kit_office(const struct kit *const kits[], size_t count, char keys[][FILE_PATH_MAX],
                     char identity[FILE_PATH_MAX]);
/* Staff put the office's letter in: what the kiosk says of it. */
enum verdict move_kit_reads(struct kit *k);
/* The same, and where it may be taken, its keys are compared, it is taken and the kiosk opened again. */
void move_kit_takes_place(struct kit *k);
