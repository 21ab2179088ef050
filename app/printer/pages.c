/* The sheet's rows, packed. */
#include "printer/pages.h"

#include <string.h>
#include <sys/mman.h>
#include "base/bytes.h"

enum {
    RUN = 128, /* PackBits: at most so many bytes a piece */
    ROW_MAX =
        1 + PRINTER_WIDTH + (PRINTER_WIDTH + RUN - 1) / RUN, /* a row of noise: its count, a byte before each piece */
    EQUAL_MAX = UINT8_MAX                                    /* rows that one packed row can stand for, less one */
};

bool pages_begin(struct pages *p, uint32_t pages)
{
    pages_wipe(p);
    void *data = mmap(NULL, PAGES_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (data == MAP_FAILED)
        return false;
    *p = (struct pages){.data = data, .pages = pages};
    return madvise(data, PAGES_BYTES, MADV_DONTDUMP) == 0;
}

static uint32_t equal_from(const uint8_t *grey, uint32_t at)
{
    uint32_t n = 1;
    while (n < RUN && at + n < PRINTER_WIDTH && grey[at + n] == grey[at])
        n++;
    return n;
}

static uint32_t different_from(const uint8_t *grey, uint32_t at)
{
    uint32_t n = 1;
    while (n < RUN && at + n < PRINTER_WIDTH && equal_from(grey, at + n) < 3)
        n++;
    return n;
}

/* PackBits: 0 to 127 and that many bytes and one more as they are; 129 to 255 and one byte that comes 257 less that
 * often. */
static size_t pack(uint8_t *out, const uint8_t *grey)
{
    size_t length = 0;
    for (uint32_t at = 0; at < PRINTER_WIDTH;) {
        uint32_t n = equal_from(grey, at);
        if (n >= 2) {
            out[length++] = (uint8_t)(257 - n);
            out[length++] = grey[at];
        } else {
            n = different_from(grey, at);
            out[length++] = (uint8_t)(n - 1);
            memcpy(out + length, grey + at, n);
            length += n;
        }
        at += n;
    }
    return length;
}

static void add_row(struct pages *p, const uint8_t *grey)
{
    uint8_t *last = p->data + p->last, *row = p->data + p->used;
    if (PAGES_BYTES - p->used < ROW_MAX) {
        p->over = true;
        return;
    }
    size_t length = pack(row + 1, grey);
    if (p->rows > 0 && *last < EQUAL_MAX && p->used - p->last == length + 1 && memcmp(last + 1, row + 1, length) == 0) {
        ++*last;
        bytes_wipe(row, length + 1);
    } else {
        *row = 0;
        p->last = p->used;
        p->used += length + 1;
    }
    p->rows++;
}

bool pages_add(struct pages *p, const uint8_t *grey, uint32_t rows)
{
    if (!p->data || rows > p->pages * PRINTER_HEIGHT - p->rows)
        return false;
    for (uint32_t i = 0; i < rows && !p->over; i++)
        add_row(p, grey + (size_t)i * PRINTER_WIDTH);
    return true;
}

bool pages_whole(const struct pages *p)
{
    return p->data && !p->over && p->rows == p->pages * PRINTER_HEIGHT;
}

/* The packed row at `in`, spread out; its length without the count. */
static size_t unpack(uint8_t *row, const uint8_t *in)
{
    size_t length = 0;
    for (uint32_t at = 0; at < PRINTER_WIDTH;) {
        uint32_t head = in[length++], n = head < RUN ? head + 1 : 257 - head;
        if (head < RUN) {
            memcpy(row + at, in + length, n);
            length += n;
        } else {
            memset(row + at, in[length++], n);
        }
        at += n;
    }
    return length;
}

bool pages_next(struct pages_reader *reader, uint8_t row[PRINTER_WIDTH])
{
    const struct pages *p = reader->pages;
    if (reader->again > 0) { /* the row is still there from last time */
        reader->again--;
        return true;
    }
    if (!p->data || reader->at >= p->used)
        return false;
    reader->again = p->data[reader->at];
    reader->at += 1 + unpack(row, p->data + reader->at + 1);
    return true;
}

void pages_wipe(struct pages *p)
{
    if (p->data) {
        bytes_wipe(p->data, p->used);
        munmap(p->data, PAGES_BYTES);
    }
    *p = (struct pages){};
}
