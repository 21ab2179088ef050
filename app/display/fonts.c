/* Typefaces, the widths of words, and their shapes.
 *
 * Words are measured once, in one large size without hinting, and scaled: so a line that fits at one size is as wide in
 * proportion at every other, and 4096 remembered widths serve all sizes. A line is measured and painted word by word;
 * then most words of a new screen have been painted before. A word is never drawn from two faces. Files are mapped, not
 * read: every open size shares the same bytes. */
#include "display/fonts.h"

#include <SDL_ttf.h>
#include <assert.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/bytes.h"
#include "base/file.h"
#include "base/host.h"
#include "base/text.h"
#include "ui/tree.h"

enum family { ATKINSON, NOTO, ICONS_FAMILY, FAMILIES };
enum {
    WEIGHTS = 3,
    HANDLES = 24, /* sizes that are open at one time */
    MEASURE_EM = 1000,
    WIDTHS = 4096,
    WORD_BYTES = 512,
    MASKS_MAX = 2048,
    MASKS_BYTES = 6 << 20,
    ICON_ASCENT = 960, /* of the icon font */
    ICON_EM = 1024
};

struct handle {
    uint8_t family, face;
    int em;
    uint32_t used;
    TTF_Font *font;
};
struct font_file { /* mapped: pages that are read once are the kernel's to drop again */
    void *data;
    size_t size;
};
struct faces {
    char folder[FILE_PATH_MAX];
    uint32_t clock;
    struct font_file file[FAMILIES][WEIGHTS];
    struct handle handle[HANDLES];
};
struct mask { /* the shape of a word, 8 bits a pixel, that any colour can go through */
    uint8_t *alpha;
    int16_t left, top; /* of the upper left pixel: from the pen, and from the baseline (negative above) */
    int16_t width, height;
};
struct word { /* one word, or one icon; borrowed */
    const char *language;
    int face, em; /* enum ui_face; px */
    const char *text;
    size_t bytes;
    bool personal; /* never cached, and wiped when the next one is made */
};
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

static struct fonts *measuring; /* host_text_width has no handle to pass: it measures with these. NULL: none is open */

/* --- font files and the sizes they are open in --------------------------------------------------------------------- */

/* Languages with letters that Atkinson Hyperlegible Next does not have. */
static const char *const noto_languages[] = {"se", "vi", "ru", "uk", "bg", "sr", "el"};

static int faces_family(const char *language, int face)
{
    if (face == FACE_ICON)
        return ICONS_FAMILY;
    for (size_t i = 0; i < sizeof noto_languages / sizeof *noto_languages; i++)
        if (strcmp(language, noto_languages[i]) == 0)
            return NOTO;
    return ATKINSON;
}

static void file_map(struct font_file *file, const char *path)
{
    struct stat what;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd >= 0 && fstat(fd, &what) == 0 && what.st_size > 0) {
        void *data = mmap(NULL, (size_t)what.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (data != MAP_FAILED)
            *file = (struct font_file){data, (size_t)what.st_size};
    }
    if (fd >= 0)
        close(fd);
}

/* The bytes of a face; NULL data when they can't be read. */
static const struct font_file *file_get(struct faces *f, int family, int face)
{
    static const char *const names[FAMILIES][WEIGHTS] = {
        {"fonts/atkinson-400.ttf", "fonts/atkinson-600.ttf", "fonts/atkinson-700.ttf"},
        {"fonts/noto-400.ttf", "fonts/noto-600.ttf", "fonts/noto-700.ttf"},
        {"icons/phosphor-bold.ttf"},
    };
    int weight = family == ICONS_FAMILY ? 0 : face;
    struct font_file *file = &f->file[family][weight];
    char path[FILE_PATH_MAX];

    assert(weight < WEIGHTS);
    if (!file->data && file_path(path, f->folder, names[family][weight]) == FAULT_NONE)
        file_map(file, path);
    return file;
}

static TTF_Font *font_open(struct faces *f, int family, int face, int em)
{
    const struct font_file *file = file_get(f, family, face);
    TTF_Font *font = file->data ? TTF_OpenFontRW(SDL_RWFromConstMem(file->data, (int)file->size), 1, em) : NULL;

    if (!font)
        return NULL;
    TTF_SetFontHinting(font, em == MEASURE_EM ? TTF_HINTING_NONE : TTF_HINTING_LIGHT);
    TTF_SetFontDirection(font, TTF_DIRECTION_LTR);
    TTF_SetFontScriptName(font, "Latn");
    return font;
}

