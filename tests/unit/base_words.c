/* The catalogues: there and back, plurals, contexts, a language without words, and files that are not what they say. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/bytes.h"
#include "base/file.h"
#include "base/words.h"
#include "test.h"

static char lang[FILE_PATH_MAX];

static void there_and_back(void)
{
    CHECK(words_open(lang) == FAULT_NONE);
    CHECK(words_complete("nb") && words_complete("en") && !words_complete("xx"));
    for (int i = 0; i < 10; i++) {
        words_switch("nb");
        CHECK_TEXT(words("Help now"), "Hjelp nå");
        CHECK_TEXT(words(""), "");
        CHECK_TEXT(words("no such words"), "no such words");
        words_switch("en");
        CHECK_TEXT(words("Help now"), "Help now");
    }
    words_switch("nb");
    CHECK_TEXT(words_plural("%d record", "%d records", 1), "%d oppføring");
    CHECK_TEXT(words_plural("%d record", "%d records", 2), "%d oppføringer");
    CHECK_TEXT(words_context("key", "erase"), "slett");
    CHECK_TEXT(words_context("no such context", "erase"), "erase");
    words_switch("en");
    CHECK_TEXT(words_plural("%d record", "%d records", 1), "%d record");
    CHECK_TEXT(words_plural("%d record", "%d records", 0), "%d records");
}

static void put(const char *folder, const struct buffer *file)
{
    char path[FILE_PATH_MAX];
    CHECK(file_path(path, folder, "nb/LC_MESSAGES") == FAULT_NONE && file_folder(path, 0700) == FAULT_NONE);
    CHECK(file_path(path, folder, "nb/LC_MESSAGES/sirkel.mo") == FAULT_NONE);
    CHECK(file_replace(path, file->data, file->length, 0600) == FAULT_NONE);
}

/* Whatever stands in the file, opening it answers and asking it stays inside. */
static void forged(void)
{
    char folder[] = "/tmp/sirkel-words-XXXXXX", path[FILE_PATH_MAX];
    struct buffer good = {.limit = 1 << 22};
    unsigned seed = 7;
    CHECK(mkdtemp(folder) != NULL);
    CHECK(words_open(folder) == FAULT_NONE && !words_complete("nb")); /* nothing there: English, and known to be */
    CHECK(file_path(path, lang, "nb/LC_MESSAGES/sirkel.mo") == FAULT_NONE && file_read(path, &good) == FAULT_NONE);
    for (int i = 0; i < 400; i++) {
        struct buffer bad = {.limit = 1 << 22};
        size_t length = i % 4 == 0 ? (size_t)rand_r(&seed) % good.length : good.length;
        buffer_add(&bad, good.data, length);
        for (int k = 0; k < 4 && i % 4 && length; k++)
            bad.data[(size_t)rand_r(&seed) % (i % 2 ? 12000 : 28)] ^= (uint8_t)(1 << rand_r(&seed) % 8);
        put(folder, &bad);
        fault f = words_open(folder);
        words_switch("nb");
        CHECK((f == FAULT_NONE || f == FAULT_FILE_DAMAGED) && strlen(words("Help now")) < 100);
        buffer_free(&bad);
    }
    buffer_free(&good);
}

int main(void)
{
    const char *build = getenv("SIRKEL_BUILD");
    snprintf(lang, sizeof lang, "%s/lang", build ? build : "build");
    struct stat s;
    char path[FILE_PATH_MAX];
    CHECK(file_path(path, lang, "nb/LC_MESSAGES/sirkel.mo") == FAULT_NONE);
    if (stat(path, &s) != 0)
        SKIP("the Norwegian catalogue is not built");
    else {
        there_and_back();
        forged();
    }
    return TEST_END();
}
