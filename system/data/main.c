/* `data open` and `data close`: see data.h for what it must and must never do. Whatever happens there is a /data
 * afterwards, so that the kiosk can show safe mode; /run/sirkel/data names the state. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libcryptsetup.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "system/common/accounts.h"
#include "system/common/cmdline.h"
#include "system/common/disk.h"
#include "system/common/run.h"
#include "system/common/log.h"
#include "system/data/data.h"
#include "system/data/format.h"
#include "system/slot/data.h"

#define DATA_MAPPED "data" /* the opened partition is /dev/mapper/data */
#define DATA_DEVICE "/dev/mapper/" DATA_MAPPED

/* --- the header and the mapping; the only door to libcryptsetup. The key is 64 random bytes, so the derivation that
 * makes guessing slow is set to its least; header, key slots and their two copies are the library's. Device nodes are
 * made by the library itself: there is no udev here. --- */

enum { VOLUME_KEY_BYTES = 64, SECTOR = 4096, TOKENS = 32 }; /* AES-256 in XTS takes two keys; LUKS2 has 32 tokens */

static void log_library(int level, const char *message, void *nobody)
{
    (void)nobody;
    if (level == CRYPT_LOG_ERROR || level == CRYPT_LOG_NORMAL)
        log_kernel("data", "%.*s", (int)strcspn(message, "\n"), message);
}

static fault fault_of(int result)
{
    return result >= 0 ? FAULT_NONE : fault_errno(-result);
}

/* Our token: FILE_FOREIGN when there is none. */
static fault find_token(struct crypt_device *header, struct data_token *ret_token)
{
    fault f = FAULT_FILE_FOREIGN;
    for (int i = 0; i < TOKENS && f == FAULT_FILE_FOREIGN; i++) {
        const char *json = NULL;
        if (crypt_token_json_get(header, i, &json) >= 0 && json)
            f = data_token_read(ret_token, json);
    }
    return f;
}

/* Whose is the header that was found (LUKS or LUKS_MARKED)? LUKS with the token filled in; UNFINISHED when the token is
 * not complete, or when there is none and the mark is there; FOREIGN. */
static enum data_found header_read(const char *device, enum data_found found, struct crypt_device **ret_header,
                                   struct data_token *ret_token)
{
    const enum data_found otherwise = found == DATA_FOUND_LUKS_MARKED ? DATA_FOUND_UNFINISHED : DATA_FOUND_FOREIGN;
    crypt_set_log_callback(NULL, log_library, NULL);
    crypt_token_external_disable(); /* our token is ours to read: no plug-in is looked for */
    *ret_header = NULL;
    if (crypt_init(ret_header, device) < 0 || crypt_load(*ret_header, CRYPT_LUKS2, NULL) < 0)
        return otherwise;
    fault f = find_token(*ret_header, ret_token);
    if (f == FAULT_FILE_FOREIGN)
        return otherwise;
    return f == FAULT_NONE && !ret_token->complete ? DATA_FOUND_UNFINISHED : DATA_FOUND_LUKS;
}

static fault header_set_token(struct crypt_device *header, const struct data_token *token)
{
    struct buffer json = {.limit = DATA_TOKEN_MAX};
    data_token_write(token, &json);
    fault f = json.over ? FAULT_TOO_LARGE : fault_of(crypt_token_json_set(header, 0, buffer_string(&json)));
    buffer_free(&json);
    return f;
}

static fault header_new(const char *device, const struct data_token *token, const uint8_t *key,
                        struct crypt_device **ret_header)
{
    struct crypt_pbkdf_type derive = {.type = CRYPT_KDF_PBKDF2, .hash = "sha256", .iterations = 1000};
    derive.flags = CRYPT_PBKDF_NO_BENCHMARK;
    struct crypt_params_luks2 shape = {.pbkdf = &derive, .sector_size = SECTOR, .label = "sirkel-data"};
    crypt_set_log_callback(NULL, log_library, NULL);
    fault f = fault_of(crypt_init(ret_header, device));
    if (f == FAULT_NONE)
        f = fault_of(
            crypt_format(*ret_header, CRYPT_LUKS2, "aes", "xts-plain64", NULL, NULL, VOLUME_KEY_BYTES, &shape));
    if (f == FAULT_NONE)
        f = fault_of(crypt_keyslot_add_by_volume_key(*ret_header, 0, NULL, 0, (const char *)key, DATA_KEY_BYTES));
    if (f == FAULT_NONE)
        f = header_set_token(*ret_header, token);
    return f;
}

static fault header_open(struct crypt_device *header, const uint8_t *key)
{
    return fault_of(crypt_activate_by_passphrase(header, DATA_MAPPED, 0, (const char *)key, DATA_KEY_BYTES, 0));
}

static void header_free(struct crypt_device *header)
{
    if (header)
        crypt_free(header);
}

