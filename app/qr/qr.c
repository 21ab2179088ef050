/* From the library's bytes to the tree's text: six squares a character, so that a tree stays plain text. */
#include "qr/qr.h"

#include <errno.h>
#include <qrencode.h>
#include <stdbool.h>
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

static bool is_ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text > 127)
            return false;
    return true;
}

/* Beyond ASCII it has to say that it is UTF-8 (ECI 26): some readers guess, and guess Chinese. */
static QRcode *encode(const char *text)
{
    enum { UTF_8 = 26 };
    QRinput *input = QRinput_new2(0, QR_ECLEVEL_M);
    QRcode *code = NULL;
    if (!input)
        return NULL;
    bool good = is_ascii(text) || QRinput_appendECIheader(input, UTF_8) == 0;
    if (good && QRinput_append(input, QR_MODE_8, (int)strlen(text), (const unsigned char *)text) == 0)
        code = QRcode_encodeInput(input);
    QRinput_free(input);
    return code;
}

fault qr_make(struct qr *ret, const char *text)
{
    *ret = (struct qr){0};
    if (strlen(text) > QR_TEXT_MAX)
        return FAULT_TOO_LARGE;
    errno = 0;
    QRcode *code = encode(text);
    if (!code)
        return errno == ENOMEM ? FAULT_NO_MEMORY : FAULT_TOO_LARGE;
    fault f = code->width <= QR_SIDE_MAX ? FAULT_NONE : FAULT_TOO_LARGE;
    if (f == FAULT_NONE)
        pack(ret, code);
    QRcode_free(code);
    return f;
}
