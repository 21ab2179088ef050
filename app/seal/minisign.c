/* Signing and verifying as minisign does, prehashed. A signature file has one spelling here; minisign itself also takes
 * CRLF, junk behind the end, and a missing last LF. The untrusted comment is proven by nobody, so only ours is
 * accepted. */
#include "seal/inner.h"

#include <assert.h>
#include <string.h>

static const char line_1[] = "untrusted comment: kx1 export, check with minisign\n", line_3[] = "trusted comment: ";
enum { LINE_2 = 100, LINE_4 = 88 };

struct signature {
    uint8_t kind[2], key_id[8], bytes[64];
};
static_assert(sizeof(struct signature) == 74);

static bool comment_good(const char *text, size_t length)
{
    if (length > SEAL_TRUSTED_MAX)
        return false;
    for (size_t i = 0; i < length; i++)
        if (text[i] < 0x20 || text[i] > 0x7e)
            return false;
    return true;
}

/* sig || comment: what the second signature is over. */
static size_t global_input(uint8_t out[64 + SEAL_TRUSTED_MAX], const uint8_t signature[64], const char *trusted)
{
    size_t length = strlen(trusted);
    memcpy(out, signature, 64);
    memcpy(out + 64, trusted, length);
    return 64 + length;
}

static void put_base64(struct buffer *out, const void *data, size_t length)
{
    char text[LINE_2 + 1];
    sodium_bin2base64(text, sizeof text, data, length, sodium_base64_VARIANT_ORIGINAL);
    buffer_text(out, text);
    buffer_text(out, "\n");
}

fault seal_sign(const struct seal *seal, const uint8_t hash[64], const char *trusted, struct buffer *out,
                uint8_t ret_global[64])
{
    if (!comment_good(trusted, strlen(trusted)))
        return FAULT_BAD_INPUT;
    size_t before = out->length;
    uint8_t covered[64 + SEAL_TRUSTED_MAX], proven[64];
    char read_back[SEAL_TRUSTED_MAX + 1];
    struct signature s = {.kind = "ED"};
    memcpy(s.key_id, seal->public.key_id, 8);
    crypto_sign_detached(s.bytes, NULL, hash, 64, seal->sign_secret);
    size_t length = global_input(covered, s.bytes, trusted);
    crypto_sign_detached(ret_global, NULL, covered, length, seal->sign_secret);
    buffer_text(out, line_1);
    put_base64(out, &s, sizeof s);
    buffer_format(out, "%s%s\n", line_3, trusted);
    put_base64(out, ret_global, 64);
    fault f = out->over ? FAULT_TOO_LARGE : FAULT_NONE;
    if (f == FAULT_NONE)
        f = seal_verify(&seal->public, hash, (struct span){out->data + before, out->length - before}, read_back, proven,
                        NULL);
    if (f != FAULT_NONE)
        seal_take_back(out, before);
    return f;
}

struct parsed {
    struct signature signature;
    uint8_t global[64];
};

static bool take_text(struct span *in, const char *text)
{
    size_t length = strlen(text);
    if (in->length < length || memcmp(in->data, text, length) != 0)
        return false;
    *in = (struct span){in->data + length, in->length - length};
    return true;
}

static bool take_base64(struct span *in, void *out, size_t length, size_t characters)
{
    if (in->length < characters + 1 || in->data[characters] != '\n' ||
        !seal_base64_exact(out, length, (const char *)in->data, characters))
        return false;
    *in = (struct span){in->data + characters + 1, in->length - characters - 1};
    return true;
}

static bool take_comment(struct span *in, char out[SEAL_TRUSTED_MAX + 1])
{
    const uint8_t *end = in->length ? memchr(in->data, '\n', in->length) : NULL;
    size_t length = end ? (size_t)(end - in->data) : 0;
    if (!end || !comment_good((const char *)in->data, length))
        return false;
    memcpy(out, in->data, length);
    out[length] = 0;
    *in = (struct span){in->data + length + 1, in->length - length - 1};
    return true;
}

static bool parse(struct parsed *out, char trusted[SEAL_TRUSTED_MAX + 1], struct span in)
{
    return take_text(&in, line_1) && take_base64(&in, &out->signature, sizeof out->signature, LINE_2) &&
           take_text(&in, line_3) && take_comment(&in, trusted) && take_base64(&in, out->global, 64, LINE_4) &&
           in.length == 0;
}

fault seal_verify(const struct seal_public *key, const uint8_t hash[64], struct span signature,
                  char ret_trusted[SEAL_TRUSTED_MAX + 1], uint8_t ret_global[64], char *why)
{
    struct parsed p;
    uint8_t covered[64 + SEAL_TRUSTED_MAX];
    char trusted[SEAL_TRUSTED_MAX + 1];
    ret_trusted[0] = 0;
    if (!parse(&p, trusted, signature))
        return seal_say(why, FAULT_NOT_SIGNED, "the signature file is not in its one form");
    if (memcmp(p.signature.kind, "ED", 2) != 0)
        return seal_say(why, FAULT_NOT_SIGNED, "an old kind of signature");
    if (memcmp(p.signature.key_id, key->key_id, 8) != 0)
        return seal_say(why, FAULT_NOT_SIGNED, "signed with another key");
    if (crypto_sign_verify_detached(p.signature.bytes, hash, 64, key->key) != 0)
        return seal_say(why, FAULT_NOT_SIGNED, "the file was changed");
    size_t length = global_input(covered, p.signature.bytes, trusted);
    if (crypto_sign_verify_detached(p.global, covered, length, key->key) != 0)
        return seal_say(why, FAULT_NOT_SIGNED, "the trusted comment was changed");
    memcpy(ret_trusted, trusted, strlen(trusted) + 1);
    memcpy(ret_global, p.global, 64);
    return FAULT_NONE;
}
