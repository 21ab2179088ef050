/* Sends the sheet: row by row out of its packed memory, in the printer's form, through libcups' PWG raster. All buffers
 * with a row in them die with this child. */
#include "printer/work.h"

#include <cups/raster.h>

static ssize_t give(void *http, unsigned char *data, size_t length)
{
    return cupsWriteRequestData(http, (const char *)data, length) == HTTP_STATUS_CONTINUE ? (ssize_t)length : -1;
}

/* A printer without paper takes no bytes until it has some. How long that may last is the watching child's business. */
static int wait_on(http_t *http, void *nothing)
{
    (void)http;
    (void)nothing;
    return 1;
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

static bool send_pages(http_t *http, const struct order *order)
{
    struct pages_reader reader = {.pages = order->pages};
    cups_page_header2_t header;
    pwg_media_t *a4 = pwgMediaForPWG("iso_a4_210x297mm");
    cups_raster_t *raster = cupsRasterOpenIO(give, http, CUPS_RASTER_WRITE_PWG);
    bool good = raster && a4 &&
                cupsRasterInitPWGHeader(&header, a4, form_keyword(order->form.type), (int)order->form.x_dpi,
                                        (int)order->form.y_dpi, "one-sided", NULL) &&
                header.cupsWidth <= FORM_WIDTH_MAX;
    if (good)
        header.cupsInteger[CUPS_RASTER_PWG_TotalPageCount] = order->pages->pages;
    for (uint32_t page = 0; good && page < order->pages->pages; page++)
        good = send_page(raster, &header, &order->form, &reader);
    cupsRasterClose(raster);
    return good;
}

void work_send(const struct order *order, int fd)
{
    struct link link = {.place = order->place};
    struct news news = {.state = PRINTER_SILENT, .job = order->job};
    if (!link_open(&link))
        return;
    httpSetTimeout(link.http, 5, wait_on, NULL);
    ipp_t *request = link_request(&link, IPP_OP_SEND_DOCUMENT, order->job);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, "image/pwg-raster");
    ippAddBoolean(request, IPP_TAG_OPERATION, "last-document", 1);
    http_status_t status = cupsSendRequest(link.http, request, order->place->path, CUPS_LENGTH_VARIABLE);
    bool sent = status == HTTP_STATUS_CONTINUE && send_pages(link.http, order);
    ipp_t *answer = cupsGetResponse(link.http, order->place->path); /* also when it stopped us: it says why */
    if (answer && ippGetStatusCode(answer) >= IPP_STATUS_REDIRECTION_OTHER_SITE)
        news.state = PRINTER_REFUSED;
    else if (answer && sent)
        news.state = PRINTER_BUSY;
    worker_tell(fd, &news);
}
