/* The site file (DATA/site.json): the panel as it was measured where it hangs. What it says goes before the centre
 * file's `panel`. As strict as the centre file. */
#pragma once

#include "base/bytes.h"
#include "base/fault.h"
#include "rule/centre.h"

/* BAD_INPUT, TOO_NEW, and what reading says; *out is untouched then. */
fault feed_site_read(const char *path, struct panel *out);
/* The text of one, appended to `out`. */
void feed_site_text(const struct panel *panel, struct buffer *out);
