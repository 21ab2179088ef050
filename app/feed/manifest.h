/* manifest.json of an export (docs/export.md), read strictly: another key, a missing one, a wrong type or a hash that
 * is none refuses it. What it says is only as good as the signature and the age layer around it. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include "base/bytes.h"
#include "base/fault.h"
#include "rule/centre.h"
#include "rule/letter.h"

enum {
    MANIFEST_FILES_MAX = 1 << 17,
    MANIFEST_IDS_MAX = 1 << 20,
    MANIFEST_NAME = 65,
    MANIFEST_NOTICES_MAX = 10000,
    MANIFEST_ID = 33,
    MANIFEST_HASH = 32
};

struct manifest_file {
    char name[MANIFEST_NAME];
    uint8_t sha256[MANIFEST_HASH];
};
enum manifest_state { MANIFEST_SOUND, MANIFEST_OLDER, MANIFEST_RECOVERED }; /* of the database the list was made from */
struct manifest {
    char kiosk[CENTRE_ID_MAX];
    char office
        [LETTER_KEY_MAX]; /* the key that signs the letters this kiosk takes; "": it takes none, or is of an older version */
    enum manifest_state state;
    char checked
        [20]; /* the day on which the kiosk last looked through all it keeps, and "damaged" where its file is; "": not told */
    int32_t sequence, rows, schema;
    int32_t
        restored; /* the kiosk went on from a backup when the office had lists up to that number; 0: it did not, or there were none */
    uint8_t previous[MANIFEST_HASH];
    size_t file_count, erased_count, damaged_count, notice_count;
    struct manifest_file *files;       /* in order of name */
    uint8_t (*notices)[MANIFEST_HASH]; /* of the consent texts that go with it, in order */
    char (*erased)[MANIFEST_ID];       /* hex, in order */
    char (*damaged)[MANIFEST_ID]; /* the same: records that the kiosk can't read, or has lost; not among the files */
};

/* The name of a record's entry in the ZIP; `id` in hex. */
void manifest_entry(char out[MANIFEST_NAME], bool is_consent, const char *id);
/* FILE_DAMAGED, TOO_NEW (another format), NO_MEMORY; then `out` is empty. `why` may be NULL. */
fault manifest_read(struct span json, struct manifest *out, char *why, size_t why_size);
void manifest_free(struct manifest *m);
/* The row of that name; NULL for none. */
const struct manifest_file *manifest_find(const struct manifest *m, const char *name);
bool manifest_notice(const struct manifest *m, const uint8_t sha256[MANIFEST_HASH]);
bool manifest_erased(const struct manifest *m, const char *id);
