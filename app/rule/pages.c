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

/* A tile has the number of the text behind it. */
enum told_first {
#define TILE(key, icon, heading, hint) FIRST_##key, FIRST_after_##key = FIRST_##key - 1,
#define TOLD(tile, key, heading, text) FIRST_##tile##_##key,
#include "rule/people.def"
#undef TOLD
#undef TILE
};
static const struct told_tile told_tiles[] = {
#define TILE(key, icon, heading, hint) {#key, #icon, heading, hint, FIRST_##key},
#define TOLD(tile, key, heading, text)
#include "rule/people.def"
#undef TOLD
#undef TILE
};
static const struct page told[] = {
#define TILE(key, icon, heading, hint)
#define TOLD(tile, key, heading, text) {#key, "book", heading, text, 0},
#include "rule/people.def"
#undef TOLD
#undef TILE
};

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

const struct told_tile *pages_told_tiles(size_t *ret_count)
{
    *ret_count = sizeof told_tiles / sizeof *told_tiles;
    return told_tiles;
}

const struct page *pages_told(size_t *ret_count)
{
    *ret_count = sizeof told / sizeof *told;
    return told;
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
