/* One iteration of the loop: an event becomes a request, the request is handled, the screen is described anew and shown. main.c runs
 * it for the kiosk, the walker for the tests: the same code. */
#pragma once

#include "app.h"
#include "flow/flow.h"
#include "loop/keeps.h"
#include "display/display.h"
#include "ui/explore.h"
#include "ui/focus.h"
#include "ui/one.h"
#include "ui/touch.h"
#include "ui/tree.h"

struct loop_options {
    struct flow_folders folders;
    bool public_only; /* only what is public: flow_open_safe_mode */
    bool headless;
    float scale;
    enum display_kind display;
    int rotation;       /* quarters, see display_options */
    bool setup;         /* where no kiosk was ever made, begin to make one, also without a steward */
    struct panel panel; /* another display than the centre's; width_mm 0: the centre's */
};

struct read_aloud {
    bool reading; /* the page is read aloud, node by node */
    bool aside;   /* something else is said in between; then the node at hand once more */
    bool heard;   /* the target that has the focus was said */
    int spelled;  /* words of the receipt code that were spelled so far, the one at hand included; 0: none is */
    bool stopped, touched; /* the newest key or touch found it speaking, and stopped it; it was a finger */
    uint32_t node, paused; /* that is read; that was cut short by a key or touch, on this page: ids, 0 for none */
    struct buffer
        sheet; /* what is said of one before it is printed, a line each, from `sheet_at` on; wiped with the last */
    size_t sheet_at;
    uint32_t from, bytes; /* the word that is heard, in what is said of the node; 0 bytes: none yet */
    int64_t told_ms;      /* when the voice last gave a sign of life */
};

struct loop { /* zero-initialise */
    struct app app;
    struct display *display;
    struct display_options opened_with; /* it was opened with; what they point to is the options' */
    struct ui_setting setting;
    struct ui tree, before; /* on the display now; the one before it */
    struct ui_touch touch;
    struct ui_explore explore; /* fingers of somebody who hears and does not see */
    struct ui_scan scan;
    struct ui_one one;         /* one switch alone */
    enum input_key switch_key; /* the switch pressed last … */
    bool switch_used;          /* … in this visit, if any was */
    int64_t switch_new_ms;     /* when another screen came */
    int64_t switch_other_ms;   /* when another key was; 0: never in this visit */
    struct loop_road road;
    int32_t question; /* of session.asking, as the tree puts it; -1: none */
    struct read_aloud voice;
    struct print_job print;
    uint32_t focus, pressed, armed, explored; /* ids; explored: under the finger of `explore`, since it landed */
    float hold;
    struct loop_spot spot;
    struct touch_misses misses;                    /* of this visit's touches */
    int64_t written_ms;                            /* when the newest touch wrote a letter; 0: it did not */
    bool by_keys, by_switch;                       /* the ring, or the highlight, is wanted */
    bool over, blind;                              /* the window was closed; walks: nothing is painted */
    size_t painted;                                /* px of the newest show, for the bench */
    struct display_point point[STROKE_POINTS_MAX]; /* the mark, as the display wants it */
    uint16_t end[STROKES_MAX];
};

/* "268x476,1080x1920" (millimetres, pixels) with the lower edge 800 mm above the floor; false for anything else. */
bool loop_panel(struct panel *ret, const char *text);
/* `why` gets a precise line. On a fault everything is closed again. */
fault loop_open(struct loop *t, const struct loop_options *options, char *why, size_t why_size);
void loop_close(struct loop *t);
/* Does what the event asks; builds and lays out the tree anew where something changed. */
void loop_event(struct loop *t, const struct display_event *event);
/* What time does: holds, idleness, the job under way. */
void loop_time(struct loop *t, int64_t steady_ms);
/* Paints what changed. */
void loop_show(struct loop *t);
/* When loop_time is wanted next (host_steady_ms), -1 for never. */
int64_t loop_deadline(const struct loop *t);
