/* A picture of what is on the display. */
#pragma once

#include "base/fault.h"
#include "display/canvas.h"

/* Writes an 8-bit RGB PNG of the area, or of all of it for an empty one. */
fault picture_save(const struct canvas *c, struct area area, const char *path);
