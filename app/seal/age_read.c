/* Reading age files, pushed through in pieces: armor (if any), header, nonce, chunks. Strict everywhere; a chunk is
 * handed on when it was proven, and the last one must be there. */
#include "seal/inner.h"

#include <stdlib.h>
#include <string.h>

/* --- armor ----------------------------------------------------------------------------------------------------------- */

enum { COLUMNS = 64, COLUMN_BYTES = COLUMNS / 4 * 3, OUTSIDE_MAX = 1024 };

struct armor {
    char line[72];
    size_t length, outside; /* of the line; white space passed before and behind */
    uint8_t plain[3072];    /* decoded, not yet passed on */
    size_t filled;
    enum { ARMOR_BEFORE, ARMOR_INSIDE, ARMOR_LAST, ARMOR_BEHIND } state;
};

static const char armor_head[] = "-----BEGIN AGE ENCRYPTED FILE-----",
                  armor_foot[] = "-----END AGE ENCRYPTED FILE-----";

static bool armor_line_is(const struct armor *a, const char *text)
{
    return a->length == strlen(text) && memcmp(a->line, text, a->length) == 0;
}

static bool armor_line_blank(const struct armor *a)
{
    for (size_t i = 0; i < a->length; i++)
        if (a->line[i] != ' ' && a->line[i] != '\t' && a->line[i] != '\r')
            return false;
    return true;
}

static fault armor_hand_on(struct armor *a, struct seal_sink binary)
{
    size_t length = a->filled;
    a->filled = 0;
    return length ? binary.write(binary.to, a->plain, length) : FAULT_NONE;
}

static fault armor_body(struct armor *a, struct seal_sink binary, char *why)
{
    size_t got = 0;
    if (a->state == ARMOR_LAST || a->length == 0 || a->length > COLUMNS ||
        !seal_base64_get(a->plain + a->filled, COLUMN_BYTES, &got, (struct span){(const uint8_t *)a->line, a->length},
                         sodium_base64_VARIANT_ORIGINAL))
        return seal_say(why, FAULT_FILE_DAMAGED, "armor: a broken line");
    a->filled += got;
    if (got < COLUMN_BYTES)
        a->state = ARMOR_LAST;
    return a->filled + COLUMN_BYTES > sizeof a->plain ? armor_hand_on(a, binary) : FAULT_NONE;
}

static fault armor_outside(struct armor *a, char *why)
{
    if (a->state == ARMOR_BEFORE && armor_line_is(a, armor_head)) {
        a->state = ARMOR_INSIDE;
        return FAULT_NONE;
    }
    a->outside += a->length + 1;
    if (!armor_line_blank(a) || a->outside > OUTSIDE_MAX)
        return seal_say(why, FAULT_FILE_DAMAGED, "armor: text outside of the marks");
    return FAULT_NONE;
}

static fault armor_line(struct armor *a, struct seal_sink binary, char *why)
{
    if (a->length && a->line[a->length - 1] == '\r')
        a->length--;
    fault f = FAULT_NONE;
    if (a->state == ARMOR_BEFORE || a->state == ARMOR_BEHIND)
        f = armor_outside(a, why);
    else if (armor_line_is(a, armor_foot))
        a->state = ARMOR_BEHIND;
    else
        f = armor_body(a, binary, why);
    a->length = 0;
    return f;
}

static fault armor_read(struct armor *a, struct span data, struct seal_sink binary, char *why)
{
    fault f = FAULT_NONE;
    for (size_t i = 0; i < data.length && f == FAULT_NONE; i++) {
        uint8_t c = data.data[i];
        if (c == '\n')
            f = armor_line(a, binary, why);
        else if (a->length == sizeof a->line)
            f = seal_say(why, FAULT_FILE_DAMAGED, "armor: a line is too long");
        else
            a->line[a->length++] = (char)c;
    }
    return f;
}

static fault armor_end(struct armor *a, struct seal_sink binary, char *why)
{
    fault f = a->length ? armor_line(a, binary, why) : FAULT_NONE;
    if (f == FAULT_NONE)
        f = armor_hand_on(a, binary);
    if (f == FAULT_NONE && a->state != ARMOR_BEHIND)
        f = seal_say(why, FAULT_FILE_DAMAGED, "armor: the end is missing");
    return f;
}

