/* What there is to say of a centre file, for `timetable check` and `init`. */
#pragma once

#include "ctl/ctl.h"
#include "feed/findings.h"

/* Every finding in sentences, the gravest first; or as "refused":N,"questions":N,"looks":N,"findings":[...], of an object. */
void ctl_findings(struct buffer *out, const struct findings *found, bool json);
