/* Reading age files, pushed through in pieces: armor (if any), header, nonce, chunks. Strict everywhere; a chunk is
 * handed on when it was proven, and the last one must be there. */
#include "seal/inner.h"

#include <stdlib.h>
#include <string.h>

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
    struct seal_armor armor;
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
    fault f = seal_age_header_open(file_key, &r->ring, (struct span){r->header.data, r->header.length}, r->why);
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
        r->broken = seal_armor_read(&r->armor, (struct span){data, length}, (struct seal_sink){take_binary, r}, r->why);
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
        r->broken = seal_armor_end(&r->armor, (struct seal_sink){take_binary, r}, r->why);
    if (r->broken == FAULT_NONE)
        r->broken = finish(r);
    return r->broken;
}

fault seal_age_open(struct buffer *out, const struct seal_keyring *ring, struct span file, char *why)
{
    struct seal_age_reader *r = NULL;
    size_t before = out->length;
    if (out->over)
        return FAULT_TOO_LARGE;
    fault f = seal_age_reader_open(&r, ring, (struct seal_sink){seal_into_buffer, out});
    if (f == FAULT_NONE)
        f = seal_age_read(r, file.data, file.length);
    if (f == FAULT_NONE)
        f = seal_age_read_end(r);
    if (f != FAULT_NONE && r)
        f = seal_say(why, f, "%s", r->why);
    if (f != FAULT_NONE)
        seal_take_back(out, before);
    seal_age_reader_close(r);
    return f;
}