/* --- the header ------------------------------------------------------------------------------------------------------ */

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

/* Exactly `length` bytes, canonical; false for anything else. */
static bool read_base64(uint8_t *out, size_t length, struct span text)
{
    size_t got = 0;
    return seal_base64_get(out, length, &got, text, BASE64) && got == length;
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

/* Whole header, from the version line to the LF of the MAC line, parsed and opened: the file key. */
static fault open_file_key(uint8_t file_key[AGE_FILE_KEY], const struct seal_keyring *ring, struct span header,
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

/* --- the file -------------------------------------------------------------------------------------------------------- */

enum { WHOLE = AGE_CHUNK + AGE_TAG };

struct seal_age_reader { /* guarded */
    uint8_t key[32], nonce[16];
    struct age_nonce counter;
    struct seal_keyring ring;
    struct seal_sink sink;
    struct buffer header;
    size_t line; /* where the header line begins that is still coming in */
    size_t filled, nonce_filled;
    enum { READ_HEADER, READ_NONCE, READ_CHUNKS, READ_LAST } state;
    fault broken; /* the first fault stays */
    bool first;   /* no chunk was read yet */
    char why[SEAL_WHY];
    struct armor armor;
    uint8_t sealed[WHOLE], plain[AGE_CHUNK];
};

fault seal_age_reader_open(struct seal_age_reader **ret_reader, const struct seal_keyring *ring,
                           struct seal_sink provisional)
{
    struct seal_age_reader *r = *ret_reader = sodium_malloc(sizeof *r);
    if (!r)
        return FAULT_NO_MEMORY;
    memset(r, 0, sizeof *r);
    r->ring = *ring;
    r->sink = provisional;
    r->header.limit = AGE_HEADER_MAX;
    r->first = true;
    return FAULT_NONE;
}

void seal_age_reader_close(struct seal_age_reader *r)
{
    if (!r)
        return;
    buffer_free(&r->header);
    sodium_free(r);
}

const char *seal_age_why(const struct seal_age_reader *r)
{
    return r->why;
}

static fault say(struct seal_age_reader *r, fault f, const char *why)
{
    return seal_say(r->why, f, "%s", why);
}

static fault open_header(struct seal_age_reader *r)
{
    uint8_t file_key[AGE_FILE_KEY];
    fault f = open_file_key(file_key, &r->ring, (struct span){r->header.data, r->header.length}, r->why);
    if (f == FAULT_NONE)
        memcpy(r->key, file_key, AGE_FILE_KEY); /* kept here until the nonce is there */
    sodium_memzero(file_key, sizeof file_key);
    r->state = READ_NONCE;
    return f;
}

/* Takes whole lines until the one that begins with "---". */
static fault take_header(struct seal_age_reader *r, struct span *in)
{
    while (in->length > 0) {
        const uint8_t *end = memchr(in->data, '\n', in->length);
        size_t part = end ? (size_t)(end - in->data) + 1 : in->length;
        buffer_add(&r->header, in->data, part);
        *in = (struct span){in->data + part, in->length - part};
        if (r->header.over)
            return say(r, FAULT_FILE_DAMAGED, "header: too long");
        if (!end)
            continue;
        bool last = r->header.length - r->line >= 4 && memcmp(r->header.data + r->line, "---", 3) == 0;
        bool version = r->line > 0 || r->header.length == strlen(AGE_VERSION);
        r->line = r->header.length;
        if (last || !version)
            return open_header(r);
    }
    return FAULT_NONE;
}

static fault take_nonce(struct seal_age_reader *r, struct span *in)
{
    size_t part = sizeof r->nonce - r->nonce_filled;
    part = part < in->length ? part : in->length;
    memcpy(r->nonce + r->nonce_filled, in->data, part);
    r->nonce_filled += part;
    *in = (struct span){in->data + part, in->length - part};
    if (r->nonce_filled == sizeof r->nonce) {
        uint8_t file_key[AGE_FILE_KEY];
        memcpy(file_key, r->key, AGE_FILE_KEY);
        seal_age_payload_key(r->key, file_key, r->nonce);
        sodium_memzero(file_key, sizeof file_key);
        r->state = READ_CHUNKS;
    }
    return FAULT_NONE;
}

static bool prove_chunk(struct seal_age_reader *r, const uint8_t *sealed, size_t length, bool last)
{
    r->counter.bytes[11] = last;
    return crypto_aead_chacha20poly1305_ietf_decrypt(r->plain, NULL, NULL, sealed, length, NULL, 0, r->counter.bytes,
                                                     r->key) == 0;
}

static fault hand_on(struct seal_age_reader *r, size_t length)
{
    r->first = false;
    seal_age_nonce_step(&r->counter);
    return length ? r->sink.write(r->sink.to, r->plain, length) : FAULT_NONE;
}

/* A chunk of full size may be the last; it is handed on before that is known of what follows. */
static fault open_whole(struct seal_age_reader *r, const uint8_t *sealed)
{
    if (!prove_chunk(r, sealed, WHOLE, false)) {
        if (!prove_chunk(r, sealed, WHOLE, true))
            return say(r, FAULT_FILE_DAMAGED, "payload: a chunk was changed");
        r->state = READ_LAST;
    }
    return hand_on(r, AGE_CHUNK);
}

static fault take_chunks(struct seal_age_reader *r, struct span *in)
{
    fault f = FAULT_NONE;
    if (r->filled == 0 && in->length >= WHOLE) {
        f = open_whole(r, in->data);
        *in = (struct span){in->data + WHOLE, in->length - WHOLE};
        return f;
    }
    size_t part = WHOLE - r->filled < in->length ? WHOLE - r->filled : in->length;
    memcpy(r->sealed + r->filled, in->data, part);
    r->filled += part;
    *in = (struct span){in->data + part, in->length - part};
    if (r->filled == WHOLE) {
        f = open_whole(r, r->sealed);
        r->filled = 0;
    }
    return f;
}

static fault take_binary(void *to, const void *data, size_t length)
{
    struct seal_age_reader *r = to;
    struct span in = {data, length};
    fault f = FAULT_NONE;
    while (in.length > 0 && f == FAULT_NONE) {
        switch (r->state) {
        case READ_HEADER:
            f = take_header(r, &in);
            break;
        case READ_NONCE:
            f = take_nonce(r, &in);
            break;
        case READ_CHUNKS:
            f = take_chunks(r, &in);
            break;
        case READ_LAST:
            f = say(r, FAULT_FILE_DAMAGED, "payload: something follows the end");
            break;
        }
    }
    return f;
}

fault seal_age_read(struct seal_age_reader *r, const void *data, size_t length)
{
    if (r->broken == FAULT_NONE && r->ring.armored)
        r->broken = armor_read(&r->armor, (struct span){data, length}, (struct seal_sink){take_binary, r}, r->why);
    else if (r->broken == FAULT_NONE)
        r->broken = take_binary(r, data, length);
    return r->broken;
}

/* What is left is the last chunk; it is empty only when the whole payload is. */
static fault finish(struct seal_age_reader *r)
{
    if (r->state == READ_HEADER || r->state == READ_NONCE)
        return say(r, FAULT_FILE_DAMAGED, "header: cut off");
    if (r->state == READ_LAST)
        return FAULT_NONE;
    if (r->filled < AGE_TAG || !prove_chunk(r, r->sealed, r->filled, true))
        return say(r, FAULT_FILE_DAMAGED, "payload: the last chunk is missing or was changed");
    if (r->filled == AGE_TAG && !r->first)
        return say(r, FAULT_FILE_DAMAGED, "payload: an empty last chunk");
    r->state = READ_LAST;
    return hand_on(r, r->filled - AGE_TAG);
}

fault seal_age_read_end(struct seal_age_reader *r)
{
    if (r->broken == FAULT_NONE && r->ring.armored)
        r->broken = armor_end(&r->armor, (struct seal_sink){take_binary, r}, r->why);
    if (r->broken == FAULT_NONE)
        r->broken = finish(r);
    return r->broken;
}
