/* A file of lines that stands beside the databases: its head, then lines in the order of whoever wrote it, and at the end "sum " and 16
 * hex digits over all before it: against a tired disk, not against a hand.
 * MUST 1: written beside and renamed: a cut leaves what was, or what is.
 * MUST 2: a file that does not read whole is set aside, never half believed. */
#include "store/inside.h"

#include <stdio.h>
#include <string.h>
#include "base/file.h"

enum { SUM_LINE = 4 + 16 + 1 };

fault lines_write(const struct store *s, const struct lines_file *file, struct buffer *lines)
{
    char path[FILE_PATH_MAX];
    if (!lines->over)
        buffer_format(lines, "sum %016llx\n", (unsigned long long)sum_bytes(0, lines->data, lines->length));
    fault f = lines->over ? FAULT_TOO_LARGE : file_path(path, s->folder, file->name);
    if (f == FAULT_NONE)
        f = file_replace(path, lines->data, lines->length, 0600);
    buffer_free(lines);
    return f;
}

/* `text` is written into: its lines are ended. */
static bool read_lines(const struct lines_file *file, char *text, void *into)
{
    for (char *line = text, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        if (!end)
            return false;
        *end = 0;
        if (!file->line(into, line))
            return false;
    }
    return true;
}

static bool read_all(const struct lines_file *file, struct buffer *bytes, void *into)
{
    char sum[SUM_LINE + 1];
    size_t length = bytes->length, head = strlen(file->head);
    if (length < head + 1 + SUM_LINE || memchr(bytes->data, 0, length))
        return false;
    length -= SUM_LINE;
    snprintf(sum, sizeof sum, "sum %016llx\n", (unsigned long long)sum_bytes(0, bytes->data, length));
    if (memcmp(bytes->data + length, sum, SUM_LINE) != 0 || memcmp(bytes->data, file->head, head) != 0)
        return false;
    bytes->data[length] = 0;
    return read_lines(file, (char *)bytes->data + head, into);
}

fault lines_read(const struct store *s, const char *folder, const struct lines_file *file, void *into)
{
    char path[FILE_PATH_MAX];
    struct buffer bytes = {.limit = file->limit};
    fault f = file_path(path, folder, file->name);
    if (f == FAULT_NONE)
        f = file_read(path, &bytes);
    if (f == FAULT_NONE && !read_all(file, &bytes, into))
        f = FAULT_FILE_DAMAGED;
    buffer_free(&bytes);
    if (f == FAULT_FILE_DAMAGED && !s->look)
        (void)file_set_aside(path); /* where that fails it is found again at the next start */
    return f == FAULT_FILE_MISSING ? FAULT_NONE : f;
}
