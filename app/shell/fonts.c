/* Words are measured once, in one large size without hinting, and scaled: so a line that fits at one size is as wide in
 * proportion at every other, and 4096 remembered widths serve all sizes. A line is measured and painted word by word;
 * then most words of a new screen have been painted before. A word is never drawn from two faces. */
#include <SDL_ttf.h>
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "base/bytes.h"
#include "base/file.h"
#include "base/text.h"
#include "shell/fonts.h"
#include "shell/masks.h"
#include "ui/tree.h"

enum { ATKINSON, NOTO, ICONS_FAMILY, HANDLES = 24, WIDTHS = 4096, MEASURE_EM = 1000, WORD_BYTES = 512 };

struct handle {
    uint8_t family, face;
    int em;
    uint32_t used;
    TTF_Font *font;
};
struct width {
    uint64_t key;
    float em; /* width in ems */
};
struct fonts {
    char folder[FILE_PATH_MAX];
    uint32_t clock;
    size_t misses;
    struct masks *masks;
    struct mask personal; /* the last one made: wiped by the next */
    struct handle handle[HANDLES];
    struct width width[WIDTHS];
};

/* Languages with letters that Atkinson Hyperlegible Next does not have. */
static const char *const noto_languages[] = {"se", "vi", "ru", "uk", "bg", "sr", "el"};

static int family_of(const char *language, int face)
{
    if (face == FACE_ICON)
        return ICONS_FAMILY;
    for (size_t i = 0; i < sizeof noto_languages / sizeof *noto_languages; i++)
        if (strcmp(language, noto_languages[i]) == 0)
            return NOTO;
    return ATKINSON;
}

static TTF_Font *font_open(const struct fonts *f, int family, int face, int em)
{
    static const char *const names[2][3] = {
        {"fonts/atkinson-400.ttf", "fonts/atkinson-600.ttf", "fonts/atkinson-700.ttf"},
        {"fonts/noto-400.ttf", "fonts/noto-600.ttf", "fonts/noto-700.ttf"},
    };
    const char *name = family == ICONS_FAMILY ? "icons/phosphor-bold.ttf" : names[family][face];
    char path[FILE_PATH_MAX];

    if (file_path(path, f->folder, name) != FAULT_NONE)
        return NULL;
    TTF_Font *font = TTF_OpenFont(path, em);
    if (!font)
        return NULL;
    TTF_SetFontHinting(font, em == MEASURE_EM ? TTF_HINTING_NONE : TTF_HINTING_LIGHT_SUBPIXEL);
    TTF_SetFontDirection(font, TTF_DIRECTION_LTR);
    TTF_SetFontScriptName(font, "Latn");
    return font;
}

/* The open face; NULL when its file can't be read. At most HANDLES stay open. */
static TTF_Font *font_get(struct fonts *f, int family, int face, int em)
{
    struct handle *oldest = f->handle;

    for (int i = 0; i < HANDLES; i++) {
        struct handle *h = &f->handle[i];
        if (h->font && h->family == family && h->face == face && h->em == em) {
            h->used = ++f->clock;
            return h->font;
        }
        if (h->used < oldest->used)
            oldest = h;
    }
    TTF_Font *font = font_open(f, family, face, em);
    if (!font)
        return NULL;
    if (oldest->font)
        TTF_CloseFont(oldest->font);
    *oldest = (struct handle){(uint8_t)family, (uint8_t)face, em, ++f->clock, font};
    return font;
}

static bool covers(TTF_Font *font, const char *word)
{
    for (uint32_t code; font && (code = text_next(&word));)
        if (!TTF_GlyphIsProvided32(font, code))
            return false;
    return font != NULL;
}

static bool from_right(uint32_t code)
{
    return (code >= 0x590 && code <= 0x8FF) || (code >= 0xFB1D && code <= 0xFDFF) || (code >= 0xFE70 && code <= 0xFEFF);
}

static const char *script_of(uint32_t code)
{
    if (code >= 0x370 && code <= 0x3FF)
        return "Grek";
    if (code >= 0x400 && code <= 0x52F)
        return "Cyrl";
    if (code >= 0x590 && code <= 0x5FF)
        return "Hebr";
    return from_right(code) ? "Arab" : "Latn";
}

