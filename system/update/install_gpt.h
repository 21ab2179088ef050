/* The table of partitions on a disk that we install on: the layout of image/disk.list, with the last one taking the
 * rest. */
#pragma once

#include <stdint.h>
#include "base/fault.h"

enum { GPT_SECTOR = 512, GPT_MIB = 1 << 20 };

/* Columns: name, GPT name, MiB, type, fixed id. image/disk.list says the same; a test compares. */
#define GPT_PARTS(X)                                                                                                   \
    X(ESP, "esp", 64, "C12A7328-F81F-11D2-BA4B-00A0C93EC93B", "5ea10000-0000-4000-8000-000000000001")                  \
    X(ROOT_A, "root-a", 64, "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709", "5ea10000-0000-4000-8000-00000000000a")            \
    X(ROOT_B, "root-b", 64, "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709", "5ea10000-0000-4000-8000-00000000000b")            \
    X(DATA, "data", 384, "0FC63DAF-8483-4772-8E79-3D69D8477DE4", "5ea10000-0000-4000-8000-00000000000d")
enum gpt_part {
#define GPT_PART(name, label, size, type, id) GPT_##name,
    GPT_PARTS(GPT_PART)
#undef GPT_PART
        GPT_COUNT
};

struct gpt_place {
    int64_t start, size; /* bytes */
};

/* Where the parts lie on a disk of so many bytes. TOO_LARGE: they do not fit. */
fault gpt_plan(int64_t disk_bytes, struct gpt_place ret[GPT_COUNT]);
/* Writes the table, its copy at the end, and the old-style table that shields both; syncs. The copy goes first. */
fault gpt_write(int fd, int64_t disk_bytes);
