/* What a letter or a sign is called, for the ear. Translated. */
#pragma once

#include <stdint.h>
#include "base/bytes.h"

/* The name of one character in the language at hand ("s" is "ess", "é" is "e acute", "@" is "at"), appended; capitals
 * say so. A character that has no name here is appended itself. */
void letters_name(struct buffer *out, uint32_t code);
/* The names of all characters of a text, apart, for whoever writes it down: "s, k, o, g". Appended. */
void letters_spell(struct buffer *out, const char *text);
