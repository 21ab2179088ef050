/* The keyboard on the glass (KBD-02 to KBD-05): rows of keys in the same tree as everything else, so touch, keys, switch and
 * speech come with it. Wide glass has QWERTY with æ ø å, letters in order, other letters and figures; narrower glass
 * has the letters in order, on two pages where one has no room. */
#include "screen/parts.h"

#include <string.h>
#include "base/text.h"
#include "ui/layout.h"

enum { WIDE = 11 };

static const char *const qwerty[] = {"qwertyuiopå", "asdfghjkløæ", "zxcvbnm"};
static const char alphabet[] = "abcdefghijklmnopqrstuvwxyzæøå";
static const char accents[] = "éèêäöüßçñšžđŋáíóúčćłńśźż";
static const char marks[] = "1234567890-'@._+";

static uint32_t capital(uint32_t code)
{
    if ((code >= 'a' && code <= 'z') || (code >= 0xE0 && code <= 0xFE && code != 0xF7))
        return code - 0x20;
    return code >= 0x100 && code <= 0x17F && code != 0x138 ? code & ~1u : code; /* Latin Extended-A comes in pairs … */
}

/* … but from 0x139 to 0x148 and from 0x179 to 0x17E the odd one is the capital. */
static uint32_t shifted(uint32_t code)
{
    bool odd = (code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17E);
    return odd ? (code % 2 == 0 ? code - 1 : code) : capital(code);
}

static void letter(const struct app *app, struct ui *u, uint32_t code)
{
    char label[5];
    uint32_t written = app->session.shift ? shifted(code) : code;
    (void)text_put(label, written); /* the key keeps its name (`key:97`), so the focus stays when "capital" is pressed */
    ui_target(u, UI_KEY, "key", (int32_t)code, label, ACT_KEY, (int32_t)written);
    ui_number(u, 1);
}

static void letters(const struct app *app, struct ui *u, const char *text)
{
    for (uint32_t code; (code = text_next(&text)) != 0;)
        letter(app, u, code);
}

static void key(struct ui *u, const char *name, const char *label, enum ui_icon icon, int span, enum act act, int32_t number)
{
    ui_target(u, UI_KEY, name, number, label, (uint16_t)act, number);
    ui_number(u, span);
    ui_icon(u, icon);
}

static void shift_key(const struct app *app, struct ui *u, int span)
{
    key(u, "shift", _("capital"), ICON_shift, span, ACT_SHIFT, 0);
    if (app->session.shift)
        ui_flag(u, UI_CHOSEN);
}

static void page_key(struct ui *u, const char *label, const char *say, enum key_page page, int span)
{
    key(u, "page", label, ICON_NONE, span, ACT_KEY_PAGE, (int32_t)page);
    ui_say(u, say);
}

static void space_key(struct ui *u, int span)
{
    key(u, "space", _("space"), ICON_NONE, span, ACT_KEY, ' ');
}

/* The last row of every page of wide glass: the other three pages, space, and what the field is likely to want. */
static void wide_last_row(const struct app *app, struct ui *u)
{
    enum key_page at = app->session.keys == KEYS_ABC_END ? KEYS_ABC : app->session.keys;
    bool mail = app->session.field == FIELD_CONTACT;
    if (at != KEYS_QWERTY)
        page_key(u, "qwerty", _("letters as on a keyboard"), KEYS_QWERTY, 2);
    if (at != KEYS_ABC)
        page_key(u, "a b c", _("letters in order"), KEYS_ABC, 2);
    if (at != KEYS_ACCENTS)
        page_key(u, "é ö š", _("other letters"), KEYS_ACCENTS, 2);
    if (at != KEYS_DIGITS)
        page_key(u, "123", _("figures"), KEYS_DIGITS, 2);
    space_key(u, at == KEYS_DIGITS ? 5 : 3);
    if (at != KEYS_DIGITS) /* where they stand already */
        letters(app, u, mail ? "@." : "-'");
}

