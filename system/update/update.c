/* Updates: reading the manifest, writing the other slot, and the device manager's requests. MUSTs:
 * 1. Nothing of a manifest is read before the signature over all of it is found good.
 * 2. One text, one meaning: fixed lines in a fixed order, numbers without leading zeros, one LF a line, nothing behind.
 */
#include "system/update/inner.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "seal/minisign.h"
#include "system/common/child.h"
#include "system/common/log.h"
#include "system/slot/data.h"

enum { DIGITS_MAX = 15, SIGNED_TEXT = 64, PUBLIC_MAX = 512 };
enum { LOOK_SECONDS = 7 }; /* the kiosk waits 15 */

static const char *const names[MANIFEST_FILES] = {"root.img", "sirkel-a.efi", "sirkel-b.efi"};

static fault give_reason(char *why, fault f, const char *reason)
{
    if (why)
        snprintf(why, SEAL_WHY, "%s", reason);
    return f;
}

const char *manifest_file_name(enum manifest_file file)
{
    return names[file];
}

/* --- the lines --- */

struct manifest_reader {
    const char *at, *end;
};

static bool take_text(struct manifest_reader *r, const char *text)
{
    size_t length = strlen(text);
    if ((size_t)(r->end - r->at) < length || memcmp(r->at, text, length) != 0)
        return false;
    r->at += length;
    return true;
}

/* Up to (and past) `ender`, into a text of this size. */
static bool take_word(struct manifest_reader *r, char *out, size_t size, char ender)
{
    const char *found = memchr(r->at, ender, (size_t)(r->end - r->at));
    size_t length = found ? (size_t)(found - r->at) : 0;
    if (!found || length == 0 || length >= size || memchr(r->at, 0, length))
        return false;
    memcpy(out, r->at, length);
    out[length] = 0;
    r->at = found + 1;
    return true;
}

static bool take_number(struct manifest_reader *r, int64_t *ret, char ender)
{
    char word[DIGITS_MAX + 1];
    if (!take_word(r, word, sizeof word, ender))
        return false;
    if (strspn(word, "0123456789") != strlen(word) || (word[0] == '0' && word[1]))
        return false;
    *ret = strtoll(word, NULL, 10);
    return true;
}

static bool take_part(struct manifest_reader *r, struct slot_file *out, const char *name)
{
    char hash[2 * SLOT_HASH + 1];
    return take_text(r, "file ") && take_text(r, name) && take_text(r, " ") && take_number(r, &out->size, ' ') &&
           out->size > 0 && take_word(r, hash, sizeof hash, '\n') && strlen(hash) == 2 * SLOT_HASH &&
           bytes_unhex(out->hash, SLOT_HASH, hash) && strspn(hash, "0123456789abcdef") == 2 * SLOT_HASH;
}

fault manifest_read(struct update_manifest *ret, struct span text, char *why)
{
    struct manifest_reader r = {(const char *)text.data, (const char *)text.data + text.length};
    struct update_manifest m = {0};
    char product[32];
    int64_t schema;
    if (text.length == 0 || text.length > MANIFEST_MAX)
        return give_reason(why, FAULT_FILE_DAMAGED, "the manifest is empty or too long");
    if (!take_text(&r, "format 1\nproduct ") || !take_word(&r, product, sizeof product, '\n'))
        return give_reason(why, FAULT_FILE_DAMAGED, "the manifest has another format");
    if (strcmp(product, "sirkel") != 0)
        return give_reason(why, FAULT_FILE_FOREIGN, "the manifest names another product");
    if (!take_text(&r, "version ") || !take_word(&r, m.version, sizeof m.version, '\n') || !version_good(m.version))
        return give_reason(why, FAULT_FILE_DAMAGED, "the manifest's version is malformed");
    if (!take_text(&r, "made ") || !take_number(&r, &m.made, '\n'))
        return give_reason(why, FAULT_FILE_DAMAGED, "the manifest's time is malformed");
    if (!take_text(&r, "schema ") || !take_number(&r, &schema, '\n') || schema > UINT32_MAX)
        return give_reason(why, FAULT_FILE_DAMAGED, "the manifest's schema is malformed");
    m.schema = (uint32_t)schema;
    for (int i = 0; i < MANIFEST_FILES; i++)
        if (!take_part(&r, &m.part[i], names[i]))
            return give_reason(why, FAULT_FILE_DAMAGED, "the manifest's list of files is malformed");
    if (r.at != r.end)
        return give_reason(why, FAULT_FILE_DAMAGED, "the manifest has text after its end");
    *ret = m;
    return FAULT_NONE;
}

