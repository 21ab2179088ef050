/* host.h has no handle to pass: what the kiosk's answers need is told here once, by shell_open and main. These three
 * pointers are the only state outside a struct in the program. */
#pragma once

#include "shell/fonts.h"

void world_text(struct fonts *fonts); /* NULL: no text can be measured */
void world_speech(const char *path);  /* borrowed; "-" = standard error, NULL = no log */
/* Where the machine's steward listens; borrowed; NULL: nobody, this is a desk. */
void world_steward(const char *path);
/* Adds a line to the speech log, where there is one. */
void world_speak(const char *language, const char *text);
