/* Whose is this partition? Judged from its first MiB and its last block, before any library reads it.
 *
 * Power may go while the first header is written: that begins with random bytes, and the partition is then neither
 * blank nor a LUKS one. So a mark is written first, durably, into the very last block, which no header touches. The new
 * file system covers it. */
#include <string.h>
#include "system/data/inner.h"

static const char mark[] = "sirkel: this partition is being made; nothing on it is finished\n";
static const uint8_t luks[] = {'L', 'U', 'K', 'S', 0xba, 0xbe}, skul[] = {'S', 'K', 'U', 'L', 0xba, 0xbe};
enum { SECOND_HEADER = 16384 }; /* where LUKS2's second copy stands when the first is 16 KiB */

static const char *const state_words[] = {
#define DATA_STATE(name, word) word,
    DATA_STATES(DATA_STATE)
#undef DATA_STATE
};

const char *data_word(enum data_state state)
{
    return state_words[state];
}

void data_mark(uint8_t *out)
{
    memset(out, 0, DATA_MARK_BYTES);
    memcpy(out, mark, sizeof mark);
}

bool data_marked(const uint8_t *last)
{
    uint8_t whole[DATA_MARK_BYTES];
    data_mark(whole);
    return memcmp(last, whole, sizeof whole) == 0;
}

static bool all_zero(const uint8_t *data, size_t length)
{
    return data[0] == 0 && memcmp(data, data + 1, length - 1) == 0;
}

enum data_look data_look(const uint8_t *first, const uint8_t *last)
{
    if (memcmp(first, luks, sizeof luks) == 0 || memcmp(first + SECOND_HEADER, skul, sizeof skul) == 0)
        return DATA_LOOK_LUKS;
    if (data_marked(last))
        return DATA_LOOK_BEGUN;
    return all_zero(first, DATA_LOOK_BYTES) ? DATA_LOOK_BLANK : DATA_LOOK_FOREIGN;
}
