/* The numbers of the look for one setting: type, gaps, sizes of parts, where things stand on the display. Inside ui only.
 * All in mm. Everything is laid out as if it began at the left; layout mirrors at the end. */
#pragma once

#include "ui/part.h"

struct ui_measure {
    bool lying;   /* landscape */
    bool wide;    /* and the wall beside the table: the largest text needs the whole width */
    bool compact; /* a panel under 220 mm wide */
    bool big;     /* large buttons (SIZ-03) */
    bool tight;   /* room is saved */
    bool arabic;  /* script set at 1.2, with taller lines (TXT-09) */
    uint8_t size;
    uint16_t em, em_label; /* px: text; the dock's labels, which stop at L (S on compact panels) */
    float body_line;       /* from line to line of running text, in ems */
/* by density, by size of text, and by script */
#define DENSITY(name, ...) float name;
#define TYPE(name, ...) float name;
#define LINES(name, ...) float name;
#include "ui/density.def"
#undef DENSITY
#undef TYPE
#undef LINES
    float left, width;             /* the column for reading (narrow on private screens) */
    float table_left, table_width; /* the column for targets */
    float brand;                   /* height of the brand's row, 0 = none */
    float reach, bottom, dock;     /* first place for a target; end of the table; top of the dock */
};

/* The density of the panel. */
enum density { COMPACT, UPRIGHT, LYING, PAPER, DENSITIES };

/* What the table says for a density and a size of text, for the display or for paper. */
void ui_measure_table(struct ui_measure *m, enum density density);
void ui_measure(const struct ui *u, struct ui_measure *m);
float ui_line_mm(const struct ui *u, uint16_t em_px, float factor);
/* A type of so many times that em, its lines so many times its own em apart; its colour comes later. */
struct ui_type ui_type(const struct ui *u, enum ui_face face, float em_factor, float line_factor, uint16_t em);
