/* The site file, read and written. */
#include "feed/site.h"

#include "base/file.h"
#include "feed/form.h"

enum { FORMAT = 1, SITE_MAX = 4096 };

static fault parse(struct take *t, struct span text, struct panel *out)
{
    struct at top;
    struct value v[2];
    int64_t number = 0;
    if (!take_begin(t, text, &top))
        return FAULT_BAD_INPUT;
    if (value_integer(value_member(top.value, "format"), &number) && number > FORMAT)
        return FAULT_TOO_NEW;
    if (!take_object(t, &top, KEYS("format", "panel"), v))
        return FAULT_BAD_INPUT;
    struct at format = at_key(&top, "format", v[0]), panel = at_key(&top, "panel", v[1]);
    take_number(t, &format, FORMAT, FORMAT);
    take_panel(t, &panel, out);
    return take_good(t) ? FAULT_NONE : FAULT_BAD_INPUT;
}

fault feed_site_read(const char *path, struct panel *out)
{
    struct buffer bytes = {.limit = SITE_MAX};
    struct findings found = {0};
    struct panel panel = {0};
    struct take t = {.found = &found};
    fault f = file_read(path, &bytes);
    if (f == FAULT_NONE)
        f = parse(&t, (struct span){bytes.data, bytes.length}, &panel);
    if (f == FAULT_NONE)
        *out = panel;
    findings_free(&found);
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
