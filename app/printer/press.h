/* The printing program's one state: the sheet, how far it is, and the children at work for it. It waits in one
 * place, for the kiosk, the children and the time.
 *
 * MUST
 * 1. The sheet is in memory only, and is wiped as soon as it has ended, however it ended (OUT-06).
 * 2. CANCEL, a new BEGIN and the end of the line stop printing at once and call the job back at the printer.
 * 3. What could not be cancelled is cancelled later, until a printer says that it holds nothing of ours.
 * 4. Every wait for the printer has a named limit. */
#pragma once

#include <sys/types.h>
#include "base/fault.h"
#include "printer/work.h"

struct worker {
    pid_t process;       /* 0: none */
    int fd;              /* its news */
    int64_t deadline_ms; /* worker_now_ms() at which it is too late */
};

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
struct printer_line {
    int listener, kiosk; /* -1: none */
    struct {
        struct printer_request request;
        uint8_t grey[PRINTER_ROWS * PRINTER_WIDTH];
    } packet;
};

struct press {
    const struct link_place *place; /* borrowed */
    struct printer_line line;
    int signals; /* readable when the program shall end */
    struct pages pages;
    enum press_stage stage;
    struct printer_event told; /* what was told last of this sheet; its serial is the sheet's */
    int job;                   /* its number at the printer; 0: not known */
    enum printer_state logged; /* what the log says of the printer; READY: nothing is wrong */
    struct worker child[PRESS_CHILDREN];
    bool cut_short; /* the watching child gets no more time */
    bool look_awaited, gone_awaited, recall_owed;
    uint32_t look_serial, gone_serial;
    int recall_job; /* 0: whatever of ours is there */
    int64_t recall_at_ms, recall_pause_ms;
};

/* Listens at `path` (its owner and group may open it), serves one kiosk at a time, and returns when `signals` can be read, or at once with
 * what stands in the way of listening. For main.c alone: the program but for its options. */
fault press_run(const struct link_place *place, const char *path, int signals);
