/* From four words to a tag and an identity. One Argon2id run gives 64 bytes; two keyed hashes with their own labels
 * give what is stored and what is not, so that the tag tells nothing about the identity. */
#include "seal/inner.h"

#include <assert.h>
#include <string.h>

static const char label[] = "sirkel receipt code 1", tag_label[] = "sirkel receipt code tag",
                  identity_label[] = "sirkel receipt code identity", salt_label[] = "sirkel receipt code salt";

static_assert(crypto_pwhash_argon2id_SALTBYTES == 16 && crypto_pwhash_argon2id_MEMLIMIT_MIN == 8192);

struct code_bytes { /* what is hashed */
    uint8_t label[sizeof label], language[8], word[2 * SEAL_CODE_WORDS];
};

fault seal_code_make(struct seal_code *ret_code, const char *language)
{
    *ret_code = (struct seal_code){0};
    if (!*language || strlen(language) >= sizeof ret_code->language)
        return FAULT_BAD_INPUT;
    memcpy(ret_code->language, language, strlen(language));
    for (int i = 0; i < SEAL_CODE_WORDS; i++)
        ret_code->word[i] = (uint16_t)randombytes_uniform(SEAL_CODE_LIST);
    return FAULT_NONE;
}

static fault code_bytes(struct code_bytes *out, const struct seal_code *code)
{
    *out = (struct code_bytes){0};
    size_t length = strnlen(code->language, sizeof code->language);
    if (length < 1 || length >= sizeof code->language)
        return FAULT_BAD_INPUT;
    memcpy(out->label, label, sizeof label);
    memcpy(out->language, code->language, length);
    for (int i = 0; i < SEAL_CODE_WORDS; i++) {
        if (code->word[i] >= SEAL_CODE_LIST)
            return FAULT_BAD_INPUT;
        put_le16(out->word + 2 * i, code->word[i]);
    }
    return FAULT_NONE;
}

void seal_code_salt(uint8_t out[16], const uint8_t kiosk[16], uint32_t which)
{
    uint8_t input[sizeof salt_label + 4];
    memcpy(input, salt_label, sizeof salt_label);
    put_le32(input + sizeof salt_label, which);
    crypto_generichash_blake2b(out, 16, input, sizeof input, kiosk, 16);
}

fault seal_code_derive(const struct seal_code *code, struct seal_cost cost, const uint8_t salt[16],
                       uint8_t ret_tag[SEAL_CODE_TAG], struct seal_identity *ret_identity)
{
    struct code_bytes bytes;
    uint8_t root[64];
    *ret_identity = (struct seal_identity){0};
    memset(ret_tag, 0, SEAL_CODE_TAG);
    if (cost.operations < crypto_pwhash_argon2id_OPSLIMIT_MIN ||
        cost.memory_bytes < crypto_pwhash_argon2id_MEMLIMIT_MIN)
        return FAULT_BAD_INPUT;
    fault f = code_bytes(&bytes, code);
    if (f == FAULT_NONE &&
        crypto_pwhash_argon2id(root, sizeof root, (const char *)&bytes, sizeof bytes, salt, cost.operations,
                               cost.memory_bytes, crypto_pwhash_argon2id_ALG_ARGON2ID13))
        f = FAULT_NO_MEMORY;
    if (f == FAULT_NONE) {
        crypto_generichash_blake2b(ret_tag, SEAL_CODE_TAG, (const uint8_t *)tag_label, sizeof tag_label, root,
                                   sizeof root);
        crypto_generichash_blake2b(ret_identity->secret, 32, (const uint8_t *)identity_label, sizeof identity_label,
                                   root, sizeof root);
        crypto_scalarmult_base(ret_identity->recipient.key, ret_identity->secret);
    }
    sodium_memzero(&bytes, sizeof bytes);
    sodium_memzero(root, sizeof root);
    return f;
}
