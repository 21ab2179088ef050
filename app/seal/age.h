/* age v1 files (C2SP age.md): X25519 recipients or one passphrase; streaming both ways, and whole for small ones.
 *
 * What a reader's sink gets is PROVISIONAL: each 64 KiB chunk is genuine, but the file may have been cut behind it.
 * Only after seal_age_read_end() said NONE may anything be done with it; on any fault throw away all of it. Collect in
 * memory or in a temporary that is named only then. seal_age_open() does so itself. An age file proves nothing about
 * who wrote it: the signature does. */
#pragma once

#include "seal/basic.h"

enum {
    SEAL_RECIPIENT_TEXT = 63, /* "age1..." with its NUL */
    SEAL_IDENTITY_TEXT = 75,  /* "AGE-SECRET-KEY-1..." with its NUL */
    SEAL_SCRYPT_MAX = 22,     /* highest work factor we read: 4 GiB */
};

struct seal_recipient { /* public */
    uint8_t key[32];
};
struct seal_identity { /* secret: seal_wipe it */
    uint8_t secret[32];
    struct seal_recipient recipient;
};

void seal_identity_make(struct seal_identity *ret_identity);
fault seal_identity_parse(struct seal_identity *ret_identity, const char *text);    /* BAD_INPUT */
fault seal_recipient_parse(struct seal_recipient *ret_recipient, const char *text); /* BAD_INPUT */
void seal_identity_text(char out[SEAL_IDENTITY_TEXT], const struct seal_identity *identity);
void seal_recipient_text(char out[SEAL_RECIPIENT_TEXT], const struct seal_recipient *recipient);

struct seal_age_writer; /* about 130 KiB, guarded */
fault seal_age_writer_open(struct seal_age_writer **ret_writer, const struct seal_recipient *to, size_t count,
                           struct seal_sink sink);
/* With a passphrase instead; log_n 10..22, 18 for people (0.7 s). */
fault seal_age_writer_open_passphrase(struct seal_age_writer **ret_writer, const char *passphrase, unsigned log_n,
                                      struct seal_sink sink);
fault seal_age_write(struct seal_age_writer *writer, const void *data, size_t length);
fault seal_age_write_end(struct seal_age_writer *writer); /* the last chunk; without it the file is refused */
void seal_age_writer_close(struct seal_age_writer *writer);

struct seal_keyring { /* what may open a file; borrowed until the reader is closed */
    const struct seal_identity *identities;
    size_t count;
    const char *passphrase; /* or NULL */
    bool armored;           /* the input is PEM-like text; else binary */
};
struct seal_age_reader;
fault seal_age_reader_open(struct seal_age_reader **ret_reader, const struct seal_keyring *ring,
                           struct seal_sink provisional);
fault seal_age_read(struct seal_age_reader *reader, const void *data, size_t length);
fault seal_age_read_end(struct seal_age_reader *reader); /* NONE: all that came out is genuine and whole */
const char *
seal_age_why(const struct seal_age_reader *reader); /* "armor: ...", "header: ...", "hmac: ...", "payload: ..." */
void seal_age_reader_close(struct seal_age_reader *reader);

/* A small file at once, appended to `out`; TOO_LARGE when it does not fit out->limit. On a fault `out` is as before. */
fault seal_age_make(struct buffer *out, const struct seal_recipient *to, size_t count, struct span plain);
fault seal_age_open(struct buffer *out, const struct seal_keyring *ring, struct span file, char *why);
