/* Proofs about the journal: the chain (each entry carries the hash of all before it), the tree (RFC 6962 root, growing
 * in O(log n)), and the signed note that names size and root (C2SP tlog-checkpoint; docs/formats.md). Entries hold no
 * names, so an erasure leaves them as they are. */
#pragma once

#include "seal/keys.h"

enum { SEAL_NOTE_MAX = 512, SEAL_TREE_PACKED_MAX = 8 + 64 * SEAL_HASH };

/* link = BLAKE2b-256("sirkel journal" || link || entry); the first link before any entry is zeros. In place. */
void seal_chain(uint8_t link[SEAL_HASH], const void *entry, size_t length);

struct seal_tree { /* zero-initialise; `hash` holds one root per full subtree, the largest first */
    uint64_t size;
    uint8_t hash[64][SEAL_HASH];
};
void seal_tree_add(struct seal_tree *tree, const void *entry, size_t length);
void seal_tree_root(const struct seal_tree *tree, uint8_t out[SEAL_HASH]);
/* For the database: 8 bytes of size (little-endian) and the hashes in use. Returns the length. */
size_t seal_tree_pack(const struct seal_tree *tree, uint8_t out[SEAL_TREE_PACKED_MAX]);
fault seal_tree_unpack(struct seal_tree *ret_tree, struct span packed); /* FILE_DAMAGED */

/* Appends the checkpoint, signed and verified. BAD_INPUT for a kiosk name that is none. */
fault seal_note_sign(const struct seal *seal, const char *kiosk, const struct seal_tree *tree, struct buffer *out);
/* The same kind of note about the machine: `text`, one line of printable ASCII (at most SEAL_WORDS_MAX), under a name of its
 * own ("<kiosk>.kx.invalid/machine"), so that it can never pass for a checkpoint. Signed, verified, appended. */
enum { SEAL_WORDS_MAX = 255 };
fault seal_note_words(const struct seal *seal, const char *kiosk, const char *text, struct buffer *out);
/* What the office checks such words with, as C2SP's signed-note has it: "<name>+<id>+<base64(1 || note key)>" and LF. Appended. */
fault seal_words_key(const struct seal *seal, const char *kiosk, struct buffer *out);
/* Words about a machine, photographed or copied: `out` gets the text when they are signed by the key of that line (both strict;
 * blanks and line ends behind the last signature are forgiven). NOT_SIGNED; BAD_INPUT for a key that is none. */
fault seal_words_verify(const char *key_line, struct span note, char out[SEAL_WORDS_MAX + 1]);
/* Strict: one signature, by this key, in the one spelling. NOT_SIGNED otherwise. */
fault seal_note_verify(const uint8_t note_key[32], const char *kiosk, struct span note, uint64_t *ret_size,
                       uint8_t ret_root[SEAL_HASH]);
