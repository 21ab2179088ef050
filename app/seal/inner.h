/* What the files of the seal share with each other and with nobody else. */
#pragma once

#include <sodium.h>
#include <sys/types.h>
#include "seal/seal.h"

struct seal { /* guarded */
    struct seal_public public;
    uint8_t sign_secret[64];
    uint8_t note_public[32], note_secret[64];
    struct seal_recipient recipients[SEAL_RECIPIENTS_MAX];
    size_t recipient_count;
};

/* Says why into a caller's SEAL_WHY bytes (or nowhere), and hands the fault on. */
fault seal_say(char *why, fault f, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* A sink that is a buffer; TOO_LARGE when it is full. */
fault seal_into_buffer(void *to, const void *data, size_t length);
/* After a fault: the buffer as it was when it held `length` bytes, what came behind wiped. */
void seal_take_back(struct buffer *out, size_t length);

/* base64 in its one spelling: canonical, nothing around it. libsodium 1.0.18 alone takes the byte 0xAF for a slash. At
 * most `room` bytes, how many is said. */
bool seal_base64_get(void *out, size_t room, size_t *ret_length, struct span text, int variant);
/* With padding, exactly `length` bytes. */
static inline bool seal_base64_exact(void *out, size_t length, const char *text, size_t characters)
{
    size_t got = 0;
    struct span span = {(const uint8_t *)text, characters};
    return seal_base64_get(out, length, &got, span, sodium_base64_VARIANT_ORIGINAL) && got == length;
}

static inline void put_le16(uint8_t *out, uint16_t v)
{
    out[0] = (uint8_t)v;
    out[1] = (uint8_t)(v >> 8);
}
static inline void put_le32(uint8_t *out, uint32_t v)
{
    put_le16(out, (uint16_t)v);
    put_le16(out + 2, (uint16_t)(v >> 16));
}
static inline void put_le64(uint8_t *out, uint64_t v)
{
    put_le32(out, (uint32_t)v);
    put_le32(out + 4, (uint32_t)(v >> 32));
}
static inline uint16_t get_le16(const uint8_t *in)
{
    return (uint16_t)(in[0] | in[1] << 8);
}
static inline uint32_t get_le32(const uint8_t *in)
{
    return get_le16(in) | (uint32_t)get_le16(in + 2) << 16;
}
static inline uint64_t get_le64(const uint8_t *in)
{
    return get_le32(in) | (uint64_t)get_le32(in + 4) << 32;
}

/* --- age, shared by its writer and its reader --- */
enum { AGE_CHUNK = 64 * 1024, AGE_TAG = 16, AGE_FILE_KEY = 16, AGE_BODY = 32, AGE_HEADER_MAX = 64 * 1024 };
#define AGE_VERSION "age-encryption.org/v1\n"

/* The key that wraps a file key for a recipient; false when the shared secret is all zeros. */
bool seal_age_wrap_key(uint8_t out[32], const uint8_t share[32], const uint8_t recipient[32], const uint8_t mine[32],
                       const uint8_t theirs[32]);
fault seal_age_scrypt_key(uint8_t out[32], const char *passphrase, const uint8_t salt[16], unsigned log_n);
void seal_age_header_mac(uint8_t out[32], const uint8_t file_key[AGE_FILE_KEY], struct span header);
void seal_age_payload_key(uint8_t out[32], const uint8_t file_key[AGE_FILE_KEY], const uint8_t nonce[16]);

/* The nonce of the n-th chunk: eleven bytes of counter, big-endian, and whether it is the last. */
struct age_nonce {
    uint8_t bytes[12];
};
void seal_age_nonce_step(struct age_nonce *nonce);
