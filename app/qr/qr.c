/* From the library's bytes to the tree's text: six squares a character, so that a tree stays plain text. */
#include "qr/qr.h"

#include <errno.h>
#include <qrencode.h>
#include <string.h>

static void pack(struct qr *ret, const QRcode *code)
{
    int squares = code->width * code->width;
    ret->side = code->width;
    for (int at = 0; at < squares; at += 6) {
        unsigned six = 0;
        for (int i = 0; i < 6; i++)
            six = six << 1 | (at + i < squares ? code->data[at + i] & 1u : 0u);
        ret->packed[at / 6] = (char)('0' + six);
    }
}

fault qr_make(struct qr *ret, const char *text)
{
    *ret = (struct qr){0};
    if (strlen(text) > QR_TEXT_MAX)
        return FAULT_TOO_LARGE;
    errno = 0;
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code)
        return errno == ENOMEM ? FAULT_NO_MEMORY : FAULT_TOO_LARGE;
    fault f = code->width <= QR_SIDE_MAX ? FAULT_NONE : FAULT_TOO_LARGE;
    if (f == FAULT_NONE)
        pack(ret, code);
    QRcode_free(code);
    return f;
}
