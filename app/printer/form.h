/* The form of a sheet on its way to a printer (PWG 5102.4): a kind of px and a resolution, the best of what the printer offers. */
#pragma once

#include <stdint.h>
#include "base/printer.h"

enum { FORM_DPI_MIN = 100, FORM_DPI_MAX = 1200, FORM_WIDTH_MAX = 9921 /* A4 at FORM_DPI_MAX */ };
/* In what form a printer wants its PWG raster (PWG 5102.4). */
enum form_type {
    FORM_NONE,
#define FORM(name, keyword, bits) FORM_##name,
#include "printer/form.def"
#undef FORM
    FORM_TYPES
};
struct form {
    enum form_type type;
    uint32_t x_dpi, y_dpi;
};

/* The type of that keyword (pwg-raster-document-type-supported); FORM_NONE for one that we don't make. */
enum form_type form_type_of(const char *keyword);
const char *form_keyword(enum form_type type);
/* Takes a type, or a resolution, that the printer offers if it serves us better than what stands in the form (all zero at first). */
void form_offer_type(struct form *form, enum form_type type);
void form_offer_dpi(struct form *form, int x_dpi, int y_dpi);
/* Which of our rows is nearest to the paper's row `y`: 0 to PRINTER_HEIGHT - 1. */
uint32_t form_source(const struct form *form, uint32_t y);
/* Row `y` of the paper, `width` px (FORM_WIDTH_MAX at most) of the nearest of ours; `out` holds 3 bytes a px. */
void form_row(const struct form *form, const uint8_t grey[PRINTER_WIDTH], uint32_t y, uint32_t width, uint8_t *out);
