#include "system/steward/about.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>
#include "base/bytes.h"
#include "system/common/cmdline.h"
#include "system/data/data.h"

#define EFIVARS "/sys/firmware/efi/efivars"
#define SECURE_BOOT EFIVARS "/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"

/* The file's first line; `otherwise` when it can't be read. */
static void first_line(const char *path, const char *otherwise, char *out, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, out, size - 1);
    if (fd >= 0)
        close(fd);
    out[n > 0 ? n : 0] = 0;
    out[strcspn(out, "\n")] = 0;
    if (!out[0])
        snprintf(out, size, "%s", otherwise);
}

/* The variable is 4 bytes of attributes, then 1 for on (UEFI 2.10, 3.3). */
void about_secure_boot(char *out, size_t size)
{
    uint8_t value[5] = {};
    if (access("/sys/firmware/efi", F_OK)) {
        snprintf(out, size, "none");
        return;
    }
    bool mounted = mount("efivarfs", EFIVARS, "efivarfs", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) == 0;
    int fd = open(SECURE_BOOT, O_RDONLY | O_CLOEXEC);
    bool on = fd >= 0 && read(fd, value, sizeof value) == (ssize_t)sizeof value && value[4] == 1;
    if (fd >= 0)
        close(fd);
    if (mounted)
        umount2(EFIVARS, UMOUNT_NOFOLLOW);
    snprintf(out, size, "%s", on ? "on" : "off");
}

static void add_word(struct buffer *text, const char *cmdline, const char *key, const char *word)
{
    char value[160];
    if (cmdline_word(cmdline, word, value, sizeof value))
        buffer_format(text, "%s=%s\n", key, value);
}

/* The version whose data are kept from before the newest update, until staff say that all is well (system/update/update.h). */
static void add_copy(struct buffer *text)
{
    DIR *folder = opendir(DATA_MOUNT);
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        if (strncmp(entry->d_name, "before-", 7) == 0) {
            buffer_format(text, "copy=%s\n", entry->d_name + 7);
            break;
        }
    if (folder)
        closedir(folder);
}

void about_machine(const char *cmdline, const char *secure_boot, char *out, size_t size)
{
    struct buffer text = {.limit = size - 1};
    struct utsname kernel = {};
    char value[64];
    uname(&kernel);
    add_word(&text, cmdline, "version", "sirkel.version");
    add_word(&text, cmdline, "slot", "sirkel.slot");
    add_word(&text, cmdline, "root", "sirkel.root");
    add_word(&text, cmdline, "made", "sirkel.made");
    add_word(&text, cmdline, "packages", "sirkel.packages");
    buffer_format(&text, "kernel=%s\nsecure_boot=%s\n", kernel.release, secure_boot);
    first_line("/sys/class/tpm/tpm0/tpm_version_major", "none", value, sizeof value);
    buffer_format(&text, "tpm=%s\n", value);
    first_line("/run/sirkel/data", "none", value, sizeof value);
    buffer_format(&text, "data=%s\n", value);
    buffer_format(&text, "medium=%s\n", cmdline_stick(cmdline) ? "install" : "disk");
    add_copy(&text);
    snprintf(out, size, "%s", buffer_string(&text));
    buffer_free(&text);
}
