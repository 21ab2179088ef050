/* host_text_width for whoever has a display: with a window or headless. Apart from host.c, so that a walk may bring a
 * clock and a disk of its own and still measure with the real fonts. */
#include <assert.h>
#include "base/host.h"
#include "display/fonts.h"
#include "ui/tree.h"

static struct fonts *world_fonts;

void text_width_with(struct fonts *fonts)
{
    world_fonts = fonts;
}

float host_text_width(const char *language, int face, int em_px, const char *text, size_t bytes)
{
    assert(world_fonts);
    if (face >= FACE_ICON)
        return (float)em_px;
    return fonts_width(world_fonts, language, face, em_px, text, bytes);
}
