/* Font files and the sizes they are open in; which of them a word is set in. Internal to fonts.c. */
#pragma once

#include <SDL_ttf.h>
#include "base/file.h"
#include "display/fonts.h"

enum faces_family { ATKINSON, NOTO, ICONS_FAMILY, FAMILIES };
enum { WEIGHTS = 3, HANDLES = 24, FACES_MEASURE_EM = 1000 };

struct faces_handle {
    uint8_t family, face;
    int em;
    uint32_t used;
    TTF_Font *font;
};
struct faces_file { /* mapped: pages that are read once are the kernel's to drop again */
    void *data;
    size_t size;
};
struct faces { /* zero-initialise */
    char folder[FILE_PATH_MAX];
    uint32_t clock;
    struct faces_file file[FAMILIES][WEIGHTS];
    struct faces_handle handle[HANDLES];
};

/* FILE_MISSING without the program's typeface and icons. */
fault faces_open(struct faces *f, const char *assets);
/* Closes every size but the one that measures. */
void faces_trim(struct faces *f);
void faces_close(struct faces *f);
int faces_family(const char *language, int face);
/* The open face; NULL when its file can't be read. At most HANDLES stay open; borrowed until the next call. */
TTF_Font *faces_get(struct faces *f, int family, int face, int em);
/* The face of a word (NUL-terminated), told which script and direction to shape it in. */
TTF_Font *faces_for(struct faces *f, const struct fonts_word *w, const char *word, int em);
