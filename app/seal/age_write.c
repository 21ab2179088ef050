/* Writing age files: the header at once, then the payload in chunks of 64 KiB, each sealed with its number. The last
 * chunk is marked as last, so a chunk is only sealed when it is known whether something follows. */
#include "seal/inner.h"

#include <string.h>

enum { BASE64 = sodium_base64_VARIANT_ORIGINAL_NO_PADDING };

/* --- the header ---------------------------------------------------------------------------------------------------- */

static void add_base64(struct buffer *out, const uint8_t *data, size_t length)
{
    char text[64 + 1]; /* of 48 bytes at most */
    sodium_bin2base64(text, sizeof text, data, length, BASE64);
    buffer_text(out, text);
}

static void wrap_file_key(uint8_t body[AGE_BODY], const uint8_t key[32], const uint8_t file_key[AGE_FILE_KEY])
{
    static const uint8_t nonce[12]; /* the key is used once */
    crypto_aead_chacha20poly1305_ietf_encrypt(body, NULL, file_key, AGE_FILE_KEY, NULL, 0, NULL, nonce, key);
}

static fault finish_header(struct buffer *out, size_t from, const uint8_t file_key[AGE_FILE_KEY])
{
    uint8_t mac[32];
    buffer_text(out, "---");
    if (out->over)
        return FAULT_TOO_LARGE;
    seal_age_header_mac(mac, file_key, (struct span){out->data + from, out->length - from});
    buffer_text(out, " ");
    add_base64(out, mac, 32);
    buffer_text(out, "\n");
    return out->over ? FAULT_TOO_LARGE : FAULT_NONE;
}

static fault make_header(struct buffer *out, const uint8_t file_key[AGE_FILE_KEY], const struct seal_recipient *to,
                         size_t count)
{
    size_t from = out->length;
    uint8_t secret[32], share[32], key[32], body[AGE_BODY];
    fault f = count > 0 ? FAULT_NONE : FAULT_BAD_INPUT;
    buffer_text(out, AGE_VERSION);
    for (size_t i = 0; i < count && f == FAULT_NONE; i++) {
        randombytes_buf(secret, 32);
        crypto_scalarmult_base(share, secret);
        if (!seal_age_wrap_key(key, share, to[i].key, secret, to[i].key)) {
            f = FAULT_BAD_INPUT; /* a recipient of low order */
            break;
        }
        wrap_file_key(body, key, file_key);
        buffer_text(out, "-> X25519 ");
        add_base64(out, share, 32);
        buffer_text(out, "\n");
        add_base64(out, body, AGE_BODY);
        buffer_text(out, "\n");
    }
    sodium_memzero(secret, sizeof secret);
    sodium_memzero(key, sizeof key);
    return f == FAULT_NONE ? finish_header(out, from, file_key) : f;
}

static fault make_header_passphrase(struct buffer *out, const uint8_t file_key[AGE_FILE_KEY], const char *passphrase,
                                    unsigned log_n)
{
    size_t from = out->length;
    uint8_t salt[16], key[32], body[AGE_BODY];
    randombytes_buf(salt, 16);
    fault f = seal_age_scrypt_key(key, passphrase, salt, log_n);
    if (f != FAULT_NONE)
        return f;
    wrap_file_key(body, key, file_key);
    sodium_memzero(key, sizeof key);
    buffer_text(out, AGE_VERSION "-> scrypt ");
    add_base64(out, salt, 16);
    buffer_format(out, " %u\n", log_n);
    add_base64(out, body, AGE_BODY);
    buffer_text(out, "\n");
    return finish_header(out, from, file_key);
}

/* --- the payload --------------------------------------------------------------------------------------------------- */

struct seal_age_writer { /* guarded */
    uint8_t key[32];
    struct age_nonce nonce;
    struct seal_sink sink;
    size_t filled;
    bool broken;
    uint8_t plain[AGE_CHUNK], sealed[AGE_CHUNK + AGE_TAG];
};