bool fonts_from_right(const char *text, size_t bytes)
{
    const char *at = text;

    for (uint32_t code; at < text + bytes && (code = text_next(&at));)
        if (from_right(code))
            return true;
        else if ((code | 32) >= 'a' && (code < 128 || code >= 0xC0))
            return false;
    return false;
}

/* The face of a word, told which script and direction to shape it in. */
static TTF_Font *font_for(struct fonts *f, const struct fonts_word *w, const char *word, int em)
{
    int family = family_of(w->language, w->face);
    TTF_Font *font = font_get(f, family, w->face, em);

    if (family == ATKINSON && !covers(font, word)) {
        TTF_Font *other = font_get(f, NOTO, w->face, em);
        font = covers(other, word) ? other : font;
    }
    if (!font || family == ICONS_FAMILY)
        return font;
    uint32_t first = text_next(&word);
    TTF_SetFontDirection(font, from_right(first) ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    TTF_SetFontScriptName(font, script_of(first));
    return font;
}

/* FNV-1a with a last stirring; 64 bits are enough to take a hash for the word itself. */
static uint64_t key_of(const struct fonts_word *w, int em)
{
    uint64_t key = 0xCBF29CE484222325u ^ (uint64_t)family_of(w->language, w->face);

    key = (key * 31 + (uint64_t)w->face) * 65537 + (uint64_t)em;
    for (size_t i = 0; i < w->bytes; i++)
        key = (key ^ (uint8_t)w->text[i]) * 0x100000001B3u;
    key ^= key >> 29;
    return key ? key * 0xBF58476D1CE4E5B9u : 1;
}

/* Spaces on both sides keep the ink of the first and last letter out of the measure: what is left is the advance. */
static float measure(struct fonts *f, const struct fonts_word *w)
{
    char word[WORD_BYTES + 3] = " ";
    int with = 0, space = 0;

    assert(w->bytes <= WORD_BYTES);
    memcpy(word + 1, w->text, w->bytes);
    TTF_Font *font = font_for(f, w, word + 1, MEASURE_EM);
    if (w->face == FACE_ICON || !font)
        return 1;
    word[w->bytes + 1] = ' ';
    TTF_SizeUTF8(font, " ", &space, NULL);
    TTF_SizeUTF8(font, word, &with, NULL);
    bytes_wipe(word, sizeof word);
    return (float)(w->bytes ? with - 2 * space : space) / MEASURE_EM;
}

static float word_width(struct fonts *f, const struct fonts_word *w)
{
    uint64_t key = key_of(w, 0);
    struct width *slot = &f->width[key % WIDTHS];

    if (slot->key != key)
        *slot = (struct width){key, measure(f, w)};
    return slot->em;
}

float fonts_width(struct fonts *f, const char *language, int face, int em, const char *text, size_t bytes)
{
    struct fonts_word w = {.language = language, .face = face, .text = text};
    float sum = 0;

    for (size_t at = 0; at < bytes; at += w.bytes + 1) {
        const char *space = memchr(text + at, ' ', bytes - at);
        w.text = text + at;
        w.bytes = space ? (size_t)(space - w.text) : bytes - at;
        if (w.bytes)
            sum += word_width(f, &w);
        if (space)
            sum += word_width(f, &(struct fonts_word){.language = language, .face = face, .text = ""});
    }
    return sum * (float)em;
}

float fonts_baseline(struct fonts *f, const char *language, int face)
{
    TTF_Font *font = font_get(f, family_of(language, face), face, MEASURE_EM);

    return font ? (float)(TTF_FontAscent(font) + TTF_FontDescent(font)) / (2.0f * MEASURE_EM) : 0.33f;
}

/* How far the surface reaches above the ascent and left of the pen: the library shifts the text to keep ink inside. */
static void overhang(TTF_Font *font, const char *word, int *ret_left, int *ret_top)
{
    int left = 0, top = 0;

    if (TTF_GlyphMetrics32(font, text_next(&word), &left, NULL, NULL, &top, NULL) < 0)
        left = top = 0;
    *ret_left = left < 0 ? left : 0;
    for (uint32_t code; (code = text_next(&word));) {
        int above = 0;
        if (TTF_GlyphMetrics32(font, code, NULL, NULL, NULL, &above, NULL) == 0 && above > top)
            top = above;
    }
    *ret_top = top > TTF_FontAscent(font) ? top : TTF_FontAscent(font);
}

/* Rows and columns without ink are left out. */
static SDL_Rect ink(const SDL_Surface *s)
{
    SDL_Rect box = {s->w, s->h, 0, 0};
    int right = 0, bottom = 0;

    for (int y = 0; y < s->h; y++) {
        const uint8_t *row = (const uint8_t *)s->pixels + (long)y * s->pitch;
        for (int x = 0; x < s->w; x++)
            if (row[x]) {
                box.x = x < box.x ? x : box.x;
                box.y = y < box.y ? y : box.y;
                right = x >= right ? x + 1 : right;
                bottom = y + 1;
            }
    }
    box.w = right > box.x ? right - box.x : 0;
    box.h = bottom > box.y ? bottom - box.y : 0;
    return box;
}

static struct mask cut(const SDL_Surface *s, int left, int top)
{
    SDL_Rect box = ink(s);
    struct mask mask = {.left = (int16_t)(left + box.x), .top = (int16_t)(box.y - top), .width = (int16_t)box.w,
                        .height = (int16_t)box.h};

    mask.alpha = malloc((size_t)box.w * (size_t)box.h + 1);
    if (!mask.alpha || !box.w)
        mask.width = mask.height = 0;
    for (int y = 0; y < mask.height; y++)
        memcpy(mask.alpha + (long)y * mask.width, (const uint8_t *)s->pixels + (long)(box.y + y) * s->pitch + box.x,
               (size_t)mask.width);
    return mask;
}

static struct mask paint(struct fonts *f, const struct fonts_word *w)
{
    char word[WORD_BYTES + 1];
    struct mask mask = {0};
    int left, top;

    if (!w->bytes || w->bytes > WORD_BYTES)
        return mask;
    memcpy(word, w->text, w->bytes);
    word[w->bytes] = '\0';
    TTF_Font *font = font_for(f, w, word, w->em);
    SDL_Surface *s = font ? TTF_RenderUTF8_Shaded(font, word, (SDL_Color){255, 255, 255, 255}, (SDL_Color){0}) : NULL;
    f->misses++;
    if (s) {
        overhang(font, word, &left, &top);
        mask = cut(s, left, top);
        if (w->personal)
            bytes_wipe(s->pixels, (size_t)s->pitch * (size_t)s->h);
    }
    SDL_FreeSurface(s);
    bytes_wipe(word, sizeof word);
    return mask;
}

static void personal_wipe(struct fonts *f)
{
    if (f->personal.alpha)
        bytes_wipe(f->personal.alpha, (size_t)f->personal.width * (size_t)f->personal.height);
    free(f->personal.alpha);
    f->personal = (struct mask){0};
}

struct mask fonts_mask(struct fonts *f, const struct fonts_word *w)
{
    uint64_t key = key_of(w, w->em);

    personal_wipe(f);
    if (w->personal)
        return f->personal = paint(f, w);
    const struct mask *known = masks_get(f->masks, key);
    if (known)
        return *known;
    struct mask mask = paint(f, w);
    masks_put(f->masks, key, mask);
    return mask;
}

void fonts_forget(struct fonts *f)
{
    personal_wipe(f);
    bytes_wipe(f->width, sizeof f->width);
}

void fonts_figures(const struct fonts *f, size_t *ret_bytes, size_t *ret_misses)
{
    *ret_bytes = masks_bytes(f->masks);
    *ret_misses = f->misses;
}

fault fonts_open(struct fonts **ret, const char *assets)
{
    struct fonts *f = calloc(1, sizeof *f);
    fault result = FAULT_NO_MEMORY;

    if (!f || !(f->masks = masks_open()) || TTF_Init() < 0)
        goto out;
    result = text_copy(f->folder, sizeof f->folder, assets) ? FAULT_NONE : FAULT_BAD_INPUT;
    for (int face = FACE_TEXT; result == FAULT_NONE && face <= FACE_ICON; face++)
        if (!font_get(f, family_of("", face), face, MEASURE_EM))
            result = FAULT_FILE_MISSING;
out:
    if (result != FAULT_NONE) {
        fonts_close(f);
        f = NULL;
    }
    *ret = f;
    return result;
}

void fonts_close(struct fonts *f)
{
    if (!f)
        return;
    fonts_forget(f);
    for (int i = 0; i < HANDLES; i++)
        if (f->handle[i].font)
            TTF_CloseFont(f->handle[i].font);
    if (TTF_WasInit())
        TTF_Quit();
    masks_close(f->masks);
    free(f);
}