/* Checks the signature, then reads. NOT_SIGNED, or what manifest_read gives. The trusted comment says what the
 * signature is for, so that no other file signed with this key can be taken for a manifest. */
static fault manifest_open(struct update_manifest *ret, const struct seal_public *key, struct span text,
                           struct span signature, char *why)
{
    struct seal_hash hash;
    struct seal_proof proof;
    uint8_t sum[64];
    char expected[SIGNED_TEXT];
    if (text.length > MANIFEST_MAX)
        return give_reason(why, FAULT_FILE_DAMAGED, "the manifest is empty or too long");
    seal_hash_begin(&hash);
    seal_hash_add(&hash, text.data, text.length);
    seal_hash_end(&hash, sum);
    fault f = seal_verify(key, sum, signature, &proof, why);
    if (f == FAULT_NONE && strncmp(proof.trusted, MANIFEST_PURPOSE, strlen(MANIFEST_PURPOSE)) != 0)
        f = give_reason(why, FAULT_NOT_SIGNED, "the signature is for something else");
    struct update_manifest m;
    if (f == FAULT_NONE)
        f = manifest_read(&m, text, why);
    if (f != FAULT_NONE)
        return f;
    snprintf(expected, sizeof expected, "%s%s", MANIFEST_PURPOSE, m.version);
    if (strcmp(proof.trusted, expected) != 0)
        return give_reason(why, FAULT_NOT_SIGNED, "the signature is for another version");
    *ret = m;
    return FAULT_NONE;
}

/* NO_ENTRY: not newer than what runs. TOO_NEW: the data here are of a newer schema than the manifest's. */
static fault manifest_fits(const struct update_manifest *m, const struct version_system *running, char *why)
{
    if (version_compare(m->version, running->version) <= 0)
        return give_reason(why, FAULT_NO_ENTRY, "the version is not newer than the running one");
    if (m->schema < running->schema)
        return give_reason(why, FAULT_TOO_NEW, "the version was made for older data than those here");
    return FAULT_NONE;
}

/* --- what lies on the stick --- */

/* Opens a file of the folder by its one exact name: a plain file of this size, no link. -1 for size: at most `most`. */
static fault open_file(const struct update *u, const char *name, int64_t size, int64_t most, int *ret_fd)
{
    char path[FILE_PATH_MAX];
    struct stat s;
    fault f = file_path(path, u->folder, name);
    if (f != FAULT_NONE)
        return f;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT || errno == ENOTDIR ? FAULT_FILE_MISSING
               : errno == ELOOP                    ? FAULT_FILE_DAMAGED
                                                   : FAULT_STICK_GONE;
    if (fstat(fd, &s) != 0)
        f = FAULT_STICK_GONE;
    else if (!S_ISREG(s.st_mode) || (size >= 0 && s.st_size != size) || s.st_size > most)
        f = FAULT_FILE_DAMAGED;
    if (f == FAULT_NONE)
        *ret_fd = fd;
    else
        close(fd);
    return f;
}

static fault read_small(const struct update *u, const char *name, struct buffer *out)
{
    int fd = -1;
    uint8_t piece[MANIFEST_MAX];
    ssize_t n = 0;
    fault f = open_file(u, name, -1, (int64_t)out->limit, &fd);
    if (f != FAULT_NONE)
        return f;
    while ((n = read(fd, piece, sizeof piece)) > 0)
        buffer_add(out, piece, (size_t)n);
    close(fd);
    return n < 0 ? FAULT_STICK_GONE : out->over ? FAULT_FILE_DAMAGED : FAULT_NONE;
}

