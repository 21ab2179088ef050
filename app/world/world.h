/* host.h has no handle to pass: what the kiosk's answers need is told here once, by display_open and main. This and the
 * lines to steward, voice and printer are the only state outside a struct in the program. */
#pragma once

#include "base/printer.h"
#include "base/voice.h"

void world_speech(const char *path); /* borrowed; "-" = standard error, NULL = no log */
/* Where the machine's steward listens; borrowed; NULL: nobody, this is a desk. */
void world_steward(const char *path);
/* Adds a line to the speech log, where there is one. */
void world_speak(const char *language, const char *text);

/* Where the voice and the printing program listen; borrowed; NULL: there is none here. */
void world_voice(const char *path);
void world_printer(const char *path);
/* To be waited on beside the hands; -1 when the program is away. */
int world_voice_fd(void);
int world_printer_fd(void);
/* Something was asked that has not ended. */
bool world_voice_awaited(void);
bool world_printer_awaited(void);
/* What was told since, oldest first; false when there is no more. */
bool world_voice_take(struct voice_event *ret);
bool world_printer_take(struct printer_event *ret);
/* Is that about the newest text? What was told of an older one may still have waited in a queue. */
bool world_voice_is_new(const struct voice_event *tell);
/* VOICE_SAY stops what is being said; the voice is looked for when it is away. */
void world_voice_request(enum voice_verb verb, const char *language, const char *text);
void world_voice_set(int rate, int volume);
bool world_voice_sounds(void); /* it is there, and has a sound card */
fault world_printer_request(enum printer_verb verb, int count, const void *tail,
                            size_t bytes); /* as host_print_* say */
/* A plug went into the jack, or out of it. */
void world_headset(bool is_in);
bool world_headset_in(void);
