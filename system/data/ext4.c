/* The file system inside: made, checked and mounted by Debian's own tools and the kernel, with everything said on the
 * command line, so that no file in /etc decides. */
#include <errno.h>
#include <string.h>
#include <sys/mount.h>
#include "system/data/inner.h"
#include "system/common/run.h"
#include "system/common/say.h"

fault data_ext4_new(void)
{
    static const char *const words[] = {"/usr/sbin/mke2fs",
                                        "-q",
                                        "-F",
                                        "-t",
                                        "ext4",
                                        "-b",
                                        "4096",
                                        "-I",
                                        "256",
                                        "-i",
                                        "16384",
                                        "-m",
                                        "0",
                                        "-L",
                                        "data",
                                        "-O",
                                        "none,has_journal,ext_attr,resize_inode,dir_index,filetype,extent,64bit,flex_"
                                        "bg,sparse_super,large_file,huge_file,"
                                        "dir_nlink,extra_isize,metadata_csum",
                                        "-E",
                                        "lazy_itable_init=1,lazy_journal_init=0,nodiscard",
                                        "-e",
                                        "remount-ro",
                                        DATA_DEVICE,
                                        NULL};
    int status = run_program(words);
    if (status != 0)
        say("data", "mke2fs ended with %d", status);
    return status == 0 ? FAULT_NONE : FAULT_DISK_BROKEN;
}

/* Exit status of e2fsck(8): 0 in order, 1 repaired, 2 repaired and (for a mounted root) to be started again; more: not
 * in order. */
static bool check(const char *const *words, const char *how)
{
    int status = run_program(words);
    if (status == 0)
        return true;
    say("data", "e2fsck (%s) ended with %d", how, status);
    return status == 1 || status == 2;
}

fault data_ext4_check(void)
{
    static const char program[] = "/usr/sbin/e2fsck";
    if (check((const char *const[]){program, "-p", DATA_DEVICE, NULL}, "cautious"))
        return FAULT_NONE;
    if (check((const char *const[]){program, "-y", DATA_DEVICE, NULL}, "full"))
        return FAULT_NONE;
    /* 32768: the first backup superblock of a file system with 4 KiB blocks */
    if (check((const char *const[]){program, "-y", "-b", "32768", "-B", "4096", DATA_DEVICE, NULL},
              "backup superblock"))
        return FAULT_NONE;
    return FAULT_DISK_BROKEN;
}

fault data_ext4_mount(void)
{
    const unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME | MS_NOSYMFOLLOW;
    if (mount(DATA_DEVICE, DATA_MOUNT, "ext4", flags, "data=ordered,errors=remount-ro") == 0)
        return FAULT_NONE;
    say("data", "it can't be mounted: %s", strerror(errno));
    return fault_errno(errno);
}
