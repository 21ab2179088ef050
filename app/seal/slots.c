/* The slot file. A header block (what it is, the key of the slots' checks; at both its ends), then slots of 64 bytes, 64 to a block,
 * random where they are free. A slot holds a key when its check fits; the check is keyed, so random bytes pass once in
 * 2^64. Blocks match the words of a bit map: what is taken at once lies in one block and goes out in one write.
 * O_DSYNC: a write that returned is on the disk. Overwriting in place erases on ext4 with data=ordered (measured: 0 of
 * 100 keys left on the raw device). */
#include "seal/inner.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"

enum { BLOCK = 4096, PER_BLOCK = 64, WORDS = SEAL_SLOTS_MAX / PER_BLOCK, AHEAD = 16 }; /* AHEAD: blocks read at once */

struct slot { /* as it lies on the disk */
    uint8_t key[32], record[SEAL_ID], generation[8], check[8];
};
static_assert(sizeof(struct slot) * PER_BLOCK == BLOCK && (int)SEAL_SLOTS_AT_ONCE == PER_BLOCK);

struct slot_header {
    uint8_t kind[16], check_key[16], check[32];
};
enum { HEADERS = 2 };
static const off_t header_at[HEADERS] = {0, BLOCK - sizeof(struct slot_header)};
static const char kind[16] = "sirkel slots 1";

/* How far the event log had come, at two places in the header block. */
struct slot_note {
    uint8_t kind[16], entries[8], generation[8], check[32];
};
static const off_t note_at[HEADERS] = {sizeof(struct slot_header), BLOCK - 2 * sizeof(struct slot_header)};
static const char note_kind[16] = "sirkel note 1";
static_assert(sizeof(struct slot_note) == sizeof(struct slot_header));

struct seal_slots {
    int fd, note_fd; /* note_fd: without O_DSYNC */
    uint64_t noted;  /* entries of the event log */
    uint8_t check_key[16];
    size_t words, cursor, used; /* blocks in the file; where to look for room; slots that hold a key */
    uint64_t generation;        /* of the newest slot: tells two copies of a file apart */
    struct slot_header header;
    bool header_good[HEADERS];
    fault broken;              /* the disk failed a write: nothing new is trusted to it until a restart */
    struct seal_slot *strayed; /* where keys stand that no row leads to, in order of record: seal_slots_find */
    size_t strayed_count;
    uint64_t live[WORDS], kept[WORDS];
};

