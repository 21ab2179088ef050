/* A page of paper: the same painter, at the printer's pixels, some rows at a time. */
#include <string.h>
#include "shell/shell.h"

void shell_sheet(struct shell *s, const struct ui *u, int from, int rows, uint8_t *grey)
{
    (void)s, (void)u, (void)from;
    memset(grey, 255, (size_t)rows * PRINTER_WIDTH);
}
