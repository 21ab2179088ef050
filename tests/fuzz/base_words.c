/* A catalogue of words: whatever stands in it, opening answers, and asking stays inside. */
#include "base/words.c"

#include "fuzz.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "scratch.h"

static char folder[] = "/tmp/sirkel-words-XXXXXX", path[FILE_PATH_MAX];

static void gone(void)
{
    scratch_remove(folder);
}

static void put(const void *data, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    FUZZ_HOLDS(fd >= 0 && write(fd, data, size) == (ssize_t)size && ftruncate(fd, (off_t)size) == 0 && close(fd) == 0);
}

/* A few rows of the catalogue that msgfmt made: its heads, its header with the plural's rule, and words. */
void fuzz_seeds(void)
{
    static const char po[] = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n"
                             "Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);\\n\"\n"
                             "msgid \"Help now\"\nmsgstr \"Hjelp nå\"\n"
                             "msgid \"%d record\"\nmsgid_plural \"%d records\"\n"
                             "msgstr[0] \"%d a\"\nmsgstr[1] \"%d b\"\nmsgstr[2] \"%d c\"\n";
    char source[FILE_PATH_MAX];
    struct buffer mo = {.limit = CATALOGUE_MAX};
    FUZZ_HOLDS(mkdtemp(folder) != NULL);
    atexit(gone);
    snprintf(path, sizeof path, "%s/nb/LC_MESSAGES", folder);
    FUZZ_HOLDS(file_folder(path, 0700) == FAULT_NONE);
    snprintf(path, sizeof path, "%s/nb/LC_MESSAGES/sirkel.mo", folder);
    snprintf(source, sizeof source, "%s/nb.po", folder);
    FUZZ_HOLDS(file_new(source, po, strlen(po), 0600) == FAULT_NONE);
    FUZZ_HOLDS(RUN("msgfmt", "-o", path, source) == 0 && file_read(path, &mo) == FAULT_NONE);
    fuzz_seed(mo.data, mo.length);
    buffer_free(&mo);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t length = 0;
    put(data, size);
    fault f = words_open(folder);
    FUZZ_HOLDS(f == FAULT_NONE || f == FAULT_FILE_DAMAGED);
    words_switch("nb");
    length += strlen(words("Help now")) + strlen(words(""));
    length += strlen(words_context("key", "erase"));
    for (unsigned long n = 0; n < 120; n++)
        length += strlen(words_plural("%d record", "%d records", n));
    FUZZ_HOLDS(length > 0);
    if (f == FAULT_NONE)
        fuzz_taken();
    return 0;
}
