/* What the tests of updates share: a machine made of plain files, and an update on a folder that stands for the stick.
 */

#pragma once

#include "seal_kit.h"
#include "system/slot/data.h"
#include "system/update/inner.h"

enum { ROOT_BYTES = 300000, KERNEL_BYTES = 70000, PARTITION_BYTES = 1 << 20 };

struct machine {
    struct update update;
    struct seal *seal; /* the image key */
    uint8_t root[ROOT_BYTES], kernel[2][KERNEL_BYTES];
};

/* xorshift: the same numbers every time */
uint64_t machine_random(uint64_t *state);
void machine_noise(uint8_t *out, size_t length, uint64_t seed);
void machine_part(struct slot_file *part, const uint8_t *data, int64_t size);
struct update_manifest machine_manifest(const struct machine *m, const char *version, uint32_t schema);
/* As image/bundle writes it. */
void machine_manifest_text(struct buffer *out, const struct update_manifest *m);
void machine_sign(struct seal *seal, struct span text, const char *trusted, struct buffer *out);
/* A manifest of any text, signed for any purpose, onto the stick. */
void machine_offer(struct seal *seal, struct span text, const char *trusted);
void machine_offer_manifest(const struct machine *m, const struct update_manifest *manifest);
void machine_files(const struct machine *m);
struct seal *machine_key(const char *name);
/* Slot a runs 0.3.0 with data of schema 3; slot b holds an older one. */
void machine_make(struct machine *m);