static fault write_at(int fd, const void *data, size_t length, off_t at)
{
    const uint8_t *bytes = data;
    while (length > 0) {
        ssize_t n = pwrite(fd, bytes, length, at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? fault_errno(errno) : FAULT_DISK_BROKEN;
        bytes += n;
        at += n;
        length -= (size_t)n;
    }
    return FAULT_NONE;
}

/* FILE_DAMAGED when the file ends before. */
static fault read_at(int fd, void *out, size_t length, off_t at)
{
    uint8_t *bytes = out;
    while (length > 0) {
        ssize_t n = pread(fd, bytes, length, at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? fault_errno(errno) : FAULT_FILE_DAMAGED;
        bytes += n;
        at += n;
        length -= (size_t)n;
    }
    return FAULT_NONE;
}

static off_t offset_of(size_t index)
{
    return (off_t)(BLOCK + index * sizeof(struct slot));
}

static void check_of(uint8_t out[8], const struct seal_slots *s, const struct slot *slot)
{
    static_assert(crypto_shorthash_BYTES == 8 && crypto_shorthash_KEYBYTES == 16);
    crypto_shorthash(out, (const uint8_t *)slot, offsetof(struct slot, check), s->check_key);
}

static bool holds_key(const struct seal_slots *s, const struct slot *slot)
{
    uint8_t check[8];
    check_of(check, s, slot);
    return sodium_memcmp(check, slot->check, 8) == 0;
}

static fault write_random(int fd, size_t length, off_t at)
{
    uint8_t *bytes = malloc(length);
    if (!bytes)
        return FAULT_NO_MEMORY;
    randombytes_buf(bytes, length);
    fault f = write_at(fd, bytes, length, at);
    free(bytes);
    return f;
}

static fault create_file(const char *path)
{
    const size_t length = BLOCK + SEAL_SLOTS_STEP * sizeof(struct slot);
    uint8_t *content = malloc(length);
    if (!content)
        return FAULT_NO_MEMORY;
    randombytes_buf(content, length);
    struct slot_header *header = (struct slot_header *)(void *)content;
    memcpy(header->kind, kind, 16);
    seal_blake2b(header->check, 32, header, offsetof(struct slot_header, check));
    memcpy(content + header_at[1], header, sizeof *header);
    fault f = file_replace(path, content, length, 0600);
    sodium_memzero(content, length);
    free(content);
    return f;
}

/* Either copy will do; a file from before version 0.4 has the first alone. */
static fault read_header(struct seal_slots *s)
{
    struct slot_header header;
    uint8_t check[32];
    struct stat st;
    for (int i = HEADERS; i-- > 0;) {
        if (read_at(s->fd, &header, sizeof header, header_at[i]) != FAULT_NONE)
            continue;
        seal_blake2b(check, 32, &header, offsetof(struct slot_header, check));
        s->header_good[i] = memcmp(header.kind, kind, 16) == 0 && memcmp(check, header.check, 32) == 0;
        if (s->header_good[i])
            s->header = header;
    }
    sodium_memzero(&header, sizeof header);
    if ((!s->header_good[0] && !s->header_good[1]) || fstat(s->fd, &st) != 0)
        return FAULT_FILE_DAMAGED;
    memcpy(s->check_key, s->header.check_key, 16);
    s->words =
        st.st_size > BLOCK ? (size_t)(st.st_size - BLOCK) / BLOCK : 0; /* half a block from a cut is grown over */
    return s->words <= WORDS ? FAULT_NONE : FAULT_TOO_LARGE;
}

/* The newer of two good copies. */
static void read_note(struct seal_slots *s)
{
    struct slot_note note;
    uint8_t check[32];
    for (int i = 0; i < HEADERS; i++) {
        if (read_at(s->fd, &note, sizeof note, note_at[i]) != FAULT_NONE || memcmp(note.kind, note_kind, 16) != 0)
            continue;
        seal_blake2b(check, 32, &note, offsetof(struct slot_note, check));
        uint64_t entries = get_le64(note.entries), generation = get_le64(note.generation);
        if (memcmp(check, note.check, 32) != 0 || entries < s->noted)
            continue;
        s->noted = entries;
        s->generation = generation > s->generation ? generation : s->generation;
    }
}

fault seal_slots_note(struct seal_slots *s, uint64_t entries)
{
    struct slot_note note;
    memcpy(note.kind, note_kind, 16);
    put_le64(note.entries, entries);
    put_le64(note.generation, s->generation);
    seal_blake2b(note.check, 32, &note, offsetof(struct slot_note, check));
    fault f = s->broken;
    for (int i = 0; i < HEADERS && f == FAULT_NONE; i++)
        f = write_at(s->note_fd, &note, sizeof note, note_at[i]);
    if (f == FAULT_NONE)
        s->noted = entries;
    return f;
}

uint64_t seal_slots_noted(const struct seal_slots *s)
{
    return s->noted;
}

uint64_t seal_slots_generation(struct seal_slots *s, uint64_t known)
{
    s->generation = known > s->generation ? known : s->generation;
    return s->generation;
}

fault seal_slots_mend(struct seal_slots *s, bool *ret_was_damaged)
{
    struct slot_header there;
    fault f = FAULT_NONE;
    for (int i = 0; i < HEADERS; i++) /* as they stand there now */
        s->header_good[i] &= read_at(s->fd, &there, sizeof there, header_at[i]) == FAULT_NONE &&
                             sodium_memcmp(&there, &s->header, sizeof there) == 0;
    sodium_memzero(&there, sizeof there);
    *ret_was_damaged = !s->header_good[0];
    for (int i = 0; i < HEADERS && f == FAULT_NONE; i++) {
        if (s->header_good[i])
            continue;
        f = write_at(s->fd, &s->header, sizeof s->header, header_at[i]);
        s->header_good[i] = f == FAULT_NONE;
    }
    return f;
}

static void note_live(struct seal_slots *s, const struct slot *block, size_t word)
{
    for (size_t i = 0; i < PER_BLOCK; i++) {
        if (!holds_key(s, &block[i]))
            continue;
        uint64_t generation = get_le64(block[i].generation);
        s->generation = generation > s->generation ? generation : s->generation;
        s->live[word] |= (uint64_t)1 << i;
        s->used++;
    }
}

/* Finds which slots hold a key: the whole file once, 2 ms for 40,000. */
static fault find_live(struct seal_slots *s)
{
    struct slot *blocks = sodium_malloc(AHEAD * BLOCK);
    fault f = blocks ? FAULT_NONE : FAULT_NO_MEMORY;
    for (size_t word = 0; word < s->words && f == FAULT_NONE; word += AHEAD) {
        size_t count = s->words - word < AHEAD ? s->words - word : AHEAD;
        f = read_at(s->fd, blocks, count * BLOCK, offset_of(word * PER_BLOCK));
        for (size_t i = 0; i < count && f == FAULT_NONE; i++)
            note_live(s, blocks + i * PER_BLOCK, word + i);
    }
    sodium_free(blocks);
    return f;
}

fault seal_slots_open(struct seal_slots **ret_slots, const char *path, bool create)
{
    *ret_slots = NULL;
    fault f = seal_start();
    if (f == FAULT_NONE && create && access(path, F_OK) != 0 && errno == ENOENT)
        f = create_file(path);
    if (f != FAULT_NONE)
        return f;
    struct seal_slots *s = calloc(1, sizeof *s);
    if (!s)
        return FAULT_NO_MEMORY;
    s->fd = open(path, O_RDWR | O_DSYNC | O_NOFOLLOW | O_CLOEXEC);
    s->note_fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    if (s->fd < 0 || s->note_fd < 0 || flock(s->fd, LOCK_EX | LOCK_NB) != 0)
        f = fault_errno(errno);
    if (f == FAULT_NONE)
        f = read_header(s);
    if (f == FAULT_NONE)
        read_note(s);
    if (f == FAULT_NONE)
        f = find_live(s);
    if (f == FAULT_NONE)
        *ret_slots = s;
    else
        seal_slots_close(s);
    return f;
}

void seal_slots_close(struct seal_slots *s)
{
    if (!s)
        return;
    if (s->fd >= 0)
        close(s->fd);
    if (s->note_fd >= 0)
        close(s->note_fd);
    sodium_memzero(s->check_key, sizeof s->check_key);
    sodium_memzero(&s->header, sizeof s->header);
    free(s->strayed);
    free(s);
}

size_t seal_slots_used(const struct seal_slots *s, size_t *ret_all)
{
    if (ret_all)
        *ret_all = s->words * PER_BLOCK;
    return s->used;
}

static fault grow(struct seal_slots *s)
{
    if (s->words >= WORDS)
        return FAULT_DISK_FULL;
    off_t at = offset_of(s->words * PER_BLOCK);
    fault f = write_random(s->fd, SEAL_SLOTS_STEP * sizeof(struct slot), at);
    if (f != FAULT_NONE) {
        if (ftruncate(s->fd, at) != 0) { /* nothing is lost: a rest at the end is grown over the next time */
        }
        return f;
    }
    s->cursor = s->words;
    s->words += SEAL_SLOTS_STEP / PER_BLOCK;
    return FAULT_NONE;
}

/* The lowest place for `count` neighbours in a block, -1 when there is none. */
static int room_in(uint64_t live, size_t count)
{
    uint64_t free_slots = ~live, start = free_slots;
    for (size_t i = 1; i < count; i++)
        start &= free_slots >> i;
    return start ? __builtin_ctzll(start) : -1;
}

/* Goes on where it stopped, once around; a word covers 64 slots, so 40,000 slots are 625 steps at the very worst. */
static fault find_room(struct seal_slots *s, size_t count, size_t *ret_index)
{
    for (int tries = 0; tries < 2; tries++) {
        for (size_t n = 0; n < s->words; n++) {
            size_t word = s->cursor + n < s->words ? s->cursor + n : s->cursor + n - s->words;
            int bit = room_in(s->live[word], count);
            if (bit < 0)
                continue;
            s->cursor = word;
            *ret_index = word * PER_BLOCK + (size_t)bit;
            return FAULT_NONE;
        }
        fault f = grow(s);
        if (f != FAULT_NONE)
            return f;
    }
    return FAULT_DISK_FULL;
}

fault seal_slots_take(struct seal_slots *s, struct seal_slot *slots, size_t count)
{
    struct slot fresh[SEAL_SLOTS_AT_ONCE];
    size_t first = 0;
    if (count < 1 || count > SEAL_SLOTS_AT_ONCE)
        return FAULT_BAD_INPUT;
    fault f = s->broken == FAULT_NONE ? find_room(s, count, &first) : s->broken;
    if (f != FAULT_NONE)
        return f;
    for (size_t i = 0; i < count; i++) {
        randombytes_buf(fresh[i].key, sizeof fresh[i].key);
        memcpy(fresh[i].record, slots[i].record, SEAL_ID);
        put_le64(fresh[i].generation, s->generation + 1 + i);
        check_of(fresh[i].check, s, &fresh[i]);
    }
    f = write_at(s->fd, fresh, count * sizeof *fresh, offset_of(first));
    sodium_memzero(fresh, sizeof fresh);
    if (f != FAULT_NONE) {
        s->broken = f; /* part of it may be there: the sweep at the next start clears it */
        return f;
    }
    s->generation += count;
    s->used += count;
    for (size_t i = 0; i < count; i++) {
        slots[i].index = (uint32_t)(first + i);
        s->live[first / PER_BLOCK] |= (uint64_t)1 << (first % PER_BLOCK + i);
    }
    return FAULT_NONE;
}

static bool is_live(const struct seal_slots *s, uint32_t index)
{
    return index / PER_BLOCK < s->words && s->live[index / PER_BLOCK] >> index % PER_BLOCK & 1;
}

static int by_record(const void *a, const void *b)
{
    return memcmp(((const struct seal_slot *)a)->record, ((const struct seal_slot *)b)->record, SEAL_ID);
}

/* Where that record's key is: as its row says, or where seal_slots_find saw it. */
static uint32_t index_of(const struct seal_slots *s, const struct seal_slot *which)
{
    const struct seal_slot *strayed =
        s->strayed_count ? bsearch(which, s->strayed, s->strayed_count, sizeof *s->strayed, by_record) : NULL;
    return strayed ? strayed->index : which->index;
}

/* Does it hold that record's key? FILE_DAMAGED: its check does not fit, so it is free or a bit of it fell over; NO_ENTRY: it is
 * another's. */
static fault fits(const struct seal_slots *s, const struct slot *slot, const uint8_t record[SEAL_ID])
{
    if (!holds_key(s, slot))
        return FAULT_FILE_DAMAGED;
    return memcmp(slot->record, record, SEAL_ID) == 0 ? FAULT_NONE : FAULT_NO_ENTRY;
}

/* The slot of that record, as `fits` says; NO_ENTRY too where there is none. The caller wipes it. */
static fault read_slot(const struct seal_slots *s, uint32_t index, const uint8_t record[SEAL_ID], struct slot *out)
{
    if (index / PER_BLOCK >= s->words)
        return FAULT_NO_ENTRY;
    fault f = read_at(s->fd, out, sizeof *out, offset_of(index));
    return f == FAULT_NONE ? fits(s, out, record) : f;
}

static fault erase_run(struct seal_slots *s, size_t first, size_t count)
{
    fault f = count ? write_random(s->fd, count * sizeof(struct slot), offset_of(first)) : FAULT_NONE;
    for (size_t i = first; i < first + count && f == FAULT_NONE; i++) {
        s->live[i / PER_BLOCK] &= ~((uint64_t)1 << i % PER_BLOCK);
        s->used--;
    }
    return f;
}

fault seal_slots_erase(struct seal_slots *s, const struct seal_slot *slots, size_t count)
{
    struct slot held;
    size_t first = 0, run = 0;
    fault f = FAULT_NONE;
    for (size_t i = 0; i < count && f == FAULT_NONE; i++) {
        uint32_t index = index_of(s, &slots[i]);
        f = is_live(s, index) ? read_slot(s, index, slots[i].record, &held) : FAULT_NO_ENTRY;
        if (f == FAULT_NO_ENTRY) {
            f = FAULT_NONE;
            continue;
        }
        if (f == FAULT_FILE_DAMAGED) /* kept for its row, and what is left of the key goes with that */
            f = FAULT_NONE;
        if (f == FAULT_NONE && run && index == first + run) {
            run++;
        } else if (f == FAULT_NONE) {
            f = erase_run(s, first, run);
            first = index;
            run = 1;
        }
    }
    if (f == FAULT_NONE)
        f = erase_run(s, first, run);
    sodium_memzero(&held, sizeof held);
    return f;
}

/* Table, a zero, id, schema: a wrapped record opens nowhere else. */
struct binding {
    uint8_t bytes[32 + 1 + SEAL_ID + 4];
    size_t length;
};

static fault bind_place(struct binding *out, const struct seal_place *place)
{
    size_t length = strlen(place->table);
    if (length < 1 || length > 32)
        return FAULT_BAD_INPUT;
    memcpy(out->bytes, place->table, length);
    out->bytes[length] = 0;
    memcpy(out->bytes + length + 1, place->slot.record, SEAL_ID);
    put_le32(out->bytes + length + 1 + SEAL_ID, place->schema);
    out->length = length + 1 + SEAL_ID + 4;
    return FAULT_NONE;
}

fault seal_slots_wrap(struct seal_slots *s, const struct seal_place *place, struct span plain, struct buffer *out)
{
    struct slot slot;
    struct binding binding;
    uint8_t wrapped[SEAL_SLOT_PLAIN_MAX + SEAL_SLOT_EXTRA];
    if (plain.length > SEAL_SLOT_PLAIN_MAX || out->over)
        return FAULT_TOO_LARGE;
    fault f = bind_place(&binding, place);
    if (f == FAULT_NONE)
        f = read_slot(s, place->slot.index, place->slot.record, &slot);
    if (f == FAULT_FILE_DAMAGED)
        f = FAULT_NO_ENTRY;
    if (f == FAULT_NONE) {
        size_t before = out->length;
        randombytes_buf(wrapped, 24);
        crypto_aead_xchacha20poly1305_ietf_encrypt(wrapped + 24, NULL, plain.data, plain.length, binding.bytes,
                                                   binding.length, NULL, wrapped, slot.key);
        f = seal_into_buffer(out, wrapped, plain.length + SEAL_SLOT_EXTRA);
        if (f != FAULT_NONE)
            seal_take_back(out, before);
    }
    sodium_memzero(&slot, sizeof slot);
    return f;
}

/* The key of a slot whose check does not fit is tried all the same: the record proves it. */
static fault unwrap(const struct slot *slot, bool sure, const struct binding *binding, struct span wrapped,
                    uint8_t *plain)
{
    bool proven =
        crypto_aead_xchacha20poly1305_ietf_decrypt(plain, NULL, NULL, wrapped.data + 24, wrapped.length - 24,
                                                   binding->bytes, binding->length, wrapped.data, slot->key) == 0;
    if (proven)
        return FAULT_NONE;
    return sure ? FAULT_FILE_DAMAGED : FAULT_NO_ENTRY;
}

fault seal_slots_unwrap(struct seal_slots *s, const struct seal_place *place, struct span wrapped, struct buffer *out)
{
    struct slot slot = {0};
    struct binding binding;
    uint8_t plain[SEAL_SLOT_PLAIN_MAX];
    if (out->over || wrapped.length > SEAL_SLOT_PLAIN_MAX + SEAL_SLOT_EXTRA)
        return FAULT_TOO_LARGE;
    fault f = wrapped.length < SEAL_SLOT_EXTRA ? FAULT_FILE_DAMAGED : bind_place(&binding, place);
    if (f != FAULT_NONE)
        return f;
    f = read_slot(s, index_of(s, &place->slot), place->slot.record, &slot);
    if (f == FAULT_NONE || f == FAULT_FILE_DAMAGED)
        f = unwrap(&slot, f == FAULT_NONE, &binding, wrapped, plain);
    if (f == FAULT_NONE) {
        size_t before = out->length, length = wrapped.length - SEAL_SLOT_EXTRA;
        f = length ? seal_into_buffer(out, plain, length) : FAULT_NONE;
        if (f != FAULT_NONE)
            seal_take_back(out, before);
    }
    sodium_memzero(&slot, sizeof slot);
    return f;
}

static void set_kept(struct seal_slots *s, size_t index)
{
    uint64_t bit = (uint64_t)1 << index % PER_BLOCK;
    s->kept[index / PER_BLOCK] |= bit;
    s->used += !(s->live[index / PER_BLOCK] & bit);
    s->live[index / PER_BLOCK] |= bit; /* nothing else is written there */
}

fault seal_slots_keep(struct seal_slots *s, struct seal_slot *slots, size_t count, size_t *ret_lost)
{
    struct slot *block = sodium_malloc(BLOCK);
    size_t at_hand = s->words; /* the block that was read last; none yet */
    fault f = block ? FAULT_NONE : FAULT_NO_MEMORY;
    *ret_lost = 0;
    for (size_t i = 0; i < count && f == FAULT_NONE; i++) {
        const struct seal_slot which = slots[i];
        size_t word = which.index / PER_BLOCK;
        if (word < s->words && word != at_hand) {
            f = read_at(s->fd, block, BLOCK, offset_of(word * PER_BLOCK));
            at_hand = word;
        }
        fault fit = word < s->words ? fits(s, &block[which.index % PER_BLOCK], which.record) : FAULT_NO_ENTRY;
        if (f == FAULT_NONE && (fit != FAULT_NO_ENTRY || is_live(s, which.index)))
            set_kept(s, which.index);
        if (fit != FAULT_NONE)
            slots[(*ret_lost)++] = which;
    }
    sodium_free(block);
    return f;
}

/* Notes every slot of this block that holds the key of one of these records. */
static void find_in(struct seal_slots *s, const struct slot *block, size_t first, struct seal_slot *records,
                    size_t count)
{
    for (size_t i = 0; i < PER_BLOCK; i++) {
        struct seal_slot key;
        if (!holds_key(s, &block[i]))
            continue;
        memcpy(key.record, block[i].record, SEAL_ID);
        struct seal_slot *found = bsearch(&key, records, count, sizeof *records, by_record);
        if (!found)
            continue;
        found->index = (uint32_t)(first + i);
        set_kept(s, found->index);
    }
}

fault seal_slots_find(struct seal_slots *s, const struct seal_slot *lost, size_t count)
{
    struct slot *block = sodium_malloc(BLOCK);
    free(s->strayed);
    s->strayed = count ? malloc(count * sizeof *lost) : NULL;
    s->strayed_count = s->strayed ? count : 0;
    fault f = block && s->strayed_count == count ? FAULT_NONE : FAULT_NO_MEMORY;
    if (f == FAULT_NONE && count) {
        memcpy(s->strayed, lost, count * sizeof *lost);
        qsort(s->strayed, count, sizeof *lost, by_record);
    }
    for (size_t word = 0; word < s->words && f == FAULT_NONE && count; word++) {
        f = read_at(s->fd, block, BLOCK, offset_of(word * PER_BLOCK));
        if (f == FAULT_NONE)
            find_in(s, block, word * PER_BLOCK, s->strayed, count);
    }
    sodium_free(block);
    return f;
}

fault seal_slots_left(struct seal_slots *s, struct buffer *out)
{
    struct slot slot;
    fault f = FAULT_NONE;
    for (size_t word = 0; word < s->words && f == FAULT_NONE; word++)
        for (uint64_t left = s->live[word] & ~s->kept[word]; left && f == FAULT_NONE; left &= left - 1) {
            struct seal_left one;
            f = read_at(s->fd, &slot, sizeof slot, offset_of(word * PER_BLOCK + (size_t)__builtin_ctzll(left)));
            memcpy(one.record, slot.record, SEAL_ID);
            one.generation = get_le64(slot.generation);
            if (f == FAULT_NONE)
                buffer_add(out, &one, sizeof one);
        }
    sodium_memzero(&slot, sizeof slot);
    return f == FAULT_NONE && out->over ? FAULT_NO_MEMORY : f;
}

fault seal_slots_sweep(struct seal_slots *s, size_t *ret_erased)
{
    size_t before = s->used;
    fault f = FAULT_NONE;
    for (size_t word = 0; word < s->words && f == FAULT_NONE; word++) {
        uint64_t stale = s->live[word] & ~s->kept[word];
        while (stale && f == FAULT_NONE) {
            int first = __builtin_ctzll(stale);
            uint64_t rest = ~(stale >> first);
            int run = rest ? __builtin_ctzll(rest) : PER_BLOCK;
            f = erase_run(s, word * PER_BLOCK + (size_t)first, (size_t)run);
            stale &= run == PER_BLOCK ? 0 : ~((((uint64_t)1 << run) - 1) << first);
        }
    }
    *ret_erased = before - s->used;
    memset(s->kept, 0, sizeof s->kept);
    return f;
}
