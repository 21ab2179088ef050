/* The one description of a screen. A view declares it, in reading order; layout gives boxes and runs; draw, touch,
 * keys, switch, speech, audit and dump read it. The array's order is the reading, focus, scan and speech order. No
 * pointers inside: a tree can be copied, compared and printed. Going over a limit is a bug. What a view may put
 * together stands in ui/layout.h. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    UI_NODES_MAX = 256,
    UI_TEXT_MAX = 32768,
    UI_RUNS_MAX = 768,
    UI_DEPTH_MAX = 8,
    UI_NONE = 0xFFFF,
    UI_BRIEF_MOST = 4
};
enum { UI_BRAND = 1, UI_HYPHEN = 8 }; /* where "Sirkel" and "-" stand in every tree's text[] */

enum ui_role {
#define ROLE(name, spoken, focus, width, height) UI_##name,
#include "ui/roles.def"
#undef ROLE
    UI_ROLES
};
enum ui_colour {
#define COLOUR(name, ...) COLOUR_##name,
#include "ui/theme.def"
#undef COLOUR
    COLOURS
};
enum ui_icon {
    ICON_NONE,
#define ICON(name, code, mirrored) ICON_##name,
#include "base/icons.def"
#undef ICON
    ICONS
};
enum ui_theme { THEME_LIGHT, THEME_DARK, THEME_MAX, THEME_MAX_INVERSE, THEME_SOFT, THEMES };
enum ui_size { SIZE_S, SIZE_M, SIZE_L, SIZE_XL, SIZE_XXL, SIZES }; /* capitals 5.3, 6.8, 8.8, 12.1, 18.1 mm (TXT-01) */
/* 400, 600, 700, icon font; FACE_SIGN is a badge's sign, six seats drawn by the display */
enum ui_face { FACE_TEXT, FACE_STRONG, FACE_TITLE, FACE_ICON, FACE_SIGN, FACES };
/* A RING's `number`. TABLE and PASS have as many chairs as people: `arg` is people + UI_RING_ANSWERED * answered. */
enum ui_ring { RING_WAITING, RING_JOINED, RING_TABLE, RING_CLOSED, RING_ARC, RING_HERO, RING_PASS };
enum { UI_RING_ANSWERED = 16 };

enum {                  /* flags */
       UI_DISABLED = 1, /* dashed; must have a hint: pressing it says why */
       UI_CHOSEN = 2,
       UI_CURRENT = 4,   /* Help now on its own page */
       UI_LIVE = 8,      /* changes are announced */
       UI_PRIVATE = 16,  /* personal: dumped as its length, never logged, never cached, never from the loudspeaker */
       UI_COMMIT = 32,   /* commits or erases: 12 mm from any other target (SIZ-04), never the default focus (COG-10) */
       UI_HIDDEN = 64,   /* set by layout: on another page, or a decoration without room */
       UI_SMALLER = 128, /* the tool's icon is drawn at 0.68 */
       UI_HELP = 256,    /* the honey-coloured one */
       UI_LIKELY = 1024, /* asked about before the others on its page (ui/road.h) */
       UI_STRUCK =
           512, /* a FACT or ROW: a line through the label, which no longer holds; the value, strong, says what does */
       UI_EARLY =
           2048, /* an answer, or what the screen is for: on its first page, where reading has to go to later ones */
};

struct ui_box {
    float x, y, w, h; /* mm from the panel's upper left */
};
static inline bool ui_box_holds(const struct ui_box *b, float x, float y)
{
    return x >= b->x && x <= b->x + b->w && y >= b->y && y <= b->y + b->h;
}

struct ui_node {
    uint32_t id;          /* hash of the parent's id, key and arg: stable over rebuilds, languages, sizes */
    int32_t arg;          /* tells apart siblings with the same key (a row id) */
    uint16_t parent, end; /* index of the parent; one past the last node of the subtree */
    uint8_t role, icon;
    uint16_t flags;
    uint16_t key, label, say, hint, value; /* offsets into text[]; 0 is "" */
    uint16_t act;                          /* asked when activated; 0 = none */
    int32_t act_arg;
    int32_t number;    /* DAYS: bits; RING: variant; HOLD: ms; KEY: span, 0 = 1; FIELD: caret shown */
    struct ui_box box; /* filled in by layout and by nobody else */
};

/* A piece of text in one direction, or an icon, placed by layout: at most one line. FACE_ICON: `text` is an enum
 * ui_icon, mirrored already, `length` 0. FACE_SIGN: the text is the badge's value ("open", "full", "forming",
 * "resting"). */
