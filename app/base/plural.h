/* Which form of a word goes with a number: the rule a catalogue brings in its header ("Plural-Forms: nplurals=3; plural=…;",
 * the GNU gettext manual, "Plural forms"), an expression of C over n. */
#pragma once

#include "base/fault.h"

enum { PLURAL_FORMS_MAX = 6 }; /* Arabic has six; no language of CLDR has more */

struct plural { /* points into the header it was read from */
    const char *rule;
    unsigned forms;
};

/* Reads a catalogue's header. BAD_INPUT: no such line, more than PLURAL_FORMS_MAX forms, an expression that is none, or one
 * that names a form outside of them for some n up to 1,000. A header without the line is {NULL, 0} and no fault. */
fault plural_read(const char *header, struct plural *ret);
/* The form for n, from 0 to forms - 1. */
unsigned plural_form(const struct plural *p, unsigned long n);
