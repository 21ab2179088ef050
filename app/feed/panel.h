/* The `panel` of a centre file and of a site file. Feed's own header. */
#pragma once

#include "feed/group.h"

/* From the object at "panel" into t->file->panel. */
void feed_panel(struct take *t, json_t *top);
