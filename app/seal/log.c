/* The event log's chain, its tree, and the signed notes. The tree keeps one hash for each full subtree, as the ones of the size in binary:
 * adding is carrying, the root is a fold from the right. A checkpoint is three lines of text (origin, size, root), an empty one, and the
 * signature line of a C2SP signed note. */
#include "seal/inner.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void seal_chain(uint8_t link[SEAL_HASH], const void *entry, size_t length)
{
    static const char label[] = "sirkel journal";
    crypto_generichash_blake2b_state state;
    crypto_generichash_blake2b_init(&state, NULL, 0, SEAL_HASH);
    crypto_generichash_blake2b_update(&state, (const uint8_t *)label, sizeof label - 1);
    crypto_generichash_blake2b_update(&state, link, SEAL_HASH);
    crypto_generichash_blake2b_update(&state, entry, length);
    crypto_generichash_blake2b_final(&state, link, SEAL_HASH);
}

static void leaf_hash(uint8_t out[SEAL_HASH], const void *entry, size_t length)
{
    static const uint8_t mark = 0;
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, &mark, 1);
    crypto_hash_sha256_update(&state, entry, length);
    crypto_hash_sha256_final(&state, out);
}

/* `out` may be one of the two. */
static void node_hash(uint8_t out[SEAL_HASH], const uint8_t left[SEAL_HASH], const uint8_t right[SEAL_HASH])
{
    uint8_t bytes[1 + 2 * SEAL_HASH] = {1};
    memcpy(bytes + 1, left, SEAL_HASH);
    memcpy(bytes + 1 + SEAL_HASH, right, SEAL_HASH);
    crypto_hash_sha256(out, bytes, sizeof bytes);
}

static size_t depth_of(uint64_t size)
{
    return (size_t)__builtin_popcountll(size);
}

void seal_tree_add(struct seal_tree *tree, const void *entry, size_t length)
{
    uint8_t hash[SEAL_HASH];
    size_t depth = depth_of(tree->size);
    leaf_hash(hash, entry, length);
    for (uint64_t carry = tree->size; carry & 1; carry >>= 1)
        node_hash(hash, tree->hash[--depth], hash);
    memcpy(tree->hash[depth], hash, SEAL_HASH);
    tree->size++;
}

void seal_tree_root(const struct seal_tree *tree, uint8_t out[SEAL_HASH])
{
    size_t depth = depth_of(tree->size);
    if (depth == 0) {
        crypto_hash_sha256(out, (const uint8_t *)"", 0);
        return;
    }
    memcpy(out, tree->hash[--depth], SEAL_HASH);
    while (depth > 0)
        node_hash(out, tree->hash[--depth], out);
}

size_t seal_tree_pack(const struct seal_tree *tree, uint8_t out[SEAL_TREE_PACKED_MAX])
{
    size_t length = depth_of(tree->size) * SEAL_HASH;
    put_le64(out, tree->size);
    memcpy(out + 8, tree->hash, length);
    return 8 + length;
}

fault seal_tree_unpack(struct seal_tree *ret_tree, struct span packed)
{
    *ret_tree = (struct seal_tree){0};
    if (packed.length < 8)
        return FAULT_FILE_DAMAGED;
    uint64_t size = get_le64(packed.data);
    if (packed.length != 8 + depth_of(size) * SEAL_HASH)
        return FAULT_FILE_DAMAGED;
    ret_tree->size = size;
    memcpy(ret_tree->hash, packed.data + 8, packed.length - 8);
    return FAULT_NONE;
}

/* --- signed notes ---------------------------------------------------------------------------------------------------- */

enum { NAME = SEAL_KIOSK_MAX + 24, HASH_TEXT = 44, SIGNATURE_TEXT = 92, KEY_TEXT = 44 };

struct note_signature {
    uint8_t id[4], bytes[64];
};

static void note_name(char out[NAME], const char *kiosk, const char *what)
{
    snprintf(out, NAME, "%s.kx.invalid/%s", kiosk, what);
}

/* SHA-256(name || LF || 0x01 || key), the first four bytes. */
static void note_id(uint8_t out[4], const char *name, const uint8_t key[32])
{
    uint8_t bytes[NAME + 2 + 32], hash[SEAL_HASH];
    size_t length = strlen(name);
    memcpy(bytes, name, length);
    bytes[length] = '\n';
    bytes[length + 1] = 1;
    memcpy(bytes + length + 2, key, 32);
    crypto_hash_sha256(hash, bytes, length + 2 + 32);
    memcpy(out, hash, 4);
}