/* The open face; NULL when its file can't be read. Borrowed until the next call. */
static TTF_Font *faces_get(struct faces *f, int family, int face, int em)
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

/* The face of a word (NUL-terminated), set to the script and direction to shape it in. */
static TTF_Font *faces_for(struct faces *f, const struct word *w, const char *word, int em)
{
    int family = faces_family(w->language, w->face);
    TTF_Font *font = faces_get(f, family, w->face, em);

    if (family == ATKINSON && !covers(font, word)) {
        TTF_Font *other = faces_get(f, NOTO, w->face, em);
        font = covers(other, word) ? other : font;
    }
    if (!font || family == ICONS_FAMILY)
        return font;
    uint32_t first = text_next(&word);
    TTF_SetFontDirection(font, from_right(first) ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    TTF_SetFontScriptName(font, script_of(first));
    return font;
}

/* FILE_MISSING without the program's typeface and icons. */
static fault faces_open(struct faces *f, const char *assets)
{
    if (!text_copy(f->folder, sizeof f->folder, assets))
        return FAULT_BAD_INPUT;
    for (int face = FACE_TEXT; face <= FACE_ICON; face++)
        if (!faces_get(f, faces_family("", face), face, MEASURE_EM))
            return FAULT_FILE_MISSING;
    return FAULT_NONE;
}

/* Closes every size but the one that measures. */
static void faces_trim(struct faces *f)
{
    for (int i = 0; i < HANDLES; i++)
        if (f->handle[i].font && f->handle[i].em != MEASURE_EM) {
            TTF_CloseFont(f->handle[i].font);
            f->handle[i] = (struct handle){0};
        }
}

static void faces_close(struct faces *f)
{
    for (int i = 0; i < HANDLES; i++)
        if (f->handle[i].font)
            TTF_CloseFont(f->handle[i].font);
    for (int i = 0; i < FAMILIES * WEIGHTS; i++)
        if (f->file[i / WEIGHTS][i % WEIGHTS].data)
            munmap(f->file[i / WEIGHTS][i % WEIGHTS].data, f->file[i / WEIGHTS][i % WEIGHTS].size);
}

/* --- the store of painted words ------------------------------------------------------------------------------------ */

/* A hash table of open chains over one array, and a list through it in order of use: when the bytes run out, the one not used for longest
 * goes first. */
enum { BUCKETS = 4096, NOTHING = -1 };

struct kept_mask {
    uint64_t key;
    struct mask mask;
    int16_t chain, newer, older;
};
struct masks {
    size_t bytes;
    int count;
    int16_t newest, oldest;
    int16_t bucket[BUCKETS];
    struct kept_mask entry[MASKS_MAX];
};

static size_t mask_bytes(const struct mask *mask)
{
    return (size_t)mask->width * (size_t)mask->height + sizeof(struct kept_mask);
}

/* NULL: no memory. */
static struct masks *masks_open(void)
{
    struct masks *m = calloc(1, sizeof *m);

    if (!m)
        return NULL;
    m->newest = m->oldest = NOTHING;
    for (int i = 0; i < BUCKETS; i++)
        m->bucket[i] = NOTHING;
    return m;
}

static void masks_close(struct masks *m)
{
    for (int i = 0; m && i < m->count; i++)
        free(m->entry[i].mask.alpha);
    free(m);
}

static size_t masks_bytes(const struct masks *m)
{
    return m->bytes;
}

static void list_take(struct masks *m, int16_t at)
{
    struct kept_mask *e = &m->entry[at];

    if (e->newer == NOTHING)
        m->newest = e->older;
    else
        m->entry[e->newer].older = e->older;
    if (e->older == NOTHING)
        m->oldest = e->newer;
    else
        m->entry[e->older].newer = e->newer;
}

static void list_front(struct masks *m, int16_t at)
{
    m->entry[at].newer = NOTHING;
    m->entry[at].older = m->newest;
    if (m->newest != NOTHING)
        m->entry[m->newest].newer = at;
    else
        m->oldest = at;
    m->newest = at;
}

static const struct mask *masks_get(struct masks *m, uint64_t key)
{
    for (int16_t at = m->bucket[key % BUCKETS]; at != NOTHING; at = m->entry[at].chain) {
        if (m->entry[at].key != key)
            continue;
        list_take(m, at);
        list_front(m, at);
        return &m->entry[at].mask;
    }
    return NULL;
}

/* Lets the oldest go; its place in the array is free for another. */
static int16_t drop_oldest(struct masks *m)
{
    int16_t at = m->oldest, *link = &m->bucket[m->entry[at].key % BUCKETS];

    while (*link != at)
        link = &m->entry[*link].chain;
    *link = m->entry[at].chain;
    list_take(m, at);
    m->bytes -= mask_bytes(&m->entry[at].mask);
    free(m->entry[at].mask.alpha);
    m->entry[at].mask.alpha = NULL;
    return at;
}

/* A place that drop_oldest freed is filled with the last entry, so that the array stays dense. */
static void fill_gap(struct masks *m, int16_t gap)
{
    int16_t last = (int16_t)--m->count;

    if (gap == last)
        return;
    struct kept_mask *e = &m->entry[last];
    int16_t *link = &m->bucket[e->key % BUCKETS];
    while (*link != last)
        link = &m->entry[*link].chain;
    *link = gap;
    *(e->newer == NOTHING ? &m->newest : &m->entry[e->newer].older) = gap;
    *(e->older == NOTHING ? &m->oldest : &m->entry[e->older].newer) = gap;
    m->entry[gap] = *e;
}

/* Takes the pixels over (and frees them, sooner or later). A key that is there already is a bug. */
static void masks_put(struct masks *m, uint64_t key, struct mask mask)
{
    size_t bytes = mask_bytes(&mask);

    assert(!masks_get(m, key));
    while (m->count && (m->bytes + bytes > MASKS_BYTES || m->count == MASKS_MAX))
        fill_gap(m, drop_oldest(m));
    int16_t at = (int16_t)m->count++;
    m->entry[at] = (struct kept_mask){.key = key, .mask = mask, .chain = m->bucket[key % BUCKETS]};
    m->bucket[key % BUCKETS] = at;
    list_front(m, at);
    m->bytes += bytes;
}

/* --- widths -------------------------------------------------------------------------------------------------------- */

/* FNV-1a with a last stirring; 64 bits are enough to take a hash for the word itself. */
static uint64_t key_of(const struct word *w, int em)
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
static float measure(struct fonts *f, const struct word *w)
{
    char word[WORD_BYTES + 3] = " ";
    int with = 0, space = 0;

    assert(w->bytes <= WORD_BYTES);
    memcpy(word + 1, w->text, w->bytes);
    TTF_Font *font = faces_for(&f->faces, w, word + 1, MEASURE_EM);
    if (w->face == FACE_ICON || !font)
        return 1;
    word[w->bytes + 1] = ' ';
    TTF_SizeUTF8(font, " ", &space, NULL);
    TTF_SizeUTF8(font, word, &with, NULL);
    bytes_wipe(word, sizeof word);
    return (float)(w->bytes ? with - 2 * space : space) / MEASURE_EM;
}

static float word_width(struct fonts *f, const struct word *w)
{
    uint64_t key = key_of(w, 0);
    struct width *slot = &f->width[key % WIDTHS];

    if (slot->key != key)
        *slot = (struct width){key, measure(f, w)};
    return slot->em;
}

/* Width in px of a line, the sum of its words and spaces: as wide as it is painted, in proportion at every size. */
static float line_width(struct fonts *f, const struct word *line)
{
    struct word w = *line;
    float sum = 0;

    for (size_t at = 0; at < line->bytes; at += w.bytes + 1) {
        const char *space = memchr(line->text + at, ' ', line->bytes - at);
        w.text = line->text + at;
        w.bytes = space ? (size_t)(space - w.text) : line->bytes - at;
        if (w.bytes)
            sum += word_width(f, &w);
        if (space)
            sum += word_width(f, &(struct word){.language = line->language, .face = line->face, .text = ""});
    }
    return sum * (float)line->em;
}

float host_text_width(const char *language, int face, int em_px, const char *text, size_t bytes)
{
    assert(measuring);
    if (face >= FACE_ICON)
        return (float)em_px;
    return line_width(measuring,
                      &(struct word){.language = language, .face = face, .em = em_px, .text = text, .bytes = bytes});
}

/* --- shapes -------------------------------------------------------------------------------------------------------- */

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

static struct mask paint(struct fonts *f, const struct word *w)
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

/* The shape of a word without spaces; empty (0 x 0) when nothing can be drawn. */
static struct mask mask_of(struct fonts *f, const struct word *w)
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

/* Most of a letter's box is empty or full: those two ways cost one comparison a pixel. */
static void mask_row(uint32_t *row, const uint8_t *mask, int count, uint32_t colour)
{
    for (int i = 0; i < count; i++) {
        uint32_t alpha = mask[i];
        if (!alpha)
            continue;
        row[i] = alpha == 255 ? colour : canvas_blend(row[i], colour, alpha);
    }
}

static void mask_draw(struct canvas *c, const struct mask *m, float pen, int baseline, uint32_t colour)
{
    int x = (int)lroundf(pen) + m->left, y = baseline + m->top;
    struct area cut = area_cut((struct area){x, y, x + m->width, y + m->height}, c->clip);

    if (area_empty(cut))
        return;
    for (int at = cut.top; at < cut.bottom; at++)
        mask_row(canvas_row(c, at) + cut.left, m->alpha + (long)(at - y) * m->width + (cut.left - x),
                 cut.right - cut.left, colour);
}

/* --- lines --------------------------------------------------------------------------------------------------------- */

/* True when the first strong letter runs from right to left. */
static bool runs_from_right(const char *text, size_t bytes)
{
    const char *at = text;

    for (uint32_t code; at < text + bytes && (code = text_next(&at));)
        if (from_right(code))
            return true;
        else if ((code | 32) >= 'a' && (code < 128 || code >= 0xC0))
            return false;
    return false;
}

/* From the middle of a line's box down to its baseline, in ems: the language's own face decides. */
static float baseline_of(struct fonts *f, const char *language, int face)
{
    if (face == FACE_ICON)
        return (float)ICON_ASCENT / ICON_EM - 0.5f;
    TTF_Font *font = faces_get(&f->faces, faces_family(language, face), face, MEASURE_EM);

    return font ? (float)(TTF_FontAscent(font) + TTF_FontDescent(font)) / (2.0f * MEASURE_EM) : 0.33f;
}

/* The shape of a word with all its marks inside the row: as set, or as much smaller as it takes. The baseline is rounded to a px. */
static struct mask mask_inside(struct fonts *f, struct word w, float above, float below)
{
    enum { TRIES = 4 };
    above += 0.6f;
    below += 0.6f;
    struct mask m = mask_of(f, &w);
    for (int i = 0; i < TRIES && (-m.top > above || m.top + m.height > below); i++) {
        float fits = -m.top > above ? above / (float)-m.top : 1;
        float under = m.top + m.height > below ? below / (float)(m.top + m.height) : 1;
        w.em = (int)((float)w.em * (under < fits ? under : fits) - 0.5f);
        if (w.em < 1)
            return (struct mask){0};
        m = mask_of(f, &w);
    }
    return m;
}

/* Words one by one; from right to left the first stands at the right end. */
static void draw_words(struct fonts *f, struct canvas *c, const struct fonts_line *l, int baseline)
{
    const float above = (float)baseline - (l->middle - l->high / 2), below = l->middle + l->high / 2 - (float)baseline;
    bool right = runs_from_right(l->text, l->bytes);
    struct word w = {
        .language = l->language, .face = l->face, .em = l->em, .text = " ", .bytes = 1, .personal = l->personal};
    float pen = right ? l->right : l->left, space = line_width(f, &w);

    for (size_t at = 0; at < l->bytes; at += w.bytes + 1) {
        const char *end = memchr(l->text + at, ' ', l->bytes - at);
        w.text = l->text + at;
        w.bytes = end ? (size_t)(end - w.text) : l->bytes - at;
        float wide = w.bytes ? line_width(f, &w) : 0;
        struct mask m = w.bytes ? mask_inside(f, w, above, below) : (struct mask){0};
        mask_draw(c, &m, right ? pen - wide : pen, baseline, l->colour);
        pen += right ? -(wide + space) : wide + space;
    }
}

void fonts_draw(struct fonts *f, struct canvas *c, const struct fonts_line *l)
{
    float em = (float)l->em;
    int baseline = (int)lroundf(l->middle + baseline_of(f, l->language, l->face) * em);
    struct word icon = {.language = "", .face = l->face, .em = l->em, .text = l->text, .bytes = l->bytes};

    if (l->face != FACE_ICON) {
        draw_words(f, c, l, baseline);
        return;
    }
    icon.personal = l->personal;
    struct mask m = mask_of(f, &icon);
    mask_draw(c, &m, (l->left + l->right) / 2 - em / 2, baseline, l->colour);
}

/* --- from opening to closing --------------------------------------------------------------------------------------- */

void fonts_forget(struct fonts *f)
{
    personal_wipe(f);
    bytes_wipe(f->width, sizeof f->width);
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
    *ret = measuring = f;
    return result;
}

void fonts_close(struct fonts *f)
{
    if (!f)
        return;
    measuring = NULL;
    fonts_forget(f);
    faces_close(&f->faces);
    if (TTF_WasInit())
        TTF_Quit();
    masks_close(f->masks);
    free(f);
}
