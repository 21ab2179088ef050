/* The texts that are read, as tables. */
#include "rule/pages.h"

#include "base/words.h"

#define PAGE(key, icon, heading, text) {#key, #icon, heading, text, 0},
#define PAGE_OF(setting, key, icon, heading, text) {#key, #icon, heading, text, setting},
static const struct page about[] = {
#include "rule/about.def"
};
static const struct page privacy[] = {
#include "rule/privacy.def"
};
static const struct page after[] = {
#include "rule/after.def"
};
#undef PAGE_OF
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

_Static_assert(sizeof about / sizeof *about <= PAGES_ABOUT_MAX, "room for all of them");
size_t pages_about_here(uint32_t settings, size_t out[PAGES_ABOUT_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < sizeof about / sizeof *about; i++)
        if (about[i].of == 0 || (settings >> about[i].of & 1))
            out[count++] = i;
    return count;
}

const struct page *pages_after(size_t *ret_count)
{
    *ret_count = sizeof after / sizeof *after;
    return after;
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
