/* Age files, and a record in one: only the file as it was written is taken, and nothing comes out of any other. */
#include "fuzz.h"

#include <string.h>
#include "seal_kit.h"

static struct buffer good[2] = {{.limit = 1 << 16}, {.limit = 1 << 20}};

void fuzz_seeds(void)
{
    static const char text[] = "Kari, 22 22 22 22";
    static uint8_t chunks[70000];
    struct seal_recipient both[2];
    kit_begin();
    both[0] = kit_office.recipient;
    both[1] = kit_recovery.recipient;
    FUZZ_HOLDS(seal_age_make(&good[0], both, 2, kit_text(text)) == FAULT_NONE);
    FUZZ_HOLDS(seal_age_make(&good[1], both, 2, (struct span){chunks, sizeof chunks}) == FAULT_NONE);
    for (int i = 0; i < 2; i++)
        fuzz_seed(good[i].data, good[i].length);
}

static bool is_good(const uint8_t *data, size_t size)
{
    for (int i = 0; i < 2; i++)
        if (size == good[i].length && memcmp(data, good[i].data, size) == 0)
            return true;
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buffer out = {.limit = 1 << 20};
    char why[SEAL_WHY] = "";
    struct seal_keyring ring = {.identities = &kit_office, .count = 1};
    if (seal_age_open(&out, &ring, (struct span){data, size}, why) == FAULT_NONE) {
        fuzz_taken();
        FUZZ_HOLDS(is_good(data, size));
    } else {
        FUZZ_HOLDS(out.length == 0);
    }
    ring.armored = true;
    if (seal_age_open(&out, &ring, (struct span){data, size}, why) != FAULT_NONE)
        FUZZ_HOLDS(!is_good(data, size) || *why);
    buffer_free(&out);
    return 0;
}
