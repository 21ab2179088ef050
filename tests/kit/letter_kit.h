/* An office that writes letters to the kiosk of flow_kit.h. */
#pragma once

#include "feed/letter.h"
#include "flow_kit.h"

struct letter_wish { /* what a letter says; what is left out is as it should be */
    int number;
    const char *centre, *kiosks, *issued, *last, *parts;
};

/* Signing keys of their own, in that folder beside the kiosk's. The caller closes them. */
struct seal *letter_kit_keys(const struct kit *k, const char *name);
/* The line by which a kiosk knows them. */
void letter_kit_line(const struct seal *seal, char out[57]);
/* The kiosk knows that office key ("": none), and whether its staff bring timetables. */
void letter_kit_trust(struct kit *k, const char *key, bool staff);
void letter_kit_put(const struct kit *k, const char *name, const void *data, size_t length); /* a file on the stick */
void letter_kit_clear(const struct kit *k);                                                  /* none is left there */
void letter_kit_sign(const struct kit *k, const struct seal *by, const char *name, const char *text);
/* The only letter on the stick, signed by the office. */
void letter_kit_write(const struct kit *k, const struct seal *office, struct letter_wish w);
/* The demonstration centre's file as a part, with one text in it changed to another (NULL: as it is). */
char *letter_kit_timetable(const char *from, const char *to);