/* The text that is signed: up to and with the LF of the root's line. */
static int note_text(char out[SEAL_NOTE_MAX], const char *name, uint64_t size, const uint8_t root[SEAL_HASH])
{
    char text[HASH_TEXT + 1];
    sodium_bin2base64(text, sizeof text, root, SEAL_HASH, sodium_base64_VARIANT_ORIGINAL);
    return snprintf(out, SEAL_NOTE_MAX, "%s\n%" PRIu64 "\n%s\n", name, size, text);
}

fault seal_note_sign(const struct seal *seal, const char *kiosk, const struct seal_tree *tree, struct buffer *out)
{
    char name[NAME], text[SEAL_NOTE_MAX], encoded[SIGNATURE_TEXT + 1];
    uint8_t root[SEAL_HASH], proven[SEAL_HASH];
    uint64_t size;
    struct note_signature s;
    if (!seal_kiosk_name_good(kiosk))
        return FAULT_BAD_INPUT;
    size_t before = out->length;
    note_name(name, kiosk, "log");
    seal_tree_root(tree, root);
    int length = note_text(text, name, tree->size, root);
    note_id(s.id, name, seal->note_public);
    crypto_sign_detached(s.bytes, NULL, (const uint8_t *)text, (size_t)length, seal->note_secret);
    sodium_bin2base64(encoded, sizeof encoded, (const uint8_t *)&s, sizeof s, sodium_base64_VARIANT_ORIGINAL);
    buffer_format(out, "%s\n\u2014 %s %s\n", text, name, encoded);
    fault f = out->over ? FAULT_TOO_LARGE : FAULT_NONE;
    if (f == FAULT_NONE)
        f = seal_note_verify(seal->note_public, kiosk, (struct span){out->data + before, out->length - before}, &size,
                             proven);
    if (f != FAULT_NONE)
        seal_take_back(out, before);
    return f;
}

/* Reads size, root and signature leniently; writing them again and comparing makes it strict. */
static bool read_note(const char *text, const char *name, uint64_t *ret_size, uint8_t root[SEAL_HASH],
                      struct note_signature *s)
{
    size_t skip = strlen(name) + 1;
    char *end;
    if (strlen(text) < skip || text[skip] < '0' || text[skip] > '9')
        return false;
    *ret_size = strtoull(text + skip, &end, 10);
    if (*end != '\n' || strlen(end) < HASH_TEXT + 2 || !seal_base64_exact(root, SEAL_HASH, end + 1, HASH_TEXT))
        return false;
    const char *last = strrchr(end, ' ');
    return last && strlen(last + 1) == SIGNATURE_TEXT + 1 && seal_base64_exact(s, sizeof *s, last + 1, SIGNATURE_TEXT);
}

fault seal_note_verify(const uint8_t note_key[32], const char *kiosk, struct span note, uint64_t *ret_size,
                       uint8_t ret_root[SEAL_HASH])
{
    char copy[SEAL_NOTE_MAX + 1], again[SEAL_NOTE_MAX + 256], text[SEAL_NOTE_MAX], name[NAME],
        encoded[SIGNATURE_TEXT + 1];
    struct note_signature s;
    uint64_t size;
    uint8_t root[SEAL_HASH], id[4];
    if (!seal_kiosk_name_good(kiosk) || note.length == 0 || note.length > SEAL_NOTE_MAX)
        return FAULT_NOT_SIGNED;
    memcpy(copy, note.data, note.length);
    copy[note.length] = 0;
    note_name(name, kiosk, "log");
    note_id(id, name, note_key);
    if (!read_note(copy, name, &size, root, &s) || memcmp(id, s.id, 4) != 0)
        return FAULT_NOT_SIGNED;
    int length = note_text(text, name, size, root);
    sodium_bin2base64(encoded, sizeof encoded, (const uint8_t *)&s, sizeof s, sodium_base64_VARIANT_ORIGINAL);
    int whole = snprintf(again, sizeof again, "%s\n\u2014 %s %s\n", text, name, encoded);
    if ((size_t)whole != note.length || memcmp(again, note.data, note.length) != 0 ||
        crypto_sign_verify_detached(s.bytes, (const uint8_t *)text, (size_t)length, note_key) != 0)
        return FAULT_NOT_SIGNED;
    *ret_size = size;
    memcpy(ret_root, root, SEAL_HASH);
    return FAULT_NONE;
}

static bool is_printable(const char *text)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++)
        if (text[i] < ' ' || text[i] > '~')
            return false;
    return length > 0 && length <= SEAL_WORDS_MAX;
}

