/* The site file. What is taken is written and reads as the same. */
#include "fuzz.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "feed/site.h"

static char path[] = "/tmp/sirkel-site-XXXXXX";

static void gone(void)
{
    unlink(path);
}

static fault read_bytes(const void *data, size_t size, struct panel *out)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    FUZZ_HOLDS(fd >= 0 && write(fd, data, size) == (ssize_t)size && ftruncate(fd, (off_t)size) == 0 && close(fd) == 0);
    return feed_site_read(path, out);
}

void fuzz_seeds(void)
{
    const struct panel panel = {136, 218, 800, 1280, 950};
    struct buffer text = {.limit = 512};
    int fd = mkstemp(path);
    FUZZ_HOLDS(fd >= 0 && close(fd) == 0);
    atexit(gone);
    feed_site_text(&panel, &text);
    fuzz_seed(text.data, text.length);
    buffer_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct panel before = {1, 2, 3, 4, 5};
    struct panel out = before, back = {0};
    if (read_bytes(data, size, &out) == FAULT_NONE) {
        struct buffer text = {.limit = 512};
        fuzz_taken();
        feed_site_text(&out, &text);
        FUZZ_HOLDS(read_bytes(text.data, text.length, &back) == FAULT_NONE && memcmp(&out, &back, sizeof out) == 0);
        buffer_free(&text);
    } else {
        FUZZ_HOLDS(memcmp(&out, &before, sizeof out) == 0);
    }
    return 0;
}
