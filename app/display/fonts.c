/* Words are measured once, in one large size without hinting, and scaled: so a line that fits at one size is as wide in
 * proportion at every other, and 4096 remembered widths serve all sizes. A line is measured and painted word by word;
 * then most words of a new screen have been painted before. A word is never drawn from two faces. */
#include <SDL_ttf.h>
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "base/bytes.h"
#include "base/text.h"
#include "display/faces.h"
#include "display/fonts.h"
#include "display/masks.h"
#include "ui/tree.h"

enum { WIDTHS = 4096, WORD_BYTES = 512 };

struct width {
    uint64_t key;
    float em; /* width in ems */
};
struct fonts {
    struct faces faces;
    size_t misses;
    struct masks *masks;
    struct mask personal; /* the last one made: wiped by the next */
    struct width width[WIDTHS];
};

/* FNV-1a with a last stirring; 64 bits are enough to take a hash for the word itself. */
static uint64_t key_of(const struct fonts_word *w, int em)
{
    uint64_t key = 0xCBF29CE484222325u ^ (uint64_t)faces_family(w->language, w->face);

    key = (key * 31 + (uint64_t)w->face) * 65537 + (uint64_t)em;
    key *=
        0x9E3779B97F4A7C15u; /* else a letter could undo a difference in em: "i" at one size would be "u" at another */
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
    TTF_Font *font = faces_for(&f->faces, w, word + 1, FACES_MEASURE_EM);
    if (w->face == FACE_ICON || !font)
        return 1;
    word[w->bytes + 1] = ' ';
    TTF_SizeUTF8(font, " ", &space, NULL);
    TTF_SizeUTF8(font, word, &with, NULL);
    bytes_wipe(word, sizeof word);
    return (float)(w->bytes ? with - 2 * space : space) / FACES_MEASURE_EM;
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
    TTF_Font *font = faces_get(&f->faces, faces_family(language, face), face, FACES_MEASURE_EM);

    return font ? (float)(TTF_FontAscent(font) + TTF_FontDescent(font)) / (2.0f * FACES_MEASURE_EM) : 0.33f;
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
    struct mask mask = {.left = (int16_t)(left + box.x),
                        .top = (int16_t)(box.y - top),
                        .width = (int16_t)box.w,
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
    TTF_Font *font = faces_for(&f->faces, w, word, w->em);
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

void fonts_trim(struct fonts *f)
{
    personal_wipe(f);
    faces_trim(&f->faces);
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
    result = faces_open(&f->faces, assets);
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
    faces_close(&f->faces);
    if (TTF_WasInit())
        TTF_Quit();
    masks_close(f->masks);
    free(f);
}
