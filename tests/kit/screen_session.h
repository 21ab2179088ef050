/* A visitor in the middle of everything: a session that each screen may be shown with, in either language, and one that
 * is filled to the limits. */

#pragma once

#include <stdio.h>
#include <string.h>
#include "base/date.h"
#include "screens.h"
#include "base/text.h"
#include "rule/ground_rules.h"
#include "screen/screen.h"

extern const struct ui_panel screen_panels[3]; /* upright, lying, small */
extern struct word_list screen_words_nb;

/* All languages, with their catalogues from the build folder (SIRKEL_BUILD, else "build"). */
const struct language *session_languages(size_t *ret_count);
void fill(char *out, size_t size, const char *text);
void session_group(struct session *s, bool nb);
struct meeting session_meeting(int32_t day);
/* `app` is filled anew; the language is switched to. */
void session_at(struct app *app, enum screen at, const char *language, enum ui_size size);
struct ui_setting session_setting(const struct app *app, size_t panel);
/* The screen of `app` on the first panel at that moment, into `u`; not laid out. */
void session_view(struct app *app, int64_t now, struct ui *u);
/* The node with that path, which has to be there. */
const struct ui_node *session_node(const struct ui *u, const char *path);
