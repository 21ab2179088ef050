/* What install.c and install_write.c share; their tests point it at plain files. */
#pragma once

#include "system/update/install.h"
#include "system/update/install_gpt.h"
#include "system/update/slot.h"
#include "system/update/job.h"

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
