/* Our rows of grey in a form of PWG raster, out of the packed memory (press.c packs them). Which form it is, work.c chooses. */
#include "printer/form.h"

#include <cups/raster.h>
#include <string.h>
#include "base/printer.h"

static const struct {
    const char *keyword;
    uint32_t bits;
} types[FORM_TYPES] = {
#define FORM(name, keyword, bits) [FORM_##name] = {keyword, bits},
#include "printer/form.def"
#undef FORM
};

static const char *form_keyword(enum form_type type)
{
    return type > FORM_NONE && type < FORM_TYPES ? types[type].keyword : "";
}

/* Which of our rows is nearest to the paper's row `y`: 0 to PRINTER_HEIGHT - 1. */
static uint32_t form_source(const struct form *form, uint32_t y)
{
    uint32_t row = y * PRINTER_DPI / form->y_dpi;
    return row < PRINTER_HEIGHT ? row : PRINTER_HEIGHT - 1;
}

/* Is this px black? Bayer's 4 by 4 matrix: black, white and the edges of letters stay sharp, grey becomes even dots. */
static bool is_dot(uint8_t grey, uint32_t x, uint32_t y)
{
    static const uint8_t bayer[4][4] = {{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}};
    return grey < bayer[y % 4][x % 4] * 16 + 8;
}

/* Row `y` of the paper, `width` px (FORM_WIDTH_MAX at most) of the nearest of ours; `out` holds 3 bytes a px. */
static void form_row(const struct form *form, const uint8_t grey[PRINTER_WIDTH], uint32_t y, uint32_t width,
                     uint8_t *out)
{
    const uint32_t bits = types[form->type].bits;
    memset(out, 0, (width * bits + 7) / 8);
    for (uint32_t x = 0; x < width; x++) {
        uint32_t from = x * PRINTER_DPI / form->x_dpi;
        uint8_t light = grey[from < PRINTER_WIDTH ? from : PRINTER_WIDTH - 1];
        if (bits == 24)
            memset(out + 3 * (size_t)x, light, 3);
        else if (bits == 8)
            out[x] = form->type == FORM_INK ? (uint8_t)(255 - light) : light;
        else if (is_dot(light, x, y) == (form->type == FORM_INK_BIT))
            out[x / 8] |= (uint8_t)(0x80 >> x % 8);
    }
}

/* --- the sheet's rows, unpacked (press.c packs them) ---------------------------------------------------------------- */

/* The packed row at `in`, spread out; its length without the count. */
static size_t unpack(uint8_t *row, const uint8_t *in)
{
    size_t length = 0;
    for (uint32_t at = 0; at < PRINTER_WIDTH;) {
        uint32_t head = in[length++], n = head < PAGES_RUN ? head + 1 : 257 - head;
        if (head < PAGES_RUN) {
            memcpy(row + at, in + length, n);
            length += n;
        } else {
            memset(row + at, in[length++], n);
        }
        at += n;
    }
    return length;
}

/* The next row; false after the last. */
static bool pages_next(struct pages_reader *reader, uint8_t row[PRINTER_WIDTH])
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

/* --- to the printer --- */

/* Row by row out of the packed memory, in the printer's form, through libcups' PWG raster. All buffers with a row in them die with this
 * child. */
static ssize_t give(void *http, unsigned char *data, size_t length)
{
    return cupsWriteRequestData(http, (const char *)data, length) == HTTP_STATUS_CONTINUE ? (ssize_t)length : -1;
}

static bool send_page(cups_raster_t *raster, cups_page_header2_t *header, const struct form *form,
                      struct pages_reader *reader)
{
    static uint8_t row[PRINTER_WIDTH], out[3 * FORM_WIDTH_MAX];
    uint32_t taken = 0; /* rows of ours, this page */
    if (!cupsRasterWriteHeader2(raster, header))
        return false;
    for (uint32_t y = 0; y < header->cupsHeight; y++) {
        for (uint32_t from = form_source(form, y); taken <= from; taken++)
            if (!pages_next(reader, row))
                return false;
        form_row(form, row, y, header->cupsWidth, out);
        if (cupsRasterWritePixels(raster, out, header->cupsBytesPerLine) != header->cupsBytesPerLine)
            return false;
    }
    for (; taken < PRINTER_HEIGHT; taken++)
        if (!pages_next(reader, row))
            return false;
    return true;
}

bool form_send(const struct form *form, const struct pages *pages, http_t *http)
{
    struct pages_reader reader = {.pages = pages};
    cups_page_header2_t header;
    pwg_media_t *a4 = pwgMediaForPWG("iso_a4_210x297mm");
    cups_raster_t *raster = cupsRasterOpenIO(give, http, CUPS_RASTER_WRITE_PWG);
    bool good = raster && a4 &&
                cupsRasterInitPWGHeader(&header, a4, form_keyword(form->type), (int)form->x_dpi, (int)form->y_dpi,
                                        "one-sided", NULL) &&
                header.cupsWidth <= FORM_WIDTH_MAX;
    if (good)
        header.cupsInteger[CUPS_RASTER_PWG_TotalPageCount] = pages->pages;
    for (uint32_t page = 0; good && page < pages->pages; page++)
        good = send_page(raster, &header, form, &reader);
    cupsRasterClose(raster);
    return good;
}
