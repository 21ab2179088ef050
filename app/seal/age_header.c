/* The header of an age file. Making one, and reading one in its only spelling: arguments of visible ASCII with one
 * space between, bodies of canonical base64 in lines of 64 that end with a shorter one, then the MAC. */
#include "seal/inner.h"

#include <string.h>

enum { LINE = 64, ARGUMENTS_KEPT = 3, BASE64 = sodium_base64_VARIANT_ORIGINAL_NO_PADDING };

struct stanza {
    struct span argument[ARGUMENTS_KEPT];
    size_t arguments;
    uint8_t body[AGE_BODY]; /* as far as it fits */
    size_t body_length;
};

struct header { /* what is still to be read */
    const char *at, *end;
};

static void add_base64(struct buffer *out, const uint8_t *data, size_t length)
{
    char text[LINE + 1];
    sodium_bin2base64(text, sizeof text, data, length, BASE64);
    buffer_text(out, text);
}

/* Exactly `length` bytes, canonical; false for anything else. */
static bool read_base64(uint8_t *out, size_t length, struct span text)
{
    size_t got = 0;
    return seal_base64_get(out, length, &got, text, BASE64) && got == length;
}

static void wrap_file_key(uint8_t body[AGE_BODY], const uint8_t key[32], const uint8_t file_key[AGE_FILE_KEY])
{
    static const uint8_t nonce[12]; /* the key is used once */
    crypto_aead_chacha20poly1305_ietf_encrypt(body, NULL, file_key, AGE_FILE_KEY, NULL, 0, NULL, nonce, key);
}

static fault finish(struct buffer *out, size_t from, const uint8_t file_key[AGE_FILE_KEY])
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

fault seal_age_header_make(struct buffer *out, const uint8_t file_key[AGE_FILE_KEY], const struct seal_recipient *to,
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
    return f == FAULT_NONE ? finish(out, from, file_key) : f;
}

fault seal_age_header_make_passphrase(struct buffer *out, const uint8_t file_key[AGE_FILE_KEY], const char *passphrase,
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
    return finish(out, from, file_key);
}

static bool next_line(struct header *h, struct span *ret_line)
{
    const char *end = memchr(h->at, '\n', (size_t)(h->end - h->at));
    if (!end)
        return false;
    *ret_line = (struct span){(const uint8_t *)h->at, (size_t)(end - h->at)};
    h->at = end + 1;
    return true;
}

static bool starts(struct span line, const char *with)
{
    return line.length >= strlen(with) && memcmp(line.data, with, strlen(with)) == 0;
}

static bool same_text(struct span a, const char *text)
{
    return a.length == strlen(text) && memcmp(a.data, text, a.length) == 0;
}

static bool read_arguments(struct stanza *s, struct span line)
{
    size_t from = 3; /* behind "-> " */
    for (size_t i = from; i <= line.length; i++) {
        if (i < line.length && line.data[i] >= 0x21 && line.data[i] <= 0x7e)
            continue;
        if (i == from || (i < line.length && line.data[i] != ' '))
            return false;
        if (s->arguments < ARGUMENTS_KEPT)
            s->argument[s->arguments] = (struct span){line.data + from, i - from};
        s->arguments++;
        from = i + 1;
    }
    return s->arguments > 0;
}

static bool read_body(struct stanza *s, struct header *h)
{
    struct span line;
    uint8_t bytes[LINE * 3 / 4];
    do {
        size_t got = 0;
        if (!next_line(h, &line) || line.length > LINE)
            return false;
        if (!seal_base64_get(bytes, sizeof bytes, &got, line, BASE64))
            return false;
        if (s->body_length < AGE_BODY)
            memcpy(s->body + s->body_length, bytes, got < AGE_BODY - s->body_length ? got : AGE_BODY - s->body_length);
        s->body_length += got;
    } while (line.length == LINE);
    return true;
}

/* The next stanza, or false with `line` the one that begins none. */
static bool read_stanza(struct stanza *s, struct header *h, struct span *line, bool *ret_broken)
{
    *s = (struct stanza){0};
    if (!next_line(h, line)) {
        *ret_broken = true;
        return false;
    }
    if (!starts(*line, "-> "))
        return false;
    *ret_broken = !read_arguments(s, *line) || !read_body(s, h);
    return !*ret_broken;
}

