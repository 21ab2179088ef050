/* The sign-ups' database, before and after a newer version first touched it. /data/version says which version wrote
 * last, and whether it has proven itself:
 *
 *   0.4.0 4 good
 *   0.4.0 4 trial 0.3.0 3 <hash of the slot keys when the copy was made>
 *   0.4.0 4 back  0.3.0 3 <the same>      the copy is being put back; a cut here begins that again
 *
 * MUST 1: the erasable keys (kiosk/slots) are never copied: what was withdrawn stays unreadable in every copy.
 * MUST 2: the copy is put back only where that loses nothing: each joining and each withdrawing writes a slot key
 * first, so equal slot keys mean that nobody did either. Else the data stay, and the older system reports that they are
 * newer. MUST 3: a cut at any moment leaves the database whole, where it was or as the copy. */
#include "system/slot/data.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <dirent.h>
#include "system/common/cmdline.h"
#include "system/common/log.h"
#include "system/data/data.h"
#include "system/slot/slot.h"

enum { STATE_MAX = 8, HASH_TEXT = 2 * SLOT_HASH + 1, RECORD_MAX = 512, SPARE = 64 << 20 };

static const char *const files[] = {"kiosk.db", "kiosk.db-wal"};
enum { FILES = sizeof files / sizeof *files };

struct version_record {
    struct version_system wrote, from;
    char state[STATE_MAX], keys[HASH_TEXT];
};

/* --- /data/version --- */

static bool parse(struct version_record *r, const char *text)
{
    int end = 0;
    *r = (struct version_record){0};
    if (sscanf(text, "%31[0-9.] %u %7[a-z]%n", r->wrote.version, &r->wrote.schema, r->state, &end) != 3 ||
        !version_good(r->wrote.version))
        return false;
    if (strcmp(r->state, "good") == 0)
        return strcmp(text + end, "\n") == 0;
    if (strcmp(r->state, "trial") != 0 && strcmp(r->state, "back") != 0)
        return false;
    int more = 0;
    return sscanf(text + end, " %31[0-9.] %u %128[0-9a-f]%n", r->from.version, &r->from.schema, r->keys, &more) == 3 &&
           version_good(r->from.version) && strcmp(text + end + more, "\n") == 0;
}

static fault record_read(const struct slot_data *d, struct version_record *ret)
{
    char path[FILE_PATH_MAX];
    struct buffer text = {.limit = RECORD_MAX};
    fault f = file_path(path, d->folder, "version");
    if (f == FAULT_NONE)
        f = file_read(path, &text);
    if (f == FAULT_NONE && !parse(ret, buffer_string(&text)))
        f = FAULT_FILE_DAMAGED;
    buffer_free(&text);
    return f;
}

static fault record_write(const struct slot_data *d, const struct version_record *r)
{
    char path[FILE_PATH_MAX];
    struct buffer text = {.limit = RECORD_MAX};
    buffer_format(&text, "%s %u %s", r->wrote.version, r->wrote.schema, r->state);
    if (strcmp(r->state, "good") != 0)
        buffer_format(&text, " %s %u %s", r->from.version, r->from.schema, r->keys);
    buffer_text(&text, "\n");
    fault f = text.over ? FAULT_NO_MEMORY : file_path(path, d->folder, "version");
    if (f == FAULT_NONE)
        f = file_replace(path, text.data, text.length, 0644);
    buffer_free(&text);
    return f;
}

static fault record_good(const struct slot_data *d)
{
    struct version_record r = {.wrote = d->running, .state = "good"};
    return record_write(d, &r);
}

/* --- files --- */

static fault inside(char out[FILE_PATH_MAX], const struct slot_data *d, const char *folder, const char *name)
{
    char path[FILE_PATH_MAX];
    fault f = file_path(path, d->folder, folder);
    return f == FAULT_NONE ? file_path(out, path, name) : f;
}

/* "-" where there are none yet. */
static fault hash_keys(const struct slot_data *d, char out[HASH_TEXT])
{
    char path[FILE_PATH_MAX];
    uint8_t hash[SLOT_HASH] = {0};
    struct stat s;
    fault f = inside(path, d, "kiosk", "slots");
    int fd = f == FAULT_NONE ? open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) : -1;
    if (f == FAULT_NONE && fd < 0 && errno != ENOENT)
        f = fault_errno(errno);
    if (fd >= 0 && fstat(fd, &s) == 0)
        f = slot_copy(&(struct slot_copy){.from = fd, .to = -1, .size = s.st_size, .read_fault = FAULT_DISK_BROKEN},
                      hash);
    if (fd >= 0)
        close(fd);
    bytes_hex(out, hash, sizeof hash);
    return f;
}

