/* The keyboard on the display (KBD-02): rows of keys in the same tree as everything else, so touch, keys,
 * switch and speech come with it. Wide display has QWERTY with æ ø å, letters in order, other letters and figures;
 * narrower display has the letters in order and then the rest, page by page. */
#include "screen/parts.h"

#include <string.h>
#include "base/bytes.h"
#include "base/letters.h"
#include "base/text.h"
#include "ui/layout.h"

enum { WIDE = 11 };

static const char *const qwerty[] = {"qwertyuiopå", "asdfghjkløæ", "zxcvbnm"};
static const char alphabet[] = "abcdefghijklmnopqrstuvwxyzæøå";
static const char accents[] = "éèêäöüßçñšžđŋŧáíóúčćąęłńśźż";
/* Of Romanian, Turkish and Vietnamese; tests/data/letters.list says which languages have a key for each letter. */
static const char more[] = "àâãăảạấầẩẫậắằẳẵặẻẽẹếềểễệğìĩỉịîıòô";
static const char most[] = "õỏọốồổỗộơớờởỡợșşțùũủụưứừửữựýỳỷỹỵ";
static const char marks[] = "1234567890-'@._+";

/* A capital I stands elsewhere; who asks for that of the dotless one writes Turkish, and wants the dot on it. */
static uint32_t shifted(uint32_t code)
{
    return code == 0x131 ? 0x130 : text_capital(code);
}

static void letter(const struct app *app, struct ui *u, uint32_t code)
{
    char label[5];
    uint32_t written = app->session.shift ? shifted(code) : code;
    (void)text_put(label,
                   written); /* the key keeps its name (`key:97`), so the focus stays when "capital" is pressed */
    ui_add(u, UI_KEY, "key", (int32_t)code, label);
    ui_act(u, ACT_KEY, (int32_t)written);
    ui_number(u, 1);
}

static void letters(const struct app *app, struct ui *u, const char *text)
{
    for (uint32_t code; (code = text_next(&text)) != 0;)
        letter(app, u, code);
}

/* A key that is no letter, one column wide; ui_number makes it wider. */
static void key(struct ui *u, const char *name, const char *label, enum ui_icon icon, struct part_act act)
{
    ui_add(u, UI_KEY, name, act.number, label);
    ui_act(u, (uint16_t)act.act, act.number);
    ui_number(u, 1);
    ui_icon(u, icon);
}

static void erase_key(struct ui *u, int span, enum act erase)
{
    key(u, "erase", C_("key", "erase"), ICON_erase, DO(erase));
    ui_number(u, span);
}

static void shift_key(const struct app *app, struct ui *u, int span)
{
    /* TRANSLATORS: words on keys, at most nine letters */
    key(u, "shift", C_("key", "capital"), ICON_shift, DO(ACT_SHIFT));
    ui_number(u, span);
    if (app->session.shift)
        ui_flag(u, UI_CHOSEN);
}

/* The label is a sample of what stands there, a word or some letters apart: the word is said, of letters their names;
 * then what the key is for. The dots of a label say no more than that. */
static void say_sample(struct buffer *out, const char *label)
{
    uint32_t before = ' ';
    for (const char *at = label; *at;) {
        const char *this = at;
        uint32_t code = text_next(&at), after = text_next(&(const char *){at});
        bool digit = code >= '0' && code <= '9', alone = before == ' ' && (after == ' ' || after == 0);
        before = code;
        if (code == ' ' || code == 0x2026)
            continue;
        if (digit || alone) {
            buffer_text(out, out->length ? ", " : "");
            letters_name(out, code);
        } else {
            buffer_add(out, this, (size_t)(at - this));
        }
    }
}

static void page_key(struct ui *u, const char *label, const char *say, enum key_page page, int span)
{
    struct buffer said = {.limit = LINE_MAX_BYTES};
    say_sample(&said, label);
    buffer_format(&said, ": %s", say);
    key(u, "page", label, ICON_NONE, DO(ACT_KEY_PAGE, (int32_t)page));
    ui_number(u, span);
    ui_say(u, buffer_string(&said));
    buffer_free(&said);
}

