/* Opens each face when a word first needs it. Files are mapped, not read: every open size shares the same bytes. */
#include "display/faces.h"

#include <assert.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/text.h"
#include "ui/tree.h"

/* Languages with letters that Atkinson Hyperlegible Next does not have. */
static const char *const noto_languages[] = {"se", "vi", "ru", "uk", "bg", "sr", "el"};

int faces_family(const char *language, int face)
{
    if (face == FACE_ICON)
        return ICONS_FAMILY;
    for (size_t i = 0; i < sizeof noto_languages / sizeof *noto_languages; i++)
        if (strcmp(language, noto_languages[i]) == 0)
            return NOTO;
    return ATKINSON;
}

static void file_map(struct faces_file *file, const char *path)
{
    struct stat what;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd >= 0 && fstat(fd, &what) == 0 && what.st_size > 0) {
        void *data = mmap(NULL, (size_t)what.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (data != MAP_FAILED)
            *file = (struct faces_file){data, (size_t)what.st_size};
    }
    if (fd >= 0)
        close(fd);
}

/* The bytes of a face; NULL data when they can't be read. */
static const struct faces_file *file_get(struct faces *f, int family, int face)
{
    static const char *const names[FAMILIES][WEIGHTS] = {
        {"fonts/atkinson-400.ttf", "fonts/atkinson-600.ttf", "fonts/atkinson-700.ttf"},
        {"fonts/noto-400.ttf", "fonts/noto-600.ttf", "fonts/noto-700.ttf"},
        {"icons/phosphor-bold.ttf"},
    };
    int weight = family == ICONS_FAMILY ? 0 : face;
    struct faces_file *file = &f->file[family][weight];
    char path[FILE_PATH_MAX];

    assert(weight < WEIGHTS);
    if (!file->data && file_path(path, f->folder, names[family][weight]) == FAULT_NONE)
        file_map(file, path);
    return file;
}

static TTF_Font *font_open(struct faces *f, int family, int face, int em)
{
    const struct faces_file *file = file_get(f, family, face);
    TTF_Font *font = file->data ? TTF_OpenFontRW(SDL_RWFromConstMem(file->data, (int)file->size), 1, em) : NULL;

    if (!font)
        return NULL;
    TTF_SetFontHinting(font, em == FACES_MEASURE_EM ? TTF_HINTING_NONE : TTF_HINTING_LIGHT_SUBPIXEL);
    TTF_SetFontDirection(font, TTF_DIRECTION_LTR);
    TTF_SetFontScriptName(font, "Latn");
    return font;
}

TTF_Font *faces_get(struct faces *f, int family, int face, int em)
{
    struct faces_handle *oldest = f->handle;

    for (int i = 0; i < HANDLES; i++) {
        struct faces_handle *h = &f->handle[i];
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
    *oldest = (struct faces_handle){(uint8_t)family, (uint8_t)face, em, ++f->clock, font};
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

TTF_Font *faces_for(struct faces *f, const struct fonts_word *w, const char *word, int em)
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

fault faces_open(struct faces *f, const char *assets)
{
    if (!text_copy(f->folder, sizeof f->folder, assets))
        return FAULT_BAD_INPUT;
    for (int face = FACE_TEXT; face <= FACE_ICON; face++)
        if (!faces_get(f, faces_family("", face), face, FACES_MEASURE_EM))
            return FAULT_FILE_MISSING;
    return FAULT_NONE;
}

void faces_trim(struct faces *f)
{
    for (int i = 0; i < HANDLES; i++)
        if (f->handle[i].font && f->handle[i].em != FACES_MEASURE_EM) {
            TTF_CloseFont(f->handle[i].font);
            f->handle[i] = (struct faces_handle){0};
        }
}

void faces_close(struct faces *f)
{
    for (int i = 0; i < HANDLES; i++)
        if (f->handle[i].font)
            TTF_CloseFont(f->handle[i].font);
    for (int i = 0; i < FAMILIES * WEIGHTS; i++)
        if (f->file[i / WEIGHTS][i % WEIGHTS].data)
            munmap(f->file[i / WEIGHTS][i % WEIGHTS].data, f->file[i / WEIGHTS][i % WEIGHTS].size);
}