/* The grammar of the whole, before any key is tried. ret_signed: what the MAC is over. */
static fault check_grammar(struct header h, uint8_t ret_mac[32], struct span *ret_signed, char *why)
{
    const char *begin = h.at;
    struct span line;
    struct stanza s;
    size_t stanzas = 0, scrypts = 0;
    bool broken = false;
    if (!next_line(&h, &line) || line.length + 1 != strlen(AGE_VERSION) || !starts(line, "age-encryption.org/v1"))
        return seal_say(why, FAULT_FILE_DAMAGED, "header: no age v1 file");
    while (read_stanza(&s, &h, &line, &broken)) {
        stanzas++;
        scrypts += same_text(s.argument[0], "scrypt");
    }
    if (broken || stanzas == 0)
        return seal_say(why, FAULT_FILE_DAMAGED, "header: a broken stanza");
    if (scrypts > 0 && stanzas > 1)
        return seal_say(why, FAULT_FILE_DAMAGED, "header: a passphrase must stand alone");
    if (!starts(line, "--- ") || !read_base64(ret_mac, 32, (struct span){line.data + 4, line.length - 4}) ||
        h.at != h.end)
        return seal_say(why, FAULT_FILE_DAMAGED, "header: a broken last line");
    *ret_signed = (struct span){(const uint8_t *)begin, (size_t)((const char *)line.data - begin) + 3};
    return FAULT_NONE;
}

static bool unwrap_file_key(uint8_t file_key[AGE_FILE_KEY], const uint8_t key[32], const uint8_t body[AGE_BODY])
{
    static const uint8_t nonce[12];
    return crypto_aead_chacha20poly1305_ietf_decrypt(file_key, NULL, NULL, body, AGE_BODY, NULL, 0, nonce, key) == 0;
}

static fault try_x25519(uint8_t file_key[AGE_FILE_KEY], const struct seal_keyring *ring, const struct stanza *s,
                        char *why)
{
    uint8_t share[32], key[32];
    if (s->arguments != 2 || !read_base64(share, 32, s->argument[1]) || s->body_length != AGE_BODY)
        return seal_say(why, FAULT_FILE_DAMAGED, "header: a broken X25519 stanza");
    fault f = FAULT_NOT_FOR_US;
    for (size_t i = 0; i < ring->count && f == FAULT_NOT_FOR_US; i++) {
        const struct seal_identity *mine = &ring->identities[i];
        if (!seal_age_wrap_key(key, share, mine->recipient.key, mine->secret, share))
            f = seal_say(why, FAULT_FILE_DAMAGED, "header: a share of low order");
        else if (unwrap_file_key(file_key, key, s->body))
            f = FAULT_NONE;
    }
    sodium_memzero(key, sizeof key);
    return f;
}

/* "1".."22" in its only spelling; 0 for anything else. */
static unsigned read_log_n(struct span text)
{
    unsigned value = 0;
    if (text.length < 1 || text.length > 2 || text.data[0] == '0')
        return 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return 0;
        value = value * 10 + (unsigned)(text.data[i] - '0');
    }
    return value <= SEAL_SCRYPT_MAX ? value : 0;
}

static fault try_scrypt(uint8_t file_key[AGE_FILE_KEY], const struct seal_keyring *ring, const struct stanza *s,
                        char *why)
{
    uint8_t salt[16], key[32];
    unsigned log_n = s->arguments == 3 ? read_log_n(s->argument[2]) : 0;
    if (log_n == 0 || !read_base64(salt, 16, s->argument[1]) || s->body_length != AGE_BODY)
        return seal_say(why, FAULT_FILE_DAMAGED, "header: a broken or too costly scrypt stanza");
    if (!ring->passphrase)
        return FAULT_NOT_FOR_US;
    fault f = seal_age_scrypt_key(key, ring->passphrase, salt, log_n);
    if (f == FAULT_NONE && !unwrap_file_key(file_key, key, s->body))
        f = FAULT_NOT_FOR_US;
    sodium_memzero(key, sizeof key);
    return f;
}

static fault find_file_key(uint8_t file_key[AGE_FILE_KEY], const struct seal_keyring *ring, struct header h, char *why)
{
    struct span line;
    struct stanza s;
    bool broken = false;
    fault f = FAULT_NOT_FOR_US;
    (void)next_line(&h, &line);
    while (f == FAULT_NOT_FOR_US && read_stanza(&s, &h, &line, &broken)) {
        if (same_text(s.argument[0], "X25519"))
            f = try_x25519(file_key, ring, &s, why);
        else if (same_text(s.argument[0], "scrypt"))
            f = try_scrypt(file_key, ring, &s, why);
    }
    return f == FAULT_NOT_FOR_US ? seal_say(why, f, "no match: none of the keys opens it") : f;
}

fault seal_age_header_open(uint8_t file_key[AGE_FILE_KEY], const struct seal_keyring *ring, struct span header,
                           char *why)
{
    uint8_t mac[32], ours[32];
    struct span covered;
    struct header h = {(const char *)header.data, (const char *)header.data + header.length};
    fault f = check_grammar(h, mac, &covered, why);
    if (f == FAULT_NONE)
        f = find_file_key(file_key, ring, h, why);
    if (f != FAULT_NONE)
        return f;
    seal_age_header_mac(ours, file_key, covered);
    if (sodium_memcmp(ours, mac, 32) == 0)
        return FAULT_NONE;
    sodium_memzero(file_key, AGE_FILE_KEY);
    return seal_say(why, FAULT_FILE_DAMAGED, "hmac: the header was changed");
}