static fault check_sizes(const struct update *u, char *why)
{
    for (int i = 0; i < MANIFEST_FILES; i++) {
        int fd = -1;
        fault f = open_file(u, manifest_file_name(i), u->manifest.part[i].size, INT64_MAX, &fd);
        if (fd >= 0)
            close(fd);
        if (f != FAULT_NONE) {
            snprintf(why, SEAL_WHY, "%s is missing, is a link, or has another size", manifest_file_name(i));
            return f;
        }
    }
    return FAULT_NONE;
}

fault update_check(struct update *u, char *why)
{
    struct buffer text = {.limit = MANIFEST_MAX}, signature = {.limit = SEAL_SIGNATURE_MAX};
    fault f = read_small(u, "manifest", &text);
    if (f == FAULT_NONE) {
        f = read_small(u, "manifest.minisig", &signature);
        f = f == FAULT_FILE_MISSING || f == FAULT_FILE_DAMAGED ? FAULT_NOT_SIGNED : f;
    }
    if (f != FAULT_NONE)
        snprintf(why, SEAL_WHY, "cannot read the manifest or its signature");
    else
        f = manifest_open(&u->manifest, &u->key, (struct span){text.data, text.length},
                          (struct span){signature.data, signature.length}, why);
    if (f == FAULT_NONE)
        f = manifest_fits(&u->manifest, &u->places.system, why);
    if (f == FAULT_NONE)
        f = check_sizes(u, why);
    buffer_free(&text);
    buffer_free(&signature);
    return f;
}

/* --- an update is written to the slot that does not run, in an order that a cut can't hurt (docs/updates.md):
 * 1 all files are read from the stick and compared with the signed manifest, before anything is changed;
 * 2 the other slot's kernel file goes: what is half written from here on can't be started;
 * 3 the root is written, synced, and read back from the disk;
 * 4 its kernel file is made, synced, read back, and put in its place with three tries --- */

static enum manifest_file kernel_of(char slot)
{
    return slot == 'a' ? MANIFEST_UKI_A : MANIFEST_UKI_B;
}

static fault compare(const struct update *u, enum manifest_file file, struct job *job, char *why)
{
    const struct slot_file *part = &u->manifest.part[file];
    uint8_t found[SLOT_HASH];
    int fd = -1;
    fault f = open_file(u, manifest_file_name(file), part->size, INT64_MAX, &fd);
    struct slot_copy c = {fd, -1, part->size, FAULT_STICK_GONE, job_advance, job};
    if (f == FAULT_NONE)
        f = slot_copy(&c, found);
    if (f == FAULT_NONE && memcmp(found, part->hash, SLOT_HASH) != 0)
        f = FAULT_FILE_DAMAGED;
    if (f != FAULT_NONE)
        snprintf(why, SEAL_WHY, "%s differs from the manifest", manifest_file_name(file));
    if (fd >= 0)
        close(fd);
    return f;
}

static fault open_root(const char *path, int64_t size, int *ret_fd)
{
    *ret_fd = open(path, O_RDWR | O_EXCL | O_NOFOLLOW | O_CLOEXEC);
    if (*ret_fd < 0)
        return fault_errno(errno);
    if (lseek(*ret_fd, 0, SEEK_END) < size)
        return FAULT_TOO_LARGE;
    return lseek(*ret_fd, 0, SEEK_SET) == 0 ? FAULT_NONE : FAULT_DISK_BROKEN;
}

static fault write_root(const struct update *u, const char *path, struct job *job, char *why)
{
    const struct slot_file *part = &u->manifest.part[MANIFEST_ROOT];
    uint8_t found[SLOT_HASH];
    int from = -1, to = -1;
    fault f = open_file(u, manifest_file_name(MANIFEST_ROOT), part->size, INT64_MAX, &from);
    if (f == FAULT_NONE)
        f = open_root(path, part->size, &to);
    struct slot_copy c = {from, to, part->size, FAULT_STICK_GONE, job_advance, job};
    job_step(job, JOB_COPYING);
    if (f == FAULT_NONE)
        f = slot_copy(&c, found);
    if (f == FAULT_NONE && memcmp(found, part->hash, SLOT_HASH) != 0)
        f = FAULT_FILE_DAMAGED;
    job_step(job, JOB_READING);
    if (f == FAULT_NONE)
        f = slot_read_back(&c, 0, part->hash);
    if (f != FAULT_NONE)
        snprintf(why, SEAL_WHY, "cannot write the other root");
    if (from >= 0)
        close(from);
    if (to >= 0)
        close(to);
    return f;
}

