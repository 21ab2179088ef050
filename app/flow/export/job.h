/* What the files of flow/export share: the list that is being made. */
#pragma once

#include <assert.h>
#include "feed/manifest.h"
#include "flow/core/core.h"

static_assert((int)SEAL_ZIP_ENTRIES > (int)SEAL_SLOTS_MAX + (int)MANIFEST_NOTICES_MAX &&
                  (int)MANIFEST_FILES_MAX >= (int)SEAL_SLOTS_MAX,
              "a list holds all that a kiosk may keep");
enum { BLOCK = 1 << 20 };
enum stage { LIST_CONSENTS, LIST_MEMBERSHIPS, LISTED, CONSENTS, TEXTS, MEMBERSHIPS, CLOSED, SIGNED, VERIFIED };

struct listed { /* a record in the order of the list */
    uint8_t id[STORE_ID], sha256[STORE_HASH];
    uint8_t kind; /* enum record_kind */
    bool damaged;
};

struct export_job {
    enum stage stage;
    struct seal_export *out;
    int fd; /* being written, later being read back */
    bool snapshot, begun_file, begun_signature;
    struct buffer listed; /* of struct listed */
    size_t place,
        damaged; /* the record at hand; how many are damaged, `fresh` of them found since the file was begun */
    bool fresh;
    struct buffer manifest, signature, age;
    struct seal_claim claim;
    char signature_name[SEAL_EXPORT_NAME + 16], checkpoint[STORE_CHECKPOINT_MAX];
    struct store_behind behind;
    struct office_row office; /* whose letters the kiosk takes while this list is made */
    uint8_t hash[64], next[SEAL_HASH], mark_key[SEAL_MARK_KEY], mark[SEAL_MARK];
    struct seal_mark marking; /* of the bytes written, then of the bytes read back: they must be the same */
    uint64_t written, left;   /* handed to the stick; still to be read back */
    char why[SEAL_WHY];
    uint8_t block[BLOCK];
};

static inline struct listed *export_listed_at(const struct export_job *job, size_t i)
{
    return (struct listed *)(void *)job->listed.data + i;
}
static inline size_t export_listed_count(const struct export_job *job)
{
    return job->listed.length / sizeof(struct listed);
}
/* The job's manifest, anew; within its snapshot. NO_MEMORY, or what hindered reading. */
fault export_manifest_make(struct app *app, struct export_job *job);
