/* The manifest of an update. */
#include "fuzz.h"

#include <string.h>
#include "system_kit.h"

void fuzz_seeds(void)
{
    static struct machine machine;
    struct buffer text = {.limit = MANIFEST_MAX};
    kit_begin();
    const struct update_manifest m = machine_manifest(&machine, "0.4.0", 3);
    machine_manifest_text(&text, &m);
    fuzz_seed(text.data, text.length);
    buffer_free(&text);
}

/* One form: what is taken is written as the same bytes. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct update_manifest m;
    char why[SEAL_WHY] = "";
    if (manifest_read(&m, (struct span){data, size}, why) == FAULT_NONE) {
        struct buffer text = {.limit = MANIFEST_MAX};
        fuzz_taken();
        machine_manifest_text(&text, &m);
        FUZZ_HOLDS(text.length == size && memcmp(text.data, data, size) == 0);
        buffer_free(&text);
    } else {
        FUZZ_HOLDS(*why);
    }
    return 0;
}
