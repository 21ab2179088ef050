/* The slot file: taking, wrapping, erasing, sweeping, growing, and a disk that is full. MUST-3, MUST-7. */
#include <signal.h>
#include <sys/resource.h>
#include "seal_kit.h"

static struct seal_slots *open_slots(const char *name)
{
    struct seal_slots *s = NULL;
    CHECK(seal_slots_open(&s, kit_path(name), true) == FAULT_NONE);
    return s;
}

static struct seal_place place_of(struct seal_slot slot)
{
    return (struct seal_place){"signup", 1, slot};
}

static void take_wrap_unwrap(void)
{
    struct seal_slots *s = open_slots("slots"), *other = NULL;
    struct seal_slot two[2];
    size_t all;
    struct buffer wrapped = {.limit = 1000}, plain = {.limit = 1000};
    seal_random(two[0].record, SEAL_ID);
    seal_random(two[1].record, SEAL_ID);
    CHECK(seal_slots_used(s, &all) == 0 && all == SEAL_SLOTS_STEP);
    CHECK(seal_slots_open(&other, kit_path("slots"), false) == FAULT_BUSY && !other);
    CHECK(seal_slots_take(s, two, 2) == FAULT_NONE);
    CHECK(two[1].index == two[0].index + 1 && two[0].index / 64 == two[1].index / 64);
    struct seal_place place = place_of(two[0]);
    CHECK(seal_slots_wrap(s, &place, kit_text("an age file"), &wrapped) == FAULT_NONE);
    CHECK_INT(wrapped.length, 11 + SEAL_SLOT_EXTRA);
    seal_slots_close(s);
    s = open_slots("slots"); /* after a restart */
    CHECK(seal_slots_used(s, NULL) == 2);
    CHECK(seal_slots_unwrap(s, &place, kit_span(&wrapped), &plain) == FAULT_NONE);
    CHECK_TEXT(buffer_string(&plain), "an age file");
    for (size_t bit = 0; bit < 8 * wrapped.length; bit++) {
        wrapped.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        CHECK(seal_slots_unwrap(s, &place, kit_span(&wrapped), &plain) == FAULT_FILE_DAMAGED);
        wrapped.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    CHECK(seal_slots_unwrap(s, &place, (struct span){wrapped.data, SEAL_SLOT_EXTRA - 1}, &plain) == FAULT_FILE_DAMAGED);
    place.table = "consent"; /* moved elsewhere */
    CHECK(seal_slots_unwrap(s, &place, kit_span(&wrapped), &plain) == FAULT_FILE_DAMAGED);
    place = place_of(two[0]);
    place.schema = 2;
    CHECK(seal_slots_unwrap(s, &place, kit_span(&wrapped), &plain) == FAULT_FILE_DAMAGED);
    place = place_of(two[1]);
    CHECK(seal_slots_unwrap(s, &place, kit_span(&wrapped), &plain) == FAULT_FILE_DAMAGED);
    place.slot.index = two[0].index; /* another record's slot */
    CHECK(seal_slots_unwrap(s, &place, kit_span(&wrapped), &plain) == FAULT_NO_ENTRY);
    place.slot.index = UINT32_MAX;
    CHECK(seal_slots_unwrap(s, &place, kit_span(&wrapped), &plain) == FAULT_NO_ENTRY);
    CHECK_TEXT(buffer_string(&plain), "an age file");
    CHECK(seal_slots_take(s, two, 0) == FAULT_BAD_INPUT && seal_slots_take(s, two, 65) == FAULT_BAD_INPUT);
    seal_slots_close(s);
    buffer_free(&wrapped);
    buffer_free(&plain);
}

/* The 64 bytes of a slot as they lie in the file. */
static void raw_slot(const char *name, uint32_t index, uint8_t out[64])
{
    int fd = open(kit_path(name), O_RDONLY);
    CHECK(pread(fd, out, 64, 4096 + (off_t)index * 64) == 64);
    close(fd);
}

static bool in_file(const char *name, const uint8_t *key, size_t length)
{
    struct buffer b = kit_read(name);
    bool found = memmem(b.data, b.length, key, length) != NULL;
    buffer_free(&b);
    return found;
}

static void erasing(void)
{
    enum { COUNT = 200 };
    struct seal_slots *s = open_slots("erase");
    struct seal_slot slots[COUNT];
    static uint8_t keys[COUNT][32];
    struct buffer wrapped = {.limit = 1000}, plain = {.limit = 1000};
    uint8_t raw[64];
    for (int i = 0; i < COUNT; i++) {
        seal_random(slots[i].record, SEAL_ID);
        CHECK(seal_slots_take(s, &slots[i], 1) == FAULT_NONE);
        raw_slot("erase", slots[i].index, raw);
        memcpy(keys[i], raw, 32);
        CHECK(memcmp(raw + 32, slots[i].record, SEAL_ID) == 0);
    }
    struct seal_place place = place_of(slots[0]);
    CHECK(seal_slots_wrap(s, &place, kit_text("x"), &wrapped) == FAULT_NONE);
    for (int i = 0; i < COUNT; i += 2)
        CHECK(seal_slots_erase(s, &slots[i], 1) == FAULT_NONE);
    for (int i = 0; i < COUNT; i++) {
        CHECK(in_file("erase", keys[i], 32) == (i % 2 == 1));
        CHECK(in_file("erase", slots[i].record, SEAL_ID) == (i % 2 == 1));
    }
    CHECK(seal_slots_unwrap(s, &place, kit_span(&wrapped), &plain) == FAULT_NO_ENTRY && plain.length == 0);
    CHECK(seal_slots_erase(s, slots, COUNT) == FAULT_NONE); /* erased ones are passed over, the others follow */
    CHECK(seal_slots_used(s, NULL) == 0);
    struct seal_slot fresh = {.record = "someone else"};
    for (int i = 0; i < COUNT; i++) { /* an old name never erases the slot's new owner */
        CHECK(seal_slots_take(s, &fresh, 1) == FAULT_NONE);
        CHECK(seal_slots_erase(s, &(struct seal_slot){fresh.index, "nobody at all"}, 1) == FAULT_NONE);
    }
    CHECK(seal_slots_used(s, NULL) == COUNT);
    seal_slots_close(s);
    buffer_free(&wrapped);
    buffer_free(&plain);
}

/* NO_ENTRY: its slot does not hold its key for sure. */
static fault keep_one(struct seal_slots *s, const struct seal_slot *slot)
{
    struct seal_slot copy = *slot;
    size_t lost;
    fault f = seal_slots_keep(s, &copy, 1, &lost);
    return f == FAULT_NONE && lost ? FAULT_NO_ENTRY : f;
}

static void sweeping(void)
{
    struct seal_slots *s = open_slots("sweep");
    struct seal_slot slots[150];
    size_t erased;
    for (int i = 0; i < 150; i++)
        seal_random(slots[i].record, SEAL_ID);
    CHECK(seal_slots_take(s, slots, 64) == FAULT_NONE);
    CHECK(seal_slots_take(s, slots + 64, 64) == FAULT_NONE);
    CHECK(seal_slots_take(s, slots + 128, 22) == FAULT_NONE);
    seal_slots_close(s);
    s = open_slots("sweep");
    for (int i = 0; i < 150; i++) /* all of the first block goes, every third of the rest stays */
        if (i >= 64 && i % 3 == 0)
            CHECK(keep_one(s, &slots[i]) == FAULT_NONE);
    CHECK(keep_one(s, &(struct seal_slot){slots[0].index, "not its owner"}) == FAULT_NO_ENTRY);
    CHECK(seal_slots_sweep(s, &erased) == FAULT_NONE);
    CHECK_INT(erased, 150 - 29); /* what a row leads to is not overwritten, whoever's it is */
    CHECK_INT(seal_slots_used(s, NULL), 29);
    for (int i = 1; i < 150; i++)
        CHECK(keep_one(s, &slots[i]) == (i >= 64 && i % 3 == 0 ? FAULT_NONE : FAULT_NO_ENTRY));
    CHECK(keep_one(s, &slots[0]) == FAULT_NONE);
    CHECK(seal_slots_sweep(s, &erased) == FAULT_NONE && erased == 0);
    seal_slots_close(s);
    s = open_slots("sweep");
    CHECK_INT(seal_slots_used(s, NULL), 29);
    seal_slots_close(s);
}

/* Many at once, in any order: those whose key is not there come first, and nothing of the others is swept. */
static void keeping_many(void)
{
    enum { ALL = 3000 };
    static struct seal_slot slots[ALL];
    struct seal_slots *s = open_slots("many");
    size_t lost, erased, missing = 0;
    for (size_t i = 0; i < ALL; i++) {
        seal_random(slots[i].record, SEAL_ID);
        CHECK(seal_slots_take(s, &slots[i], 1) == FAULT_NONE);
    }
    seal_slots_close(s);
    s = open_slots("many");
    CHECK_INT(seal_slots_used(s, NULL), ALL);
    for (size_t i = 0; i < ALL; i++) {
        struct seal_slot other = slots[i * 7 % ALL];
        slots[i * 7 % ALL] = slots[i];
        slots[i] = other;
    }
    for (size_t i = 0; i < ALL; i += 100, missing++) {
        slots[i].record[3] ^= 1;
        slots[i].index += i % 200 ? 1 << 20 : 0; /* behind the end of the file, too */
    }
    CHECK_INT(seal_slots_keep(s, slots, ALL, &lost), FAULT_NONE);
    CHECK_INT(lost, missing);
    CHECK(seal_slots_sweep(s, &erased) == FAULT_NONE);
    CHECK_INT(erased, missing / 2); /* whose row leads elsewhere */
    seal_slots_close(s);
}

static void flip(const char *name, long at, int bit)
{
    FILE *f = fopen(kit_path(name), "r+b");
    CHECK(f && fseek(f, at, SEEK_SET) == 0);
    int byte = f ? fgetc(f) : EOF;
    CHECK(f && byte != EOF && fseek(f, at, SEEK_SET) == 0 && fputc(byte ^ 1 << bit, f) != EOF);
    CHECK(f && fclose(f) == 0);
}

/* Every bit of a slot: of 512, those of the key lose the record, and no other does. Nothing new is written there, and when the
 * record goes, what is left of the key goes. */
static void flipped(void)
{
    struct buffer wrapped = {.limit = 1000}, plain = {.limit = 1000};
    struct seal_slots *s = open_slots("flip");
    struct seal_slot slot = {.record = "a record"}, other = {.record = "another"};
    size_t erased;
    CHECK(seal_slots_take(s, &slot, 1) == FAULT_NONE && seal_slots_take(s, &other, 1) == FAULT_NONE);
    const struct seal_place place = place_of(slot);
    CHECK(seal_slots_wrap(s, &place, kit_text("an age file"), &wrapped) == FAULT_NONE);
    seal_slots_close(s);
    const long at = 4096 + 64 * (long)slot.index;
    for (int bit = 0; bit < 512; bit++) {
        flip("flip", at + bit / 8, bit % 8);
        s = open_slots("flip");
        CHECK_INT(seal_slots_used(s, NULL), 1);
        CHECK_INT(keep_one(s, &slot), FAULT_NO_ENTRY);
        CHECK_INT(keep_one(s, &other), FAULT_NONE);
        CHECK_INT(seal_slots_find(s, &slot, 1), FAULT_NONE);
        CHECK(seal_slots_sweep(s, &erased) == FAULT_NONE && erased == 0);
        plain.length = 0;
        CHECK_INT(seal_slots_unwrap(s, &place, kit_span(&wrapped), &plain), bit < 256 ? FAULT_NO_ENTRY : FAULT_NONE);
        CHECK_INT(seal_slots_used(s, NULL), 2);
        seal_slots_close(s);
        flip("flip", at + bit / 8, bit % 8);
    }
    flip("flip", at + 60, 0);
    s = open_slots("flip");
    CHECK_INT(keep_one(s, &slot), FAULT_NO_ENTRY);
    CHECK_INT(seal_slots_erase(s, &slot, 1), FAULT_NONE);
    CHECK_INT(seal_slots_unwrap(s, &place, kit_span(&wrapped), &plain), FAULT_NO_ENTRY);
    seal_slots_close(s);
    buffer_free(&wrapped);
    buffer_free(&plain);
}

/* Every bit of the header, in either copy: the other serves, and writes it again. With both gone the file is no slot file. */
static void header_copies(void)
{
    struct seal_slots *s = open_slots("head");
    struct seal_slot slot = {.record = "a record"};
    bool damaged;
    CHECK(seal_slots_take(s, &slot, 1) == FAULT_NONE);
    seal_slots_close(s);
    for (int copy = 0; copy < 2; copy++)
        for (int bit = 0; bit < 512; bit += 5) {
            flip("head", copy * (4096 - 64) + bit / 8, bit % 8);
            s = open_slots("head");
            CHECK_INT(seal_slots_used(s, NULL), 1);
            CHECK_INT(seal_slots_mend(s, &damaged), FAULT_NONE);
            CHECK_INT(damaged, copy == 0);
            seal_slots_close(s);
            s = open_slots("head"); /* it is as it was */
            CHECK_INT(seal_slots_mend(s, &damaged), FAULT_NONE);
            CHECK(!damaged);
            seal_slots_close(s);
        }
    flip("head", 3, 0);
    flip("head", 4096 - 64 + 3, 0);
    CHECK_INT(seal_slots_open(&s, kit_path("head"), false), FAULT_FILE_DAMAGED);
}

/* A row that leads to the wrong slot: the key is found where it is, is not swept, and goes with the record. */
static void strayed(void)
{
    struct buffer wrapped = {.limit = 1000}, plain = {.limit = 1000};
    struct seal_slots *s = open_slots("stray");
    struct seal_slot slot = {.record = "a record"}, wrong;
    size_t erased;
    CHECK(seal_slots_take(s, &slot, 1) == FAULT_NONE);
    struct seal_place place = place_of(slot);
    CHECK(seal_slots_wrap(s, &place, kit_text("an age file"), &wrapped) == FAULT_NONE);
    for (int bit = 0; bit < 32; bit++) {
        seal_slots_close(s);
        s = open_slots("stray");
        wrong = slot;
        wrong.index ^= UINT32_C(1) << bit;
        place.slot = wrong;
        CHECK_INT(keep_one(s, &wrong), FAULT_NO_ENTRY);
        CHECK_INT(seal_slots_find(s, &wrong, 1), FAULT_NONE);
        CHECK(seal_slots_sweep(s, &erased) == FAULT_NONE && erased == 0);
        plain.length = 0;
        CHECK_INT(seal_slots_unwrap(s, &place, kit_span(&wrapped), &plain), FAULT_NONE);
    }
    CHECK_INT(seal_slots_erase(s, &wrong, 1), FAULT_NONE);
    CHECK_INT(seal_slots_unwrap(s, &place, kit_span(&wrapped), &plain), FAULT_NO_ENTRY);
    CHECK_INT(seal_slots_find(s, &slot, 1), FAULT_NONE);
    place = place_of(slot);
    CHECK_INT(seal_slots_unwrap(s, &place, kit_span(&wrapped), &plain), FAULT_NO_ENTRY);
    seal_slots_close(s);
    buffer_free(&wrapped);
    buffer_free(&plain);
}

static void growing_and_holes(void)
{
    struct seal_slots *s = open_slots("grow");
    size_t all, taken = 0;
    struct seal_slot *slots = calloc(2 * SEAL_SLOTS_STEP, sizeof *slots);
    for (; taken < SEAL_SLOTS_STEP; taken += 64)
        CHECK(seal_slots_take(s, slots + taken, 64) == FAULT_NONE);
    CHECK(seal_slots_used(s, &all) == SEAL_SLOTS_STEP && all == SEAL_SLOTS_STEP);
    for (size_t i = 0; i < 64; i += 2) /* holes of one */
        CHECK(seal_slots_erase(s, &slots[i], 1) == FAULT_NONE);
    struct seal_slot one = {.record = "one"}, pair[2] = {{.record = "a"}, {.record = "b"}};
    CHECK(seal_slots_take(s, &one, 1) == FAULT_NONE && one.index < SEAL_SLOTS_STEP);
    CHECK(seal_slots_take(s, pair, 2) == FAULT_NONE && pair[0].index >= SEAL_SLOTS_STEP);
    CHECK(seal_slots_used(s, &all) == SEAL_SLOTS_STEP - 32 + 3 && all == 2 * SEAL_SLOTS_STEP);
    seal_slots_close(s);
    CHECK(truncate(kit_path("grow"), 4096 + 64 * SEAL_SLOTS_STEP + 5000) == 0); /* a cut while it grew */
    s = open_slots("grow");
    CHECK(seal_slots_used(s, &all) == SEAL_SLOTS_STEP - 32 + 3 && all == SEAL_SLOTS_STEP + 64);
    CHECK(seal_slots_take(s, slots, 64) == FAULT_NONE); /* grows over the rest */
    CHECK(seal_slots_used(s, &all) == SEAL_SLOTS_STEP - 32 + 3 + 64 && all >= 2 * SEAL_SLOTS_STEP);
    seal_slots_close(s);
    free(slots);
}

static void damaged_files(void)
{
    struct seal_slots *s = open_slots("bad");
    seal_slots_close(s);
    struct buffer file = kit_read("bad");
    for (size_t at = 0; at < 64; at++) {
        file.data[at] ^= 1;
        file.data[4096 - 64 + at] ^= 2;
        kit_write("bad", kit_span(&file));
        CHECK(seal_slots_open(&s, kit_path("bad"), true) == FAULT_FILE_DAMAGED && !s);
        file.data[at] ^= 1;
        file.data[4096 - 64 + at] ^= 2;
    }
    kit_write("bad", (struct span){file.data, 63});
    CHECK(seal_slots_open(&s, kit_path("bad"), true) == FAULT_FILE_DAMAGED);
    CHECK(seal_slots_open(&s, kit_path("none"), false) == FAULT_FILE_MISSING);
    buffer_free(&file);
}

/* A limit on the size of files stands for a full disk: growing fails, what is there goes on working. */
static void full_disk(void)
{
    struct seal_slots *s = open_slots("full");
    struct seal_slot slots[64] = {{.record = "x"}}, one = {.record = "one"};
    struct rlimit old, small;
    size_t all;
    for (int i = 0; i < SEAL_SLOTS_STEP / 64; i++)
        CHECK(seal_slots_take(s, slots, 64) == FAULT_NONE);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &old);
    small = (struct rlimit){4096 + 64 * SEAL_SLOTS_STEP + 8192, old.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    CHECK(seal_slots_take(s, &one, 1) == FAULT_TOO_LARGE);
    CHECK(seal_slots_used(s, &all) == SEAL_SLOTS_STEP && all == SEAL_SLOTS_STEP);
    CHECK(seal_slots_erase(s, slots, 64) == FAULT_NONE);
    CHECK(seal_slots_take(s, &one, 1) == FAULT_NONE);
    setrlimit(RLIMIT_FSIZE, &old);
    CHECK(seal_slots_take(s, slots, 64) == FAULT_NONE); /* room again */
    seal_slots_close(s);
    s = open_slots("full");
    CHECK(seal_slots_used(s, NULL) == SEAL_SLOTS_STEP - 64 + 1 + 64);
    seal_slots_close(s);
}

int main(void)
{
    kit_begin();
    take_wrap_unwrap();
    erasing();
    sweeping();
    keeping_many();
    flipped();
    header_copies();
    strayed();
    growing_and_holes();
    damaged_files();
    full_disk();
    return TEST_END();
}
