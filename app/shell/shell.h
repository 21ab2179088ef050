/* The glass: a window on a desk, the bare screen on a console, or nothing but a surface (headless). It paints the tree,
 * hands on what hands do as plain numbers, and answers host.h for the kiosk. The only door to SDL and libpng. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"
#include "base/printer.h"
#include "base/voice.h"
#include "ui/tree.h"

struct shell; /* one a process: host_text_width has no other way to its fonts */

enum shell_glass { SHELL_GLASS_ANY, SHELL_GLASS_DESK, SHELL_GLASS_DRM }; /* ANY: bare where no desk is running */

struct shell_options {
    struct ui_panel panel;
    const char *assets; /* folder that holds fonts/ and icons/ */
    const char *speech; /* file of the speech log, outliving the shell; "-" = standard error, NULL = none */
    bool headless;      /* no window: for pictures and walks */
    float scale;        /* of a desk window; 0 = the largest up to 1 that the desk has room for */
    enum shell_glass glass;
    int turn; /* bare: the picture is turned so many quarters clockwise, 0 to 3: the panel hangs turned the other way */
};

struct shell_point {
    int16_t x, y;
};
struct shell_strokes {               /* the visitor's mark, drawn in PAD and MARK; borrowed for the call */
    const struct shell_point *point; /* 800 units = the pad's width, from its upper left */
    const uint16_t *end;             /* one past the last point of each stroke */
    uint16_t strokes;
};

struct shell_spot { /* a touch that was not taken */
    float x, y;     /* mm */
    bool shown;
};

struct shell_state {         /* all zero: nothing has the focus, nothing is pressed */
    uint32_t focus, pressed; /* ids of nodes, 0 = none */
    struct ui_box scan;      /* the scan highlight goes round it; w = 0: none (ui_scan_range) */
    float hold;              /* 0..1, how far the pressed HOLD is */
    struct shell_strokes mark;
    struct shell_spot spot;
    uint32_t read;         /* id of the node that is read aloud: a bar stands beside it */
    struct ui_box word[2]; /* the word of it that is heard, parted at a line's end or not; w = 0: none (AUD-17) */
};

/* REPAINT: nobody did anything, but the window lost its pixels: show again. QUIT: window closed, or a signal. HEADSET:
 * a plug went into the jack (DOWN) or out of it (UP). SPOKEN, PRINTER: what the voice or the printer tells. */
enum shell_input {
    SHELL_CONTACT,
    SHELL_KEY,
    SHELL_TYPED,
    SHELL_REPAINT,
    SHELL_QUIT,
    SHELL_HEADSET,
    SHELL_SPOKEN,
    SHELL_PRINTER
};
enum shell_phase { SHELL_DOWN, SHELL_MOVE, SHELL_UP };
/* What a key or switch means; which key it is stands in keys.def. */
enum shell_key {
    SHELL_NEXT, /* every target */
    SHELL_PREVIOUS,
    SHELL_ITEM_NEXT, /* within the group at hand */
    SHELL_ITEM_PREVIOUS,
    SHELL_GROUP_NEXT,
    SHELL_GROUP_PREVIOUS,
    SHELL_SELECT,
    SHELL_BACK,
    SHELL_HELP,
    SHELL_ERASE,
    SHELL_SWITCH_MOVE,
    SHELL_SWITCH_SELECT,
    SHELL_LISTEN, /* reads the page from its top; while it speaks: silence */
    SHELL_SLOWER,
    SHELL_FASTER,
    SHELL_QUIETER,
    SHELL_LOUDER,
    SHELL_CURTAIN
};
struct shell_event {
    enum shell_input input;
    enum shell_phase phase; /* CONTACT; KEY and HEADSET: DOWN or UP, no repeats */
    enum shell_key key;
    int64_t contact;             /* tells fingers apart; the mouse is 0 */
    float x, y;                  /* mm from the panel's upper left */
    float size_mm;               /* the longer axis of what touches; 0: the display does not measure it */
    int64_t ms;                  /* steady clock (host_steady_ms) */
    char text[8];                /* TYPED: one character; KEY: " " from the space bar, which selects or types */
    struct voice_tell voice;     /* SPOKEN */
    struct printer_tell printer; /* PRINTER */
};

/* NO_GLASS without a screen, FILE_MISSING without the fonts, NO_MEMORY. */
fault shell_open(struct shell **ret, const struct shell_options *options);
/* The glass was measured anew: other millimetres, the same pixels. */
void shell_measure(struct shell *s, const struct ui_panel *panel);
void shell_close(struct shell *s); /* wipes; takes NULL */
/* The glass that was found: on the bare screen the mode's pixels stand in for those of the options. */
struct ui_panel shell_panel(const struct shell *s);
bool shell_is_bare(const struct shell *s); /* no desk: the screen itself */
/* Paints rows from..from+rows-1 of a page that was laid out as a sheet (ui/sheet.h) at its own pixels, as grey. */
void shell_sheet(struct shell *s, const struct ui *u, int from, int rows, uint8_t *grey);
/* Paints what changed since the last call and puts it on the glass. Returns the painted area in px. */
size_t shell_show(struct shell *s, const struct ui *u, const struct shell_state *state);
/* The same with nothing to see at all: the curtain (AUD-13). */
size_t shell_dark(struct shell *s);
/* Sleeps until there is an event or the deadline (host_steady_ms; negative = none) has come: then false.
 * Headless it hands out what was pushed; with nothing pushed and no deadline it answers QUIT: nothing could come. */
bool shell_wait(struct shell *s, int64_t deadline_ms, struct shell_event *ret);
/* Puts an event at the end of the queue, as if a hand had done it (walks, bench). At most 256 wait; more are a bug. */
void shell_push(struct shell *s, const struct shell_event *event);
/* What is on the glass as an 8-bit RGB PNG, with the panel's pixels. */
fault shell_picture(struct shell *s, const char *path);
/* Wipes what is left of a visitor: pixels, word widths, the memory of what was painted. The next show paints all. */
void shell_forget(struct shell *s);
