/* `data open` and `data close`: see data.h for what it must and must never do. Whatever happens there is a /data
 * afterwards, so that the kiosk can show its calm screen; the word in /run/sirkel/data tells what it is. */
#include "system/data/data.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>
#include "base/file.h"
#include "system/common/cmdline.h"
#include "system/data/inner.h"
#include "system/common/disk.h"
#include "system/common/say.h"
#include "system/update/update.h"

static fault read_at(int fd, uint8_t *out, size_t length, off_t at)
{
    ssize_t n = pread(fd, out, length, at);
    return n == (ssize_t)length ? FAULT_NONE : n < 0 ? fault_errno(errno) : FAULT_DISK_BROKEN;
}

static fault look(const char *device, enum data_look *ret_look, bool *ret_marked)
{
    uint8_t last[DATA_MARK_BYTES], *first = malloc(DATA_LOOK_BYTES);
    int fd = open(device, O_RDONLY | O_CLOEXEC);
    fault f = !first ? FAULT_NO_MEMORY : fd < 0 ? fault_errno(errno) : FAULT_NONE;
    off_t end = f == FAULT_NONE ? lseek(fd, 0, SEEK_END) : 0;
    if (f == FAULT_NONE && end < DATA_LOOK_BYTES)
        f = FAULT_DISK_BROKEN;
    if (f == FAULT_NONE)
        f = read_at(fd, first, DATA_LOOK_BYTES, 0);
    if (f == FAULT_NONE)
        f = read_at(fd, last, sizeof last, end - DATA_MARK_BYTES);
    if (f == FAULT_NONE) {
        *ret_look = data_look(first, last);
        *ret_marked = data_marked(last);
    }
    free(first);
    if (fd >= 0)
        close(fd);
    return f;
}

static enum data_state open_made(struct crypt_device *header, const struct data_token *token)
{
    uint8_t key[DATA_KEY_BYTES];
    fault f = FAULT_NONE;
    if (token->chip)
        f = tpm_unseal(&token->sealed, key, sizeof key);
    else
        memcpy(key, token->key, sizeof key);
    if (f != FAULT_NONE) {
        say("data", "the chip does not give the key: %s", fault_name(f));
        return DATA_LOCKED;
    }
    f = data_luks_open(header, key);
    bytes_wipe(key, sizeof key);
    if (f == FAULT_NONE)
        f = data_ext4_check();
    if (f == FAULT_NONE)
        f = data_ext4_mount();
    return f != FAULT_NONE ? DATA_BROKEN : token->chip ? DATA_TPM : DATA_PLAIN;
}

static enum data_state make(const char *device)
{
    bool chip = false;
    fault f = data_make(device, &chip);
    return f != FAULT_NONE ? DATA_BROKEN : chip ? DATA_TPM : DATA_PLAIN;
}

static enum data_state open_device(const char *device)
{
    struct data_token token = {0};
    struct crypt_device *header = NULL;
    enum data_state state = DATA_FOREIGN;
    enum data_look found = DATA_LOOK_FOREIGN;
    bool marked = false;
    fault f = look(device, &found, &marked);
    if (f == FAULT_NONE && found == DATA_LOOK_LUKS)
        found = data_luks_read(device, marked, &header, &token);
    if (f != FAULT_NONE)
        state = DATA_BROKEN;
    else if (found == DATA_LOOK_LUKS)
        state = open_made(header, &token);
    data_luks_free(header);
    bytes_wipe(&token, sizeof token);
    if (f == FAULT_NONE && found == DATA_LOOK_BEGUN)
        say("data", "the making was cut short; it begins again");
    if (f == FAULT_NONE && (found == DATA_LOOK_BEGUN || found == DATA_LOOK_BLANK))
        state = make(device);
    return state;
}

static bool on_disk(enum data_state state)
{
    return state == DATA_TPM || state == DATA_PLAIN;
}

/* The word, and without a disk a little memory in its place. */
static void tell(enum data_state state)
{
    const char *word = data_word(state);
    say("data", "%s", word);
    if (file_replace(DATA_STATE_FILE, word, strlen(word), 0644) != FAULT_NONE)
        say("data", "its word can't be written");
    if (on_disk(state))
        return;
    const char *room = state == DATA_MEMORY ? "mode=0755,size=64m" : "mode=0755,size=8m";
    umount2(DATA_MOUNT, MNT_DETACH);
    if (mount("tmpfs", DATA_MOUNT, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, room) != 0)
        say("data", "no memory in its place: %s", strerror(errno));
}

/* What a newer version must leave as it was: see update.h. Before anything else writes to the disk. Without that copy
 * the kiosk stays calm and touches nothing; a version on trial then never becomes good, and the one before it comes
 * back. */
static void keep_before(void)
{
    const char *word = data_word(DATA_UNCOPIED);
    fault f = update_data_copy();
    if (f == FAULT_NONE)
        return;
    say("data", "no copy from before this version: %s", fault_name(f));
    if (file_replace(DATA_STATE_FILE, word, strlen(word), 0644) != FAULT_NONE)
        say("data", "its word can't be written");
}

static enum data_state open_found(void)
{
    char line[CMDLINE_MAX], device[DISK_NAME_MAX];
    cmdline_read(line);
    if (cmdline_stick(line))
        return DATA_MEMORY;
    fault f = disk_find("data", device);
    return f == FAULT_NONE ? open_device(device) : f == FAULT_NO_ENTRY ? DATA_NONE : DATA_BROKEN;
}

static int open_data(void)
{
    setenv("DM_DISABLE_UDEV", "1", 1); /* the device-mapper library makes the node itself and waits for nobody */
    const enum data_state state = open_found();
    tell(state);
    if (on_disk(state))
        keep_before();
    return 0;
}

static int close_data(void)
{
    setenv("DM_DISABLE_UDEV", "1", 1);
    if (umount2(DATA_MOUNT, 0) != 0 && errno != EINVAL) {
        say("data", "/data is still in use: %s", strerror(errno));
        mount(NULL, DATA_MOUNT, NULL, MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
        return 1;
    }
    fault f = data_luks_close();
    if (f != FAULT_NONE)
        say("data", "the partition can't be closed: %s", fault_name(f));
    return f == FAULT_NONE ? 0 : 1;
}

int main(int count, char **words)
{
    if (count == 2 && strcmp(words[1], "open") == 0)
        return open_data();
    if (count == 2 && strcmp(words[1], "close") == 0)
        return close_data();
    fputs("data open | data close\n", stderr);
    return 2;
}