static fault install_kernel(const struct update *u, char slot, struct job *job, char *why)
{
    enum manifest_file file = kernel_of(slot);
    int fd = -1;
    job_step(job, JOB_STARTING);
    fault f = open_file(u, manifest_file_name(file), u->manifest.part[file].size, INT64_MAX, &fd);
    if (f != FAULT_NONE)
        snprintf(why, SEAL_WHY, "%s is gone", manifest_file_name(file));
    if (f == FAULT_NONE)
        f = slot_install_kernel(&u->places, slot, fd, &u->manifest.part[file], why);
    if (fd >= 0)
        close(fd);
    return f;
}

/* With the boot partition open. */
static fault replace_slot(const struct update *u, char slot, struct job *job, char *why)
{
    job_step(job, JOB_EMPTYING);
    fault f = slot_remove_kernels(&u->places, slot, why);
    if (f == FAULT_NONE)
        f = write_root(u, u->places.root[slot - 'a'], job, why);
    return f == FAULT_NONE ? install_kernel(u, slot, job, why) : f;
}

static fault fits_slot(const struct update *u, char slot, char *why)
{
    int fd = -1;
    fault f = open_root(u->places.root[slot - 'a'], u->manifest.part[MANIFEST_ROOT].size, &fd);
    if (fd >= 0)
        close(fd);
    if (f != FAULT_NONE)
        snprintf(why, SEAL_WHY, "cannot open the other root, or it is too small");
    return f;
}

static char other_slot(char slot)
{
    return slot == 'a' ? 'b' : 'a';
}

fault update_write(struct update *u, struct job *job, char *why)
{
    char slot = other_slot(u->places.running);
    int64_t root = u->manifest.part[MANIFEST_ROOT].size;
    job_total(job, 3 * root + u->manifest.part[kernel_of(slot)].size);
    job_step(job, JOB_CHECKING);
    fault f = fits_slot(u, slot, why);
    if (f == FAULT_NONE)
        f = compare(u, MANIFEST_ROOT, job, why);
    if (f == FAULT_NONE)
        f = compare(u, kernel_of(slot), job, why);
    if (f == FAULT_NONE)
        f = slot_esp_open(&u->places, why);
    if (f != FAULT_NONE)
        return f;
    f = replace_slot(u, slot, job, why);
    fault closed = slot_esp_close(&u->places);
    return f == FAULT_NONE ? closed : f;
}

/* --- on the machine itself --- */

/* Is something mounted at the stick's place? */
static bool stick_is_mounted(void)
{
    struct stat here, above;
    return stat(MACHINE_STICK, &here) == 0 && stat(MACHINE_STICK "/..", &above) == 0 && here.st_dev != above.st_dev;
}

static fault read_key(struct seal_public *ret)
{
    struct buffer text = {.limit = PUBLIC_MAX};
    fault f = file_read(UPDATE_KEY, &text);
    if (f == FAULT_NONE)
        f = seal_public_parse(ret, (struct span){text.data, text.length});
    buffer_free(&text);
    return f;
}

static fault check_stick(struct update *u, char *why)
{
    *u = (struct update){.folder = MACHINE_STICK "/" UPDATE_FOLDER};
    if (!stick_is_mounted())
        return FAULT_STICK_GONE;
    fault f = seal_start();
    if (f == FAULT_NONE)
        f = slot_places_find(&u->places, why);
    if (f == FAULT_NONE)
        f = read_key(&u->key);
    return f == FAULT_NONE ? update_check(u, why) : f;
}

struct looking { /* shared with the child that looks */
    struct update update;
    char why[SEAL_WHY];
};

