/* The only door to libpng. */
#include <errno.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include "display/picture.h"

static void rgb_row(uint8_t *out, const uint32_t *pixel, int count)
{
    for (int i = 0; i < count; i++, out += 3) {
        out[0] = (uint8_t)(pixel[i] >> 16);
        out[1] = (uint8_t)(pixel[i] >> 8);
        out[2] = (uint8_t)pixel[i];
    }
}

/* libpng leaves by longjmp: nothing here changes between setjmp and the end but what it is given. */
static bool write_all(png_structp png, png_infop info, FILE *file, const struct canvas *c, struct area a, uint8_t *row)
{
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_init_io(png, file);
    png_set_IHDR(png, info, (uint32_t)(a.right - a.left), (uint32_t)(a.bottom - a.top), 8, PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(png, 6);
    png_set_filter(png, 0, PNG_FILTER_SUB | PNG_FILTER_UP);
    png_write_info(png, info);
    for (int y = a.top; y < a.bottom; y++) {
        rgb_row(row, c->pixel + (long)y * c->stride + a.left, a.right - a.left);
        png_write_row(png, row);
    }
    png_write_end(png, NULL);
    return true;
}

fault picture_save(const struct canvas *c, struct area area, const char *path)
{
    struct area all = {0, 0, c->width, c->height}, a = area_empty(area) ? all : area_cut(area, all);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    uint8_t *row = malloc(3 * (size_t)c->width + 1);
    FILE *file = fopen(path, "wbe");
    fault result = !png || !info || !row ? FAULT_NO_MEMORY : !file ? fault_errno(errno) : FAULT_NONE;

    if (result == FAULT_NONE && !write_all(png, info, file, c, a, row))
        result = FAULT_DISK_BROKEN;
    if (file && fclose(file) != 0 && result == FAULT_NONE)
        result = fault_errno(errno);
    free(row);
    png_destroy_write_struct(&png, &info);
    return result;
}
