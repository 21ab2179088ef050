/* A reader under any bytes (tests/fuzz/): what each of its harnesses gives, and what it is given. Two programs run them: kit/fuzz_short.c
 * (make test) and kit/fuzz_long.c under libFuzzer (make attack). */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Given by the harness. Once, before the first input: makes ready what the reader needs, and has the product make good inputs. */
void fuzz_seeds(void);
/* Reads the bytes, which are in a block of their own. libFuzzer's name; returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Given to it. A good input; the bytes are copied. */
void fuzz_seed(const void *data, size_t size);
/* The reader took the input at hand for a good one. */
void fuzz_taken(void);

/* What must hold whatever the bytes are; else the input is a find. */
#define FUZZ_HOLDS(condition)                                                                                          \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                                    \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)
