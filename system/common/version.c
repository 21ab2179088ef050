#include "system/common/version.h"

#include <ctype.h>
#include <stdlib.h>
#include "system/common/cmdline.h"

enum { VERSION_PARTS = 4, VERSION_DIGITS = 6 };

static bool digits(const char **at, int most)
{
    const char *from = *at;
    while (isdigit((unsigned char)**at))
        (*at)++;
    long count = *at - from;
    return count > 0 && count <= most && (*from != '0' || count == 1);
}

bool version_good(const char *version)
{
    const char *at = version;
    for (int parts = 1; parts <= VERSION_PARTS; parts++) {
        if (!digits(&at, VERSION_DIGITS))
            return false;
        if (*at == 0)
            return at - version < VERSION_MAX;
        if (*at++ != '.')
            return false;
    }
    return false;
}

int version_compare(const char *a, const char *b)
{
    while (*a || *b) {
        char *end_a, *end_b;
        long left = strtol(a, &end_a, 10), right = strtol(b, &end_b, 10);
        if (left != right)
            return left < right ? -1 : 1;
        a = *end_a == '.' ? end_a + 1 : end_a;
        b = *end_b == '.' ? end_b + 1 : end_b;
    }
    return 0;
}

fault version_running(struct version_system *ret, const char *line)
{
    int64_t schema = cmdline_number(line, "sirkel.schema");
    if (!cmdline_word(line, "sirkel.version", ret->version, sizeof ret->version) || !version_good(ret->version) ||
        schema > UINT32_MAX)
        return FAULT_BAD_INPUT;
    ret->schema = schema < 0 ? 0 : (uint32_t)schema;
    return FAULT_NONE;
}
