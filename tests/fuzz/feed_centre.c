/* The centre file, the kiosk's kept one, and what it says of letters. A file that is taken can be written, and reads as the same. */
#include "centre_text.h"
#include "fuzz.h"

#include "base/file.h"
#include "feed/centre.h"
#include "feed/letter.h"

enum { DAY = 20780 };

void fuzz_seeds(void)
{
    struct buffer demo = {.limit = CENTRE_FILE_MAX};
    FUZZ_HOLDS(file_read("assets/demo/centre.json", &demo) == FAULT_NONE);
    fuzz_seed(centre_good, strlen(centre_good));
    fuzz_seed(demo.data, demo.length);
    buffer_free(&demo);
}

static void there_and_back(const struct centre_file *file)
{
    struct buffer once = {.limit = CENTRE_FILE_MAX}, again = {.limit = CENTRE_FILE_MAX};
    struct centre_file back;
    struct findings found = {0};
    FUZZ_HOLDS(feed_centre_write(file, &once) == FAULT_NONE);
    FUZZ_HOLDS(feed_kept_parse((struct span){once.data, once.length}, &back, &found) == FAULT_NONE);
    FUZZ_HOLDS(feed_centre_write(&back, &again) == FAULT_NONE);
    FUZZ_HOLDS(once.length == again.length && memcmp(once.data, again.data, once.length) == 0);
    findings_free(&found);
    centre_file_free(&back);
    buffer_free(&once);
    buffer_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct centre_file file;
    struct findings found = {0};
    struct letter_office office;
    char why[200], line[300];
    const struct span text = {data, size};
    if (feed_centre_parse(text, DAY, &file, &found) == FAULT_NONE) {
        fuzz_taken();
        there_and_back(&file);
        (void)!feed_letter_office(text, &office, why, sizeof why);
        centre_file_free(&file);
    }
    findings_line(&found, line, sizeof line);
    findings_free(&found);
    return 0;
}
