/* What the staff screens say. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "rule/verdict.h"

enum { FILLED_TOLD = 75 };                 /* percent: from here on staff are told, years before it is full */
struct staff_view {                        /* what the staff screens say; no names, no groups */
    int32_t new_signups, exports, damaged; /* damaged: records that can't be read */
    int64_t free_bytes;
    int32_t filled;   /* percent of what one list holds */
    int32_t erasures; /* that the next list tells */
    int32_t last_day; /* of the last list; 0: there was none */
    bool journal_whole, clock_sure, store_desk;
    char key_print[40];  /* digits of the kiosk's key, as at setup */
    int32_t receivers;   /* who can open lists */
    int64_t log_entries; /* of the event log, and the root that its newest note signs */
    char log_root[20];
    int32_t restored_day; /* of the backup that the kiosk goes on from; 0: none */
    bool behind,
        renewed; /* the database is older than the keys, or made anew, and staff have not gone on; the latter of the two */
    int32_t lost;         /* records that are missing */
    bool torn;            /* the sign-ups' file is damaged, and still read */
    bool house_lost;      /* what was changed for some days could not be read */
    char fingerprint[64]; /* of the last export: four words of the office's first language, to compare by voice */
    char export_name[80];
    int32_t export_rows, export_damaged, job_done, job_all;
    enum verdict export_outcome;
};
