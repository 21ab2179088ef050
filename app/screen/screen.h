/* The screens: rows of screens.def, each with a file of its name. A screen reads the state and describes itself; it
 * can't change anything but what its load fetched from the store into the session.
 *
 * Whoever runs the loop calls screen_load whenever app->wake was set, then screen_view, then lays the tree out. */
#pragma once

#include "app.h"
#include "ui/tree.h"

/* Fetches what session.at shows, in the session's language; does nothing where that is there already and no minute has
 * passed (except while a word is written). Bounded: at most ROWS_MAX groups. On a fault the lists are empty and may be shown. */
fault screen_load(struct app *app);
/* Begins the tree, describes session.at with its notice and the frame (paging and dock), finishes it. Never fails. */
void screen_view(const struct app *app, const struct ui_setting *setting, struct ui *u);
const char *screen_name(screen_id screen);  /* "join_name" */
const char *screen_title(screen_id screen); /* neutral, untranslated */
/* The audit's limits for this screen (COG-01): words on a page; pages at size M on the reference display. */
unsigned screen_words_limit(screen_id screen);
unsigned screen_pages_limit(screen_id screen);
/* Words to read on the page at hand, dock and keys left out (TIM-02). */
int screen_words(const struct ui *u);
