/* Random numbers, hashes, comparing, wiping, CRC-32. */
#include "seal/inner.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

static_assert(sizeof(struct seal_hash) >= sizeof(crypto_generichash_blake2b_state));
static_assert(_Alignof(struct seal_hash) >= _Alignof(crypto_generichash_blake2b_state));
static_assert(sizeof(struct seal_mark) >= sizeof(crypto_onetimeauth_state));
static_assert(_Alignof(struct seal_mark) >= _Alignof(crypto_onetimeauth_state));
static_assert(SEAL_MARK == crypto_onetimeauth_BYTES && SEAL_MARK_KEY == crypto_onetimeauth_KEYBYTES);

fault seal_start(void)
{
    return sodium_init() < 0 ? FAULT_NO_RANDOM : FAULT_NONE;
}

void seal_random(void *out, size_t length)
{
    randombytes_buf(out, length);
}

uint32_t seal_random_below(uint32_t limit)
{
    return randombytes_uniform(limit);
}

void seal_wipe(void *secret, size_t length)
{
    sodium_memzero(secret, length);
}

bool seal_same(const void *a, const void *b, size_t length)
{
    return sodium_memcmp(a, b, length) == 0;
}

void seal_sha256(uint8_t out[SEAL_HASH], const void *data, size_t length)
{
    crypto_hash_sha256(out, data, length);
}

void seal_blake2b(void *out, size_t out_length, const void *data, size_t length)
{
    assert(out_length >= 16 && out_length <= 64);
    crypto_generichash_blake2b(out, out_length, data, length, NULL, 0);
}

void seal_hash_begin(struct seal_hash *h)
{
    crypto_generichash_blake2b_init((crypto_generichash_blake2b_state *)(void *)h->opaque, NULL, 0, 64);
}

void seal_hash_add(struct seal_hash *h, const void *data, size_t length)
{
    crypto_generichash_blake2b_update((crypto_generichash_blake2b_state *)(void *)h->opaque, data, length);
}

void seal_hash_end(struct seal_hash *h, uint8_t out[64])
{
    crypto_generichash_blake2b_final((crypto_generichash_blake2b_state *)(void *)h->opaque, out, 64);
}

void seal_mark_key(uint8_t key[SEAL_MARK_KEY])
{
    crypto_onetimeauth_keygen(key);
}

void seal_mark_begin(struct seal_mark *m, const uint8_t key[SEAL_MARK_KEY])
{
    crypto_onetimeauth_init((crypto_onetimeauth_state *)(void *)m->opaque, key);
}

void seal_mark_add(struct seal_mark *m, const void *data, size_t length)
{
    crypto_onetimeauth_update((crypto_onetimeauth_state *)(void *)m->opaque, data, length);
}

void seal_mark_end(struct seal_mark *m, uint8_t out[SEAL_MARK])
{
    crypto_onetimeauth_final((crypto_onetimeauth_state *)(void *)m->opaque, out);
}

fault seal_say(char *why, fault f, const char *format, ...)
{
    if (!why)
        return f;
    va_list args;
    va_start(args, format);
    vsnprintf(why, SEAL_WHY, format, args);
    va_end(args);
    return f;
}

fault seal_into_buffer(void *to, const void *data, size_t length)
{
    struct buffer *out = to;
    buffer_add(out, data, length);
    return out->over ? FAULT_TOO_LARGE : FAULT_NONE;
}

void seal_take_back(struct buffer *out, size_t length)
{
    if (out->data) {
        sodium_memzero(out->data + length, out->length - length);
        out->length = length;
    }
    out->over = false;
}

bool seal_base64_get(void *out, size_t room, size_t *ret_length, struct span text, int variant)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] >= 0x80)
            return false;
    return sodium_base642bin(out, room, (const char *)text.data, text.length, NULL, ret_length, NULL, variant) == 0;
}

/* CRC-32 is linear: the remainder of a byte is the sum of those of its bits. ROW_k holds the eight bits' remainders
 * when k more zero bytes follow, so that eight bytes are taken at a time from eight tables the compiler works out. */
