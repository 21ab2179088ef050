/* Bech32, as age writes its keys: BIP 173 without its limit of 90 characters, 32 bytes of data, one case only. */
#include "base/bech32.h"

#include <ctype.h>
#include <string.h>
#include "base/bytes.h"

enum { SYMBOLS = 52, CHECKSUM = 6 }; /* 256 bits in fives, the last one padded with four zeros */

static const char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

static uint32_t polymod_step(uint32_t sum, uint8_t symbol)
{
    static const uint32_t generator[5] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    uint32_t top = sum >> 25;
    sum = (sum & 0x1ffffff) << 5 ^ symbol;
    for (int i = 0; i < 5; i++)
        sum ^= top >> i & 1 ? generator[i] : 0;
    return sum;
}

static uint32_t polymod_prefix(const char *prefix)
{
    uint32_t sum = 1;
    for (const char *p = prefix; *p; p++)
        sum = polymod_step(sum, (uint8_t)(*p >> 5));
    sum = polymod_step(sum, 0);
    for (const char *p = prefix; *p; p++)
        sum = polymod_step(sum, (uint8_t)(*p & 31));
    return sum;
}

/* The n-th five bits of the data. */
static uint8_t symbol_at(const uint8_t data[32], size_t n)
{
    size_t bit = n * 5, byte = bit / 8;
    unsigned pair = (unsigned)data[byte] << 8 | (byte + 1 < 32 ? data[byte + 1] : 0u);
    return (uint8_t)(pair >> (11 - bit % 8) & 31);
}

void bech32_put(char *out, const char *prefix, const uint8_t data[32], bool upper)
{
    char *at = out;
    uint32_t sum = polymod_prefix(prefix);
    for (const char *p = prefix; *p; p++)
        *at++ = *p;
    *at++ = '1';
    for (size_t i = 0; i < SYMBOLS; i++) {
        uint8_t symbol = symbol_at(data, i);
        sum = polymod_step(sum, symbol);
        *at++ = alphabet[symbol];
    }
    for (size_t i = 0; i < CHECKSUM; i++)
        sum = polymod_step(sum, 0);
    sum ^= 1;
    for (int i = CHECKSUM - 1; i >= 0; i--)
        *at++ = alphabet[sum >> (5 * i) & 31];
    *at = 0;
    for (at = out; upper && *at; at++)
        *at = (char)toupper((unsigned char)*at);
}

/* Reads 52 symbols into 32 bytes; the four bits left over must be zeros. */
static bool take_symbols(uint8_t data[32], uint32_t *sum, const char *text, bool upper)
{
    unsigned bits = 0, held = 0;
    size_t filled = 0;
    for (size_t i = 0; i < SYMBOLS + CHECKSUM; i++) {
        char c = text[i];
        if (upper ? islower((unsigned char)c) : isupper((unsigned char)c))
            return false;
        const char *found = c ? strchr(alphabet, tolower((unsigned char)c)) : NULL;
        if (!found)
            return false;
        *sum = polymod_step(*sum, (uint8_t)(found - alphabet));
        if (i >= SYMBOLS)
            continue;
        bits = bits << 5 | (unsigned)(found - alphabet);
        held += 5;
        if (held >= 8) {
            held -= 8;
            data[filled++] = (uint8_t)(bits >> held);
        }
    }
    return filled == 32 && (bits & ((1u << held) - 1)) == 0;
}

bool bech32_get(uint8_t data[32], const char *prefix, const char *text, bool upper)
{
    size_t length = strlen(prefix);
    if (strlen(text) != length + 1 + SYMBOLS + CHECKSUM || text[length] != '1')
        return false;
    for (size_t i = 0; i < length; i++)
        if (text[i] != (upper ? toupper((unsigned char)prefix[i]) : prefix[i]))
            return false;
    uint32_t sum = polymod_prefix(prefix);
    if (take_symbols(data, &sum, text + length + 1, upper) && sum == 1)
        return true;
    bytes_wipe(data, 32);
    return false;
}
