/* The journal's chain and its tree. The tree keeps one hash for each full subtree, as the ones of the size in binary:
 * adding is carrying, the root is a fold from the right. */
#include "seal/inner.h"

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