#define BITS(i, a, b, c, d, e, f, g, h)                                                                                \
    (((i)&1 ? a : 0u) ^ ((i)&2 ? b : 0u) ^ ((i)&4 ? c : 0u) ^ ((i)&8 ? d : 0u) ^ ((i)&16 ? e : 0u) ^                   \
     ((i)&32 ? f : 0u) ^ ((i)&64 ? g : 0u) ^ ((i)&128 ? h : 0u))
/* clang-format off */
#define ROW_0(i) BITS(i, 0x77073096, 0xEE0E612C, 0x076DC419, 0x0EDB8832, 0x1DB71064, 0x3B6E20C8, 0x76DC4190, 0xEDB88320)
#define ROW_1(i) BITS(i, 0x191B3141, 0x32366282, 0x646CC504, 0xC8D98A08, 0x4AC21251, 0x958424A2, 0xF0794F05, 0x3B83984B)
#define ROW_2(i) BITS(i, 0x01C26A37, 0x0384D46E, 0x0709A8DC, 0x0E1351B8, 0x1C26A370, 0x384D46E0, 0x709A8DC0, 0xE1351B80)
#define ROW_3(i) BITS(i, 0xB8BC6765, 0xAA09C88B, 0x8F629757, 0xC5B428EF, 0x5019579F, 0xA032AF3E, 0x9B14583D, 0xED59B63B)
#define ROW_4(i) BITS(i, 0x3D6029B0, 0x7AC05360, 0xF580A6C0, 0x30704BC1, 0x60E09782, 0xC1C12F04, 0x58F35849, 0xB1E6B092)
#define ROW_5(i) BITS(i, 0xCB5CD3A5, 0x4DC8A10B, 0x9B914216, 0xEC53826D, 0x03D6029B, 0x07AC0536, 0x0F580A6C, 0x1EB014D8)
#define ROW_6(i) BITS(i, 0xA6770BB4, 0x979F1129, 0xF44F2413, 0x33EF4E67, 0x67DE9CCE, 0xCFBD399C, 0x440B7579, 0x8816EAF2)
#define ROW_7(i) BITS(i, 0xCCAA009E, 0x4225077D, 0x844A0EFA, 0xD3E51BB5, 0x7CBB312B, 0xF9766256, 0x299DC2ED, 0x533B85DA)
#define FOUR(row, i) row(i), row((i) + 1), row((i) + 2), row((i) + 3)
#define SIXTEEN(row, i) FOUR(row, i), FOUR(row, (i) + 4), FOUR(row, (i) + 8), FOUR(row, (i) + 12)
#define SIXTY_FOUR(row, i) SIXTEEN(row, i), SIXTEEN(row, (i) + 16), SIXTEEN(row, (i) + 32), SIXTEEN(row, (i) + 48)
#define TABLE(row) { SIXTY_FOUR(row, 0), SIXTY_FOUR(row, 64), SIXTY_FOUR(row, 128), SIXTY_FOUR(row, 192) }
static const uint32_t remainders[8][256] = {TABLE(ROW_0), TABLE(ROW_1), TABLE(ROW_2), TABLE(ROW_3),
                                            TABLE(ROW_4), TABLE(ROW_5), TABLE(ROW_6), TABLE(ROW_7)};
/* clang-format on */

uint32_t seal_crc32(uint32_t before, const void *data, size_t length)
{
    const uint8_t *at = data;
    uint32_t crc = ~before;
    for (; length >= 8; length -= 8, at += 8) {
        uint32_t low = crc ^ get_le32(at), high = get_le32(at + 4);
        crc = remainders[7][low & 255] ^ remainders[6][low >> 8 & 255] ^ remainders[5][low >> 16 & 255] ^
              remainders[4][low >> 24] ^ remainders[3][high & 255] ^ remainders[2][high >> 8 & 255] ^
              remainders[1][high >> 16 & 255] ^ remainders[0][high >> 24];
    }
    while (length-- > 0)
        crc = crc >> 8 ^ remainders[0][(crc ^ *at++) & 255];
    return ~crc;
}
