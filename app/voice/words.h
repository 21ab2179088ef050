/* The words of the text that are on their way to the ear: where each lies in the text, and at which sample it begins.
 * The engine counts characters and sometimes tells a piece of a word, or the same one twice; what comes out here are
 * whole words between spaces, in the order of the text, each once, without the punctuation around it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WORDS_WAITING = 64 }; /* what lies between engine and ear is a tenth of a second */

struct words_one {
    uint64_t frame;
    size_t from, bytes; /* in the text */
};
struct words { /* begin with words_begin */
    struct words_one waiting[WORDS_WAITING];
    size_t first, count;
    const char *text, *at; /* borrowed; `at` is the character number `character` */
    size_t character;
    size_t spoken; /* bytes of the text up to the end of the newest word */
};

void words_begin(struct words *words, const char *text);
/* The engine says: the word at this character (counted from 0) begins at this sample. A full line of words loses it. */
void words_add(struct words *words, size_t character, uint64_t frame);
/* The next word that begins before this many samples were heard; false when none is due. */
bool words_due(struct words *words, uint64_t heard, struct words_one *ret);
