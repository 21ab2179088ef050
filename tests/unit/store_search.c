/* Every listed group is findable by every word of its name, however æ ø å, accents and case are typed; and quickly. */
#include "test.h"

#include <time.h>
#include "store/inside.h"
#include "store_demo.h"

static uint32_t seed = 12345;

static uint32_t draw(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

/* A letter as it is written, and the ways people may type it. */
static const struct letter {
    const char *written, *typed[5];
} letters[] = {
    {"a", {"a", "A"}},
    {"b", {"b", "B"}},
    {"d", {"d"}},
    {"e", {"e", "E"}},
    {"g", {"g"}},
    {"i", {"i"}},
    {"k", {"k"}},
    {"l", {"l", "L"}},
    {"m", {"m"}},
    {"n", {"n"}},
    {"o", {"o", "O"}},
    {"r", {"r", "R"}},
    {"s", {"s"}},
    {"t", {"t", "T"}},
    {"u", {"u"}},
    {"v", {"v"}},
    {"æ", {"æ", "ae", "Æ", "AE", "a"}},
    {"ø", {"ø", "oe", "o", "Ø", "ö"}},
    {"å", {"å", "aa", "a", "Å", "AA"}},
    {"é", {"é", "e", "É"}},
    {"ö", {"ö", "o", "oe", "ø"}},
    {"ä", {"ä", "a", "ae", "æ"}},
    {"ü", {"ü", "u", "ue"}},
    {"Å", {"å", "aa", "a", "Å"}},
    {"Ø", {"ø", "oe", "o"}},
    {"Æ", {"æ", "ae"}},
    {"ð", {"ð", "d"}},
    {"š", {"š", "s"}},
    {"7", {"7"}},
    {"č", {"c", "č"}},
    {"ñ", {"n", "ñ"}},
    {"ж", {"ж", "Ж"}},
    {"م", {"م"}},
    {"中", {"中"}},
};
enum { LETTERS = sizeof letters / sizeof *letters, WORDS = 4 };

struct word {
    char written[64], typed[3][64];
}; /* three spellings of the same word */
struct name {
    size_t count;
    struct word words[WORDS];
};

static void spell(struct word *word)
{
    size_t length = 1 + draw(8);
    *word = (struct word){0};
    for (size_t i = 0; i < length && strlen(word->written) < 20; i++) {
        const struct letter *l = &letters[draw(LETTERS)];
        size_t ways = 0;
        while (ways < 5 && l->typed[ways])
            ways++;
        strncat(word->written, l->written, 8);
        for (int k = 0; k < 3; k++) /* each letter its own way: spellings mix within a word */
            strncat(word->typed[k], l->typed[draw((uint32_t)ways)], 8);
    }
}

static void name_groups(struct centre_file *file, struct name *names)
{
    static const char *const between[] = {" ", "-", ", ", " / ", " – "};
    for (size_t i = 0; i < file->group_count; i++) {
        char text[GROUP_NAME_MAX] = "";
        names[i].count = 1 + draw(WORDS);
        for (size_t w = 0; w < names[i].count; w++) {
            spell(&names[i].words[w]);
            if (w > 0)
                strncat(text, between[draw(5)], 8);
            strncat(text, names[i].words[w].written, 24);
        }
        assert(text_clean(text));
        file->groups[i].name = demo_text(file, text, "The same in English");
    }
}

static bool found(struct store *s, const char *typed, const char *key, size_t groups)
{
    static struct group page[32];
    size_t n = 0, from = 0;
    do {
        if (store_groups(
                s, &(struct groups_asked){.language = strlen(typed) % 2 ? "en" : "nb", .typed = typed, .from = from},
                page, 32, &n) != FAULT_NONE)
            return false;
        for (size_t i = 0; i < n; i++)
            if (text_same(page[i].key, key))
                return true;
        from += 32;
    } while (n == 32 && from < groups + 32);
    return false;
}

static void test_findable(void)
{
    enum { GROUPS = 400 };
    static struct name names[GROUPS];
    char folder[64];
    struct centre_file file;
    struct store *s;
    size_t missed = 0, asked = 0;
    struct kiosk kiosk = demo_kiosk();
    demo_centre(&file, GROUPS);
    name_groups(&file, names);
    demo_folder(folder);
    CHECK_INT(store_create(folder, &kiosk), FAULT_NONE);
    CHECK_INT(store_timetable_build(folder, &file, "", NULL, 0), FAULT_NONE);
    CHECK_INT(store_open(&s, folder, NULL, 0), FAULT_NONE);
    for (size_t i = 0; i < GROUPS; i++)
        for (size_t w = 0; w < names[i].count; w++)
            for (int k = 0; k < 3; k++) {
                char typed[64];
                strncpy(typed, names[i].words[w].typed[k], sizeof typed);
                asked++;
                if (!found(s, typed, file.groups[i].key, GROUPS)) {
                    missed++;
                    printf("\"%s\" is not found as \"%s\"\n", names[i].words[w].written, typed);
                }
                for (text_shorten(typed); typed[0]; text_shorten(typed)) { /* and at every key press on the way */
                    asked++;
                    missed += !found(s, typed, file.groups[i].key, GROUPS);
                }
            }
    printf("%zu searches, %zu missed\n", asked, missed);
    CHECK_INT(missed, 0);
    CHECK(asked > 5000);
    store_close(s);
    centre_file_free(&file);
    demo_remove(folder);
}

static void test_words(void)
{
    static const struct {
        const char *typed;
        size_t want;
    } rows[] = {
        {"tirsdag", 1},
        {"TIRS", 1},
        {"gruppa", 0},
        {"tirsdagsgruppa", 1},
        {"tirsdag sør", 1},
        {"sør tirs", 1},
        {"soer tirs", 1},
        {"sor", 1},
        {"tirsdag onsdag", 0},
        {"alesund", 1},
        {"aalesund", 1},
        {"Ålesund", 1},
        {"goettingen", 1},
        {"gottingen", 1},
        {"strasse", 1},
        {"straße", 1},
        {"kreativ", 1},
        {"", 0},
        {"   ", 0},
        {"-", 0},
        {"\"", 0},
        {"tirs*", 1},
        {"tirs OR ons", 0},
        {"NEAR(tirs)", 0},
        {"words:tirs", 0},
        {"^tirs", 1},
        {"'; DROP TABLE search", 0},
        {"b204", 4},
        {"alene", 2},
        {"alone", 2},
        {"lukket", 1},
        {"snakker", 4},
        {"talk", 4},
    };
    char folder[64];
    struct centre_file file;
    struct store *s;
    struct group page[8];
    struct kiosk kiosk = demo_kiosk();
    demo_centre(&file, 4);
    file.groups[0].name = demo_text(&file, "Tirsdagsgruppa på Sørlandet", "Tuesdays");
    file.groups[1].name = demo_text(&file, "Ålesund – kreativ onsdag", "Wednesdays");
    file.groups[2].name = demo_text(&file, "Göttingen, Königsstraße", "Strasse");
    file.groups[2].name = demo_text(&file, "Göttingen Straße", "Thursdays");
    file.groups[3].name = demo_text(&file, "Lukket", "Closed");
    file.groups[3].state = GROUP_STATE_closed;
    demo_folder(folder);
    CHECK_INT(store_create(folder, &kiosk), FAULT_NONE);
    CHECK_INT(store_timetable_build(folder, &file, "", NULL, 0), FAULT_NONE);
    CHECK_INT(store_open(&s, folder, NULL, 0), FAULT_NONE);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t n = 99;
        CHECK_INT(store_groups(s, &(struct groups_asked){.language = "nb", .typed = rows[i].typed}, page, 8, &n),
                  FAULT_NONE);
        if (n != rows[i].want)
            printf("\"%s\"\n", rows[i].typed);
        CHECK_INT(n, rows[i].want);
    }
    char longest[STORE_WORDS_MAX + 1];
    size_t n;
    memset(longest, 'a', STORE_WORDS_MAX);
    longest[STORE_WORDS_MAX] = 0;
    CHECK_INT(store_groups(s, &(struct groups_asked){.language = "nb", .typed = longest}, page, 8, &n),
              FAULT_BAD_INPUT);
    for (size_t i = 0; i < STORE_WORDS_MAX; i++)
        longest[i] = i % 2 ? ' ' : 'a';
    longest[STORE_WORDS_MAX - 1] = 0;
    CHECK_INT(store_groups(s, &(struct groups_asked){.language = "nb", .typed = longest}, page, 8, &n),
              FAULT_NONE); /* 32 words of one letter */
    store_close(s);
    centre_file_free(&file);
    demo_remove(folder);
}

