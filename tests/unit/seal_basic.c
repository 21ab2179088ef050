/* Hashes against published values, CRC-32 against the plain definition, text forms of age keys. */
#include <ctype.h>
#include "seal_kit.h"

static void hashes(void)
{
    uint8_t out[64];
    char hex[129];
    seal_sha256(out, "abc", 3);
    bytes_hex(hex, out, 32);
    CHECK_TEXT(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    seal_blake2b(out, 64, "abc", 3);
    bytes_hex(hex, out, 64);
    CHECK_TEXT(hex, "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                    "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
    struct seal_hash h;
    uint8_t pieces[64];
    seal_hash_begin(&h);
    for (size_t i = 0; i < 3; i++)
        seal_hash_add(&h, "abc" + i, 1);
    seal_hash_end(&h, pieces);
    CHECK(seal_same(pieces, out, 64));
    out[31] ^= 1;
    CHECK(!seal_same(pieces, out, 32));
}

/* libsodium 1.0.18 takes 0xAF for '/'; every byte in every place of a text is tried, one spelling is right. */
static void base64_has_one_spelling(void)
{
    struct seal *seal = kit_seal();
    struct seal_public key = seal_public(seal), back;
    struct buffer text = {.limit = 1000};
    CHECK(seal_public_text(&key, &text) == FAULT_NONE);
    for (size_t at = text.length - 57; at < text.length - 1; at++) {
        uint8_t right = text.data[at];
        for (int byte = 0; byte < 256; byte++) {
            text.data[at] = (uint8_t)byte;
            bool same = seal_public_parse(&back, kit_span(&text)) == FAULT_NONE && seal_same(&back, &key, sizeof key);
            CHECK(same == (byte == right));
        }
        text.data[at] = right;
    }
    seal_close(seal);
    buffer_free(&text);
}

static uint32_t plain_crc(const uint8_t *data, size_t length)
{
    uint32_t crc = ~0u;
    for (size_t i = 0; i < length; i++) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
    }
    return ~crc;
}

static void crc(void)
{
    uint8_t data[300];
    seal_random(data, sizeof data);
    CHECK_INT(seal_crc32(0, "123456789", 9), 0xCBF43926u);
    for (size_t length = 0; length <= sizeof data; length++) {
        CHECK(seal_crc32(0, data, length) == plain_crc(data, length));
        CHECK(seal_crc32(seal_crc32(0, data, length / 3), data + length / 3, length - length / 3) ==
              plain_crc(data, length));
    }
}

static void key_texts(void)
{
    static const char secret[] = "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0";
    struct seal_identity identity, again;
    struct seal_recipient recipient;
    char text[SEAL_IDENTITY_TEXT], public[SEAL_RECIPIENT_TEXT], changed[80];
    CHECK(seal_identity_parse(&identity, secret) == FAULT_NONE);
    seal_identity_text(text, &identity);
    CHECK_TEXT(text, secret);
    for (int i = 0; i < 100; i++) {
        seal_identity_make(&identity);
        seal_identity_text(text, &identity);
        seal_recipient_text(public, &identity.recipient);
        CHECK(seal_identity_parse(&again, text) == FAULT_NONE && seal_same(&again, &identity, sizeof again));
        CHECK(seal_recipient_parse(&recipient, public) == FAULT_NONE && seal_same(&recipient, &identity.recipient, 32));
    }
    for (size_t at = 0; at < strlen(public); at++) { /* every character matters */
        memcpy(changed, public, sizeof public);
        changed[at] = changed[at] == 'q' ? 'p' : 'q';
        CHECK(seal_recipient_parse(&recipient, changed) == FAULT_BAD_INPUT);
        memcpy(changed, public, sizeof public);
        changed[at] = (char)toupper((unsigned char)changed[at]);
        CHECK(!strcmp(changed, public) || seal_recipient_parse(&recipient, changed) == FAULT_BAD_INPUT);
        memcpy(changed, public, sizeof public);
        changed[at] = 0;
        CHECK(seal_recipient_parse(&recipient, changed) == FAULT_BAD_INPUT);
    }
    snprintf(changed, sizeof changed, "%sq", public);
    CHECK(seal_recipient_parse(&recipient, changed) == FAULT_BAD_INPUT);
    CHECK(seal_identity_parse(&again, public) == FAULT_BAD_INPUT);
    CHECK(seal_recipient_parse(&recipient, text) == FAULT_BAD_INPUT);
    for (char *p = text; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    CHECK(seal_identity_parse(&again, text) == FAULT_BAD_INPUT);
}

static void mark_of(uint8_t out[SEAL_MARK], const uint8_t key[SEAL_MARK_KEY], const uint8_t *data, size_t length,
                    size_t piece)
{
    struct seal_mark m;
    seal_mark_begin(&m, key);
    for (size_t at = 0; at < length; at += piece)
        seal_mark_add(&m, data + at, length - at < piece ? length - at : piece);
    seal_mark_end(&m, out);
}

static void marks(void)
{
    uint8_t data[4097], key[SEAL_MARK_KEY], other[SEAL_MARK_KEY], first[SEAL_MARK], again[SEAL_MARK];
    seal_random(data, sizeof data);
    seal_mark_key(key);
    seal_mark_key(other);
    mark_of(first, key, data, sizeof data, sizeof data);
    for (size_t piece = 1; piece < 200; piece += 7) { /* however the stream was cut */
        mark_of(again, key, data, sizeof data, piece);
        CHECK(seal_same(first, again, SEAL_MARK));
    }
    for (size_t i = 0; i < sizeof data; i += 13) { /* every change shows */
        data[i] ^= (uint8_t)(1u << i % 8);
        mark_of(again, key, data, sizeof data, 1000);
        CHECK(!seal_same(first, again, SEAL_MARK));
        data[i] ^= (uint8_t)(1u << i % 8);
    }
    mark_of(again, key, data, sizeof data - 1, 1000);
    CHECK(!seal_same(first, again, SEAL_MARK));
    mark_of(again, other, data, sizeof data, 1000);
    CHECK(!seal_same(first, again, SEAL_MARK));
}

static void random_numbers(void)
{
    int seen[10] = {0};
    for (int i = 0; i < 1000; i++) {
        uint32_t n = seal_random_below(10);
        CHECK(n < 10);
        seen[n % 10]++;
    }
    for (int i = 0; i < 10; i++)
        CHECK(seen[i] > 40);
}

int main(void)
{
    kit_begin();
    hashes();
    base64_has_one_spelling();
    crc();
    key_texts();
    random_numbers();
    marks();
    return TEST_END();
}