/* A missing file is no fault: there is nothing to copy then. Owner and rights go along. */
static fault copy_file(const char *from, const char *to)
{
    struct stat s;
    uint8_t hash[SLOT_HASH];
    int source = open(from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC), target = -1;
    if (source < 0)
        return errno == ENOENT ? FAULT_NONE : fault_errno(errno);
    fault f = fstat(source, &s) == 0 ? FAULT_NONE : fault_errno(errno);
    if (f == FAULT_NONE)
        target = open(to, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (f == FAULT_NONE && (target < 0 || fchown(target, s.st_uid, s.st_gid) != 0))
        f = fault_errno(errno);
    struct slot_copy c = {.from = source, .to = target, .size = s.st_size, .read_fault = FAULT_DISK_BROKEN};
    if (f == FAULT_NONE)
        f = slot_copy(&c, hash);
    if (f == FAULT_NONE)
        f = slot_read_back(&c, 0, hash);
    close(source);
    if (target >= 0)
        close(target);
    return f;
}

static fault copy_all(const struct slot_data *d, const char *from, const char *to)
{
    char source[FILE_PATH_MAX], target[FILE_PATH_MAX];
    fault f = inside(target, d, to, ".");
    if (f == FAULT_NONE)
        f = file_folder(target, 0700);
    for (int i = 0; i < FILES && f == FAULT_NONE; i++) {
        f = inside(source, d, from, files[i]);
        if (f == FAULT_NONE)
            f = inside(target, d, to, files[i]);
        if (f == FAULT_NONE)
            f = copy_file(source, target);
    }
    if (f == FAULT_NONE)
        f = inside(target, d, to, ".");
    return f == FAULT_NONE ? file_sync_folder(target) : f;
}

/* A folder of copies, by the names that stand in it. */
static fault remove_copy(const struct slot_data *d, const char *folder)
{
    char path[FILE_PATH_MAX];
    fault f = FAULT_NONE;
    for (int i = 0; i < FILES && f == FAULT_NONE; i++) {
        f = inside(path, d, folder, files[i]);
        if (f == FAULT_NONE && unlink(path) != 0 && errno != ENOENT && errno != ENOTDIR)
            f = fault_errno(errno);
    }
    if (f == FAULT_NONE)
        f = file_path(path, d->folder, folder);
    return f != FAULT_NONE || rmdir(path) == 0 || errno == ENOENT ? f : fault_errno(errno);
}

/* --- a newer version starts for the first time --- */

static fault keep_copy(const struct slot_data *d, const struct version_record *before)
{
    char name[VERSION_MAX + 16], unfinished[VERSION_MAX + 24], from[FILE_PATH_MAX], to[FILE_PATH_MAX];
    struct version_record r = {.wrote = d->running, .from = before->wrote, .state = "trial"};
    snprintf(name, sizeof name, "before-%s", before->wrote.version);
    snprintf(unfinished, sizeof unfinished, "%s.new", name);
    fault f = remove_copy(d, unfinished);
    if (f == FAULT_NONE)
        f = copy_all(d, "kiosk", unfinished);
    if (f == FAULT_NONE)
        f = remove_copy(d, name);
    if (f == FAULT_NONE)
        f = file_path(from, d->folder, unfinished);
    if (f == FAULT_NONE)
        f = file_path(to, d->folder, name);
    if (f == FAULT_NONE && rename(from, to) != 0)
        f = fault_errno(errno);
    if (f == FAULT_NONE)
        f = file_sync_folder(d->folder);
    if (f == FAULT_NONE)
        f = hash_keys(d, r.keys);
    return f == FAULT_NONE ? record_write(d, &r) : f;
}

/* --- an older version starts, and can't read what the newer one left --- */

static bool may_put_back(const struct slot_data *d, const struct version_record *r)
{
    char keys[HASH_TEXT], name[VERSION_MAX + 16], copy[FILE_PATH_MAX];
    snprintf(name, sizeof name, "before-%s", r->from.version);
    return strcmp(r->state, "trial") == 0 && strcmp(r->from.version, d->running.version) == 0 &&
           r->from.schema <= d->running.schema && hash_keys(d, keys) == FAULT_NONE && strcmp(keys, r->keys) == 0 &&
           inside(copy, d, name, files[0]) == FAULT_NONE && access(copy, R_OK) == 0;
}

/* What the newer version made of the database is kept for the technician. Where that was done before a cut, what stands
 * in the kiosk's folder is an unfinished copy. */
static fault put_aside(const struct slot_data *d, const char *aside)
{
    char from[FILE_PATH_MAX], to[FILE_PATH_MAX], folder[FILE_PATH_MAX];
    fault f = file_path(folder, d->folder, aside);
    if (f == FAULT_NONE)
        f = file_folder(folder, 0700);
    for (int i = 0; i < FILES && f == FAULT_NONE; i++) {
        f = inside(from, d, "kiosk", files[i]);
        if (f == FAULT_NONE)
            f = inside(to, d, aside, files[i]);
        if (f != FAULT_NONE || access(from, F_OK) != 0)
            continue;
        if (access(to, F_OK) == 0 ? unlink(from) != 0 : rename(from, to) != 0)
            f = fault_errno(errno);
    }
    return f == FAULT_NONE ? file_sync_folder(folder) : f;
}

static fault put_back(const struct slot_data *d, struct version_record *r)
{
    char before[VERSION_MAX + 16], aside[VERSION_MAX + 16];
    snprintf(before, sizeof before, "before-%s", r->from.version);
    snprintf(aside, sizeof aside, "trial-%s", r->wrote.version);
    memcpy(r->state, "back", sizeof "back");
    fault f = record_write(d, r);
    if (f == FAULT_NONE)
        f = put_aside(d, aside);
    if (f == FAULT_NONE)
        f = copy_all(d, before, "kiosk");
    *r = (struct version_record){.wrote = r->from, .state = "good"};
    return f == FAULT_NONE ? record_write(d, r) : f;
}

/* A newer one wrote last. */
static fault step_down(const struct slot_data *d, struct version_record *r, bool *ret_newer, char *why)
{
    if (r->wrote.schema <= d->running.schema)
        return record_good(d);
    *ret_newer = !may_put_back(d, r);
    if (*ret_newer) {
        snprintf(why, SEAL_WHY, "version %s wrote the data", r->wrote.version);
        return FAULT_NONE;
    }
    snprintf(why, SEAL_WHY, "the data from before version %s are restored", r->wrote.version);
    return put_back(d, r);
}

fault slot_data_start(const struct slot_data *d, bool *ret_newer, char *why)
{
    struct version_record r;
    *ret_newer = false;
    fault f = record_read(d, &r);
    if (f == FAULT_FILE_MISSING ||
        f == FAULT_FILE_DAMAGED) /* a new disk; the store itself refuses what it can't read */
        return record_good(d);
    if (f != FAULT_NONE)
        return f;
    if (strcmp(r.state, "back") == 0)
        f = put_back(d, &r);
    int order = version_compare(d->running.version, r.wrote.version);
    if (f != FAULT_NONE || order == 0)
        return f;
    if (order < 0)
        return step_down(d, &r, ret_newer, why);
    snprintf(why, SEAL_WHY, "the data from before version %s are copied", d->running.version);
    return keep_copy(d, &r);
}

/* --- for staff, the device manager and boot --- */

fault slot_data_good(const struct slot_data *d)
{
    struct version_record r;
    fault f = record_read(d, &r);
    if (f == FAULT_FILE_MISSING) /* no data here that could be of any version */
        return FAULT_NONE;
    if (f != FAULT_NONE || strcmp(r.state, "trial") != 0 || strcmp(r.wrote.version, d->running.version) != 0)
        return f;
    return record_good(d);
}

fault slot_data_drop_copies(const struct slot_data *d)
{
    struct dirent *entry;
    struct version_record r;
    if (record_read(d, &r) == FAULT_NONE && strcmp(r.state, "good") != 0)
        return FAULT_BUSY;
    DIR *folder = opendir(d->folder);
    fault f = folder ? FAULT_NONE : fault_errno(errno);
    while (f == FAULT_NONE && (entry = readdir(folder)))
        if (strncmp(entry->d_name, "before-", 7) == 0 || strncmp(entry->d_name, "trial-", 6) == 0)
            f = remove_copy(d, entry->d_name);
    if (folder)
        closedir(folder);
    return f == FAULT_NONE ? file_sync_folder(d->folder) : f;
}

fault slot_data_room(const struct slot_data *d)
{
    char path[FILE_PATH_MAX];
    struct stat s;
    int64_t needed = SPARE;
    for (int i = 0; i < FILES; i++)
        if (inside(path, d, "kiosk", files[i]) == FAULT_NONE && stat(path, &s) == 0)
            needed += s.st_size;
    return file_free_bytes(d->folder) >= needed ? FAULT_NONE : FAULT_DISK_FULL;
}

fault slot_data_copy(void)
{
    struct slot_data d = {.folder = "/data"};
    char line[CMDLINE_MAX], why[SEAL_WHY] = "";
    bool newer = false;
    cmdline_read(line);
    fault f = version_running(&d.running, line);
    if (f == FAULT_NONE)
        f = seal_start();
    if (f == FAULT_NONE)
        f = slot_data_start(&d, &newer, why);
    if (*why)
        log_kernel("boot", "%s (%s)", why, fault_name(f));
    const char *word = data_state_name(DATA_NEWER);
    if (f == FAULT_NONE && newer)
        f = file_replace(DATA_STATE_FILE, word, strlen(word), 0644);
    return f;
}