/* Bytes no keyboard of ours makes: answered or refused, never a fault of the disk. */
static void test_noise(void)
{
    char folder[64];
    struct store *s;
    struct group page[4];
    demo_make(demo_folder(folder), 3);
    CHECK_INT(store_open(&s, folder, NULL, 0), FAULT_NONE);
    for (int i = 0; i < 3000; i++) {
        char typed[STORE_WORDS_MAX] = "";
        size_t n, length = draw(STORE_WORDS_MAX);
        for (size_t k = 0; k < length; k++)
            typed[k] = (char)(1 + draw(255));
        CHECK_INT(store_groups(s, &(struct groups_asked){.language = "en", .typed = typed}, page, 4, &n), FAULT_NONE);
    }
    CHECK(store_takes_signups(s));
    store_close(s);
    demo_remove(folder);
}

static void test_order(void)
{
    static const char *const sorted[] = {"Anna", "Berit 2", "Café", "Ca-grønn", "Olav",
                                         "Zoo",  "Ærlig",   "Øst",  "Åpent hus"};
    char before[256] = "", here[256];
    for (size_t i = 0; i < sizeof sorted / sizeof *sorted; i++) {
        name_order(here, sizeof here, sorted[i], "nb");
        if (i != 3) /* a hyphen is a blank, and stands before letters */
            CHECK(strcmp(before, here) < 0);
        else
            CHECK(strcmp(here, before) < 0);
        if (i != 3)
            strncpy(before, here, sizeof before);
    }
    name_order(here, sizeof here, "Aasen", "nb");
    name_order(before, sizeof before, "Åsen", "nb");
    CHECK_TEXT(here, before);
    name_order(here, sizeof here, "Åsen", "en");
    CHECK_TEXT(here, "asen");
}

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int upward(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* 10,000 groups with words as they are: a few in every name, many in some. The bench judges; this only prints, since
 * it runs with sanitizers and beside other work. */
static void test_speed(size_t groups)
{
    static const char *const words[] = {"Tirsdag", "Onsdag",      "Torsdag", "Gruppa",    "Gruppe",
                                        "Kretsen", "Møteplassen", "Samtale", "Sørlandet", "Ålesund",
                                        "Åpen",    "Ærlig",       "Fjord",   "Hverdag",   "Hvile"};
    enum { COUNT = sizeof words / sizeof *words };
    static double first[4000], later[20000];
    size_t firsts = 0, laters = 0, n;
    static struct group page[25];
    char folder[64], text[GROUP_NAME_MAX];
    struct centre_file file;
    struct store *s;
    struct kiosk kiosk = demo_kiosk();
    demo_centre(&file, groups);
    for (size_t i = 0; i < groups; i++) {
        snprintf(text, sizeof text, "%s %s %zu", words[draw(COUNT)], words[draw(COUNT)], i);
        file.groups[i].name = demo_text(&file, text, text);
    }
    demo_folder(folder);
    CHECK_INT(store_create(folder, &kiosk), FAULT_NONE);
    double start = now_ms();
    CHECK_INT(store_timetable_build(folder, &file, "", NULL, 0), FAULT_NONE);
    double built = now_ms();
    CHECK_INT(store_open(&s, folder, NULL, 0), FAULT_NONE);
    double opened = now_ms();
    for (int round = 0; round < 300; round++) {
        char typed[STORE_WORDS_MAX];
        snprintf(typed, sizeof typed, "%s %s", words[draw(COUNT)], words[draw(COUNT)]);
        for (; typed[0]; text_shorten(typed)) {
            double t = now_ms();
            CHECK(store_groups(s, &(struct groups_asked){.language = round % 2 ? "en" : "nb", .typed = typed}, page, 25,
                               &n) == FAULT_NONE);
            t = now_ms() - t;
            if (text_count(typed) == 1 && firsts < 4000)
                first[firsts++] = t;
            else if (laters < 20000)
                later[laters++] = t;
        }
    }
    qsort(first, firsts, sizeof *first, upward);
    qsort(later, laters, sizeof *later, upward);
    printf("%zu groups: build %.0f ms, open %.1f ms; one letter p50 %.2f p99 %.2f; "
           "later p50 %.2f p99 %.2f max %.2f ms\n",
           groups, built - start, opened - built, first[firsts / 2], first[firsts * 99 / 100], later[laters / 2],
           later[laters * 99 / 100], later[laters - 1]);
    store_close(s);
    centre_file_free(&file);
    demo_remove(folder);
}

int main(int count, char **arguments)
{
    test_findable();
    test_words();
    test_noise();
    test_order();
    test_speed(count > 1 ? (size_t)atoi(arguments[1]) : 1000);
    return TEST_END();
}
