/* The chain, the tree against the definition of RFC 6962, known roots, and the signed note: every bit. */
#include "seal_kit.h"

/* The definition, by recursion: split at the largest power of two below n. */
static void plain_root(uint8_t out[32], const uint8_t *entries, size_t n)
{
    uint8_t bytes[65] = {n > 1};
    if (n == 0) {
        seal_sha256(out, "", 0);
    } else if (n == 1) {
        bytes[1] = entries[0];
        seal_sha256(out, bytes, 2);
    } else {
        size_t k = 1;
        while (2 * k < n)
            k *= 2;
        plain_root(bytes + 1, entries, k);
        plain_root(bytes + 33, entries + k, n - k);
        seal_sha256(out, bytes, 65);
    }
}

static void tree(void)
{
    uint8_t entries[600], want[32], got[32], packed[SEAL_TREE_PACKED_MAX];
    struct seal_tree t = {0}, back;
    seal_random(entries, sizeof entries);
    for (size_t n = 0; n < sizeof entries; n++) {
        plain_root(want, entries, n);
        seal_tree_root(&t, got);
        CHECK(t.size == n && seal_same(want, got, 32));
        size_t length = seal_tree_pack(&t, packed);
        CHECK(seal_tree_unpack(&back, (struct span){packed, length}) == FAULT_NONE);
        seal_tree_root(&back, got);
        CHECK(seal_same(want, got, 32));
        CHECK(seal_tree_unpack(&back, (struct span){packed, length - 1}) == FAULT_FILE_DAMAGED);
        seal_tree_add(&t, &entries[n], 1);
    }
}

