/* The smallest harness that serves: CHECK counts and goes on, TEST_END prints "name: N passed, N failed" and gives main's
 * exit status. A test that can't run here says why with SKIP, which is counted and shown, never silent. */
#pragma once

#include <stdio.h>
#include <string.h>
#include "count.h"

extern struct count test;

/* Each gives back whether it held; when not, says where and what. */
bool test_check(const char *file, int line, const char *what, bool holds);
bool test_text(const char *file, int line, const char *got, const char *want);
bool test_int(const char *file, int line, const char *what, long long got, long long want);

#define CHECK(condition) ((void)test_check(__FILE__, __LINE__, #condition, (condition)))
#define CHECK_TEXT(got, want) ((void)test_text(__FILE__, __LINE__, (got), (want)))
#define CHECK_INT(got, want) ((void)test_int(__FILE__, __LINE__, #got, (long long)(got), (long long)(want)))
#define SKIP(why) (test.skipped++, printf("%s: skipped: %s\n", __FILE__, why))
#define TEST_END() count_end(&test, __FILE__)
