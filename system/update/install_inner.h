/* What of installing its tests read, on plain files. The functions here are used by install.c alone and stay public for
 * those tests (system_install). */
#pragma once

#include "system/slot/slot.h"
#include "system/update/install.h"
#include "system/update/job.h"

/* --- the table of partitions on a disk that we install on: the layout of image/disk.list, with the last one taking the
 * rest --- */

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
/* --- disks, and writing to one --- */

enum { INSTALL_NAME = 96 };
struct install_disk {
    int64_t row, bytes; /* row: the kernel's running number (diskseq) */
    bool kiosk;         /* one lies there already, whatever its version */
    char device[64];    /* "sda" */
    char name[INSTALL_NAME];
};
/* The disks under `sys` ("/sys") that could be installed on, `running` left out; at most `most`. */
size_t install_list(const char *sys, const char *running, struct install_disk *ret, size_t most);

struct install {
    char esp[FILE_PATH_MAX], root[FILE_PATH_MAX]; /* what is copied: two partitions of the stick that runs */
    char target[FILE_PATH_MAX];                   /* a whole disk; everything on it is lost */
};
fault install_write(const struct install *in, struct job *job, char *why);
