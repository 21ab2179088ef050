/* One turn of the loop: an event becomes an ask, the ask is done, the screen is described anew and shown. main.c turns
 * it for the kiosk, the walker for the tests: the same turn. */
#pragma once

#include "app.h"
#include "base/bytes.h"
#include "flow/flow.h"
#include "shell/shell.h"
#include "ui/focus.h"
#include "ui/one.h"
#include "ui/touch.h"
#include "ui/tree.h"

struct turn_options {
    struct flow_folders folders;
    const char *speech; /* the speech log, see shell_options */
    bool calm;          /* only what is public: flow_open_calm */
    bool headless;
    float scale;
    enum shell_glass glass;
    int turn;           /* quarters, see shell_options */
    bool setup;         /* where no kiosk was ever made, begin to make one, also without a steward */
    struct panel panel; /* another glass than the centre's; width_mm 0: the centre's */
};

struct turn_voice {
    bool reading;         /* the page is read aloud, node by node */
    bool aside;           /* something else is said in between; then the node at hand once more */
    bool heard;           /* the target that has the focus was said */
    int spelled;          /* words of the receipt code that were spelled so far, the one at hand included; 0: none is */
    bool stopped;         /* the newest key or touch found it speaking, and stopped it */
    bool touched; /* the newest input was a finger */
    uint32_t node;        /* that is read: its id */
    uint32_t paused;      /* that was read when the newest key or touch came; 0: none */
    uint32_t from, bytes; /* the word that is heard, in what is said of the node; 0 bytes: none yet */
    int64_t told_ms;      /* when the voice last gave a sign of life */
};

struct turn_print { /* the sheet that is being drawn */
    bool begun, sent;
    int page, pages, row, drawn; /* drawn: 1 + the first of the rows in `grey` */
    int64_t again_ms;
    struct ui tree[PRINTER_PAGES]; /* as things stood when it was asked for: the visitor goes on meanwhile */
    uint8_t grey[PRINTER_ROWS * PRINTER_WIDTH];
};

enum { TURN_MISSES = 3 };

struct turn_spot {    /* where a touch came that was not taken: a mark stands there for a moment */
    float x, y;       /* mm */
    int64_t until_ms; /* 0: none */
};

struct turn { /* zero-initialise */
    struct app app;
    struct shell *shell;
    struct shell_options glass; /* it was opened with; what they point to is the options' */
    struct ui_setting setting;
    struct ui tree, before; /* on the glass now; the one before it */
    struct ui_touch touch;
    struct ui_scan scan;
    struct ui_one one;         /* one switch alone */
    enum shell_key switch_key; /* the switch pressed last … */
    bool switch_used;          /* … in this visit, if any was */
    int64_t switch_other_ms;   /* when another key was; 0: never in this visit */
    struct turn_voice voice;
    struct turn_print print;
    uint32_t focus, pressed, armed; /* ids */
    float hold;
    struct turn_spot spot;
    int64_t missed_ms[TURN_MISSES]; /* of the newest touches that were meant for something and hit nothing; 0: none */
    bool by_keys, by_switch;                     /* the ring, or the highlight, is wanted */
    bool over;                                   /* the window was closed */
    bool blind;                                  /* walks: nothing is painted */
    size_t painted;                              /* px of the newest show, for the bench */
    struct shell_point point[STROKE_POINTS_MAX]; /* the mark, as the glass wants it */
    uint16_t end[STROKES_MAX];
};

/* "268x476,1080x1920" (millimetres, pixels) with the lower edge 800 mm above the floor; false for anything else. */
bool turn_panel(struct panel *ret, const char *text);
/* `why` gets a precise line. On a fault everything is closed again. */
fault turn_open(struct turn *t, const struct turn_options *options, char *why, size_t why_size);
void turn_close(struct turn *t);
/* Does what the event asks; builds and lays out the tree anew where something changed. */
void turn_event(struct turn *t, const struct shell_event *event);
/* What time does: holds, idleness, the job under way. */
void turn_time(struct turn *t, int64_t steady_ms);
/* Paints what changed. */
void turn_show(struct turn *t);
/* When turn_time is wanted next (host_steady_ms), -1 for never. */
int64_t turn_deadline(const struct turn *t);