fault seal_note_words(const struct seal *seal, const char *kiosk, const char *text, struct buffer *out)
{
    char name[NAME], line[SEAL_WORDS_MAX + 2], encoded[SIGNATURE_TEXT + 1];
    struct note_signature s;
    if (!seal_kiosk_name_good(kiosk) || !is_printable(text))
        return FAULT_BAD_INPUT;
    size_t before = out->length;
    int length = snprintf(line, sizeof line, "%s\n", text);
    note_name(name, kiosk, "machine");
    note_id(s.id, name, seal->note_public);
    crypto_sign_detached(s.bytes, NULL, (const uint8_t *)line, (size_t)length, seal->note_secret);
    if (crypto_sign_verify_detached(s.bytes, (const uint8_t *)line, (size_t)length, seal->note_public) != 0)
        return FAULT_NOT_SIGNED; /* MUST-5 */
    sodium_bin2base64(encoded, sizeof encoded, (const uint8_t *)&s, sizeof s, sodium_base64_VARIANT_ORIGINAL);
    buffer_format(out, "%s\n\u2014 %s %s\n", line, name, encoded);
    fault f = out->over ? FAULT_TOO_LARGE : FAULT_NONE;
    if (f != FAULT_NONE)
        seal_take_back(out, before);
    return f;
}

fault seal_words_key(const struct seal *seal, const char *kiosk, struct buffer *out)
{
    char name[NAME], encoded[KEY_TEXT + 1];
    uint8_t id[4], key[33] = {1};
    if (!seal_kiosk_name_good(kiosk))
        return FAULT_BAD_INPUT;
    note_name(name, kiosk, "machine");
    note_id(id, name, seal->note_public);
    memcpy(key + 1, seal->note_public, 32);
    sodium_bin2base64(encoded, sizeof encoded, key, sizeof key, sodium_base64_VARIANT_ORIGINAL);
    buffer_format(out, "%s+%02x%02x%02x%02x+%s\n", name, id[0], id[1], id[2], id[3], encoded);
    return out->over ? FAULT_TOO_LARGE : FAULT_NONE;
}

/* "<name>+<id>+<key>": the id has to fit both. */
static bool read_key(const char *line, char name[NAME], uint8_t id[4], uint8_t key[32])
{
    static const char end[] = ".kx.invalid/machine";
    char said[9];
    uint8_t bytes[33];
    size_t length = strcspn(line, "+"), last = sizeof end - 1, whole = strcspn(line, "\r\n");
    if (length >= NAME || length <= last || whole != length + 10 + KEY_TEXT || line[length + 9] != '+' ||
        memcmp(line + length - last, end, last) != 0 ||
        !seal_base64_exact(bytes, sizeof bytes, line + length + 10, KEY_TEXT) || bytes[0] != 1)
        return false;
    memcpy(name, line, length);
    name[length] = 0;
    memcpy(key, bytes + 1, 32);
    note_id(id, name, key);
    snprintf(said, sizeof said, "%02x%02x%02x%02x", id[0], id[1], id[2], id[3]);
    return memcmp(said, line + length + 1, 8) == 0;
}

fault seal_words_verify(const char *key_line, struct span note, char out[SEAL_WORDS_MAX + 1])
{
    char name[NAME], again[SEAL_NOTE_MAX + 1], encoded[SIGNATURE_TEXT + 1], line[SEAL_WORDS_MAX + 2];
    uint8_t id[4], key[32];
    struct note_signature s;
    if (!read_key(key_line, name, id, key))
        return FAULT_BAD_INPUT;
    while (note.length > 0 && strchr(" \r\n", note.data[note.length - 1]))
        note.length--;
    const uint8_t *end = note.length ? memchr(note.data, '\n', note.length) : NULL;
    if (!end || end - note.data > SEAL_WORDS_MAX || note.length < SIGNATURE_TEXT || note.length > SEAL_NOTE_MAX ||
        !seal_base64_exact(&s, sizeof s, (const char *)note.data + note.length - SIGNATURE_TEXT, SIGNATURE_TEXT))
        return FAULT_NOT_SIGNED;
    int length = snprintf(line, sizeof line, "%.*s\n", (int)(end - note.data), (const char *)note.data);
    sodium_bin2base64(encoded, sizeof encoded, (const uint8_t *)&s, sizeof s, sodium_base64_VARIANT_ORIGINAL);
    int whole = snprintf(again, sizeof again, "%s\n\u2014 %s %s", line, name, encoded);
    if ((size_t)whole != note.length || memcmp(again, note.data, note.length) != 0 || memcmp(id, s.id, 4) != 0 ||
        crypto_sign_verify_detached(s.bytes, (const uint8_t *)line, (size_t)length, key) != 0)
        return FAULT_NOT_SIGNED;
    line[length - 1] = 0;
    memcpy(out, line, (size_t)length);
    return FAULT_NONE;
}