static fault header_close(void)
{
    int result = crypt_deactivate(NULL, DATA_MAPPED);
    return result == -ENODEV ? FAULT_NONE : fault_of(result); /* it was never open */
}

/* --- the file system inside: made, checked and mounted by Debian's own tools and the kernel, with all options on
 * the command line, so that no file in /etc decides. --- */

static fault ext4_new(void)
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
        log_kernel("data", "mke2fs exited with status %d", status);
    return status == 0 ? FAULT_NONE : FAULT_DISK_BROKEN;
}

/* Exit status of e2fsck(8): 0 in order, 1 repaired, 2 repaired and (for a mounted root) to be started again; more: not
 * in order. */
static bool check(const char *const *words, const char *how)
{
    int status = run_program(words);
    if (status == 0)
        return true;
    log_kernel("data", "e2fsck (%s) exited with status %d", how, status);
    return status == 1 || status == 2;
}

/* In order, as it is, after a cautious repair, after a full one, after one from the backup superblock; DISK_BROKEN when
 * none helps. */
static fault ext4_check(void)
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

static fault ext4_mount(void)
{
    const unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME | MS_NOSYMFOLLOW;
    if (mount(DATA_DEVICE, DATA_MOUNT, "ext4", flags, "data=ordered,errors=remount-ro") == 0)
        return FAULT_NONE;
    log_kernel("data", "cannot mount the data: %s", strerror(errno));
    return fault_errno(errno);
}

/* --- creation. The order makes the next start recognise a power cut at any moment, and create it again:
 * the mark (durable), the header with its key slot, the token "not made yet", the file system, the demonstration if the
 * image has one, all of it synced; then the token says "made", in one write of the header. --- */

#define DEMONSTRATION "/usr/share/sirkel/demo"
enum { COPY_MAX = 64 * 1024 * 1024, COPY_DEPTH = 3 };

