/* A list of the product's own as `sirkelctl open` reads it, with one thing in it another: the manifest, or what a person's record says. The
 * first byte says which. */
#include "ctl/opening.c"

#include "flow_kit.h"
#include "fuzz.h"

enum { ENTRIES_MAX = 16 };

static struct {
    char name[SEAL_ZIP_NAME + 1];
    struct buffer data;
} entries[ENTRIES_MAX]; /* the manifest is the first */
static size_t entry_count;
static struct seal_identity office;

static fault keep_entry(void *to, const char *name, struct span data)
{
    (void)to;
    FUZZ_HOLDS(entry_count < ENTRIES_MAX);
    FUZZ_HOLDS(text_copy(entries[entry_count].name, sizeof entries[entry_count].name, name));
    entries[entry_count].data.limit = data.length + 1;
    buffer_add(&entries[entry_count++].data, data.data, data.length);
    return FAULT_NONE;
}

/* The newest list on the stick, its outer layer taken off. */
static void take_apart(const struct kit *k)
{
    char path[FILE_PATH_MAX];
    struct export_row last;
    struct opening o = {.keys = {1, {k->office}}};
    struct buffer zip = {.limit = SEAL_ZIP_MAX};
    FUZZ_HOLDS(store_export_last(k->app.store, &last) == FAULT_NONE);
    FUZZ_HOLDS(file_path(path, k->stick, last.name) == FAULT_NONE && read_outer(&o, path, &zip) == FAULT_NONE);
    FUZZ_HOLDS(seal_zip_read((struct span){zip.data, zip.length}, (struct seal_zip_visitor){keep_entry, NULL}, NULL) ==
               FAULT_NONE);
    buffer_free(&zip);
}

static struct span whole(size_t i)
{
    return (struct span){entries[i].data.data, entries[i].data.length};
}

void fuzz_seeds(void)
{
    static struct kit k;
    kit_make(&k);
    FUZZ_HOLDS(kit_join(&k, "tirsdagsgruppa", "Kari", "40612345", NULL) &&
               kit_join(&k, "tirsdagsgruppa", "Ola", NULL, NULL));
    FUZZ_HOLDS(kit_export(&k) == VERDICT_EXPORT_DONE);
    office = k.office;
    take_apart(&k);
    kit_free(&k);
    for (size_t i = 0; i < entry_count; i++) {
        struct buffer input = {.limit = 1 << 20};
        buffer_add(&input, &(uint8_t){(uint8_t)i}, 1);
        if (i == 0)
            buffer_add(&input, entries[0].data.data, entries[0].data.length);
        else if (!texts_is(entries[i].name))
            FUZZ_HOLDS(seal_record_open(&office, whole(i), &input) == FAULT_NONE);
        if (input.length > 1)
            fuzz_seed(input.data, input.length);
        buffer_free(&input);
    }
}

/* The office has what the bytes say as a record of that name, and the manifest vouches for it. */
static fault read_other(struct visit *v, const char *name, struct span plain)
{
    struct buffer file = {.limit = SEAL_RECORD_FILE_MAX};
    struct manifest_file *row = (struct manifest_file *)manifest_find(&v->o->manifest, name);
    fault f = seal_age_make(&file, &office.recipient, 1, plain);
    if (f == FAULT_NONE) {
        seal_sha256(row->sha256, file.data, file.length);
        f = read_entry(v, name, (struct span){file.data, file.length});
    }
    buffer_free(&file);
    return f;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    struct opening o = {.keys = {1, {office}}};
    struct visit visit = {.o = &o};
    const struct span other = {data + 1, size - 1};
    size_t which = data[0] % entry_count;
    fault f = read_entry(&visit, "manifest.json", which == 0 ? other : whole(0));
    for (size_t i = 1; i < entry_count && f == FAULT_NONE; i++)
        f = i == which && !texts_is(entries[i].name) ? read_other(&visit, entries[i].name, other)
                                                     : read_entry(&visit, entries[i].name, whole(i));
    if (f == FAULT_NONE)
        f = people_join(&o.people);
    if (f == FAULT_NONE) {
        fuzz_taken();
        FUZZ_HOLDS(o.people.count <= o.manifest.file_count && o.people.persons <= o.people.count);
        for (size_t i = 0; i < o.people.count; i++)
            FUZZ_HOLDS(strcmp(o.people.record[i].read.kiosk, o.manifest.kiosk) == 0);
    }
    opening_free(&o);
    return 0;
}