static void space_key(struct ui *u, int span)
{
    key(u, "space", C_("key", "space"), ICON_NONE, DO(ACT_KEY, ' '));
    ui_number(u, span);
}

/* The last row of every page of wide display: the other three pages, space, and what the field is likely to want. */
static void wide_last_row(const struct app *app, struct ui *u)
{
    enum key_page at = app->session.keys < KEYS_NARROW ? app->session.keys : KEYS_QWERTY;
    bool mail = app->session.field == FIELD_CONTACT || app->session.field == FIELD_MY_CONTACT;
    if (at != KEYS_QWERTY)
        page_key(u, "qwerty", _("letters as on a keyboard"), KEYS_QWERTY, 2);
    if (at != KEYS_ABC)
        page_key(u, "a b c", _("letters in order"), KEYS_ABC, 2);
    if (at != KEYS_ACCENTS)
        page_key(u, "é ö š", _("other letters"), KEYS_ACCENTS, 2);
    if (at != KEYS_DIGITS)
        page_key(u, "123", _("figures"), KEYS_DIGITS, 2);
    if (at == KEYS_DIGITS) { /* where the signs stand already */
        space_key(u, 5);
    } else if (mail) { /* no address holds a space */
        letters(app, u, "@.-_+");
    } else {
        space_key(u, 4);
        letters(app, u, "-");
    }
}

static void more_last_row(const struct app *app, struct ui *u, const char *other, enum key_page page)
{
    shift_key(app, u, 2);
    page_key(u, "qwerty", _("letters as on a keyboard"), KEYS_QWERTY, 2);
    page_key(u, "é ö š", _("other letters"), KEYS_ACCENTS, 2);
    page_key(u, other, _("more letters"), page, 2);
    erase_key(u, 3, ACT_ERASE);
}

static void wide(const struct app *app, struct ui *u)
{
    switch (app->session.keys) {
    case KEYS_ACCENTS:
        letters(app, u, accents);
        shift_key(app, u, 1);
        page_key(u, "à ă ò", _("more letters"), KEYS_MORE, 2);
        erase_key(u, 2, ACT_ERASE);
        break;
    case KEYS_MORE:
        letters(app, u, more);
        more_last_row(app, u, "õ ơ ư", KEYS_MOST);
        return;
    case KEYS_MOST:
        letters(app, u, most);
        more_last_row(app, u, "à ă ò", KEYS_MORE);
        return;
    case KEYS_DIGITS:
        letters(app, u, marks);
        erase_key(u, 6, ACT_ERASE);
        break;
    case KEYS_ABC:
        letters(app, u, alphabet);
        shift_key(app, u, 2);
        erase_key(u, 2, ACT_ERASE);
        break;
    default:
        letters(app, u, qwerty[0]);
        letters(app, u, qwerty[1]);
        shift_key(app, u, 2);
        letters(app, u, qwerty[2]);
        erase_key(u, 2, ACT_ERASE);
        break;
    }
    wide_last_row(app, u);
}

/* --- display with fewer columns: pages of letters in order, then signs, then other letters
 * ------------------------------ */

enum { CONTROLS = 5, PARTS = 5 }; /* cells for capital, erase, space (two) and the next page */
static const char *const parts[PARTS] = {alphabet, marks, accents, more, most};

static size_t cells(const struct ui *u)
{
    return (size_t)(ui_key_columns(&u->setting) * ui_key_rows(&u->setting) - CONTROLS);
}

static size_t pages_of(size_t part, size_t each)
{
    return (text_count(parts[part]) + each - 1) / each;
}

/* Which part and which of its pages stand at page `at`. */
static size_t find_part(size_t at, size_t each, size_t *ret_page)
{
    size_t part = 0;
    while (part + 1 < PARTS && at >= pages_of(part, each))
        at -= pages_of(part++, each);
    *ret_page = at;
    return part;
}

