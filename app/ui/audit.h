/* Finds what would shut somebody out, in a tree that has been laid out. Each finding carries what was measured, what is wanted and
 * the requirement that wants it. Zero findings is the rule for every screen, language, size and theme. */
#pragma once

#include "ui/tree.h"

/* kind, requirement */
#define UI_AUDITS(X)                                                                                                   \
    X(TOO_SMALL, "SIZ-01") X(TOO_NEAR, "SIZ-04") X(OVERLAP, "TXT-04") X(CUT_OFF, "TXT-04") X(NO_NAME, "AUD-01")        \
    X(POOR_CONTRAST, "TXT-06") X(UNREACHABLE, "RCH-01") X(OUT_OF_ORDER, "SCN-08") X(TOO_MANY, "SIZ-07")                \
    X(SMALL_TEXT, "TXT-01") X(NO_REASON, "AUD-11") X(LONG_LINE, "TXT-05") X(EDGE, "SIZ-05") X(WORDS, "COG-01")

enum ui_finding_kind {
#define AUDIT(name, requirement) AUDIT_##name,
    UI_AUDITS(AUDIT)
#undef AUDIT
    AUDITS
};

struct ui_finding {
    uint8_t kind;
    char path[120];
    float measured, wanted; /* mm, ratio, count or characters */
};

/* `words_limit`: 60, or 90 for a consent's detail pages (COG-01). Returns how many there are; writes at most `limit`. */
size_t ui_audit(const struct ui *u, unsigned words_limit, struct ui_finding *out, size_t limit);
const char *ui_finding_name(enum ui_finding_kind kind);        /* "too small" */
const char *ui_finding_requirement(enum ui_finding_kind kind); /* "SIZ-01" */
