/* The site file: what is written is read again; anything else is refused and changes nothing. */
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "feed/site.h"

static char path[] = "/tmp/sirkel-site-XXXXXX";

static fault read_text(const char *text, struct panel *out)
{
    CHECK(file_replace(path, text, strlen(text), 0600) == FAULT_NONE);
    return feed_site_read(path, out);
}

#define PANEL(more) "{\"format\": 1, \"panel\": {\"width_mm\": 136, \"height_mm\": 218, \"width_px\": 800, " more "}}"

int main(void)
{
    const struct panel panel = {136, 218, 800, 1280, 950}, empty = {0};
    struct panel out = {0};
    struct buffer text = {.limit = 512};
    close(mkstemp(path));
    feed_site_text(&panel, &text);
    CHECK(read_text(buffer_string(&text), &out) == FAULT_NONE && memcmp(&out, &panel, sizeof out) == 0);
    buffer_free(&text);
    CHECK(read_text(PANEL("\"height_px\": 1280, \"lower_edge_mm\": 0"), &out) == FAULT_NONE && out.lower_edge_mm == 0);
    out = empty;
    static const char *const refused[] = {
        "",
        "{}",
        "[]",
        "{\"format\": 1}",
        PANEL("\"height_px\": 1280"),
        PANEL("\"height_px\": 1280, \"lower_edge_mm\": -1"),
        PANEL("\"height_px\": 0, \"lower_edge_mm\": 1"),
        PANEL("\"height_px\": 1280.5, \"lower_edge_mm\": 1"),
        PANEL("\"height_px\": 1280, \"lower_edge_mm\": 1, \"more\": 1"),
        PANEL("\"height_px\": 1280, \"lower_edge_mm\": 1, \"height_px\": 1280"),
        PANEL("\"height_px\": 1280, \"lower_edge_mm\": 1") "x",
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        CHECK(read_text(refused[i], &out) == FAULT_BAD_INPUT && memcmp(&out, &empty, sizeof out) == 0);
    CHECK(read_text("{\"format\": 2, \"panel\": {}}", &out) == FAULT_TOO_NEW);
    unlink(path);
    CHECK(feed_site_read(path, &out) == FAULT_FILE_MISSING && memcmp(&out, &empty, sizeof out) == 0);
    return TEST_END();
}