static fault look_in_child(const void *given)
{
    struct looking *looking = *(struct looking *const *)given;
    return check_stick(&looking->update, looking->why);
}

/* The same with a limit: a stick that stops answering holds whoever reads it, and that must not be the device manager.
 */
static fault check_stick_in_time(struct update *u, char *why)
{
    struct looking *looking = mmap(NULL, sizeof *looking, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (looking == MAP_FAILED)
        return FAULT_NO_MEMORY;
    fault f = child_run(LOOK_SECONDS, look_in_child, &looking);
    if (f == FAULT_BUSY) {
        snprintf(why, SEAL_WHY, "the stick did not answer within %d s", LOOK_SECONDS);
        f = FAULT_STICK_GONE;
    } else {
        *u = looking->update;
        memcpy(why, looking->why, SEAL_WHY);
        why[SEAL_WHY - 1] = 0;
    }
    munmap(looking, sizeof *looking);
    return f;
}

static void data_here(struct slot_data *d, const struct slot_places *p)
{
    *d = (struct slot_data){.folder = "/data", .running = p->system};
}

static fault log_failure(fault f, const char *why)
{
    if (f != FAULT_NONE)
        log_kernel("update", "%s (%s)", why, fault_name(f));
    return f;
}

fault update_look(char *ret_version, size_t size)
{
    struct update u;
    char why[SEAL_WHY] = "";
    fault f = check_stick_in_time(&u, why);
    if (f == FAULT_NONE && snprintf(ret_version, size, "%s", u.manifest.version) >= (int)size)
        f = FAULT_TOO_LARGE;
    return log_failure(f, why);
}

static fault in_child(struct job *job, void *what, char *why)
{
    return update_write(what, job, why);
}

fault update_begin(void)
{
    struct update u;
    struct slot_data d;
    char why[SEAL_WHY] = "";
    if (job_running() || update_on_trial())
        return FAULT_BUSY;
    fault f = check_stick_in_time(&u, why);
    if (f == FAULT_NONE)
        f = seal_start(); /* the child that looked had its own; the job that begins here needs ours */
    if (f == FAULT_NONE) {
        data_here(&d, &u.places);
        f = slot_data_room(&d);
    }
    return f == FAULT_NONE ? job_begin(in_child, &u) : log_failure(f, why);
}

fault update_keep(void)
{
    struct slot_data d = {.folder = "/data"};
    fault f = update_good_start();
    return f == FAULT_NONE ? slot_data_drop_copies(&d) : f;
}

/* Opens the boot partition, does one thing, closes it. */
static fault with_esp(fault (*act)(const struct slot_places *, bool *, char *), struct slot_places *p, bool *ret)
{
    char why[SEAL_WHY] = "";
    if (job_running()) /* it has the boot partition now, or will */
        return FAULT_BUSY;
    fault f = slot_places_find(p, why);
    if (f == FAULT_NONE)
        f = slot_esp_open(p, why);
    if (f != FAULT_NONE)
        return log_failure(f, why);
    f = act(p, ret, why);
    fault closed = slot_esp_close(p);
    return log_failure(f == FAULT_NONE ? closed : f, why);
}

static fault confirm(const struct slot_places *p, bool *ret, char *why)
{
    fault f = slot_on_trial(p, ret);
    return f == FAULT_NONE && *ret ? slot_confirm(p, why) : f;
}

static fault read_trial(const struct slot_places *p, bool *ret, char *why)
{
    (void)why;
    return slot_on_trial(p, ret);
}

fault update_good_start(void)
{
    struct slot_places p;
    struct slot_data d;
    bool was_trial = false;
    fault f = seal_start();
    if (f == FAULT_NONE)
        f = with_esp(confirm, &p, &was_trial);
    if (f != FAULT_NONE)
        return f;
    if (was_trial)
        log_kernel("update", "version %s started well", p.system.version);
    data_here(&d, &p);
    return slot_data_good(&d);
}

bool update_on_trial(void)
{
    struct slot_places p;
    bool trial = false;
    return with_esp(read_trial, &p, &trial) == FAULT_NONE && trial;
}