static void some(const struct app *app, struct ui *u, const char *text, size_t from, size_t count)
{
    size_t i = 0;
    for (uint32_t code; (code = text_next(&text)) != 0; i++)
        if (i >= from && i < from + count)
            letter(app, u, code);
}

static size_t narrow_page(const struct app *app, size_t each)
{
    switch (app->session.keys) {
    case KEYS_QWERTY:
    case KEYS_ABC:
        return 0;
    case KEYS_DIGITS:
        return pages_of(0, each);
    case KEYS_ACCENTS:
    case KEYS_MORE:
    case KEYS_MOST:
        return pages_of(0, each) + pages_of(1, each);
    default:
        return (size_t)app->session.keys - KEYS_NARROW;
    }
}

static void narrow_keys(const struct app *app, struct ui *u)
{
    size_t each = cells(u), all = 0, page;
    for (size_t i = 0; i < PARTS; i++)
        all += pages_of(i, each);
    size_t at = narrow_page(app, each) % all, part = find_part(at, each, &page), next = (at + 1) % all, then;
    size_t to = find_part(next, each, &then);
    struct line label;
    char first[5];
    const char *text = parts[to];
    uint32_t code = 0;
    for (size_t i = 0; i <= then * each; i++)
        code = text_next(&text);
    (void)text_put(first, code);
    some(app, u, parts[part], page * each, each);
    shift_key(app, u, 1);
    erase_key(u, 1, ACT_ERASE);
    space_key(u, 2);
    /* TRANSLATORS: on a key; opens the next page of letters, which begins with this one */
    page_key(u, line_format(&label, C_("key", "%s …"), first), _("more letters"), KEYS_NARROW + (enum key_page)next, 1);
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

static void figure(struct ui *u, int i, int span, enum act act, bool phone)
{
    char label[2] = {(char)('0' + i), 0};
    key(u, "key", label, ICON_NONE, DO(act, phone ? '0' + i : i));
    ui_number(u, span);
}

/* Three columns as on a telephone; where four rows do not fit, five figures a row. */
static void number_pad(struct ui *u, enum act act, enum act erase, bool phone)
{
    bool low = ui_key_rows(&u->setting) < 4;
    int columns = low ? ui_key_columns(&u->setting) : 3;
    ui_open(u, UI_KEYS, "keys", 0);
    ui_number(u, !low);
    for (int i = 1; i <= 9; i++)
        figure(u, i, 1, act, phone);
    if (low)
        figure(u, 0, columns - 4, act, phone);
    if (phone)
        key(u, "key", "+", ICON_NONE, DO(act, '+'));
    if (!low)
        figure(u, 0, phone ? 1 : 2, act, phone);
    erase_key(u, low ? columns - (phone ? 1 : 0) : 1, erase);
    ui_close(u);
}

/* --- what is written with them --- */

void part_contact(const struct app *app, struct ui *u, enum contact_way way, const char *typed)
{
    const struct session *s = &app->session;
    bool phone = way == CONTACT_PHONE;
    part_title(app, u, phone ? _("Your phone number") : _("Your e-mail address"));
    if (s->notice == VERDICT_KIOSK_OPEN)
        part_kept(u);
    part_field(u, phone ? _("Your phone number") : _("Your e-mail address"), typed, true);
    if (phone)
        number_pad(u, ACT_KEY, ACT_ERASE, true);
    else
        part_keys(app, u);
    part_primary(u, "next", ICON_forward, _("Next"), DO(ACT_WRITTEN));
}

void part_pin(const struct app *app, struct ui *u)
{
    struct line dots;
    dots.text[0] = 0;
    for (size_t i = 0; i < strlen(app->session.pin); i++)
        line_add(&dots, "•");
    part_field(u, _("PIN"), dots.text, true);
    number_pad(u, ACT_PIN_KEY, ACT_PIN_ERASE, false);
}
