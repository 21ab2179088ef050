/* The records of a sign-up, as the kiosk and the office read them; and one that was changed by its visitor. */
#include "fuzz.h"

#include "feed/signup.h"
#include "flow_kit.h"
#include "flow/records/records.h"

void fuzz_seeds(void)
{
    static struct kit k;
    static const enum record_kind kinds[] = {RECORD_MEMBERSHIP, RECORD_CONSENT};
    kit_make(&k);
    FUZZ_HOLDS(kit_join(&k, "tirsdagsgruppa", "Kari Nordmann", "40612345", NULL));
    for (size_t i = 0; i < 2; i++) {
        struct buffer json = {.limit = SEAL_RECORD_MAX};
        FUZZ_HOLDS(kit_record(&k, kinds[i], &json) == FAULT_NONE);
        fuzz_seed(json.data, json.length);
        buffer_free(&json);
    }
    kit_free(&k);
}

/* What is changed is a record still, and of the same person. */
static void changed(struct span json, const struct signup_record *record)
{
    static const struct signup_change changes[] = {
        {"00112233445566778899aabbccddeeff", "2026-11-24", CONTACT_PHONE, "40612345", -1, ANSWER_NONE, NULL, NULL},
        {"00112233445566778899aabbccddeeff", "2026-11-24", CONTACT_UNASKED, NULL, 0, ANSWER_NO, NULL, NULL}};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct buffer out = {.limit = SEAL_RECORD_MAX * 2};
        struct signup_record again;
        if (signup_change(json, &changes[i], &out) == FAULT_NONE) {
            FUZZ_HOLDS(signup_read((struct span){out.data, out.length}, &again) == FAULT_NONE);
            FUZZ_HOLDS(again.is_consent && strcmp(again.name, record->name) == 0);
        }
        buffer_free(&out);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct signup_record record;
    const struct span json = {data, size};
    if (signup_read(json, &record) == FAULT_NONE) {
        fuzz_taken();
        changed(json, &record);
    }
    return 0;
}
