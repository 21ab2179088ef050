/* The manifest of a list, as `sirkelctl open` reads it. */
#include "fuzz.h"

#include "list_kit.h"

static fault entry(void *to, const char *name, struct span data)
{
    (void)to;
    if (strcmp(name, "manifest.json") == 0)
        fuzz_seed(data.data, data.length);
    return FAULT_NONE;
}

/* The newest list on the stick, its outer layer taken off. */
static void newest(struct kit *k)
{
    char path[FILE_PATH_MAX];
    struct buffer file = {.limit = SEAL_ZIP_MAX}, zip = {.limit = SEAL_ZIP_MAX};
    struct export_row last;
    const struct seal_keyring ring = {.identities = &k->office, .count = 1};
    FUZZ_HOLDS(store_export_last(k->app.store, &last) == FAULT_NONE);
    FUZZ_HOLDS(file_path(path, k->stick, last.name) == FAULT_NONE && file_read(path, &file) == FAULT_NONE);
    FUZZ_HOLDS(seal_age_open(&zip, &ring, (struct span){file.data, file.length}, NULL) == FAULT_NONE);
    FUZZ_HOLDS(seal_zip_read((struct span){zip.data, zip.length}, (struct seal_zip_visitor){entry, NULL}, NULL) ==
               FAULT_NONE);
    buffer_free(&file);
    buffer_free(&zip);
}

void fuzz_seeds(void)
{
    static struct kit k;
    struct kit_code leaves;
    kit_make(&k);
    FUZZ_HOLDS(kit_join(&k, "tirsdagsgruppa", "Kari", "40612345", NULL));
    FUZZ_HOLDS(kit_join(&k, "tirsdagsgruppa", "Ola", NULL, &leaves));
    FUZZ_HOLDS(kit_export(&k) == VERDICT_EXPORT_DONE);
    newest(&k);
    flow_do(&k.app, ACT_LEAVE, 0);
    kit_find(&k, &leaves);
    flow_do(&k.app, ACT_WITHDRAW, PURPOSE_COUNT);
    flow_do(&k.app, ACT_WITHDRAW_SURE, 0);
    flow_do(&k.app, ACT_LEAVE, 0);
    FUZZ_HOLDS(kit_export(&k) == VERDICT_EXPORT_DONE);
    newest(&k);
    kit_free(&k);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct manifest m;
    char why[200] = "";
    if (manifest_read((struct span){data, size}, &m, why, sizeof why) == FAULT_NONE) {
        fuzz_taken();
        for (size_t i = 0; i < m.file_count; i++)
            FUZZ_HOLDS(manifest_find(&m, m.files[i].name) == &m.files[i]);
        for (size_t i = 0; i < m.erased_count; i++)
            FUZZ_HOLDS(manifest_erased(&m, m.erased[i]));
        for (size_t i = 0; i < m.notice_count; i++)
            FUZZ_HOLDS(manifest_notice(&m, m.notices[i]));
        manifest_free(&m);
    } else {
        FUZZ_HOLDS(*why && !m.files && !m.erased);
    }
    return 0;
}
