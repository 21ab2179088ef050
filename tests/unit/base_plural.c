/* The rules of plural forms as gettext's manual gives them, against counted forms; and what is no rule. */
#include "base/words.c"
#include "test.h"

#include <stdio.h>
#include <string.h>

static unsigned german(unsigned long n)
{
    return n != 1;
}
static unsigned french(unsigned long n)
{
    return n > 1;
}
static unsigned polish(unsigned long n)
{
    if (n == 1)
        return 0;
    return n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 10 || n % 100 >= 20) ? 1 : 2;
}
static unsigned slovenian(unsigned long n)
{
    unsigned long last = n % 100;
    if (last == 1)
        return 0;
    if (last == 2)
        return 1;
    return last == 3 || last == 4 ? 2 : 3;
}
static unsigned arabic(unsigned long n)
{
    if (n < 3)
        return (unsigned)n;
    if (n % 100 >= 3 && n % 100 <= 10)
        return 3;
    return n % 100 >= 11 ? 4 : 5;
}
static unsigned japanese(unsigned long n)
{
    return n * 0;
}

static void test_rules(void)
{
    static const struct {
        const char *line;
        unsigned forms, (*wanted)(unsigned long n);
    } rows[] = {
        {"nplurals=2; plural=(n != 1);", 2, german},
        {"nplurals=2; plural=n>1;", 2, french},
        {"nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;", 3, polish},
        {"nplurals=4; plural=n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3;", 4, slovenian},
        {"nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;", 6,
         arabic},
        {"nplurals=1; plural=0;", 1, japanese},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char header[512];
        struct plural p;
        snprintf(header, sizeof header, "Language: xx\nPlural-Forms: %s\nX-Other: 1\n", rows[i].line);
        CHECK(plural_read(header, &p) == FAULT_NONE);
        CHECK_INT(p.forms, rows[i].forms);
        for (unsigned long n = 0; n < 1300; n++)
            CHECK_INT(plural_form(&p, n), rows[i].wanted(n));
    }
}

static void test_refused(void)
{
    static const char *const rows[] = {
        "nplurals=2; plural=;",
        "nplurals=2; plural=n != ;",
        "nplurals=2; plural=(n != 1;",
        "nplurals=2; plural=n;",
        "nplurals=0; plural=0;",
        "nplurals=7; plural=0;",
        "nplurals=2; plural=n/0;",
        "nplurals=2; plural=1 % (n - n);",
        "nplurals=2; plural=m != 1;",
        "nplurals=2; plural=n != 1",
        "nplurals=2;",
        "plural=n != 1;",
        "nplurals=2; plural=n ? 1 0;",
        "nplurals=3; plural=n % 4;",
    };
    struct plural p;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char header[256];
        snprintf(header, sizeof header, "Plural-Forms: %s\n", rows[i]);
        CHECK(plural_read(header, &p) == FAULT_BAD_INPUT);
        CHECK_INT(plural_form(&p, 5), 0);
    }
    static char deep[4096] = "Plural-Forms: nplurals=2; plural=";
    memset(deep + strlen(deep), '(', 2000);
    CHECK(plural_read(deep, &p) == FAULT_BAD_INPUT);
    CHECK(plural_read("Language: xx\n", &p) == FAULT_NONE);
    CHECK_INT(plural_form(&p, 1), 0);
}

int main(void)
{
    test_rules();
    test_refused();
    return TEST_END();
}
