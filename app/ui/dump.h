/* The tree as text: one line a node, "path role label [flags] x,y wxh"; private words as their length. For tests,
 * reviewers, translators and crash reports. */
#pragma once

#include "base/bytes.h"
#include "ui/tree.h"

void ui_dump(const struct ui *u, struct buffer *out);
const char *ui_role_name(enum ui_role role); /* "ROW" */