static void wide(const struct app *app, struct ui *u)
{
    switch (app->session.keys) {
    case KEYS_ACCENTS:
        letters(app, u, accents);
        shift_key(app, u, 4);
        key(u, "erase", _("erase"), ICON_erase, 5, ACT_ERASE, 0);
        break;
    case KEYS_DIGITS:
        letters(app, u, marks);
        key(u, "erase", _("erase"), ICON_erase, 6, ACT_ERASE, 0);
        break;
    case KEYS_ABC: case KEYS_ABC_END:
        letters(app, u, alphabet);
        shift_key(app, u, 2);
        key(u, "erase", _("erase"), ICON_erase, 2, ACT_ERASE, 0);
        break;
    case KEYS_QWERTY: case KEYS_PAGES:
        letters(app, u, qwerty[0]);
        letters(app, u, qwerty[1]);
        shift_key(app, u, 2);
        letters(app, u, qwerty[2]);
        key(u, "erase", _("erase"), ICON_erase, 2, ACT_ERASE, 0);
        break;
    }
    wide_last_row(app, u);
}

/* How many letters stand on the first of two pages; 0: all on one. Two cells each for capital, erase and space, one for
 * each of the other pages. */
static size_t split(const struct ui *u)
{
    int cells = ui_key_columns(&u->setting) * ui_key_rows(&u->setting);
    return cells >= (int)text_count(alphabet) + 8 ? 0 : (text_count(alphabet) + 1) / 2;
}

static void some_letters(const struct app *app, struct ui *u, size_t from, size_t to)
{
    const char *at = alphabet;
    size_t i = 0;
    for (uint32_t code; (code = text_next(&at)) != 0; i++)
        if (i >= from && i < to)
            letter(app, u, code);
}

static void narrow_keys(const struct app *app, struct ui *u)
{
    enum key_page at = app->session.keys;
    size_t half = split(u), all = text_count(alphabet);
    bool mail = app->session.field == FIELD_CONTACT;
    if (at == KEYS_ACCENTS)
        letters(app, u, "éèäöüßçñšžáčđŋ");
    else if (at == KEYS_DIGITS)
        letters(app, u, marks);
    else if (at == KEYS_ABC_END)
        some_letters(app, u, half, all);
    else
        some_letters(app, u, 0, half ? half : all);
    if (at != KEYS_DIGITS)
        shift_key(app, u, 2);
    key(u, "erase", _("erase"), ICON_erase, 2, ACT_ERASE, 0);
    space_key(u, 2);
    if (at != KEYS_DIGITS)
        letters(app, u, mail ? "@." : "-");
    if (half && (at == KEYS_QWERTY || at == KEYS_ABC))
        page_key(u, "o–å", _("letters from o on"), KEYS_ABC_END, 1);
    else
        page_key(u, "a–n", _("letters from a on"), KEYS_ABC, 1);
    if (at != KEYS_ACCENTS)
        page_key(u, "é ö", _("other letters"), KEYS_ACCENTS, 1);
    if (at != KEYS_DIGITS)
        page_key(u, "123", _("figures"), KEYS_DIGITS, 1);
}

void part_field(struct ui *u, const char *name, const char *value, bool personal)
{
    ui_add(u, UI_FIELD, "field", 0, name);
    ui_value(u, value);
    ui_number(u, 1);
    ui_flag(u, personal ? UI_PRIVATE | UI_LIVE : UI_LIVE);
}

void part_keys(const struct app *app, struct ui *u)
{
    ui_open(u, UI_KEYS, "keys", 0);
    if (ui_key_columns(&u->setting) >= WIDE)
        wide(app, u);
    else
        narrow_keys(app, u);
    ui_close(u);
}

void part_number_pad(struct ui *u, enum act act, enum act erase, bool phone)
{
    int columns = ui_key_columns(&u->setting), span = columns / 3, rest = columns - 2 * span;
    ui_open(u, UI_KEYS, "keys", 0);
    for (int i = 1; i <= 9; i++) {
        char label[2] = {(char)('0' + i), 0};
        key(u, "key", label, ICON_NONE, i % 3 ? span : rest, act, phone ? '0' + i : i);
    }
    if (phone)
        key(u, "key", "+", ICON_NONE, span, act, '+');
    key(u, "key", "0", ICON_NONE, phone ? span : 2 * span, act, phone ? '0' : 0);
    key(u, "erase", _("erase"), ICON_erase, rest, erase, 0);
    ui_close(u);
}
