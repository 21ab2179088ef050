/* The texts that are read, as tables. */
#include "rule/pages.h"

#include "base/words.h"

#define PAGE(key, icon, heading, text) {#key, #icon, heading, text},
static const struct page about[] = {
#include "rule/about.def"
};
static const struct page privacy[] = {
#include "rule/privacy.def"
};
#undef PAGE

static const struct expect_line expect[] = {
#define EXPECT(key, icon, text) {#key, #icon, text},
#include "rule/expect.def"
#undef EXPECT
};

static const struct help_line help[] = {
#define HELP(key, icon, who, hours, number, year, month, day) {#key, #icon, who, hours, number, {year, month, day}},
#include "rule/help.def"
#undef HELP
};

const struct page *pages_about(size_t *ret_count)
{
    *ret_count = sizeof about / sizeof *about;
    return about;
}

const struct page *pages_privacy(size_t *ret_count)
{
    *ret_count = sizeof privacy / sizeof *privacy;
    return privacy;
}

const struct expect_line *pages_expect(size_t *ret_count)
{
    *ret_count = sizeof expect / sizeof *expect;
    return expect;
}

const struct help_line *pages_help(size_t *ret_count)
{
    *ret_count = sizeof help / sizeof *help;
    return help;
}
