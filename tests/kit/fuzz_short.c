/* The short form of fuzzing: each seed as it is, then mutations of them, the same ones every time. A sanitizer or FUZZ_HOLDS ends the
 * program at a find. */
#include "attack_kit.h"
#include "fuzz.h"
#include "test.h"

#include <errno.h>
#include <string.h>
#include "base/bytes.h"

enum { SEEDS_MAX = 64, MUTATIONS = 2000, GROWS = 64 };

static struct buffer seeds[SEEDS_MAX];
static size_t seed_count;
static int taken;

void fuzz_seed(const void *data, size_t size)
{
    if (seed_count == SEEDS_MAX)
        abort();
    seeds[seed_count].limit = size + 1;
    buffer_add(&seeds[seed_count++], data, size);
}

void fuzz_taken(void)
{
    taken++;
}

/* One change: a byte set, a bit turned over, a piece taken out, a piece of it written elsewhere or put in twice, the end cut off. */
static size_t change(uint8_t *data, size_t size, size_t room, uint64_t *state)
{
    size_t at = attack_draw(state, size), piece = 1 + attack_draw(state, 16);
    piece = piece < size - at ? piece : size - at;
    switch (attack_draw(state, 8)) {
    case 0:
    case 1:
        data[at] ^= (uint8_t)(1 << attack_draw(state, 8));
        return size;
    case 2:
        data[at] = (uint8_t)attack_draw(state, 256);
        return size;
    case 3:
        data[at] = (uint8_t) "\0\xff\"{}[]:,\n 09-+\\"[attack_draw(state, 17)];
        return size;
    case 4:
        memmove(data + at, data + at + piece, size - at - piece);
        return size - piece;
    case 5:
        if (size + piece > room)
            return size;
        memmove(data + at + piece, data + at, size - at);
        return size + piece;
    case 6:
        memmove(data + at, data + attack_draw(state, size - piece + 1), piece);
        return size;
    default:
        return at;
    }
}

static void mutation(const struct buffer *seed, uint64_t *state)
{
    size_t size = seed->length, room = size + GROWS;
    uint8_t *work = calloc(1, room);
    if (!work)
        abort();
    memcpy(work, seed->data, size);
    for (uint64_t changes = 1 + attack_draw(state, 4); changes > 0 && size > 0; changes--)
        size = change(work, size, room, state);
    uint8_t *exact = malloc(size ? size : 1); /* of its very size, so that reading past it is seen */
    if (!exact)
        abort();
    memcpy(exact, work, size);
    free(work);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
}

int main(void)
{
    uint64_t state = 20261201;
    fuzz_seeds();
    CHECK(seed_count > 0);
    for (size_t i = 0; i < seed_count; i++) {
        int before = taken;
        LLVMFuzzerTestOneInput(seeds[i].data, seeds[i].length);
        CHECK(taken == before + 1);
    }
    taken = 0;
    for (int i = 0; i < MUTATIONS && seed_count > 0; i++)
        mutation(&seeds[(size_t)i % seed_count], &state);
    CHECK(taken < MUTATIONS); /* some of them are no good any more, and the reader said so */
    for (size_t i = 0; i < seed_count; i++)
        buffer_free(&seeds[i]);
    return count_end(&test, program_invocation_short_name);
}
