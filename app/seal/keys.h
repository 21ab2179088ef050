/* The kiosk's own keys (a signing key for exports, a second one for the journal's notes) and the centre's recipients.
 * Files: <folder>/sign.key and <folder>/note.key, 0600 in a 0700 folder (formats.md 3.1). */
#pragma once

#include "seal/age.h"
#include "seal/basic.h"

enum { SEAL_RECIPIENTS_MIN = 2, SEAL_RECIPIENTS_MAX = 8 };

struct seal; /* the keys in guarded memory */

struct seal_public { /* what others check the kiosk's exports with */
    uint8_t key_id[8], key[32];
};

/* Makes the folder and the keys that are missing in it; never replaces one. For a new kiosk only. */
fault seal_create(const char *folder);
/* FILE_MISSING without keys, FILE_DAMAGED when a key does not fit its own check. */
fault seal_open(struct seal **ret_seal, const char *folder);
/* Wipes and frees; NULL is fine. */
void seal_close(struct seal *seal);

/* The centre's recipients, `age1...` each, office first: 2 to 8 and no two alike, else BAD_INPUT (the old ones stay).
 */
fault seal_recipients_set(struct seal *seal, const char *const *texts, size_t count);
const struct seal_recipient *seal_recipients(const struct seal *seal, size_t *ret_count);

struct seal_public seal_public(const struct seal *seal);
/* The note key's public half, 32 bytes. */
const uint8_t *seal_note_public(const struct seal *seal);
/* "6C1F0E52D1A9B7E3": the key id as minisign prints it. */
void seal_key_id_text(char out[17], const uint8_t key_id[8]);
/* Eight groups of four digits, to compare by eye or voice (formats.md 3.2): 106 bits of SHA-256. `out` holds SEAL_DIGITS. */
enum { SEAL_DIGITS = 40 };
void seal_digits(char out[SEAL_DIGITS], const void *data, size_t length);
/* The minisign public key file (kx-<kiosk>.pub), two lines. */
fault seal_public_text(const struct seal_public *key, struct buffer *out);
/* What minisign itself takes: a first line of any words, then the key, with LF or CR LF, a byte order mark before, blank lines or
 * more behind, with or without an end of the last line; and blank lines before the key, which an editor may leave.
 * FILE_DAMAGED otherwise. The key itself has one spelling. */
fault seal_public_parse(struct seal_public *ret_key, struct span file);
