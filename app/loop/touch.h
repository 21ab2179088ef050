/* Contacts on their way to the machine over contacts (ui/touch.h), and the mark of a touch that was not taken. */
#pragma once

#include "loop/loop.h"

/* The tree on the display is another screen: deaf for as long as what stands on it asks for (TCH-07). */
void loop_touch_screen(struct loop *t, int64_t ms);
/* What a contact means on the tree at hand. */
struct ui_event loop_touch_contact(struct loop *t, const struct display_event *event);
/* Was that the third in 20 s that hit nothing or slipped off (TCH-12)? Then it begins to count anew. */
bool loop_touch_missed(struct loop *t, const struct ui_event *e, int64_t ms);
/* What time means: a hold goes on, or was long enough; a mark goes away. */
struct ui_event loop_touch_time(struct loop *t, int64_t ms);
/* When loop_touch_time is wanted next; -1 for never. */
int64_t loop_touch_deadline(const struct loop *t);
/* A visit is over. */
void loop_touch_forget(struct loop *t);
