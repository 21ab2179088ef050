/* The walker: performs walks (docs/walks.md) with a hand, in a language, at a size, and audits every tree it meets. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "count.h"
#include "loop/loop.h"

enum walk_hand { HAND_TOUCH, HAND_KEYS, HAND_SWITCH, HAND_ONE, HAND_EAR, HAND_FINGER, HAND_ROAD, HANDS };
enum { WALK_TEXT_MAX = 65536, WALK_TIMES_MAX = 4096, WALK_SCREENS_MAX = 256, WALK_MASK = 0x5A };

struct walk_tally { /* shared between the walker and the processes that walk */
    struct count count;
    int line, started;
    int64_t memberships, consents, journal; /* when the walk began */
    uint16_t code[CODE_WORDS];
    int32_t code_list;
    char pin[PIN_MAX + 1];       /* that commissioning showed */
    long presses, presses_kept;  /* of any hand: keys, switches, fingers */
    bool seen[WALK_SCREENS_MAX]; /* screens that a step ended on */
    int times;
    float frame_ms[WALK_TIMES_MAX], build_ms[WALK_TIMES_MAX];
};

struct walk;
/* How the kiosk is reached: in this process (walk_here.c), or somewhere else, through a mirror and a hand that is told
 * by lines (walk_there.c). Either way the newest tree and session stand in walk.loop. */
struct walk_way {
    bool distant;                  /* what needs the kiosk's own process (its memory, its clock) can't be had */
    void (*ready)(struct walk *w); /* so long that the next touch is neither too early nor the same one again */
    void (*rest)(struct walk *w, int64_t ms);                                 /* a moment within one movement */
    void (*pass)(struct walk *w, int64_t ms);                                 /* time goes by, nobody touches */
    void (*finger)(struct walk *w, enum input_phase phase, float x, float y); /* mm */
    void (*settle)(struct walk *w);                                           /* jobs run to their end */
    bool (*count)(struct walk *w, int64_t *ret_memberships, int64_t *ret_consents, int64_t *ret_journal);
    bool (*stick)(struct walk *w, bool is_in);
    bool (*crash)(struct walk *w); /* the power goes and comes back; returns only from a kiosk that is elsewhere */
    bool (*picture)(struct walk *w, const char *path);
    /* The power goes so long after a finger was lifted there, felt or not, or came down there to stay, and comes back;
     * NULL: can't be had. */
    bool (*cut)(struct walk *w, float x, float y, int64_t ms, bool stays);
    bool (*hand)(struct walk *w, const char *words); /* whatever else the hand there can do; NULL: can't be had */
};
extern const struct walk_way walk_here, walk_there;

struct there {                       /* the other end of walk_there.c */
    const char *glass_at, *hands_at; /* sockets */
    int display, hands;
    uint32_t downs, ups; /* felt by the kiosk when the newest frame was made */
    uint32_t busy, counted, memory_kib;
    int64_t deaf_until, tapped, memberships, consents, journal; /* ms, steady; counts as of the newest frame */
    uint64_t start;
    float x, y; /* of the newest touch: the same place again is a tap that repeats */
    bool lost;  /* the mirror or the hand did not answer: every step fails from here on */
};

struct walk_under { /* what was pressed last, and where */
    bool on, leave; /* leave: it was Leave itself */
    screen_id at;
    uint16_t part, page;
    struct ui_box box;
    char path[240];
};

struct walk {
    struct loop loop;
    const struct walk_way *way;
    struct there there;
    struct walk_tally *tally;
    enum walk_hand hand;
    const char *file, *language, *size_name, *pictures, *folder, *pin, *assets;
    int size, theme, line;
    int views;     /* so far: screens, their parts, their pages */
    uint32_t view; /* the newest of them */
    uint32_t ways; /* of rule/touch.def: chosen at the beginning */
    bool stop;     /* this run is not meant to go on (other language, size or hand) */
    bool bare;     /* no kiosk was ever made here: commissioning */
    bool medium;   /* … from an install medium, with a steward */
    bool plain;    /* not under a sanitizer: memory may be searched */
    bool skipped;  /* the newest step could not be had here */
    bool audit, timed;
    struct walk_under under;
    struct ui whole;          /* HAND_ROAD: of the screen at hand, not put as questions */
    char text[WALK_TEXT_MAX]; /* the walk, masked, so that the search for traces does not find the walk itself */
    size_t length;
};

/* walk_hands.c */
bool walk_ask(struct walk *w, uint32_t id);
bool walk_turn_page(struct walk *w, uint32_t id); /* brings the target's page onto the display */
bool walk_draw(struct walk *w, uint32_t id);
bool walk_hold(struct walk *w, uint32_t id);
/* A finger on a place of a target, in 1/800 of its width from its upper left, and so many mm beside it. */
bool walk_touch_in(struct walk *w, uint32_t id, int32_t x, int32_t y, float beside_mm);
void walk_settle(struct walk *w); /* jobs run, the display is painted, audit, picture */
/* walk_ears.c: by what is said, with keys or one finger; false where it was not heard */
bool walk_ears(struct walk *w, uint32_t id);
/* walk_road.c: the whole tree is made anew; what is wanted in it is reached by two answers at a time */
void walk_whole(struct walk *w);
bool walk_road(struct walk *w, uint32_t id);
/* walk_under.c: a target is about to be pressed; after it, does anything that can't be taken back lie under the finger? */
void walk_under_note(struct walk *w, uint32_t id);
bool walk_under(struct walk *w);
/* walk_here.c: any event, at the time of the told clock */
void walk_here_send(struct walk *w, struct display_event event);
/* walk_there.c: false and why when mirror and hand do not answer. The words and word lists of the program are this
 * end's own. */
bool walk_there_open(struct walk *w, const char *display, const char *hands, char *why, size_t why_size);
void walk_there_close(struct walk *w);
/* walk_steps.c: one line, unmasked; false when it did not hold. `why` says what was seen. */
bool walk_step(struct walk *w, char *line, char *why, size_t why_size);
void walk_steps_print(void); /* every command with its meaning, to standard output */
/* walk_setup.c: does the walk begin with `bare`? */
bool walk_is_bare(struct walk *w);
/* The same, and folder and stick are made ready for it. */
bool walk_bare(struct walk *w, const char *assets, const char *stick);
void walk_medium(void);
/* walk_print.c: what the printer of this world has to say, and what is on its way to it */
void walk_print_settle(struct walk *w);
/* walk_trace.c: is the (masked) text in the kiosk's files, or in this process's memory? */
bool walk_trace(struct walk *w, const char *masked, size_t length, char *why, size_t why_size);
/* walk_monkey.c: so many meaningless events; false when the kiosk did not stand, and `why` says how. */
bool walk_monkey(struct walk *w, long events, uint32_t seed, char *why, size_t why_size);
/* Names for messages. */
const char *walk_screen_name(screen_id screen);
screen_id walk_screen(const char *name); /* SCREENS for none */
