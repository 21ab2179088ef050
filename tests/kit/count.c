#include "count.h"

#include <stdio.h>

bool count_check(struct count *count, bool holds)
{
    (*(holds ? &count->passed : &count->failed))++;
    return holds;
}

int count_end(const struct count *count, const char *name)
{
    printf("%s: %d passed, %d failed", name, count->passed, count->failed);
    if (count->skipped)
        printf(", %d skipped", count->skipped);
    printf("\n");
    return count->failed || !(count->passed + count->skipped);
}
