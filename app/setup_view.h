/* Commissioning: what its screens say, and how far it has come. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "base/file.h"
#include "rule/centre.h"
#include "rule/finding.h"
#include "rule/setup.h"
#include "rule/verdict.h"
#include "sizes.h"

enum {
    SETUP_PRINT = 40, /* eight groups of four digits, with NUL */
    SETUP_DISKS_MAX = 4,
    SETUP_NAME_MAX = 80,
    SETUP_WHY_MAX = 200,
    TRIAL_STAGES = 5, /* sign-up, export, withdrawal, second export, what it told */
};

struct setup_disk {
    int32_t row; /* of MACHINE_DISKS */
    int64_t bytes;
    char name[SETUP_NAME_MAX];
    bool kiosk; /* one lies there already */
};

struct setup { /* commissioning; all zero on a kiosk that serves visitors */
    bool on;
    bool medium; /* started from an install medium */
    char assets[FILE_PATH_MAX];
    struct setup_kept kept;
    struct panel panel;                             /* the display as it is believed to be now */
    bool can_rotate;                                /* the picture can be turned: the bare display of a machine */
    int32_t rotation;                               /* quarters it is turned clockwise; the loop makes it so */
    int32_t card_px;                                /* the outline's width */
    int32_t aim, offset_tenths, pad_um, pad_height; /* the ring at hand; how far beside the last; a unit of the pad */
    int64_t clock_shift;                            /* seconds between the clock shown and the machine's */
    /* the centre file */
    bool centre_read;
    char centre_id[CENTRE_ID_MAX], centre_name[GROUP_LINE_MAX];
    struct finding finding; /* the first of what was found in it; no `matter`: nothing was */
    int32_t found[GRADES];  /* how many in all, by enum finding_grade */
    int32_t groups, languages, recipients;
    int32_t keys; /* to be compared: the recipients, and behind them the office's key where there is one */
    char print[CENTRE_RECIPIENTS_MAX + 1][SETUP_PRINT];
    /* the kiosk */
    char pin[PIN_MAX + 1];                                             /* drawn, shown, not yet kept */
    char key_id[17], key_print[SETUP_PRINT], key_text[SETUP_NAME_MAX]; /* key_text: as a minisign key file has it */
    /* the trial: how many of its stages are done */
    int32_t trial;
    bool trial_runs, protocol_kept;
    uint16_t trial_code[CODE_WORDS];
    int32_t trial_list;
    /* installing */
    struct setup_disk disk[SETUP_DISKS_MAX];
    int32_t disk_count, disk_chosen;
    bool installing, installed;
    int64_t progress, progress_all, asked_ms;
};
