/* A text as a code to photograph (ISO/IEC 18004): a square of dark and light. The only door to libqrencode; why it is a
 * floor of its own stands in docs/decisions/qr.md. */
#pragma once

#include "base/fault.h"

enum {
    QR_SIDE_MAX = 101, /* version 21: more could not be shown large enough beside words */
    QR_TEXT_MAX = 480, /* bytes that surely fit there at level M */
    QR_PACKED_MAX = (QR_SIDE_MAX * QR_SIDE_MAX + 5) / 6 + 1,
};

struct qr {
    int side;                   /* squares on a side, without the quiet zone */
    char packed[QR_PACKED_MAX]; /* as a QR node of ui/tree.h wants it */
};

/* UTF-8, and says so where that matters. Level M: a seventh of it may be smudged or lit by a lamp. TOO_LARGE for a longer text,
 * NO_MEMORY. */
fault qr_make(struct qr *ret, const char *text);
