/* age files, ours with ours: sizes around the chunk, pieces, cuts, flipped bits, faults of the sink. MUST-3, MUST-4,
 * MUST-10. */
#include "seal_kit.h"

enum { CHUNK = 65536 };

static void make(struct buffer *out, struct span plain, size_t step)
{
    struct seal_age_writer *w = NULL;
    struct seal_recipient to[2] = {kit_office.recipient, kit_recovery.recipient};
    CHECK(seal_age_writer_open(&w, to, 2, (struct seal_sink){kit_into_buffer, out}) == FAULT_NONE);
    for (size_t at = 0; at < plain.length; at += step)
        CHECK(seal_age_write(w, plain.data + at, plain.length - at < step ? plain.length - at : step) == FAULT_NONE);
    CHECK(seal_age_write_end(w) == FAULT_NONE);
    CHECK(seal_age_write(w, "x", 1) == FAULT_BAD_INPUT);
    seal_age_writer_close(w);
}

static fault open_with(const struct seal_identity *identity, struct span file, struct buffer *out, char *why)
{
    struct seal_keyring ring = {.identities = identity, .count = 1};
    return seal_age_open(out, &ring, file, why);
}

static void sizes(void)
{
    static const size_t lengths[] = {0, 1, 100, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 200000};
    static const size_t steps[] = {200001, 4093, CHUNK, 70000};
    uint8_t *plain = malloc(200000);
    char why[SEAL_WHY];
    seal_random(plain, 200000);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        for (size_t j = 0; j < sizeof steps / sizeof *steps; j++) {
            struct buffer file = {.limit = 1 << 20}, office = {.limit = 1 << 20}, recovery = {.limit = 1 << 20};
            make(&file, (struct span){plain, lengths[i]}, steps[j]);
            CHECK(open_with(&kit_office, kit_span(&file), &office, why) == FAULT_NONE);
            CHECK(open_with(&kit_recovery, kit_span(&file), &recovery, why) == FAULT_NONE);
            CHECK(office.length == lengths[i] && (!lengths[i] || !memcmp(office.data, plain, lengths[i])));
            CHECK(recovery.length == lengths[i]);
            buffer_free(&file);
            buffer_free(&office);
            buffer_free(&recovery);
        }
    free(plain);
}

static void at_once(void)
{
    static const size_t lengths[] = {0, 1, 4096, 4097, 70000};
    uint8_t plain[70000] = {7};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct buffer file = {.limit = 1 << 20}, out = {.limit = 1 << 20};
        CHECK(seal_age_make(&file, &kit_office.recipient, 1, (struct span){plain, lengths[i]}) == FAULT_NONE);
        CHECK(open_with(&kit_office, kit_span(&file), &out, NULL) == FAULT_NONE && out.length == lengths[i]);
        buffer_free(&file);
        buffer_free(&out);
    }
}

