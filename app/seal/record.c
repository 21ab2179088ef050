/* A whole age file at once, and one person's record as such a file. A record is padded first: names of groups have lengths, and so
 * would the files. */
#include "seal/inner.h"

#include <assert.h>

static_assert(SEAL_RECORD_MAX % SEAL_RECORD_STEP == 0);
static_assert((int)SEAL_RECORD_FILE_MAX <= (int)SEAL_SLOT_PLAIN_MAX);

/* --- a whole file --- */

fault seal_age_make(struct buffer *out, const struct seal_recipient *to, size_t count, struct span plain)
{
    struct seal_age_writer *w = NULL;
    size_t before = out->length;
    if (out->over)
        return FAULT_TOO_LARGE;
    fault f = seal_age_writer_open(&w, to, count, (struct seal_sink){seal_into_buffer, out});
    if (f == FAULT_NONE)
        f = seal_age_write(w, plain.data, plain.length);
    if (f == FAULT_NONE)
        f = seal_age_write_end(w);
    if (f != FAULT_NONE)
        seal_take_back(out, before);
    seal_age_writer_close(w);
    return f;
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
        f = seal_say(why, f, "%s", seal_age_why(r));
    if (f != FAULT_NONE)
        seal_take_back(out, before);
    seal_age_reader_close(r);
    return f;
}

/* --- a record --- */

static fault pad(struct buffer *padded, struct span plain)
{
    static const char spaces[] = "                                ";
    buffer_add(padded, plain.data, plain.length);
    while (padded->length % SEAL_RECORD_STEP != 0 && !padded->over) {
        size_t missing = SEAL_RECORD_STEP - padded->length % SEAL_RECORD_STEP;
        buffer_add(padded, spaces, missing < sizeof spaces - 1 ? missing : sizeof spaces - 1);
    }
    return padded->over ? FAULT_TOO_LARGE : FAULT_NONE;
}

fault seal_record_make(const struct seal *seal, struct span plain, const struct seal_recipient *own, struct buffer *out)
{
    struct seal_recipient to[SEAL_RECIPIENTS_MAX + 1];
    struct buffer padded = {.limit = SEAL_RECORD_MAX};
    size_t count = 0;
    if (seal->recipient_count < SEAL_RECIPIENTS_MIN || plain.length == 0)
        return FAULT_BAD_INPUT;
    while (count < seal->recipient_count) {
        to[count] = seal->recipients[count];
        count++;
    }
    if (own)
        to[count++] = *own;
    fault f = pad(&padded, plain);
    if (f == FAULT_NONE)
        f = seal_age_make(out, to, count, (struct span){padded.data, padded.length});
    buffer_free(&padded);
    return f;
}

fault seal_record_open(const struct seal_identity *identity, struct span file, struct buffer *out)
{
    size_t before = out->length;
    struct seal_keyring ring = {.identities = identity, .count = 1};
    if (file.length > SEAL_RECORD_FILE_MAX)
        return FAULT_TOO_LARGE;
    fault f = seal_age_open(out, &ring, file, NULL);
    if (f != FAULT_NONE)
        return f;
    while (out->length > before && out->data[out->length - 1] == ' ')
        out->data[--out->length] = 0;
    return FAULT_NONE;
}
