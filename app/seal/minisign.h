/* minisign signatures, prehashed ("ED") only: four lines, each ended by one LF, nothing behind (docs/formats.md). */
#pragma once

#include "seal/keys.h"

enum { SEAL_TRUSTED_MAX = 1000, SEAL_SIGNATURE_MAX = 1400 };

/* Signs a BLAKE2b-512 of a file (struct seal_hash) and a trusted comment (printable ASCII, at most SEAL_TRUSTED_MAX),
 * verifies what it signed, and appends the file's text to `out`. ret_global: the second signature, whose hash is the
 * next one's `prev`. */
fault seal_sign(const struct seal *seal, const uint8_t hash[64], const char *trusted, struct buffer *out,
                uint8_t ret_global[64]);

struct seal_proof { /* what a genuine signature says; all zeros when it is not */
    char trusted[SEAL_TRUSTED_MAX + 1];
    uint8_t global[64]; /* the second signature */
};
/* NOT_SIGNED, with the reason in `why`, for anything but a genuine signature by `key` in the one spelling we write. */
fault seal_verify(const struct seal_public *key, const uint8_t hash[64], struct span signature,
                  struct seal_proof *ret_proof, char *why);

/* The minisign public key file (kx-<kiosk>.pub), two lines. */
fault seal_public_text(const struct seal_public *key, struct buffer *out);
/* What minisign itself takes: a first line of any words, then the key, with LF or CR LF, a byte order mark before, blank lines or
 * more behind, with or without an end of the last line; and blank lines before the key, which an editor may leave.
 * FILE_DAMAGED otherwise. The key itself has one spelling. */
fault seal_public_parse(struct seal_public *ret_key, struct span file);

/* Its key alone: base64 of 56 characters ("RW..."), as a protocol or a centre file carries it. FILE_DAMAGED. */
fault seal_public_line(struct seal_public *ret_key, struct span line);
/* The digits of the key in such a line: those of its 32 bytes, as for a kiosk's key. FILE_DAMAGED, and "". */
fault seal_line_digits(char out[SEAL_DIGITS], const char *line);

/* --- what the office signs with minisign itself: its letters to the kiosk --- */

enum {
    SEAL_LETTER_MAX = 32 << 20,           /* bytes of a letter */
    SEAL_LETTER_TRUSTED = 8192,           /* bytes of its trusted comment: minisign 0.11 takes no more */
    SEAL_LETTER_SIGNATURE_MAX = 16 << 10, /* bytes of its signature file */
};
/* A new key pair. The secret key file, as `minisign -G -W` writes it (no passphrase; minisign -S signs with it), is appended to `secret`:
 * a secret, for a file of 0600; buffer_free wipes it. TOO_LARGE: its limit. */
fault seal_pair_make(struct seal_public *ret_key, struct buffer *secret);
/* Signs a file with the text of such a secret key file, verifies what it signed, and appends the signature's text to `out`, as
 * `minisign -S` writes it. `trusted` as for seal_sign. FILE_DAMAGED: no secret key file; NOT_FOR_US: it has a passphrase;
 * BAD_INPUT; TOO_LARGE. */
fault seal_pair_sign(struct span secret, struct span file, const char *trusted, struct buffer *out);
/* Is `signature`, the file beside `file`, minisign's over it by `key`? Prehashed and legacy, any untrusted comment, LF or CR LF, with or
 * without the last line's end: what people's minisign writes and editors leave; anything but line ends behind it is refused, which
 * minisign 0.11 lets pass. NOT_SIGNED, TOO_LARGE, with the reason in `why`. */
fault seal_letter_verify(const struct seal_public *key, struct span file, struct span signature, char *why);

/* --- the claim: what the kiosk says about an export, in the trusted comment of its signature, field by field (docs/formats.md) --- */

enum { SEAL_EXPORT_NAME = 48 };

struct seal_claim {
    char kiosk[SEAL_KIOSK_MAX + 1]; /* [a-z0-9-] */
    uint32_t sequence;              /* from 1, at most 999,999 */
    uint8_t previous[SEAL_HASH];    /* BLAKE2b-256 of the previous export's second signature; zeros for the first */
    char file[SEAL_EXPORT_NAME];    /* kx-<kiosk>-<seq6>.zip.age */
    uint64_t size;                  /* of the file, bytes */
    uint32_t rows;                  /* records in it */
    uint64_t log_size;              /* the journal's entries */
    uint8_t log_root[SEAL_HASH];
    int64_t minute; /* moment in UTC seconds, a whole minute; years 1970 to 9999 */
    bool clock_sure;
    uint32_t boot; /* how many times the kiosk was started */
};

/* "kx-<kiosk>-<seq6>.zip.age" */
fault seal_export_name(char out[SEAL_EXPORT_NAME], const char *kiosk, uint32_t sequence);

struct seal_signed { /* an export as it lies on a stick */
    const char *name;
    uint64_t size;
    uint8_t hash[64];      /* BLAKE2b-512 */
    struct span signature; /* the file beside it */
};
/* Signature and claim in one. NOT_SIGNED with the reason in `why`. ret_next: what the following export must name as `previous`. */
fault seal_claim_verify(const struct seal_public *key, const struct seal_signed *file, struct seal_claim *ret_claim,
                        uint8_t ret_next[SEAL_HASH], char *why);
/* Signs; the claim's `file` and `size` must be those of the export, BAD_INPUT when a field is out of its range. ret_next: the following
 * export's `previous`. */
fault seal_claim_sign(const struct seal *seal, const struct seal_claim *claim, const uint8_t hash[64],
                      struct buffer *out, uint8_t ret_next[SEAL_HASH]);

/* --- the event log taken out as a file: all entries, one a line; the trusted comment of its signature --- */

enum { SEAL_LOG_FILE_MAX = 32 << 20 }; /* bytes: some 500,000 entries */

struct seal_log_claim {
    char kiosk[SEAL_KIOSK_MAX + 1];
    uint64_t size, entries; /* of the file, bytes; in it */
    uint8_t root[SEAL_HASH];
};
/* Signs; `hash` is the file's BLAKE2b-512. BAD_INPUT for a kiosk name that is none. */
fault seal_log_sign(const struct seal *seal, const struct seal_log_claim *claim, const uint8_t hash[64],
                    struct buffer *out);
/* NOT_SIGNED, with the reason in `why`, for anything but such a signature by `key`. Whether size, entries and root are those of the file
 * is the caller's to check. */
fault seal_log_verify(const struct seal_public *key, const uint8_t hash[64], struct span signature,
                      struct seal_log_claim *ret_claim, char *why);

/* --- all that a kiosk holds, when it moves, or as a backup while it goes on --- */

enum { SEAL_DAY = 11 };
struct seal_moving_claim {
    char kiosk[SEAL_KIOSK_MAX + 1];
    char day[SEAL_DAY]; /* of a backup, "2026-11-20"; "": the kiosk moved, and goes on nowhere else */
    uint32_t list;      /* number of its newest list, 0: none; 0 of one that moved */
};
/* The signature over a sealed file, appended. BAD_INPUT for a kiosk name that is none. */
fault seal_moving_sign(const struct seal *seal, const struct seal_moving_claim *claim, struct span file,
                       struct buffer *out);
/* NOT_SIGNED, with the reason in `why`, for anything but such a signature by `key` over these bytes. */
fault seal_moving_verify(const struct seal_public *key, struct span file, struct span signature,
                         struct seal_moving_claim *ret_claim, char *why);
