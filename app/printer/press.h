/* The printing program's one state: the sheet, how far it is, and the children at work for it. It waits for nothing:
 * the loop (main.c) brings what was asked, what a child told and what time it is.
 *
 * MUST
 * 1. The sheet is in memory only, and is wiped as soon as it has ended, however it ended (OUT-06).
 * 2. CANCEL, a new BEGIN and the end of the line stop printing at once and call the job back at the printer (PRV-03).
 * 3. What could not be cancelled is cancelled later, until a printer says that it holds nothing of ours.
 * 4. Every wait for the printer has a named limit. */
#pragma once

#include "base/printer.h"
#include "printer/worker.h"

enum {
    PRESS_LOOK_MS = 2000,        /* how the printer stands */
    PRESS_ANSWER_MS = 15000,     /* between two answers while it prints: a sleeping printer takes ten seconds to wake */
    PRESS_SENT_MS = 5000,        /* to say why it took no more of the sheet */
    PRESS_RECALL_MS = 4000,      /* to call back */
    PRESS_AGAIN_MS = 2000,       /* the first pause before calling back again; doubles each time ... */
    PRESS_AGAIN_MOST_MS = 300000 /* ... up to this */
};
enum press_stage {
    PRESS_FREE,
    PRESS_TAKING,  /* rows come */
    PRESS_DROPPED, /* the sheet has ended before it was sent: rows that still come are let fall */
    PRESS_WAITING, /* whole; an earlier one is still being cancelled */
    PRESS_PRINTING
};
enum press_child { PRESS_LOOK, PRESS_WATCH, PRESS_SEND, PRESS_RECALL, PRESS_CHILDREN };
typedef void press_tells(void *whom, const struct printer_event *tell);

struct press {                      /* made by press_open */
    const struct link_place *place; /* borrowed */
    press_tells *tells;
    void *whom;
    struct pages pages;
    enum press_stage stage;
    struct printer_event told; /* what was told last of this sheet; its serial is the sheet's */
    int job;                   /* its number at the printer; 0: not known */
    struct worker child[PRESS_CHILDREN];
    bool cut_short; /* the watching child gets no more time */
    bool look_awaited, gone_awaited, recall_owed;
    uint32_t look_serial, gone_serial;
    int recall_job; /* 0: whatever of ours is there */
    int64_t recall_at_ms, recall_pause_ms;
};

/* Jobs that an earlier life of this program may have left at the printer are cancelled. */
void press_open(struct press *press, const struct link_place *place, press_tells *tells, void *whom);
/* What the kiosk asked; `grey` are the rows behind a PRINTER_GREY. False: that is no ask, or not now; the line is to be
 * closed. */
bool press_ask(struct press *press, const struct printer_ask *ask, const uint8_t *grey);
/* Stops printing, wipes, calls back; tells nobody. */
void press_stop(struct press *press);
/* A child's news came, or its end. */
void press_hear(struct press *press, enum press_child which);
/* Does what is due; ms until the next thing is, -1 for nothing. */
int press_tick(struct press *press);
/* Ends every child, wipes. */
void press_close(struct press *press);
