/* A letter from the office. */
#include "fuzz.h"

#include <string.h>
#include "base/file.h"
#include "feed/letter.h"

#define HEAD                                                                                                           \
    "{\"format\":\"sirkel-office-1\",\"centre\":\"granvika\",\"kiosks\":%s,\"number\":7,\"issued\":\"2026-11-24\","    \
    "\"last\":\"2026-12-24\",%s}"

static void letter(const char *kiosks, const char *parts)
{
    struct buffer text = {.limit = LETTER_FILE_MAX};
    buffer_format(&text, HEAD, kiosks, parts);
    fuzz_seed(text.data, text.length);
    buffer_free(&text);
}

void fuzz_seeds(void)
{
    struct buffer demo = {.limit = CENTRE_FILE_MAX}, part = {.limit = CENTRE_FILE_MAX};
    FUZZ_HOLDS(file_read("assets/demo/centre.json", &demo) == FAULT_NONE);
    buffer_format(&part, "\"timetable\":%s", buffer_string(&demo));
    letter("\"all\"", buffer_string(&part));
    letter("[\"1234 5678 1234 5678 1234 5678 1234 5678\"]", "\"places\":{\"tirsdagsgruppa\":6}");
    letter("\"all\"",
           "\"erase\":[\"00112233445566778899aabbccddeeff\"],\"receivers\":[\"age1aaa\",\"age1bbb\"],"
           "\"office_key\":\"RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3\","
           "\"closed\":[{\"from\":\"2026-12-24\",\"to\":\"2026-12-26\"}],\"phone\":{\"en\":\"22 11\",\"nb\":\"22 10\"},"
           "\"responsible\":{\"nb\":\"Senteret\",\"en\":\"The centre\"},\"approval\":{\"nb\":\"a\",\"en\":\"b\"}");
    letter("[\"1234 5678 1234 5678 1234 5678 1234 5678\"]",
           "\"restore\":{\"kiosk\":\"1111 2222 3333 4444 5555 6666 7777 8888\",\"sha256\":"
           "\"6102000000000000000000000000000000000000000000000000000000000000\",\"day\":\"2026-11-20\",\"list\":7}");
    buffer_free(&demo);
    buffer_free(&part);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct letter read;
    char why[200] = "";
    if (feed_letter_parse((struct span){data, size}, &read, why, sizeof why) == LETTER_WHOLE) {
        fuzz_taken();
        FUZZ_HOLDS(read.timetable.length <= size && read.parts != 0);
        letter_free(&read);
    } else {
        FUZZ_HOLDS(strlen(why) > 0);
    }
    return 0;
}
