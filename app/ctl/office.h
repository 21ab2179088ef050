/* The office's folder: the two age identities that open a kiosk's lists, and what the office checks a kiosk by. For `init --office` and
 * `demo`. */
#pragma once

#include "ctl/ctl.h"

enum { OFFICE_KEYS = 2 }; /* office.txt and recovery.txt */

struct office { /* zero-initialise; office_wipe before it goes out of scope */
    const char *folder;
    struct seal_identity identity[OFFICE_KEYS];
    char recipient[OFFICE_KEYS][SEAL_RECIPIENT_TEXT]; /* age1..., in the order of the files */
    bool made_folder;
    size_t written; /* identity files that are ours to take away again */
};
/* Draws both identities and writes office.txt and recovery.txt, as age-keygen writes them (0600), into `folder`, which is made (0700) where
 * it is not there. FILE_EXISTS, with the path in `why`, when any file of an office lies there already: nothing is written over. On a fault
 * nothing of it stays. */
fault office_make(struct office *o, const char *folder, char *why, size_t why_size);
/* Adds what the office checks the kiosk in `data` by: kiosk.pub and kiosk.words. `kiosk` is its id. */
fault office_pin_kiosk(const struct office *o, const char *data, const char *kiosk);
/* Takes the identities away again, because no kiosk was made that seals to them. */
void office_take_back(struct office *o);
void office_wipe(struct office *o);
