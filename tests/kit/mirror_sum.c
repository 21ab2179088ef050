#include "mirror.h"

uint64_t mirror_sum(uint64_t sum, const void *data, size_t size)
{
    const uint8_t *byte = data;
    for (size_t i = 0; i < size; i += 8) {
        uint64_t word = 0;
        for (size_t k = 0; k < 8 && i + k < size; k++)
            word |= (uint64_t)byte[i + k] << (8 * k);
        sum = (sum ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        sum ^= sum >> 29;
    }
    return sum;
}
