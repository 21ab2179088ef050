/* The smallest harness that serves: CHECK counts and goes on, TEST_END prints "name: N passed, N failed" and gives main's
 * exit status. A test that can't run here says why with SKIP, which is counted and shown, never silent. */
#pragma once

#include <stdio.h>
#include <string.h>

static int test_passed, test_failed, test_skipped;

#define CHECK(condition)                                                                                              \
    ((condition) ? (void)test_passed++                                                                                \
                 : (void)(test_failed++, printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #condition)))
#define CHECK_TEXT(got, want)                                                                                         \
    do {                                                                                                              \
        const char *got_ = (got), *want_ = (want);                                                                    \
        if (strcmp(got_, want_) == 0)                                                                                 \
            test_passed++;                                                                                            \
        else                                                                                                          \
            test_failed++, printf("%s:%d: got \"%s\", want \"%s\"\n", __FILE__, __LINE__, got_, want_);               \
    } while (0)
#define CHECK_INT(got, want)                                                                                          \
    do {                                                                                                              \
        long long got_ = (long long)(got), want_ = (long long)(want);                                                 \
        if (got_ == want_)                                                                                            \
            test_passed++;                                                                                            \
        else                                                                                                          \
            test_failed++, printf("%s:%d: %s is %lld, want %lld\n", __FILE__, __LINE__, #got, got_, want_);           \
    } while (0)
#define SKIP(why) (test_skipped++, printf("%s: skipped: %s\n", __FILE__, why))
#define TEST_END()                                                                                                    \
    (printf("%s: %d passed, %d failed, %d skipped\n", __FILE__, test_passed, test_failed, test_skipped),              \
     test_failed || !(test_passed + test_skipped))
