/* The site file, read and written. */
#include "feed/site.h"

#include "base/file.h"
#include "feed/panel.h"

enum { FORMAT = 1, SITE_MAX = 4096 };

fault feed_site_read(const char *path, struct panel *out)
{
    struct buffer bytes = {.limit = SITE_MAX};
    struct centre_file file = {0};
    struct take t = {.file = &file};
    fault f = file_read(path, &bytes);
    json_t *top =
        f == FAULT_NONE ? json_loadb((const char *)bytes.data, bytes.length, JSON_REJECT_DUPLICATES, NULL) : NULL;
    if (f == FAULT_NONE && json_integer_value(json_object_get(top, "format")) > FORMAT)
        f = FAULT_TOO_NEW;
    if (f == FAULT_NONE && take_object(&t, NULL, top, KEYS("format", "panel"))) {
        take_number(&t, NULL, top, "format", FORMAT, FORMAT);
        feed_panel(&t, top);
    }
    if (f == FAULT_NONE && t.failed)
        f = FAULT_BAD_INPUT;
    if (f == FAULT_NONE)
        *out = file.panel;
    json_decref(top);
    centre_file_free(&file);
    buffer_free(&bytes);
    return f;
}

void feed_site_text(const struct panel *p, struct buffer *out)
{
    buffer_format(
        out,
        "{\"format\": 1, \"panel\": {\"width_mm\": %d, \"height_mm\": %d, \"width_px\": %d, \"height_px\": %d, "
        "\"lower_edge_mm\": %d}}\n",
        p->width_mm, p->height_mm, p->width_px, p->height_px, p->lower_edge_mm);
}
