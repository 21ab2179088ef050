/* Every reader of the seal under random changes, with the sanitizers on: nothing crashes, and what was changed is never
 * taken for genuine. The seed is printed, so a failure can be played again: SIRKEL_SEED=n. MUST-6. */
#include "seal_kit.h"

#include "seal/export.c"

enum { ROUNDS = 20000 };

static uint64_t state;

static uint32_t next(uint32_t limit)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 33) % limit;
}

/* One to four changes: a byte set, a bit flipped, a piece cut out, doubled, or put in from elsewhere. */
static struct span mutate(uint8_t *out, size_t room, struct span in)
{
    size_t length = in.length;
    memcpy(out, in.data, length);
    for (uint32_t n = 1 + next(4); n > 0 && length > 0; n--) {
        size_t at = next((uint32_t)length), piece = 1 + next(16);
        piece = piece < length - at ? piece : length - at;
        switch (next(5)) {
        case 0:
            out[at] = (uint8_t)next(256);
            break;
        case 1:
            out[at] ^= (uint8_t)(1u << next(8));
            break;
        case 2:
            memmove(out + at, out + at + piece, length - at - piece);
            length -= piece;
            break;
        case 3:
            if (length + piece <= room) {
                memmove(out + at + piece, out + at, length - at);
                length += piece;
            }
            break;
        default:
            memmove(out + at, out + next((uint32_t)(length - piece + 1)), piece);
            break;
        }
    }
    return (struct span){out, length};
}

static bool changed(struct span a, struct span b)
{
    return a.length != b.length || memcmp(a.data, b.data, a.length) != 0;
}

static fault take_entry(void *to, const char *name, struct span data)
{
    (void)data;
    *(size_t *)to += strlen(name);
    return FAULT_NONE;
}

static void mutate_age(void)
{
    struct buffer file = {.limit = 10000}, out = {.limit = 10000};
    uint8_t bytes[4096];
    struct seal_keyring ring = {.identities = &kit_office, .count = 1};
    CHECK(seal_age_make(&file, &kit_office.recipient, 1, kit_text("Kari, 22 22 22 22")) == FAULT_NONE);
    int wrong = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct span bad = mutate(bytes, sizeof bytes, kit_span(&file));
        ring.armored = false;
        wrong += seal_age_open(&out, &ring, bad, NULL) == FAULT_NONE && changed(bad, kit_span(&file));
        out.length = 0;
    }
    CHECK_INT(wrong, 0);
    buffer_free(&file);
    buffer_free(&out);
}

/* Armor has more than one spelling (CRLF, white space around it): what comes out must be the same or nothing. */
static void mutate_armor(void)
{
    struct buffer file = {.limit = 10000}, out = {.limit = 10000};
    char vector[] = "tests/data/age/vectors/armor_x25519";
    uint8_t bytes[4096];
    struct seal_identity mine;
    struct seal_keyring ring = {.identities = &mine, .count = 1, .armored = true};
    if (file_read(vector, &file) != FAULT_NONE) {
        SKIP("run from the root of the repository");
        return;
    }
    const char *text = buffer_string(&file), *body = strstr(text, "\n\n") + 2;
    char secret[100] = "";
    sscanf(strstr(text, "identity: ") + 10, "%99s", secret);
    CHECK(seal_identity_parse(&mine, secret) == FAULT_NONE);
    CHECK(seal_age_open(&out, &ring, kit_text(body), NULL) == FAULT_NONE);
    char want[100] = "";
    snprintf(want, sizeof want, "%s", buffer_string(&out));
    int wrong = 0;
    for (int i = 0; i < ROUNDS; i++) {
        out.length = 0;
        struct span bad = mutate(bytes, sizeof bytes, kit_text(body));
        wrong += seal_age_open(&out, &ring, bad, NULL) == FAULT_NONE && strcmp(buffer_string(&out), want) != 0;
    }
    CHECK_INT(wrong, 0);
    buffer_free(&file);
    buffer_free(&out);
}

static void mutate_zip(void)
{
    struct buffer file = {.limit = 10000};
    struct zip_writer *w = NULL;
    uint8_t bytes[4096];
    size_t seen = 0;
    CHECK(zip_writer_open(&w, (struct seal_sink){kit_into_buffer, &file}) == FAULT_NONE);
    CHECK(zip_writer_entry(w, "manifest.json", 2, seal_crc32(0, "{}", 2)) == FAULT_NONE);
    CHECK(zip_writer_add(w, "{}", 2) == FAULT_NONE);
    CHECK(zip_writer_entry(w, "records/a", 1, seal_crc32(0, "a", 1)) == FAULT_NONE &&
          zip_writer_add(w, "a", 1) == FAULT_NONE);
    CHECK(zip_writer_end(w) == FAULT_NONE);
    zip_writer_close(w);
    int wrong = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct span bad = mutate(bytes, sizeof bytes, kit_span(&file));
        fault f = seal_zip_read(bad, (struct seal_zip_visitor){take_entry, &seen}, NULL);
        wrong += f == FAULT_NONE && changed(bad, kit_span(&file));
    }
    CHECK_INT(wrong, 0);
    buffer_free(&file);
}

static void mutate_signatures(void)
{
    struct seal *seal = kit_seal();
    struct seal_public key = seal_public(seal), back;
    struct seal_tree tree = {0};
    struct buffer signature = {.limit = 2000}, note = {.limit = 2000}, public = {.limit = 1000};
    uint8_t bytes[4096], hash[64] = {1}, global[64], root[32];
    struct seal_proof proof;
    uint64_t size;
    CHECK(seal_sign(seal, hash, "kx1 a=b", &signature, global) == FAULT_NONE);
    CHECK(seal_note_sign(seal, "demo", &tree, &note) == FAULT_NONE);
    CHECK(seal_public_text(&key, &public) == FAULT_NONE);
    int wrong = 0, accepted = 0, refused = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct span bad = mutate(bytes, sizeof bytes, kit_span(&signature));
        wrong += seal_verify(&key, hash, bad, &proof, NULL) == FAULT_NONE && changed(bad, kit_span(&signature));
        bad = mutate(bytes, sizeof bytes, kit_span(&note));
        wrong += seal_note_verify(seal_note_public(seal), "demo", bad, &size, root) == FAULT_NONE &&
                 changed(bad, kit_span(&note));
        bad = mutate(bytes, sizeof bytes, kit_span(&public));
        (void)(seal_public_parse(&back, bad) == FAULT_NONE ? accepted++ : refused++); /* its first line is free text */
    }
    CHECK_INT(wrong, 0);
    CHECK(accepted + refused == ROUNDS && refused > accepted / 4);
    seal_close(seal);
    buffer_free(&signature);
    buffer_free(&note);
    buffer_free(&public);
}

int main(void)
{
    const char *seed = getenv("SIRKEL_SEED");
    kit_begin();
    seal_random(&state, sizeof state);
    if (seed)
        state = strtoull(seed, NULL, 10);
    state |= 1;
    printf("SIRKEL_SEED=%llu\n", (unsigned long long)state);
    mutate_age();
    mutate_armor();
    mutate_zip();
    mutate_signatures();
    return TEST_END();
}
