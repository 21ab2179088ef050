/* Contacts on their way to the machine over contacts (ui/touch.h), and the mark of a touch that was not taken. */
#pragma once

#include "turn.h"

/* The tree on the display is another screen: deaf for as long as what stands on it asks for (TCH-07). */
void turn_touch_screen(struct turn *t, int64_t ms);
/* What a contact means on the tree at hand. */
struct ui_event turn_touch_contact(struct turn *t, const struct shell_event *event);
/* Was that the third in 20 s that hit nothing or slipped off (TCH-12)? Then it begins to count anew. */
bool turn_touch_missed(struct turn *t, const struct ui_event *e, int64_t ms);
/* What time means: a hold goes on, or was long enough; a mark goes away. */
struct ui_event turn_touch_time(struct turn *t, int64_t ms);
/* When turn_touch_time is wanted next; -1 for never. */
int64_t turn_touch_deadline(const struct turn *t);
/* A visit is over. */
void turn_touch_forget(struct turn *t);
