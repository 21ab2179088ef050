/* The keys of age: identities and recipients as text, and how a file's keys are derived (C2SP age.md). */
#include "seal/inner.h"

#include <string.h>
#include "base/bech32.h"

static const char recipient_prefix[] = "age", identity_prefix[] = "age-secret-key-";

void seal_identity_make(struct seal_identity *ret_identity)
{
    randombytes_buf(ret_identity->secret, 32);
    crypto_scalarmult_base(ret_identity->recipient.key, ret_identity->secret);
}

fault seal_identity_parse(struct seal_identity *ret_identity, const char *text)
{
    if (!bech32_get(ret_identity->secret, identity_prefix, text, true))
        return FAULT_BAD_INPUT;
    crypto_scalarmult_base(ret_identity->recipient.key, ret_identity->secret);
    return FAULT_NONE;
}

fault seal_recipient_parse(struct seal_recipient *ret_recipient, const char *text)
{
    return bech32_get(ret_recipient->key, recipient_prefix, text, false) ? FAULT_NONE : FAULT_BAD_INPUT;
}

void seal_identity_text(char out[SEAL_IDENTITY_TEXT], const struct seal_identity *identity)
{
    bech32_put(out, identity_prefix, identity->secret, true);
}

void seal_recipient_text(char out[SEAL_RECIPIENT_TEXT], const struct seal_recipient *recipient)
{
    bech32_put(out, recipient_prefix, recipient->key, false);
}

static void hmac(uint8_t out[32], struct span key, struct span data)
{
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key.data, key.length);
    crypto_auth_hmacsha256_update(&state, data.data, data.length);
    crypto_auth_hmacsha256_final(&state, out);
    sodium_memzero(&state, sizeof state);
}

/* HKDF-SHA256 to 32 bytes (RFC 5869; libsodium has it only from 1.0.19 on). */
static void hkdf(uint8_t out[32], struct span salt, struct span key, const char *info)
{
    uint8_t fresh[32], expand[64];
    static const uint8_t no_salt[1];
    hmac(fresh, salt.data ? salt : (struct span){no_salt, 0}, key);
    size_t length = strlen(info);
    memcpy(expand, info, length);
    expand[length] = 1;
    hmac(out, (struct span){fresh, 32}, (struct span){expand, length + 1});
    sodium_memzero(fresh, sizeof fresh);
}

bool seal_age_wrap_key(uint8_t out[32], const uint8_t share[32], const uint8_t recipient[32], const uint8_t mine[32],
                       const uint8_t theirs[32])
{
    uint8_t shared[32], salt[64];
    bool good = crypto_scalarmult(shared, mine, theirs) == 0;
    memcpy(salt, share, 32);
    memcpy(salt + 32, recipient, 32);
    if (good)
        hkdf(out, (struct span){salt, 64}, (struct span){shared, 32}, "age-encryption.org/v1/X25519");
    sodium_memzero(shared, sizeof shared);
    return good;
}

fault seal_age_scrypt_key(uint8_t out[32], const char *passphrase, const uint8_t salt[16], unsigned log_n)
{
    static const char label[] = "age-encryption.org/v1/scrypt";
    uint8_t salted[sizeof label - 1 + 16];
    memcpy(salted, label, sizeof label - 1);
    memcpy(salted + sizeof label - 1, salt, 16);
    int got = crypto_pwhash_scryptsalsa208sha256_ll((const uint8_t *)passphrase, strlen(passphrase), salted,
                                                    sizeof salted, (uint64_t)1 << log_n, 8, 1, out, 32);
    return got == 0 ? FAULT_NONE : FAULT_NO_MEMORY;
}

void seal_age_header_mac(uint8_t out[32], const uint8_t file_key[AGE_FILE_KEY], struct span header)
{
    uint8_t key[32];
    hkdf(key, (struct span){0}, (struct span){file_key, AGE_FILE_KEY}, "header");
    hmac(out, (struct span){key, 32}, header);
    sodium_memzero(key, sizeof key);
}

void seal_age_payload_key(uint8_t out[32], const uint8_t file_key[AGE_FILE_KEY], const uint8_t nonce[16])
{
    hkdf(out, (struct span){nonce, 16}, (struct span){file_key, AGE_FILE_KEY}, "payload");
}

void seal_age_nonce_step(struct age_nonce *nonce)
{
    for (int i = 10; i >= 0 && ++nonce->bytes[i] == 0; i--) {
    }
}
