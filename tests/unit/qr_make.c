/* The packed squares are the library's: finders where they belong, and nothing longer than a code may be. */
#include "qr/qr.h"

#include <stdbool.h>
#include <string.h>
#include "test.h"

static bool dark(const struct qr *qr, int row, int column)
{
    int at = row * qr->side + column;
    return (unsigned)(qr->packed[at / 6] - '0') >> (5 - at % 6) & 1u;
}

/* ISO/IEC 18004, 6.3.3: seven by seven, a ring, a light ring, a core; light all round. */
static void finder(const struct qr *qr, int top, int left)
{
    for (int row = -1; row <= 7; row++)
        for (int column = -1; column <= 7; column++) {
            int y = top + row, x = left + column, far = row - 3, aside = column - 3;
            if (y < 0 || x < 0 || y >= qr->side || x >= qr->side)
                continue;
            int ring = (far < 0 ? -far : far) > (aside < 0 ? -aside : aside) ? (far < 0 ? -far : far)
                                                                             : (aside < 0 ? -aside : aside);
            CHECK(dark(qr, y, x) == (ring != 2 && ring != 4));
        }
}

int main(void)
{
    static struct qr qr;
    char text[QR_TEXT_MAX + 2];
    for (int length = 1; length <= QR_TEXT_MAX; length += 13) {
        memset(text, 'a' + length % 26, (size_t)length);
        text[length] = 0;
        CHECK_INT(qr_make(&qr, text), FAULT_NONE);
        CHECK(qr.side >= 21 && qr.side <= QR_SIDE_MAX && (qr.side - 17) % 4 == 0);
        CHECK_INT((int)strlen(qr.packed), (qr.side * qr.side + 5) / 6);
        finder(&qr, 0, 0);
        finder(&qr, 0, qr.side - 7);
        finder(&qr, qr.side - 7, 0);
    }
    memset(text, 'x', QR_TEXT_MAX + 1);
    text[QR_TEXT_MAX + 1] = 0;
    CHECK_INT(qr_make(&qr, text), FAULT_TOO_LARGE);
    memset(text, 'x', QR_TEXT_MAX); /* the very longest */
    text[QR_TEXT_MAX] = 0;
    CHECK_INT(qr_make(&qr, text), FAULT_NONE);
    return TEST_END();
}
