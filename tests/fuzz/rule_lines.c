/* Lines "key=value": the step that commissioning reached, and what the machine says of itself. */
#include "fuzz.h"

#include <string.h>
#include "rule/machine.h"
#include "rule/setup.h"

void fuzz_seeds(void)
{
    for (int step = 0; step < SETUP_STEPS; step++) {
        const struct setup_kept kept = {.step = (enum setup_step)step, .same = (uint32_t)step, .language = "nb"};
        char out[SETUP_KEPT_MAX];
        fuzz_seed(out, setup_kept_write(out, &kept));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct setup_kept kept, again;
    struct machine_about about;
    char out[SETUP_KEPT_MAX], signed_text[MACHINE_SIGNED_TEXT], *text = calloc(1, size + 1);
    FUZZ_HOLDS(text != NULL);
    memcpy(text, data, size);
    if (setup_kept_read(&kept, text)) {
        fuzz_taken();
        out[setup_kept_write(out, &kept)] = 0;
        FUZZ_HOLDS(setup_kept_read(&again, out) && again.step == kept.step && again.same == kept.same);
    }
    machine_about_read(&about, text);
    (void)machine_start_verified(&about);
    if (machine_signed_text(signed_text, "demo", &about, 1, 1760000000))
        FUZZ_HOLDS(strlen(signed_text) < sizeof signed_text && !strchr(signed_text, '\n'));
    free(text);
    return 0;
}
