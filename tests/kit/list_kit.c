#include "list_kit.h"

#include <string.h>
#include "base/file.h"

static fault to_buffer(void *to, const void *data, size_t length)
{
    buffer_add(to, data, length);
    return FAULT_NONE;
}

static fault entry(void *to, const char *name, struct span data)
{
    struct list *l = to;
    if (strcmp(name, "manifest.json") == 0) {
        char why[200] = "";
        fault f = manifest_read(data, &l->manifest, why, sizeof why);
        CHECK_TEXT(why, "");
        return f;
    }
    if (strncmp(name, "notices/", 8) == 0) /* a consent text: of nobody */
        return FAULT_NONE;
    struct buffer plain = {.limit = SEAL_RECORD_MAX};
    uint8_t hash[SEAL_HASH];
    const struct manifest_file *row = manifest_find(&l->manifest, name);
    seal_sha256(hash, data.data, data.length);
    CHECK(row && memcmp(row->sha256, hash, sizeof hash) == 0);
    l->whole += seal_record_open(l->office, data, &plain) == FAULT_NONE;
    buffer_free(&plain);
    return FAULT_NONE;
}

void list_open(struct kit *k, struct list *l)
{
    char path[FILE_PATH_MAX], name[SEAL_EXPORT_NAME], why[SEAL_WHY] = "";
    struct buffer file = {.limit = SEAL_ZIP_MAX}, zip = {.limit = SEAL_ZIP_MAX};
    struct seal_age_reader *reader = NULL;
    struct export_row last;
    const struct seal_keyring ring = {.identities = &k->office, .count = 1};
    *l = (struct list){.office = &k->office};
    CHECK_INT(store_export_last(k->app.store, &last), FAULT_NONE);
    CHECK_INT(seal_export_name(name, k->app.flow->kiosk.id, (uint32_t)last.seq), FAULT_NONE);
    CHECK_INT(file_path(path, k->stick, name), FAULT_NONE);
    CHECK_INT(file_read(path, &file), FAULT_NONE);
    CHECK_INT(seal_age_reader_open(&reader, &ring, (struct seal_sink){to_buffer, &zip}), FAULT_NONE);
    CHECK_INT(seal_age_read(reader, file.data, file.length), FAULT_NONE);
    CHECK_INT(seal_age_read_end(reader), FAULT_NONE);
    seal_age_reader_close(reader);
    CHECK_INT(seal_zip_read((struct span){zip.data, zip.length}, (struct seal_zip_visitor){entry, l}, why), FAULT_NONE);
    CHECK_INT(last.rows, (int64_t)l->manifest.file_count);
    buffer_free(&file);
    buffer_free(&zip);
}