static void cuts_and_flips(void)
{
    struct buffer file = {.limit = 10000}, out = {.limit = 1000};
    char why[SEAL_WHY];
    struct seal_identity stranger;
    seal_identity_make(&stranger);
    buffer_text(&out, "before");
    CHECK(seal_age_make(&file, &kit_office.recipient, 1, kit_text("Kari, 22 22 22 22")) == FAULT_NONE);
    for (size_t cut = 0; cut < file.length; cut++)
        CHECK(open_with(&kit_office, (struct span){file.data, cut}, &out, why) == FAULT_FILE_DAMAGED);
    for (size_t bit = 0; bit < 8 * file.length; bit++) {
        file.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        CHECK(open_with(&kit_office, kit_span(&file), &out, why) != FAULT_NONE);
        file.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    CHECK(open_with(&stranger, kit_span(&file), &out, why) == FAULT_NOT_FOR_US);
    CHECK(strncmp(why, "no match", 8) == 0);
    CHECK_TEXT(buffer_string(&out), "before"); /* after all of that */
    struct buffer tight = {.limit = 16};
    CHECK(open_with(&kit_office, kit_span(&file), &tight, why) == FAULT_TOO_LARGE && tight.length == 0 && !tight.over);
    tight.limit = 200;
    CHECK(seal_age_make(&tight, &kit_office.recipient, 1, kit_text("x")) == FAULT_TOO_LARGE && tight.length == 0);
    buffer_free(&tight);
    buffer_free(&file);
    buffer_free(&out);
}

static void bad_recipients(void)
{
    struct buffer out = {.limit = 10000};
    struct seal_recipient low = {{0}}; /* a point of low order: the shared secret would be zeros */
    struct seal_age_writer *w = NULL;
    struct seal_sink sink = {kit_into_buffer, &out};
    CHECK(seal_age_make(&out, &low, 1, kit_text("x")) == FAULT_BAD_INPUT && out.length == 0);
    CHECK(seal_age_make(&out, &low, 0, kit_text("x")) == FAULT_BAD_INPUT && out.length == 0);
    CHECK(seal_age_writer_open_passphrase(&w, "", 15, sink) == FAULT_BAD_INPUT && !w);
    CHECK(seal_age_writer_open_passphrase(&w, "x", 23, sink) == FAULT_BAD_INPUT && !w);
    buffer_free(&out);
}

static fault fails_at(void *to, const void *data, size_t length)
{
    (void)data, (void)length;
    int *left = to;
    return (*left)-- > 0 ? FAULT_NONE : FAULT_STICK_FULL;
}

static void faults_of_the_sink(void)
{
    uint8_t *plain = calloc(1, 300000);
    bool whole = false;
    for (int n = 0; !whole; n++) { /* the n-th write fails, until none does */
        int left = n;
        struct seal_age_writer *w = NULL;
        fault f = seal_age_writer_open(&w, &kit_office.recipient, 1, (struct seal_sink){fails_at, &left});
        if (f == FAULT_NONE)
            f = seal_age_write(w, plain, 300000);
        if (f == FAULT_NONE)
            f = seal_age_write_end(w);
        whole = f == FAULT_NONE;
        CHECK(whole || f == FAULT_STICK_FULL);
        CHECK(!whole || n == 6); /* header and five chunks */
        seal_age_writer_close(w);
    }
    free(plain);
}

static void passphrase(void)
{
    struct buffer file = {.limit = 10000}, out = {.limit = 1000};
    struct seal_age_writer *w = NULL;
    struct seal_keyring ring = {.passphrase = "seks ord til deg"};
    CHECK(seal_age_writer_open_passphrase(&w, "seks ord til deg", 10, (struct seal_sink){kit_into_buffer, &file}) ==
          FAULT_NONE);
    CHECK(seal_age_write(w, "hei", 3) == FAULT_NONE && seal_age_write_end(w) == FAULT_NONE);
    CHECK(seal_age_open(&out, &ring, kit_span(&file), NULL) == FAULT_NONE);
    CHECK_TEXT(buffer_string(&out), "hei");
    ring.passphrase = "noe annet";
    CHECK(seal_age_open(&out, &ring, kit_span(&file), NULL) == FAULT_NOT_FOR_US);
    CHECK(open_with(&kit_office, kit_span(&file), &out, NULL) == FAULT_NOT_FOR_US);
    seal_age_writer_close(w);
    buffer_free(&file);
    buffer_free(&out);
}

static void never_twice(void)
{
    struct buffer a = {.limit = 1000}, b = {.limit = 1000};
    CHECK(seal_age_make(&a, &kit_office.recipient, 1, kit_text("same")) == FAULT_NONE);
    CHECK(seal_age_make(&b, &kit_office.recipient, 1, kit_text("same")) == FAULT_NONE);
    CHECK(a.length == b.length);
    for (size_t at = 32; at + 8 <= a.length; at++) /* behind the version line and the stanza's name nothing is alike */
        CHECK(memcmp(a.data + at, b.data + at, 8) != 0);
    buffer_free(&a);
    buffer_free(&b);
}

int main(void)
{
    kit_begin();
    sizes();
    at_once();
    cuts_and_flips();
    bad_recipients();
    faults_of_the_sink();
    passphrase();
    never_twice();
    return TEST_END();
}
