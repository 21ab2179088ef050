/* The kiosk's own keys (a signing key for exports, a second one for the journal's notes) and the centre's recipients.
 * Files: <folder>/sign.key and <folder>/note.key, each with a copy (sign.copy, note.copy), 0600 in a 0700 folder (docs/formats.md). */
#pragma once

#include "seal/age.h"
#include "seal/basic.h"

enum { SEAL_RECIPIENTS_MIN = 2, SEAL_RECIPIENTS_MAX = 8, SEAL_KIOSK_MAX = 16 };

struct seal; /* the keys in guarded memory */

struct seal_public { /* what others check the kiosk's exports with */
    uint8_t key_id[8], key[32];
};

/* 1 to SEAL_KIOSK_MAX of [a-z0-9-]: what a kiosk is called in the names of files and notes. */
bool seal_kiosk_name_good(const char *kiosk);

/* Makes the folder and the keys that are missing in it; never replaces one. For a new kiosk only. */
fault seal_create(const char *folder);
/* FILE_MISSING without keys, FILE_DAMAGED when neither a key nor its copy fits its own check. */
fault seal_open(struct seal **ret_seal, const char *folder);
/* Writes what is damaged or missing of the four files from its other copy; *ret_damaged where more than a copy was missing. */
fault seal_mend(const char *folder, bool *ret_damaged);
/* Wipes and frees; NULL is fine. */
void seal_close(struct seal *seal);

/* The centre's recipients, `age1...` each, office first: 2 to 8 and no two alike, else BAD_INPUT (the old ones stay).
 */
fault seal_recipients_set(struct seal *seal, const char *const *texts, size_t count);

struct seal_public seal_public(const struct seal *seal);
/* The note key's public half, 32 bytes. */
const uint8_t *seal_note_public(const struct seal *seal);
/* "6C1F0E52D1A9B7E3": the key id as minisign prints it. */
void seal_key_id_text(char out[17], const uint8_t key_id[8]);
/* Eight groups of four digits, to compare by eye or voice (docs/formats.md): 106 bits of SHA-256. `out` holds SEAL_DIGITS. */
enum { SEAL_DIGITS = 40 };
void seal_digits(char out[SEAL_DIGITS], const void *data, size_t length);
