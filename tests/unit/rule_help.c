/* The numbers behind Help now: the right ones, and checked lately (CRS-02, CRS-05). */
#include "rule/pages.h"

#include <time.h>
#include "test.h"

int main(void)
{
    static const char *const want[] = {"113", "116 117", "116 123", "22 40 00 40", "116 111"};
    size_t count = 0;
    const struct help_line *help = pages_help(&count);
    int32_t today = (int32_t)(time(NULL) / 86400);
    CHECK_INT(count, sizeof want / sizeof *want);
    for (size_t i = 0; i < count; i++) {
        int32_t checked = date_day(help[i].checked.year, help[i].checked.month, help[i].checked.day);
        CHECK_TEXT(help[i].number, want[i]);
        if (today - checked > HELP_CHECKED_DAYS_MAX)
            printf("%s was checked %d days ago: check it with the service, then change the date in app/rule/help.def\n",
                   help[i].number, (int)(today - checked));
        CHECK(today - checked <= HELP_CHECKED_DAYS_MAX);
    }
    return TEST_END();
}
