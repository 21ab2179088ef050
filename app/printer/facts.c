/* What a printer says of itself. */
#include "printer/facts.h"

#include <string.h>
#include "base/text.h"

static const struct {
    const char *keyword;
    unsigned reason;
    bool always; /* it stops any printer, however mildly that speaks of it */
} reasons[] = {
    {"media-jam", REASON_JAM, true},
    {"cover-open", REASON_OPEN, true},
    {"door-open", REASON_OPEN, true},
    {"interlock-open", REASON_OPEN, true},
    {"media-needed", REASON_PAPER, true},
    {"media-empty", REASON_PAPER, false}, /* with a mild ending: one tray of two */
    {"input-tray-missing", REASON_PAPER, false},
    {"marker-supply-empty", REASON_INK, false}, /* one colour of four */
    {"toner-empty", REASON_INK, false},
    {"marker-waste-full", REASON_STOPPED, false},
    {"paused", REASON_STOPPED, false},
    {"output-area-full", REASON_STOPPED, false},
};

static bool ends_in(const char *text, size_t length, const char *end)
{
    return length > strlen(end) && memcmp(text + length - strlen(end), end, strlen(end)) == 0;
}

unsigned facts_reason(const char *keyword)
{
    static const char *const endings[] = {"-error", "-warning", "-report"};
    size_t length = strlen(keyword);
    bool mild = false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_in(keyword, length, endings[i])) {
            length -= strlen(endings[i]);
            mild = i > 0;
            break;
        }
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (strlen(reasons[i].keyword) == length && memcmp(keyword, reasons[i].keyword, length) == 0)
            return reasons[i].always || !mild ? reasons[i].reason : 0;
    return 0;
}

enum printer_state facts_state(unsigned bits, bool stopped, bool accepting)
{
    if (bits & REASON_JAM)
        return PRINTER_JAM;
    if (bits & REASON_OPEN)
        return PRINTER_OPEN;
    if (bits & REASON_PAPER)
        return PRINTER_PAPER;
    if (bits & REASON_INK)
        return PRINTER_INK;
    return (bits & REASON_STOPPED) || stopped || !accepting ? PRINTER_STOPPED : PRINTER_READY;
}

/* Letters, signs and the space; no controls, nothing that turns the direction of a line, nothing private or broken. */
static bool is_shown(uint32_t code)
{
    return code >= 0x20 && !(code >= 0x7f && code < 0xa0) && !(code >= 0x200b && code <= 0x200f) &&
           !(code >= 0x2028 && code <= 0x202e) && !(code >= 0x2060 && code <= 0x206f) && code != 0xad &&
           code != 0x61c && !(code >= 0xe000 && code <= 0xf8ff) && code != 0xfeff &&
           !(code >= 0xfff0 && code <= 0xffff) && code < 0xe0000;
}

void facts_name(char out[PRINTER_NAME], const char *name)
{
    size_t used = 0;
    char letter[5];
    for (uint32_t code; (code = text_next(&name)) != 0;) {
        size_t length = text_put(letter, code);
        if (!is_shown(code))
            continue;
        if (used + length >= PRINTER_NAME)
            break;
        memcpy(out + used, letter, length);
        used += length;
    }
    memset(out + used, 0, PRINTER_NAME - used);
}
