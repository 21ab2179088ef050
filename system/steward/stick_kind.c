/* Which of the two file systems is it? Looked at here only to name one to the kernel, which then parses it itself. */
#include "system/steward/stick.h"

#include <stdio.h>
#include <string.h>

static bool is_power(unsigned number, unsigned least, unsigned most)
{
    return number >= least && number <= most && (number & (number - 1)) == 0;
}

/* The boot sector's fields that both FAT and exFAT share a place for would not tell them apart; their names do. */
static bool is_exfat(const uint8_t *b)
{
    static const uint8_t start[] = {0xeb, 0x76, 0x90, 'E', 'X', 'F', 'A', 'T', ' ', ' ', ' '};
    for (size_t i = sizeof start; i < 64; i++)
        if (b[i])
            return false;
    return memcmp(b, start, sizeof start) == 0 && b[108] >= 9 && b[108] <= 12 && (b[110] == 1 || b[110] == 2);
}

static bool is_vfat(const uint8_t *b)
{
    unsigned sector = (unsigned)b[11] | (unsigned)b[12] << 8, reserved = (unsigned)b[14] | (unsigned)b[15] << 8;
    bool jumps = b[0] == 0xeb || b[0] == 0xe9;
    bool named =
        memcmp(b + 54, "FAT12   ", 8) == 0 || memcmp(b + 54, "FAT16   ", 8) == 0 || memcmp(b + 82, "FAT32   ", 8) == 0;
    return jumps && named && is_power(sector, 512, 4096) && is_power(b[13], 1, 128) && reserved &&
           (b[16] == 1 || b[16] == 2);
}

enum stick_kind stick_kind(const uint8_t block[STICK_BLOCK])
{
    if (block[510] != 0x55 || block[511] != 0xaa)
        return STICK_UNKNOWN;
    if (is_exfat(block))
        return STICK_EXFAT;
    return is_vfat(block) ? STICK_VFAT : STICK_UNKNOWN;
}

/* vfat takes names as UTF-8 by `utf8`; with iocharset=utf8 it would tell upper from lower case, which Windows does not.
 */
void stick_options(enum stick_kind kind, uid_t owner, gid_t group, char *out)
{
    snprintf(out, 160, "uid=%u,gid=%u,fmask=0177,dmask=0077,errors=remount-ro,%s", owner, group,
             kind == STICK_EXFAT ? "iocharset=utf8" : "utf8=1");
}