static fault write_mark(const char *device)
{
    int fd = open(device, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return fault_errno(errno);
    off_t end = lseek(fd, 0, SEEK_END);
    fault f = end > DATA_MARK_BYTES && lseek(fd, end - DATA_MARK_BYTES, SEEK_SET) > 0 ? FAULT_NONE : FAULT_DISK_BROKEN;
    if (f == FAULT_NONE)
        f = file_write_all(fd, data_mark, sizeof data_mark);
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

/* In the TPM, when there is one that seals the key and releases it again; one that cannot counts as none. */
static void store_key(struct data_token *token, const uint8_t *key)
{
    uint8_t again[DATA_KEY_BYTES] = {0};
    fault f = tpm_seal(key, DATA_KEY_BYTES, &token->sealed);
    if (f == FAULT_NONE)
        f = tpm_unseal(&token->sealed, again, sizeof again);
    token->tpm = f == FAULT_NONE && memcmp(key, again, sizeof again) == 0;
    bytes_wipe(again, sizeof again);
    if (!token->tpm) {
        memcpy(token->key, key, sizeof token->key);
        log_kernel("data", "no TPM keeps the key (%s): it is stored in the header", fault_name(f));
    }
}

/* Creates the partition from nothing and mounts it; *ret_tpm: the TPM keeps the key. */
static fault create(const char *device, bool *ret_tpm)
{
    struct data_token token = {0};
    struct crypt_device *header = NULL;
    uint8_t key[DATA_KEY_BYTES];
    fault f = getrandom(key, sizeof key, 0) == sizeof key ? FAULT_NONE : FAULT_NO_RANDOM;
    if (f == FAULT_NONE)
        f = write_mark(device);
    if (f != FAULT_NONE)
        goto out;
    store_key(&token, key);
    *ret_tpm = token.tpm;
    f = header_new(device, &token, key, &header);
    if (f == FAULT_NONE)
        f = header_open(header, key);
    if (f == FAULT_NONE)
        f = ext4_new();
    if (f == FAULT_NONE)
        f = ext4_mount();
    if (f == FAULT_NONE)
        f = fill();
    token.complete = true;
    if (f == FAULT_NONE)
        f = header_set_token(header, &token);
    log_kernel("data", f == FAULT_NONE ? "the data partition was created" : "cannot create the data partition: %s",
               fault_name(f));
out:
    bytes_wipe(key, sizeof key);
    bytes_wipe(&token, sizeof token);
    header_free(header);
    return f;
}

/* --- open and close --- */

static fault read_at(int fd, uint8_t *out, size_t length, off_t at)
{
    ssize_t n = pread(fd, out, length, at);
    return n == (ssize_t)length ? FAULT_NONE : n < 0 ? fault_errno(errno) : FAULT_DISK_BROKEN;
}

static fault probe(const char *device, enum data_found *ret_found)
{
    uint8_t last[DATA_MARK_BYTES], *first = malloc(DATA_PROBE_BYTES);
    int fd = open(device, O_RDONLY | O_CLOEXEC);
    fault f = !first ? FAULT_NO_MEMORY : fd < 0 ? fault_errno(errno) : FAULT_NONE;
    off_t end = f == FAULT_NONE ? lseek(fd, 0, SEEK_END) : 0;
    if (f == FAULT_NONE && end < DATA_PROBE_BYTES)
        f = FAULT_DISK_BROKEN;
    if (f == FAULT_NONE)
        f = read_at(fd, first, DATA_PROBE_BYTES, 0);
    if (f == FAULT_NONE)
        f = read_at(fd, last, sizeof last, end - DATA_MARK_BYTES);
    if (f == FAULT_NONE)
        *ret_found = data_probe(first, last);
    free(first);
    if (fd >= 0)
        close(fd);
    return f;
}

static enum data_state open_existing(struct crypt_device *header, const struct data_token *token)
{
    uint8_t key[DATA_KEY_BYTES];
    fault f = FAULT_NONE;
    if (token->tpm)
        f = tpm_unseal(&token->sealed, key, sizeof key);
    else
        memcpy(key, token->key, sizeof key);
    if (f != FAULT_NONE) {
        log_kernel("data", "the TPM does not release the key: %s", fault_name(f));
        return DATA_LOCKED;
    }
    f = header_open(header, key);
    bytes_wipe(key, sizeof key);
    if (f == FAULT_NONE)
        f = ext4_check();
    if (f == FAULT_NONE)
        f = ext4_mount();
    return f != FAULT_NONE ? DATA_BROKEN : token->tpm ? DATA_TPM : DATA_PLAIN;
}

static enum data_state make(const char *device)
{
    bool tpm = false;
    fault f = create(device, &tpm);
    return f != FAULT_NONE ? DATA_BROKEN : tpm ? DATA_TPM : DATA_PLAIN;
}

static enum data_state open_device(const char *device)
{
    struct data_token token = {0};
    struct crypt_device *header = NULL;
    enum data_state state = DATA_FOREIGN;
    enum data_found found = DATA_FOUND_FOREIGN;
    fault f = probe(device, &found);
    if (f == FAULT_NONE && (found == DATA_FOUND_LUKS || found == DATA_FOUND_LUKS_MARKED))
        found = header_read(device, found, &header, &token);
    if (f != FAULT_NONE)
        state = DATA_BROKEN;
    else if (found == DATA_FOUND_LUKS)
        state = open_existing(header, &token);
    header_free(header);
    bytes_wipe(&token, sizeof token);
    if (f == FAULT_NONE && found == DATA_FOUND_UNFINISHED)
        log_kernel("data", "creating the data partition was interrupted; it begins again");
    if (f == FAULT_NONE && (found == DATA_FOUND_UNFINISHED || found == DATA_FOUND_BLANK))
        state = make(device);
    return state;
}

static bool on_disk(enum data_state state)
{
    return state == DATA_TPM || state == DATA_PLAIN;
}

/* Writes the state file; without a disk, memory is mounted in its place. */
static void publish_state(enum data_state state)
{
    const char *word = data_state_name(state);
    log_kernel("data", "%s", word);
    if (file_replace(DATA_STATE_FILE, word, strlen(word), 0644) != FAULT_NONE)
        log_kernel("data", "cannot write the state file");
    if (on_disk(state))
        return;
    const char *room = state == DATA_MEMORY ? "mode=0755,size=64m" : "mode=0755,size=8m";
    umount2(DATA_MOUNT, MNT_DETACH);
    if (mount("tmpfs", DATA_MOUNT, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, room) != 0)
        log_kernel("data", "cannot mount memory in its place: %s", strerror(errno));
}

/* What a newer version must leave as it was: see update.h. Before anything else writes to the disk. Without that copy
 * the kiosk stays in safe mode and writes nothing; a version on trial then never becomes good, and the one before it
 * comes back. */
static void keep_copy(void)
{
    const char *word = data_state_name(DATA_UNCOPIED);
    fault f = slot_data_copy();
    if (f == FAULT_NONE)
        return;
    log_kernel("data", "cannot copy the data from before this version: %s", fault_name(f));
    if (file_replace(DATA_STATE_FILE, word, strlen(word), 0644) != FAULT_NONE)
        log_kernel("data", "cannot write the state file");
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
    publish_state(state);
    if (on_disk(state))
        keep_copy();
    return 0;
}

static int close_data(void)
{
    setenv("DM_DISABLE_UDEV", "1", 1);
    if (umount2(DATA_MOUNT, 0) != 0 && errno != EINVAL) {
        log_kernel("data", "/data is still in use: %s", strerror(errno));
        mount(NULL, DATA_MOUNT, NULL, MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
        return 1;
    }
    fault f = header_close();
    if (f != FAULT_NONE)
        log_kernel("data", "cannot close the data partition: %s", fault_name(f));
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