struct ui_run {
    uint16_t node, text, length; /* offset and bytes in text[] */
    uint16_t em_px;
    uint8_t face, colour, disc_colour;
    float disc;       /* mm; diameter of a disc behind it, round the middle of the box; 0 = none */
    float x, y, w, h; /* mm; y is the top of the line box */
};

struct ui_panel { /* the site file's facts about the display */
    float width_mm, height_mm;
    int32_t width_px, height_px;
    float lower_edge_mm; /* height of the panel's lower edge above the floor (RCH-01) */
};

struct ui_setting { /* how this visitor wants it */
    struct ui_panel panel;
    uint8_t size, theme;
    bool from_right;
    bool large;           /* buttons of 40 mm, keys of 30 (SIZ-03); no display under 220 mm wide has room for them */
    const char *language; /* static code */
};

struct ui {
    struct ui_setting setting;
    uint16_t count, runs, text_used, page, pages; /* pages: counted by layout, 1 or more */
    bool leads_back, leads_on; /* the list goes on before its first page and behind its last: Previous, Show more */
    uint16_t words_most;       /* on a page of several items, by screen_view (COG-01); 0: no limit */
    uint8_t brief;             /* how much a view leaves out, 0 none to UI_BRIEF_MOST: screen_view */
    bool narrow;               /* private screen: the middle 70 % */
    bool deep;                 /* start and "still here": the wall is spruce */
    bool asks;  /* it is put as questions of two answers (ui/road.h): nothing is held, nothing is drawn */
    bool paper; /* by ui_layout_sheet: black on white, lines of 0.35 mm */
    struct ui_box wall,
        logo; /* by layout: the spruce part of a deep screen, the eight dots; w = 0 where there is none */
    uint16_t open[UI_DEPTH_MAX], depth;
    struct ui_node node[UI_NODES_MAX];
    struct ui_run run[UI_RUNS_MAX];
    char text[UI_TEXT_MAX];
};

/* Building. Every maker adds one node; what follows with ui_say … ui_number speaks of the node added last (after
 * ui_open: of the one opened). ui_begin opens the SCREEN, node 0, and ui_finish closes it. Before the heading may stand
 * only RING and STEP. Texts are copied; NULL is "". */
void ui_begin(struct ui *u, const struct ui_setting *setting, uint16_t page);
void ui_finish(struct ui *u); /* asserts: balanced, ids unique, one heading first, names and reasons present */
void ui_open(struct ui *u, enum ui_role role, const char *key, int32_t arg);
void ui_close(struct ui *u);
void ui_add(struct ui *u, enum ui_role role, const char *key, int32_t arg, const char *label);
void ui_act(struct ui *u, uint16_t act, int32_t act_arg); /* what activating it requests; every target has one */
void ui_arg(struct ui *u, int32_t arg);                   /* tells it apart from siblings with the same key */
void ui_say(struct ui *u, const char *say);               /* spoken instead of the label */
void ui_hint(struct ui *u, const char *hint);             /* second line; or why it is disabled */
void ui_value(struct ui *u, const char *value);
void ui_icon(struct ui *u, enum ui_icon icon);
void ui_flag(struct ui *u, uint16_t flags);
void ui_number(struct ui *u, int32_t number);

static inline const char *ui_string(const struct ui *u, uint16_t offset)
{
    return u->text + offset;
}
/* Words of a node that are read on a display: its label, hint and value; keys, days and drawings have none (COG-01). */
unsigned ui_words(const struct ui *u, uint16_t node);
/* Index of a node; UI_NONE when it is not there. `path` is "groups/group:3/rules", keys from below the screen on. */
uint16_t ui_find(const struct ui *u, uint32_t id);
uint16_t ui_find_path(const struct ui *u, const char *path);
/* "groups/group:3/rules"; "" for the screen itself. Returns false (and "") if it does not fit. */
bool ui_path(const struct ui *u, uint16_t node, char *out, size_t size);
/* Is that square of a QR dark? Row by row, the first of six is the highest bit of a character counted from '0'. */
bool ui_qr_dark(const struct ui *u, const struct ui_node *n, int row, int column);
/* Side of one of its squares: whole px. */
float ui_qr_square_mm(const struct ui *u, const struct ui_node *n);
enum { UI_QR_QUIET = 4 };                   /* squares left light all round (ISO/IEC 18004) */
bool ui_is_target(const struct ui_node *n); /* can be focused and pressed now: role, not hidden */
