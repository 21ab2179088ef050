/* What the parts of the loop have in common. The loop keeps a table of them and asks each in its order; it knows nothing else of most.
 * What a part has nothing to do for is NULL. */
#pragma once

#include "loop/loop.h"

struct loop_part {
    fault (*open)(struct loop *t, const struct loop_options *options, char *why, size_t why_size);
    /* An event, before anything else looks at it. True: it was this part's own and has been handled; *ret is what it took, if anything. */
    bool (*event)(struct loop *t, const struct display_event *event, struct ui_answer *ret);
    /* A key went down that no part's event took; the same. */
    bool (*key)(struct loop *t, enum input_key meaning, struct ui_answer *ret);
    void (*aim)(const struct loop *t, struct display_event *event); /* where a contact counts, if not where it is */
    void (*untaken)(struct loop *t, const struct ui_event *e);      /* a touch that nothing took */
    struct ui_answer (*time)(struct loop *t, int64_t steady_ms);    /* what was taken by then */
    int64_t (*deadline)(const struct loop *t);                      /* when time is wanted next; -1: never */
    void (*answered)(struct loop *t);                               /* what this part took has been done */
    void (*describe)(struct loop *t);                               /* before the tree is made anew */
    void (*screen)(struct loop *t,
                   bool is_new);     /* the tree was made anew: another screen, or the same with some words changed */
    void (*settled)(struct loop *t); /* the tree shows the state */
    void (*show)(struct loop *t, struct display_state *ret); /* adds what it marks on the picture */
    void (*forget)(struct loop *t);                          /* the visit is over */
};

/* What a machine over contacts gets of a finger's event. */
static inline struct ui_contact loop_contact(const struct display_event *event)
{
    static const uint8_t kinds[] = {UI_CONTACT_DOWN, UI_CONTACT_MOVE, UI_CONTACT_UP};
    return (struct ui_contact){.kind = kinds[event->phase],
                               .finger = event->contact,
                               .x = event->x,
                               .y = event->y,
                               .size_mm = event->size_mm,
                               .ms = event->ms};
}

extern const struct loop_part panel_part, offer_part, read_aloud_part, explore_part, road_part, switch_part, focus_part,
    print_job_part;
