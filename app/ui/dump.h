/* The tree as text: one line a node, "path role label [flags] x,y wxh"; private words as their length. For tests,
 * reviewers, translators and crash reports. */
#pragma once

#include "base/bytes.h"
#include "ui/tree.h"

void ui_dump(const struct ui *u, struct buffer *out);
/* "groups/group:3/rules"; "" for the screen itself. Returns false (and "") if it does not fit. */
bool ui_path(const struct ui *u, uint16_t node, char *out, size_t size);
const char *ui_role_name(enum ui_role role); /* "ROW" */
