#include "test.h"

struct count test;

bool test_check(const char *file, int line, const char *what, bool holds)
{
    if (!count_check(&test, holds))
        printf("%s:%d: not so: %s\n", file, line, what);
    return holds;
}

bool test_text(const char *file, int line, const char *got, const char *want)
{
    bool same = strcmp(got, want) == 0;
    if (!count_check(&test, same))
        printf("%s:%d: got \"%s\", want \"%s\"\n", file, line, got, want);
    return same;
}

bool test_int(const char *file, int line, const char *what, long long got, long long want)
{
    bool same = got == want;
    if (!count_check(&test, same))
        printf("%s:%d: %s is %lld, want %lld\n", file, line, what, got, want);
    return same;
}
