/* The kernel's command line, and partitions by their names in a made-up /sys. */
#include <ftw.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "system/common/cmdline.h"
#include "system/common/disk.h"
#include "test.h"

static char sys[FILE_PATH_MAX / 4];

static void words(void)
{
    static const char line[] =
        "dm-mod.create=\"root,,,ro,0 8 verity sirkel.slot=b\" ro sirkel.slot=a sirkel.made=1760000000 "
        "sirkel.check sirkel.slot=c sirkel.long=123456789012345678\n";
    char text[64];
    CHECK(cmdline_word(line, "sirkel.slot", text, sizeof text));
    CHECK_TEXT(text, "a"); /* not the one inside the quotes, not the second */
    CHECK(cmdline_word(line, "sirkel.check", text, sizeof text));
    CHECK_TEXT(text, "");
    CHECK(!cmdline_word(line, "sirkel.chec", text, sizeof text));
    CHECK(!cmdline_word(line, "sirkel.made", text, 10)); /* does not fit */
    CHECK(!cmdline_word("", "ro", text, sizeof text));
    CHECK_INT(cmdline_number(line, "sirkel.made"), 1760000000);
    CHECK_INT(cmdline_number(line, "sirkel.slot"), -1);
    CHECK_INT(cmdline_number(line, "sirkel.check"), -1);
    CHECK_INT(cmdline_number(line, "sirkel.long"), -1);
    CHECK_INT(cmdline_number(line, "absent"), -1);
    CHECK(cmdline_stick("ro sirkel.slot=stick sirkel.made=1") && !cmdline_stick(line) &&
          !cmdline_stick("sirkel.slot=sticks ro"));
}

static void put(const char *place, const char *text)
{
    char path[FILE_PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", sys, place);
    CHECK(file_new(path, text, strlen(text), 0644) == FAULT_NONE);
}

static void folder(const char *place)
{
    char path[FILE_PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", sys, place);
    CHECK(file_folder(path, 0755) == FAULT_NONE);
}

/* An entry of /sys/class/block that leads to where the device is. */
static void entry(const char *name, const char *device)
{
    char path[FILE_PATH_MAX], to[FILE_PATH_MAX];
    snprintf(path, sizeof path, "%s/class/block/%s", sys, name);
    snprintf(to, sizeof to, "../../%s", device);
    CHECK(symlink(to, path) == 0);
}

static void make_sys(void)
{
    folder("class/block");
    folder("devices/a/vda/vda1");
    folder("devices/a/vda/vda2");
    folder("devices/a/vda/vda10");
    folder("devices/b/sdb/sdb1");
    folder("devices/virtual/dm-0/slaves");
    entry("vda", "devices/a/vda");
    entry("vda1", "devices/a/vda/vda1");
    entry("vda2", "devices/a/vda/vda2");
    entry("sdb", "devices/b/sdb");
    entry("dm-0", "devices/virtual/dm-0");
    put("devices/a/vda/uevent", "DEVNAME=vda\nDEVTYPE=disk\n");
    put("devices/a/vda/vda1/uevent", "DEVNAME=vda1\nPARTN=1\nPARTNAME=root-a\n");
    put("devices/a/vda/vda2/uevent", "DEVNAME=vda2\nPARTN=2\nPARTNAME=data\n");
    put("devices/a/vda/vda10/uevent", "DEVNAME=vda10\nPARTN=10\nPARTNAME=data2\n");
    put("devices/b/sdb/sdb1/uevent", "DEVNAME=sdb1\nPARTN=1\nPARTNAME=data\n"); /* a stick that calls itself so */
    put("devices/a/vda/vda2/size", "786432\n");
    put("devices/a/vda/size", "nonsense\n");
}

static void partitions(void)
{
    char name[DISK_NAME_MAX];
    CHECK(disk_running(sys, name) == FAULT_NO_ENTRY); /* a root without a checked device */
    char path[FILE_PATH_MAX], to[FILE_PATH_MAX];
    snprintf(path, sizeof path, "%s/devices/virtual/dm-0/slaves/vda1", sys);
    snprintf(to, sizeof to, "%s/devices/a/vda/vda1", sys);
    CHECK(symlink(to, path) == 0);
    CHECK(disk_running(sys, name) == FAULT_NONE);
    CHECK_TEXT(name, "vda");
    CHECK(disk_partition(sys, "vda", "data", name) == FAULT_NONE);
    CHECK_TEXT(name, "vda2");
    CHECK(disk_partition(sys, "vda", "root-b", name) == FAULT_NO_ENTRY);
    CHECK(disk_partition(sys, "vdb", "data", name) == FAULT_NO_ENTRY);
    folder("devices/a/vda/vda3");
    put("devices/a/vda/vda3/uevent", "PARTNAME=data\n");
    CHECK(disk_partition(sys, "vda", "data", name) == FAULT_BAD_INPUT); /* two: neither */
    CHECK_INT(disk_bytes(sys, "vda2"), 786432LL * 512);
    CHECK_INT(disk_bytes(sys, "vda"), -1);
    CHECK_INT(disk_bytes(sys, "vdz"), -1);
}

static int clear(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void)st, (void)kind, (void)where;
    return remove(path);
}

int main(void)
{
    char place[] = "/tmp/sirkel-disk-XXXXXX";
    CHECK(mkdtemp(place) != NULL);
    snprintf(sys, sizeof sys, "%s", place);
    words();
    make_sys();
    partitions();
    nftw(place, clear, 8, FTW_DEPTH | FTW_PHYS);
    return TEST_END();
}
