/* The ZIP of a list, as `sirkelctl open` and a moving kiosk read it: one spelling. */
#include "fuzz.h"

#include <string.h>
#include "seal_kit.h"

static struct buffer good = {.limit = 1 << 20};

void fuzz_seeds(void)
{
    struct buffer sealed = {.limit = 1 << 20};
    struct seal_export *e = NULL;
    const struct seal_keyring ring = {.identities = &kit_office, .count = 1};
    static const char *const names[] = {"manifest.json", "consents/a.json.age", "records/b.json.age"};
    uint64_t size;
    uint8_t hash[64];
    kit_begin();
    struct seal *seal = kit_seal();
    FUZZ_HOLDS(seal_export_open(&e, seal, (struct seal_sink){kit_into_buffer, &sealed}) == FAULT_NONE);
    for (size_t i = 0; i < 3; i++) {
        FUZZ_HOLDS(seal_export_entry(e, names[i], 2, seal_crc32(0, "{}", 2)) == FAULT_NONE);
        FUZZ_HOLDS(seal_export_add(e, "{}", 2) == FAULT_NONE);
    }
    FUZZ_HOLDS(seal_export_end(e, &size, hash) == FAULT_NONE);
    FUZZ_HOLDS(seal_age_open(&good, &ring, kit_span(&sealed), NULL) == FAULT_NONE);
    seal_export_close(e);
    seal_close(seal);
    fuzz_seed(good.data, good.length);
    buffer_free(&sealed);
}

static fault entry(void *to, const char *name, struct span data)
{
    unsigned *sum = to;
    FUZZ_HOLDS(strlen(name) <= SEAL_ZIP_NAME);
    for (size_t i = 0; i < data.length; i++)
        *sum += data.data[i];
    return FAULT_NONE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned sum = 0;
    char why[SEAL_WHY] = "";
    if (seal_zip_read((struct span){data, size}, (struct seal_zip_visitor){entry, &sum}, why) == FAULT_NONE)
        fuzz_taken();
    else
        FUZZ_HOLDS(*why);
    return 0;
}