/* The roots that certificate-transparency's own test data give for these eight entries. */
static void known_roots(void)
{
    static const char *const entries[8] = {
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
    static const char *const roots[9] = {
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    };
    struct seal_tree t = {0};
    for (size_t i = 0; i <= 8; i++) {
        uint8_t root[32], entry[16];
        char hex[65];
        seal_tree_root(&t, root);
        bytes_hex(hex, root, 32);
        CHECK_TEXT(hex, roots[i]);
        if (i == 8)
            break;
        CHECK(bytes_unhex(entry, strlen(entries[i]) / 2, entries[i]));
        seal_tree_add(&t, entry, strlen(entries[i]) / 2);
    }
}

static void chain(void)
{
    uint8_t link[32] = {0}, again[32] = {0}, bytes[14 + 32 + 5];
    memcpy(bytes, "sirkel journal", 14);
    memset(bytes + 14, 0, 32);
    memcpy(bytes + 46, "first", 5);
    seal_chain(link, "first", 5);
    seal_blake2b(again, 32, bytes, sizeof bytes);
    CHECK(seal_same(link, again, 32));
    seal_chain(link, "second", 6);
    seal_chain(again, "secone", 6);
    CHECK(!seal_same(link, again, 32));
}

/* Words about the machine: signed in the same form, never to be taken for a checkpoint, nothing but one line. */
static void words(void)
{
    struct seal *seal = kit_seal();
    struct buffer out = {.limit = 480};
    uint64_t size;
    uint8_t root[32];
    char longest[SEAL_WORDS_MAX + 2];
    CHECK(seal_note_words(seal, "demo-1", "sirkel1;kiosk=demo-1", &out) == FAULT_NONE);
    CHECK(strncmp(buffer_string(&out), "sirkel1;kiosk=demo-1\n\n\u2014 demo-1.kx.invalid/machine ", 49) == 0);
    CHECK(seal_note_verify(seal_note_public(seal), "demo-1", kit_span(&out), &size, root) == FAULT_NOT_SIGNED);
    size_t before = out.length;
    CHECK(seal_note_words(seal, "demo-1", "two\nlines", &out) == FAULT_BAD_INPUT);
    CHECK(seal_note_words(seal, "demo-1", "", &out) == FAULT_BAD_INPUT);
    CHECK(seal_note_words(seal, "Demo", "words", &out) == FAULT_BAD_INPUT && out.length == before);
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = 0;
    CHECK(seal_note_words(seal, "demo-1", longest, &out) == FAULT_BAD_INPUT);
    longest[SEAL_WORDS_MAX] = 0;
    buffer_free(&out);
    out = (struct buffer){.limit = 480};
    CHECK(seal_note_words(seal, "demo-1-and-longer", longest, &out) == FAULT_BAD_INPUT);
    CHECK(seal_note_words(seal, "demo-1-is-longer", longest, &out) == FAULT_NONE && out.length <= 400);
    buffer_free(&out);
    seal_close(seal);
}

/* The office's side: only the very words, by the very key; every bit of both counts. */
static void words_checked(void)
{
    struct seal *seal = kit_seal();
    struct buffer note = {.limit = 480}, line = {.limit = 256};
    char text[SEAL_WORDS_MAX + 1], key[256];
    CHECK(seal_note_words(seal, "demo-1", "sirkel1;kiosk=demo-1", &note) == FAULT_NONE);
    CHECK(seal_words_key(seal, "demo-1", &line) == FAULT_NONE);
    CHECK(seal_words_key(seal, "Demo", &line) == FAULT_BAD_INPUT);
    snprintf(key, sizeof key, "%s", buffer_string(&line));
    CHECK(seal_words_verify(key, kit_span(&note), text) == FAULT_NONE);
    CHECK_TEXT(text, "sirkel1;kiosk=demo-1");
    for (size_t bit = 0; bit < (note.length - 1) * 8; bit++) {
        note.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        CHECK(seal_words_verify(key, kit_span(&note), text) == FAULT_NOT_SIGNED);
        note.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    for (size_t length = 0; length + 1 < note.length; length++)
        CHECK(seal_words_verify(key, (struct span){note.data, length}, text) == FAULT_NOT_SIGNED);
    for (size_t bit = 0; key[bit / 8 + 1]; bit++) {
        key[bit / 8] ^= (char)(1 << bit % 8);
        CHECK(seal_words_verify(key, kit_span(&note), text) != FAULT_NONE);
        key[bit / 8] ^= (char)(1 << bit % 8);
    }
    CHECK(seal_words_verify("", kit_span(&note), text) == FAULT_BAD_INPUT);
    buffer_free(&note);
    buffer_free(&line);
    seal_close(seal);
}

static void note(void)
{
    struct seal *seal = kit_seal();
    struct seal_tree t = {0};
    struct buffer out = {.limit = SEAL_NOTE_MAX}, junk = {.limit = 1000};
    uint64_t size;
    uint8_t root[32], want[32];
    const uint8_t *key = seal_note_public(seal);
    for (int i = 0; i < 5; i++)
        seal_tree_add(&t, "entry", 5);
    CHECK(seal_note_sign(seal, "demo-1", &t, &out) == FAULT_NONE);
    CHECK(strncmp(buffer_string(&out), "demo-1.kx.invalid/log\n5\n", 24) == 0);
    CHECK(strstr(buffer_string(&out), "=\n\n\u2014 demo-1.kx.invalid/log ") != NULL);
    seal_tree_root(&t, want);
    CHECK(seal_note_verify(key, "demo-1", kit_span(&out), &size, root) == FAULT_NONE);
    CHECK(size == 5 && seal_same(root, want, 32));
    for (size_t bit = 0; bit < 8 * out.length; bit++) {
        out.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        CHECK(seal_note_verify(key, "demo-1", kit_span(&out), &size, root) == FAULT_NOT_SIGNED);
        out.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    for (size_t cut = 0; cut < out.length; cut++)
        CHECK(seal_note_verify(key, "demo-1", (struct span){out.data, cut}, &size, root) == FAULT_NOT_SIGNED);
    CHECK(seal_note_verify(key, "demo-2", kit_span(&out), &size, root) == FAULT_NOT_SIGNED);
    struct seal_public other = seal_public(seal);
    CHECK(seal_note_verify(other.key, "demo-1", kit_span(&out), &size, root) == FAULT_NOT_SIGNED);
    buffer_add(&junk, out.data, out.length);
    buffer_text(&junk, "\n");
    CHECK(seal_note_verify(key, "demo-1", kit_span(&junk), &size, root) == FAULT_NOT_SIGNED);
    CHECK(seal_note_sign(seal, "Not A Name", &t, &out) == FAULT_BAD_INPUT);
    seal_close(seal);
    buffer_free(&out);
    buffer_free(&junk);
}

int main(void)
{
    kit_begin();
    tree();
    known_roots();
    chain();
    words();
    words_checked();
    note();
    return TEST_END();
}
