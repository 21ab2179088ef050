/* Finds what would shut somebody out, in a tree that has been laid out. Each finding carries what was measured, what is
 * wanted and the requirement that wants it. Zero findings is the rule for every screen, language, size and theme. */
#pragma once

#include "ui/tree.h"

enum ui_finding_kind {
#define AUDIT(name, ...) AUDIT_##name,
#include "ui/audit.def"
#undef AUDIT
    AUDITS
};

struct ui_finding {
    uint8_t kind;
    char path[120];
    float measured, wanted; /* mm, ratio, count or characters */
};

/* `words_limit`: 60, or 90 for a consent's detail pages (COG-01). Returns how many there are, writes at most `limit`.
 */
size_t ui_audit(const struct ui *u, unsigned words_limit, struct ui_finding *out, size_t limit);
const char *ui_finding_name(enum ui_finding_kind kind);        /* "too small" */
const char *ui_finding_requirement(enum ui_finding_kind kind); /* "SIZ-01" */
