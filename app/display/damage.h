/* What has to be painted again: the difference between what is on the display and what should be. */
#pragma once

#include "display/scene.h"

enum { DAMAGE_ITEMS = UI_NODES_MAX + 8, DAMAGE_AREAS = 8 };

struct damage_item {
    uint64_t look; /* hash of all that shows, place included; 0 = nothing to see */
    struct area area;
};
struct damage_list {
    int count;
    struct damage_item item[DAMAGE_ITEMS];
};
struct damage { /* zero-initialise: nothing is on the display */
    bool painted;
    uint64_t page; /* colours and size: another value repaints everything */
    uint64_t mark; /* hash of the mark's points that are on the pad */
    uint16_t mark_points, mark_strokes;
    struct area pad;
    struct damage_list list;
};
struct damage_areas {
    int count;
    struct area area[DAMAGE_AREAS]; /* px, cut to the canvas, none over another */
};

/* Compares, and remembers the scene as the one on the display: the caller paints the areas now. */
struct damage_areas damage_find(struct damage *d, const struct scene *s);
/* Forgets; the next time everything is painted. */
void damage_forget(struct damage *d);