static fault begin(struct seal_age_writer **ret_writer, const uint8_t file_key[AGE_FILE_KEY], struct buffer *header,
                   struct seal_sink sink)
{
    uint8_t nonce[16];
    randombytes_buf(nonce, sizeof nonce);
    buffer_add(header, nonce, sizeof nonce);
    if (header->over)
        return FAULT_TOO_LARGE;
    struct seal_age_writer *w = sodium_malloc(sizeof *w);
    if (!w)
        return FAULT_NO_MEMORY;
    *w = (struct seal_age_writer){.sink = sink};
    seal_age_payload_key(w->key, file_key, nonce);
    fault f = sink.write(sink.to, header->data, header->length);
    if (f == FAULT_NONE)
        *ret_writer = w;
    else
        seal_age_writer_close(w);
    return f;
}

fault seal_age_writer_open(struct seal_age_writer **ret_writer, const struct seal_recipient *to, size_t count,
                           struct seal_sink sink)
{
    *ret_writer = NULL;
    struct buffer header = {.limit = AGE_HEADER_MAX};
    uint8_t file_key[AGE_FILE_KEY];
    randombytes_buf(file_key, sizeof file_key);
    fault f = make_header(&header, file_key, to, count);
    if (f == FAULT_NONE)
        f = begin(ret_writer, file_key, &header, sink);
    sodium_memzero(file_key, sizeof file_key);
    buffer_free(&header);
    return f;
}

fault seal_age_writer_open_passphrase(struct seal_age_writer **ret_writer, const char *passphrase, unsigned log_n,
                                      struct seal_sink sink)
{
    *ret_writer = NULL;
    if (log_n < 10 || log_n > SEAL_SCRYPT_MAX || !*passphrase)
        return FAULT_BAD_INPUT;
    struct buffer header = {.limit = AGE_HEADER_MAX};
    uint8_t file_key[AGE_FILE_KEY];
    randombytes_buf(file_key, sizeof file_key);
    fault f = make_header_passphrase(&header, file_key, passphrase, log_n);
    if (f == FAULT_NONE)
        f = begin(ret_writer, file_key, &header, sink);
    sodium_memzero(file_key, sizeof file_key);
    buffer_free(&header);
    return f;
}

static fault put_chunk(struct seal_age_writer *w, const uint8_t *plain, size_t length, bool last)
{
    unsigned long long got = 0;
    w->nonce.bytes[11] = last;
    crypto_aead_chacha20poly1305_ietf_encrypt(w->sealed, &got, plain, length, NULL, 0, NULL, w->nonce.bytes, w->key);
    seal_age_nonce_step(&w->nonce);
    fault f = w->sink.write(w->sink.to, w->sealed, (size_t)got);
    w->broken = f != FAULT_NONE;
    return f;
}

fault seal_age_write(struct seal_age_writer *w, const void *data, size_t length)
{
    const uint8_t *at = data;
    fault f = w->broken ? FAULT_BAD_INPUT : FAULT_NONE;
    while (length > 0 && f == FAULT_NONE) {
        if (w->filled == AGE_CHUNK) {
            f = put_chunk(w, w->plain, AGE_CHUNK, false);
            w->filled = 0;
        } else if (w->filled == 0 && length > AGE_CHUNK) {
            f = put_chunk(w, at, AGE_CHUNK, false); /* straight from the caller's memory */
            at += AGE_CHUNK;
            length -= AGE_CHUNK;
        } else {
            size_t part = length < AGE_CHUNK - w->filled ? length : AGE_CHUNK - w->filled;
            memcpy(w->plain + w->filled, at, part);
            w->filled += part;
            at += part;
            length -= part;
        }
    }
    return f;
}

fault seal_age_write_end(struct seal_age_writer *w)
{
    if (w->broken)
        return FAULT_BAD_INPUT;
    fault f = put_chunk(w, w->plain, w->filled, true);
    w->broken = true; /* nothing may follow */
    return f;
}

void seal_age_writer_close(struct seal_age_writer *w)
{
    sodium_free(w); /* wipes; NULL is fine */
}
