/* The first making. Order, so that a cut at any moment is recognised at the next start and the making begins again:
 * the mark (durable), the header with its key slot, the token "not made yet", the file system, the demonstration if the
 * image has one, all of it synced; then the token says "made", in one write of the header. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "system/common/accounts.h"
#include "system/data/inner.h"
#include "system/common/say.h"

#define DEMONSTRATION "/usr/share/sirkel/demo"
enum { COPY_MAX = 64 * 1024 * 1024, COPY_DEPTH = 3 };

static fault write_mark(const char *device)
{
    uint8_t mark[DATA_MARK_BYTES];
    data_mark(mark);
    int fd = open(device, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return fault_errno(errno);
    off_t end = lseek(fd, 0, SEEK_END);
    fault f = end > DATA_MARK_BYTES && lseek(fd, end - DATA_MARK_BYTES, SEEK_SET) > 0 ? FAULT_NONE : FAULT_DISK_BROKEN;
    if (f == FAULT_NONE)
        f = file_write_all(fd, mark, sizeof mark);
    if (f == FAULT_NONE && fsync(fd) != 0)
        f = fault_errno(errno);
    close(fd);
    return f;
}

static fault copy_file(const char *from, const char *to)
{
    struct buffer all = {.limit = COPY_MAX};
    fault f = file_read(from, &all);
    if (f == FAULT_NONE)
        f = file_new(to, all.data, all.length, 0600);
    buffer_free(&all);
    if (f == FAULT_NONE && chown(to, ACCOUNT_KIOSK, ACCOUNT_KIOSK) != 0)
        f = fault_errno(errno);
    return f;
}

/* Files and folders, nothing else; the source is the checked root. */
static fault copy_folder(const char *from, const char *to, unsigned depth)
{
    char source[FILE_PATH_MAX], target[FILE_PATH_MAX];
    struct stat kind;
    if (mkdir(to, 0700) != 0 || chown(to, ACCOUNT_KIOSK, ACCOUNT_KIOSK) != 0)
        return fault_errno(errno);
    DIR *all = opendir(from);
    fault f = all ? FAULT_NONE : fault_errno(errno);
    for (struct dirent *one; all && f == FAULT_NONE && (one = readdir(all));) {
        if (one->d_name[0] == '.')
            continue;
        f = file_path(source, from, one->d_name);
        if (f == FAULT_NONE)
            f = file_path(target, to, one->d_name);
        if (f == FAULT_NONE && lstat(source, &kind) != 0)
            f = fault_errno(errno);
        if (f == FAULT_NONE && S_ISREG(kind.st_mode))
            f = copy_file(source, target);
        else if (f == FAULT_NONE && S_ISDIR(kind.st_mode))
            f = depth < COPY_DEPTH ? copy_folder(source, target, depth + 1) : FAULT_TOO_LARGE;
    }
    if (all)
        closedir(all);
    return f;
}

static fault fill(void)
{
    fault f = FAULT_NONE;
    if (access(DEMONSTRATION, R_OK) == 0)
        f = copy_folder(DEMONSTRATION, DATA_MOUNT "/kiosk", 0);
    int fd = open(DATA_MOUNT, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return fault_errno(errno);
    if (f == FAULT_NONE && syncfs(fd) != 0)
        f = fault_errno(errno);
    close(fd);
    return f;
}

/* The chip's, when there is one that seals and gives back what it sealed; a chip that can't is as none. */
static void place_key(struct data_token *token, const uint8_t *key)
{
    uint8_t again[DATA_KEY_BYTES] = {0};
    fault f = tpm_present() ? tpm_seal(key, DATA_KEY_BYTES, &token->sealed) : FAULT_NO_ENTRY;
    if (f == FAULT_NONE)
        f = tpm_unseal(&token->sealed, again, sizeof again);
    token->chip = f == FAULT_NONE && memcmp(key, again, sizeof again) == 0;
    bytes_wipe(again, sizeof again);
    if (!token->chip) {
        memcpy(token->key, key, sizeof token->key);
        say("data", "no chip keeps the key (%s): it stands in the header", fault_name(f));
    }
}

fault data_make(const char *device, bool *ret_chip)
{
    struct data_token token = {0};
    struct crypt_device *header = NULL;
    uint8_t key[DATA_KEY_BYTES];
    fault f = getrandom(key, sizeof key, 0) == sizeof key ? FAULT_NONE : FAULT_NO_RANDOM;
    if (f == FAULT_NONE)
        f = write_mark(device);
    if (f != FAULT_NONE)
        goto out;
    place_key(&token, key);
    *ret_chip = token.chip;
    f = data_luks_new(device, &token, key, &header);
    if (f == FAULT_NONE)
        f = data_luks_open(header, key);
    if (f == FAULT_NONE)
        f = data_ext4_new();
    if (f == FAULT_NONE)
        f = data_ext4_mount();
    if (f == FAULT_NONE)
        f = fill();
    token.made = true;
    if (f == FAULT_NONE)
        f = data_luks_token(header, &token);
    say("data", f == FAULT_NONE ? "the data partition is new, and made" : "the data partition could not be made: %s",
        fault_name(f));
out:
    bytes_wipe(key, sizeof key);
    bytes_wipe(&token, sizeof token);
    data_luks_free(header);
    return f;
}
