/* Making a kiosk from a centre file, for `init` and `demo`. */
#pragma once

#include "ctl/ctl.h"
#include "feed/letter.h"
#include "flow/setup/make.h"

struct ctl_making {
    struct flow_making flow; /* data, file, recipients and costs */
    struct flow_made made;   /* wipe it */
};
/* Makes it, or leaves a folder that was not there (or empty) as it was: gone, or empty. FILE_EXISTS when a kiosk is
 * there. */
fault ctl_make(struct ctl_making *m, char *why, size_t why_size);
/* What the centre file at that path says of letters from the office; it was read before. BAD_INPUT with a line in `why`. */
fault ctl_letters(const char *centre, struct letter_office *out, char *why, size_t why_size);
