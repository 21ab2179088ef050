/* What a printer answers, read by libcups and by us. */
#include "printer/work.c"

#include "base/bytes.h"
#include "fuzz.h"

struct stream {
    const uint8_t *data;
    size_t left;
};

static ssize_t give(void *from, ipp_uchar_t *out, size_t size)
{
    struct stream *s = from;
    size_t n = size < s->left ? size : s->left;
    memcpy(out, s->data, n);
    s->data += n;
    s->left -= n;
    return (ssize_t)n;
}

static ssize_t take(void *to, ipp_uchar_t *data, size_t size)
{
    buffer_add(to, data, size);
    return (ssize_t)size;
}

static void answer(const char *reason, const char *name, int dpi, ipp_res_t unit)
{
    static const int operations[] = {IPP_OP_CREATE_JOB, IPP_OP_SEND_DOCUMENT, IPP_OP_GET_PRINTER_ATTRIBUTES};
    struct buffer bytes = {.limit = 1 << 16};
    ipp_t *ipp = ippNew();
    ippSetStatusCode(ipp, IPP_STATUS_OK);
    ippAddInteger(ipp, IPP_TAG_PRINTER, IPP_TAG_ENUM, "printer-state", IPP_PSTATE_IDLE);
    ippAddBoolean(ipp, IPP_TAG_PRINTER, "printer-is-accepting-jobs", 1);
    ippAddString(ipp, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "printer-state-reasons", NULL, reason);
    ippAddString(ipp, IPP_TAG_PRINTER, IPP_TAG_TEXT, "printer-make-and-model", NULL, name);
    ippAddString(ipp, IPP_TAG_PRINTER, IPP_TAG_MIMETYPE, "document-format-supported", NULL, "image/pwg-raster");
    ippAddIntegers(ipp, IPP_TAG_PRINTER, IPP_TAG_ENUM, "operations-supported", 3, operations);
    ippAddString(ipp, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "pwg-raster-document-type-supported", NULL, "sgray_8");
    ippAddResolution(ipp, IPP_TAG_PRINTER, "pwg-raster-document-resolution-supported", unit, dpi, dpi);
    FUZZ_HOLDS(ippWriteIO(&bytes, take, 1, NULL, ipp) == IPP_STATE_DATA);
    fuzz_seed(bytes.data, bytes.length);
    ippDelete(ipp);
    buffer_free(&bytes);
}

void fuzz_seeds(void)
{
    answer("none", "Prøve Skriver 3000", 300, IPP_RES_PER_INCH);
    answer("media-jam-error", "Skrim A4", 236, IPP_RES_PER_CM);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct stream from = {data, size};
    char name[PRINTER_NAME];
    ipp_t *ipp = ippNew();
    if (ippReadIO(&from, give, 1, NULL, ipp) == IPP_STATE_DATA) {
        const char *model = ippGetString(ippFindAttribute(ipp, "printer-make-and-model", IPP_TAG_TEXT), 0, NULL);
        struct form form = read_form(ipp);
        facts_name(name, model ? model : "");
        FUZZ_HOLDS(memchr(name, 0, sizeof name) && text_clean(name));
        FUZZ_HOLDS(form.type < FORM_TYPES && form.x_dpi <= FORM_DPI_MAX && form.y_dpi <= FORM_DPI_MAX);
        FUZZ_HOLDS(read_state(ipp) < PRINTER_STATES);
        went_wrong(ipp);
        if (takes(ipp, &form))
            fuzz_taken();
    }
    ippDelete(ipp);
    return 0;
}
