/* What the seal's tests share: a folder that goes away, files in it, a centre's keys, and running another program. */

#pragma once

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "seal/seal.h"
#include "scratch.h"
#include "test.h"

extern struct seal_identity kit_office, kit_recovery; /* the two that may read: made by kit_begin */

/* A folder that goes away at exit, the seal started, two identities made. */
void kit_begin(void);
/* A path in the folder; good until the eighth call after. */
const char *kit_path(const char *name);
void kit_write(const char *name, struct span content);
struct buffer kit_read(const char *name);
struct span kit_span(const struct buffer *b);
struct span kit_text(const char *text);
/* A new kiosk with the two recipients. */
struct seal *kit_seal(void);
fault kit_into_buffer(void *to, const void *data, size_t length);
