/* A world that does as it is told. Tests set it; host.h reads it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "base/machine.h"

enum { FAKE_LOG_MAX = 8192 };

struct host_fake {
    int64_t now, steady_ms, disk_free;
    bool stick;
    char log[FAKE_LOG_MAX];
    bool machine; /* there is a steward; what it answers to each verb, where .fault comes back from host_machine; … */
    struct machine_answer answers[MACHINE_VERBS];
    char asked[FAKE_LOG_MAX]; /* … one line an ask: "CLOCK 1795622400" */
    bool printer;             /* there is a printing program */
    bool printer_full;        /* it takes no more just now */
    int looks, recalls;       /* how often it was asked how it stands, to call a sheet back */
    int begins, rows, sends;  /* that it took; rows of the newest sheet */
    uint8_t first;            /* px of the newest row packet */
};
extern struct host_fake host_fake;
