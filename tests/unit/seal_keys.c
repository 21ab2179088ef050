/* The kiosk's keys: made once, private on the disk, refused when damaged; recipients; the public key file. MUST-1,
 * MUST-2. */
#include "seal_kit.h"

#include "seal/inner.h"

static void made_once(void)
{
    struct seal *first = kit_seal(), *second = kit_seal(); /* seal_create twice: nothing is replaced */
    struct seal_public a = seal_public(first), b = seal_public(second);
    struct stat st;
    CHECK(seal_same(&a, &b, sizeof a));
    CHECK(seal_same(seal_note_public(first), seal_note_public(second), 32));
    CHECK(!seal_same(a.key, seal_note_public(first), 32));
    CHECK(stat(kit_path("keys"), &st) == 0 && (st.st_mode & 0777) == 0700);
    CHECK(stat(kit_path("keys/sign.key"), &st) == 0 && (st.st_mode & 0777) == 0600);
    CHECK(stat(kit_path("keys/note.key"), &st) == 0 && (st.st_mode & 0777) == 0600);
    seal_close(first);
    seal_close(second);
    seal_close(NULL);
}

static void every_bit_of_a_key_file(void)
{
    struct buffer key = kit_read("keys/sign.key"), copy = kit_read("keys/sign.copy");
    struct seal *seal = NULL;
    bool damaged = true;
    CHECK(key.length == 96 && copy.length == 96 && seal_same(key.data, copy.data, 96));
    CHECK(seal_mend(kit_path("keys"), &damaged) == FAULT_NONE && !damaged);
    for (size_t bit = 0; bit < 2 * 8 * key.length;
         bit += 5) { /* one of the two is damaged: it is written from the other */
        const char *name = bit % 2 ? "keys/sign.key" : "keys/sign.copy";
        copy.data[bit / 16] ^= (uint8_t)(1 << bit / 2 % 8);
        kit_write(name, kit_span(&copy));
        copy.data[bit / 16] ^= (uint8_t)(1 << bit / 2 % 8);
        CHECK_INT(seal_open(&seal, kit_path("keys")), FAULT_NONE);
        seal_close(seal);
        CHECK(seal_mend(kit_path("keys"), &damaged) == FAULT_NONE && damaged);
        struct buffer mended = kit_read(name);
        CHECK(mended.length == 96 && seal_same(mended.data, key.data, 96));
        buffer_free(&mended);
    }
    unlink(kit_path("keys/sign.key"));
    CHECK_INT(seal_create(kit_path("keys")), FAULT_NONE); /* and makes no other */
    struct buffer back = kit_read("keys/sign.key");
    CHECK(back.length == 96 && seal_same(back.data, key.data, 96));
    buffer_free(&back);
    buffer_free(&copy);
    unlink(kit_path("keys/sign.copy"));
    unlink(kit_path("keys/note.copy"));
    seal = NULL;
    for (size_t bit = 0; bit < 8 * key.length; bit++) {
        key.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        kit_write("keys/sign.key", kit_span(&key));
        CHECK(seal_open(&seal, kit_path("keys")) == FAULT_FILE_DAMAGED && !seal);
        key.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    kit_write("keys/sign.key", (struct span){key.data, 95});
    CHECK(seal_open(&seal, kit_path("keys")) == FAULT_FILE_DAMAGED);
    buffer_add(&key, "x", 1);
    kit_write("keys/sign.key", kit_span(&key));
    CHECK(seal_open(&seal, kit_path("keys")) == FAULT_FILE_DAMAGED);
    struct buffer note = kit_read("keys/note.key");
    kit_write("keys/sign.key", kit_span(&note)); /* the other key in its place */
    CHECK(seal_open(&seal, kit_path("keys")) == FAULT_FILE_DAMAGED);
    kit_write("keys/sign.key", (struct span){key.data, 96});
    CHECK(seal_open(&seal, kit_path("keys")) == FAULT_NONE);
    seal_close(seal);
    unlink(kit_path("keys/note.key"));
    CHECK(seal_open(&seal, kit_path("keys")) == FAULT_FILE_MISSING);
    CHECK(seal_open(&seal, kit_path("nowhere")) == FAULT_FILE_MISSING);
    kit_write("keys/note.key", kit_span(&note));
    buffer_free(&key);
    buffer_free(&note);
}

static void recipients(void)
{
    struct seal *seal = kit_seal();
    char a[SEAL_RECIPIENT_TEXT], b[SEAL_RECIPIENT_TEXT];
    seal_recipient_text(a, &kit_office.recipient);
    seal_recipient_text(b, &kit_recovery.recipient);
    CHECK(seal_recipients_set(seal, (const char *const[]){a}, 1) == FAULT_BAD_INPUT);
    CHECK(seal_recipients_set(seal, (const char *const[]){a, a}, 2) == FAULT_BAD_INPUT);
    CHECK(seal_recipients_set(seal, (const char *const[]){b, "age1nonsense"}, 2) == FAULT_BAD_INPUT);
    CHECK(seal_recipients_set(seal, (const char *const[]){a, b, a, b, a, b, a, b, a}, 9) == FAULT_BAD_INPUT);
    CHECK(seal->recipient_count == 2 &&
          seal_same(&seal->recipients[0], &kit_office.recipient, 32)); /* the old ones stay */
    seal_close(seal);
}

static void public_file(void)
{
    struct seal *seal = kit_seal();
    struct seal_public key = seal_public(seal), back;
    struct buffer text = {.limit = 1000}, junk = {.limit = 2000}, small = {.limit = 10};
    char id[17];
    CHECK(seal_public_text(&key, &text) == FAULT_NONE);
    CHECK(seal_public_parse(&back, kit_span(&text)) == FAULT_NONE && seal_same(&back, &key, sizeof key));
    CHECK(seal_public_text(&key, &small) == FAULT_TOO_LARGE && small.length == 0);
    seal_key_id_text(id, (const uint8_t[]){0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef});
    CHECK_TEXT(id, "EFCDAB8967452301");
    for (size_t cut = 0; cut < text.length - 1; cut++) /* without its last LF it is whole still */
        CHECK(seal_public_parse(&back, (struct span){text.data, cut}) == FAULT_FILE_DAMAGED);
    const char *key_line = strchr(buffer_string(&text), '\n') + 1;
    buffer_format(&junk, "a comment\n%.20s %s", key_line, key_line + 20);
    CHECK(seal_public_parse(&back, kit_span(&junk)) == FAULT_FILE_DAMAGED);
    junk.length = 0;
    buffer_format(&junk, "a comment\n%.55s", key_line);
    CHECK(seal_public_parse(&back, kit_span(&junk)) == FAULT_FILE_DAMAGED);
    CHECK(seal_public_parse(&back, kit_text("\n\n\n")) == FAULT_FILE_DAMAGED);
    seal_close(seal);
    buffer_free(&text);
    buffer_free(&junk);
    buffer_free(&small);
}

int main(void)
{
    kit_begin();
    made_once();
    every_bit_of_a_key_file();
    recipients();
    public_file();
    return TEST_END();
}
