/* Signatures of lists, of a kiosk that moves and of letters, the event log's note, and the file of a public key. Only what was signed is
 * taken. */
#include "fuzz.h"

#include <string.h>
#include "seal/moving.h"
#include "seal_kit.h"

enum { SIGNATURE, NOTE, MOVING, BACKUP, LETTER, PUBLIC, GOOD };

static struct seal *seal;
static struct seal_public office;
static struct buffer good[GOOD];
static const uint8_t hash[64] = {1};
static const char sealed[] = "what was signed";

void fuzz_seeds(void)
{
    struct seal_tree tree = {0};
    struct buffer secret = {.limit = 4096};
    uint8_t global[64];
    for (int i = 0; i < GOOD; i++)
        good[i].limit = 4096;
    kit_begin();
    seal = kit_seal();
    const struct seal_public key = seal_public(seal);
    FUZZ_HOLDS(seal_sign(seal, hash, "kx1 a=b", &good[SIGNATURE], global) == FAULT_NONE);
    FUZZ_HOLDS(seal_note_sign(seal, "demo", &tree, &good[NOTE]) == FAULT_NONE);
    FUZZ_HOLDS(seal_moving_sign(seal, &(struct seal_moving_claim){.kiosk = "demo"}, kit_text(sealed), &good[MOVING]) ==
               FAULT_NONE);
    FUZZ_HOLDS(seal_moving_sign(seal, &(struct seal_moving_claim){"demo", "2026-11-20", 7}, kit_text(sealed),
                                &good[BACKUP]) == FAULT_NONE);
    FUZZ_HOLDS(seal_pair_make(&office, &secret) == FAULT_NONE);
    FUZZ_HOLDS(seal_pair_sign(kit_span(&secret), kit_text(sealed), "letter", &good[LETTER]) == FAULT_NONE);
    buffer_free(&secret);
    FUZZ_HOLDS(seal_public_text(&key, &good[PUBLIC]) == FAULT_NONE);
    for (int i = 0; i < GOOD; i++)
        fuzz_seed(good[i].data, good[i].length);
}

static bool is(int which, struct span text)
{
    return text.length == good[which].length && memcmp(text.data, good[which].data, text.length) == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct span text = {data, size};
    const struct seal_public key = seal_public(seal);
    struct seal_public read;
    struct seal_proof proof;
    char why[SEAL_WHY], digits[SEAL_DIGITS], line[128] = "";
    uint64_t tree_size;
    uint8_t root[SEAL_HASH];
    bool signature = seal_verify(&key, hash, text, &proof, why) == FAULT_NONE;
    bool note = seal_note_verify(seal_note_public(seal), "demo", text, &tree_size, root) == FAULT_NONE;
    bool public = seal_public_parse(&read, text) == FAULT_NONE;
    FUZZ_HOLDS(!signature || is(SIGNATURE, text));
    FUZZ_HOLDS(!note || is(NOTE, text));
    struct seal_moving_claim claim;
    bool moving = seal_moving_verify(&key, kit_text(sealed), text, &claim, why) == FAULT_NONE;
    FUZZ_HOLDS(!moving || is(*claim.day ? BACKUP : MOVING, text));
    FUZZ_HOLDS(seal_letter_verify(&office, kit_text("something else"), text, why) != FAULT_NONE);
    bool letter =
        seal_letter_verify(&office, kit_text(sealed), text, why) == FAULT_NONE; /* in more than one spelling */
    if (size < sizeof line)
        memcpy(line, data, size);
    (void)!seal_line_digits(digits, line);
    if (signature || note || public || moving || letter)
        fuzz_taken();
    return 0;
}
