/* The display: a window on a desk, the bare screen on a console, or nothing but a surface (headless). It paints the tree,
 * hands on what hands do as plain numbers, and answers host.h for the kiosk. The only door to SDL and libpng. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"
#include "base/printer.h"
#include "base/voice.h"
#include "ui/tree.h"

struct display; /* one a process: host_text_width has no other way to its fonts */

enum display_kind { DISPLAY_ANY, DISPLAY_DESK, DISPLAY_DRM }; /* ANY: bare where no desk is running */

struct display_options {
    struct ui_panel panel;
    const char *assets; /* folder that holds fonts/ and icons/ */
    bool headless;      /* no window: for pictures and walks */
    float scale;        /* of a desk window; 0 = the largest up to 1 that the desk has room for */
    enum display_kind kind;
    int rotation; /* bare: the picture is turned so many quarters clockwise, 0 to 3: the panel hangs turned the other way */
};

struct display_point {
    int16_t x, y;
};
struct display_strokes {               /* the visitor's mark, drawn in PAD and MARK; borrowed for the call */
    const struct display_point *point; /* 800 units = the pad's width, from its upper left */
    const uint16_t *end;               /* one past the last point of each stroke */
    uint16_t strokes;
};

struct display_spot { /* a touch that was not taken */
    float x, y;       /* mm */
    bool shown;
};

struct display_state {       /* all zero: nothing has the focus, nothing is pressed */
    uint32_t focus, pressed; /* ids of nodes, 0 = none */
    struct ui_box scan;      /* the scan highlight goes round it; w = 0: none (ui_scan_range) */
    float hold;              /* 0..1, how far the pressed HOLD is */
    struct display_strokes mark;
    struct display_spot spot;
    uint32_t read;         /* id of the node that is read aloud: a bar stands beside it */
    struct ui_box word[2]; /* the word of it that is heard, split at a line's end or not; w = 0: none (AUD-17) */
};

/* REPAINT: nobody did anything, but the window lost its pixels: show again. QUIT: window closed, or a signal. HEADSET:
 * a plug went into the jack (DOWN) or out of it (UP). SPOKEN, PRINTER: what the voice or the printer tells. */
enum input_kind {
    INPUT_CONTACT,
    INPUT_KEY,
    INPUT_TYPED,
    INPUT_REPAINT,
    INPUT_QUIT,
    INPUT_HEADSET,
    INPUT_SPOKEN,
    INPUT_PRINTER
};
enum input_phase { INPUT_DOWN, INPUT_MOVE, INPUT_UP };
/* What a key or switch means; which key it is stands in keys.def. */
enum input_key {
    INPUT_NEXT, /* every target */
    INPUT_PREVIOUS,
    INPUT_ITEM_NEXT, /* within the group at hand */
    INPUT_ITEM_PREVIOUS,
    INPUT_GROUP_NEXT,
    INPUT_GROUP_PREVIOUS,
    INPUT_SELECT,
    INPUT_BACK,
    INPUT_HELP,
    INPUT_ERASE,
    INPUT_SWITCH_MOVE,
    INPUT_SWITCH_SELECT,
    INPUT_LISTEN, /* while it speaks: a pause; then on with the sentence cut short; else the page from its top */
    INPUT_SLOWER,
    INPUT_FASTER,
    INPUT_QUIETER,
    INPUT_LOUDER,
    INPUT_CURTAIN
};
struct display_event {
    enum input_kind input;
    enum input_phase phase; /* CONTACT; KEY and HEADSET: DOWN or UP, no repeats */
    enum input_key key;
    int64_t contact;              /* tells fingers apart; the mouse is 0 */
    float x, y;                   /* mm from the panel's upper left */
    float size_mm;                /* the longer axis of what touches; 0: the display does not measure it */
    int64_t ms;                   /* steady clock (host_steady_ms) */
    char text[8];                 /* TYPED: one character; KEY: " " from the space bar, which selects or types */
    struct voice_event voice;     /* SPOKEN */
    struct printer_event printer; /* PRINTER */
};

/* NO_DISPLAY without a screen, FILE_MISSING without the fonts, NO_MEMORY. */
fault display_open(struct display **ret, const struct display_options *options);
/* The display was measured anew: other millimetres, the same pixels. */
void display_measure(struct display *s, const struct ui_panel *panel);
void display_close(struct display *s); /* wipes; takes NULL */
/* The display that was found: on the bare screen the mode's pixels stand in for those of the options. */
struct ui_panel display_panel(const struct display *s);
bool display_is_bare(const struct display *s); /* no desk: the screen itself */
/* Paints rows from..from+rows-1 of a page that was laid out as a sheet (ui/sheet.h) at its own pixels, as grey. */
void display_sheet(struct display *s, const struct ui *u, int from, int rows, uint8_t *grey);
/* Paints what changed since the last call and puts it on the display. Returns the painted area in px. */
size_t display_show(struct display *s, const struct ui *u, const struct display_state *state);
/* The same with nothing to see at all: the curtain. */
size_t display_dark(struct display *s);
/* Sleeps until there is an event or the deadline (host_steady_ms; negative = none) has come: then false.
 * Headless it hands out what was pushed; with nothing pushed and no deadline it answers QUIT: nothing could come. */
bool display_wait(struct display *s, int64_t deadline_ms, struct display_event *ret);
/* Puts an event at the end of the queue, as if a hand had done it (walks, bench). At most 256 wait; more are a bug. */
void display_push(struct display *s, const struct display_event *event);
/* What is on the display as an 8-bit RGB PNG, with the panel's pixels. */
fault display_picture(struct display *s, const char *path);
/* Wipes what is left of a visitor: pixels, word widths, the memory of what was painted. The next show paints all. */
void display_forget(struct display *s);
