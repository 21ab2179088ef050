/* The steward's questions about updates. */
#include "system/update/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "system/common/say.h"
#include "system/common/child.h"
#include "seal/minisign.h"

enum { PUBLIC_MAX = 512, LOOK_SECONDS = 7 }; /* the kiosk waits 15 */

fault update_file(const struct update *u, const char *name, int64_t size, int64_t most, int *ret_fd)
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
    fault f = update_file(u, name, -1, (int64_t)out->limit, &fd);
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
        fault f = update_file(u, manifest_file_name(i), u->manifest.part[i].size, INT64_MAX, &fd);
        if (fd >= 0)
            close(fd);
        if (f != FAULT_NONE) {
            snprintf(why, SEAL_WHY, "%s is missing, a link, or of another size", manifest_file_name(i));
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
        snprintf(why, SEAL_WHY, "the manifest or its signature can't be read");
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

/* --- on the machine itself --- */

/* Is something mounted at the stick's place? */
static bool stick_there(void)
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

static fault here(struct update *u, char *why)
{
    *u = (struct update){.folder = MACHINE_STICK "/" UPDATE_FOLDER};
    if (!stick_there())
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
    return here(&looking->update, looking->why);
}

/* `here` with a limit: a stick that stops answering holds whoever reads it, and that must not be the steward. */
static fault here_in_time(struct update *u, char *why)
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

static void data_here(struct update_data *d, const struct slot_places *p)
{
    *d = (struct update_data){.folder = "/data", .running = p->system};
}

static fault told(fault f, const char *why)
{
    if (f != FAULT_NONE)
        say("update", "%s (%s)", why, fault_name(f));
    return f;
}

fault update_look(char *ret_version, size_t size)
{
    struct update u;
    char why[SEAL_WHY] = "";
    fault f = here_in_time(&u, why);
    if (f == FAULT_NONE && snprintf(ret_version, size, "%s", u.manifest.version) >= (int)size)
        f = FAULT_TOO_LARGE;
    return told(f, why);
}

static fault in_child(struct job *job, void *what, char *why)
{
    return update_write(what, job, why);
}

fault update_begin(void)
{
    struct update u;
    struct update_data d;
    char why[SEAL_WHY] = "";
    if (job_running() || update_on_trial())
        return FAULT_BUSY;
    fault f = here_in_time(&u, why);
    if (f == FAULT_NONE)
        f = seal_start(); /* the child that looked had its own; the job that begins here needs ours */
    if (f == FAULT_NONE) {
        data_here(&d, &u.places);
        f = update_data_room(&d);
    }
    return f == FAULT_NONE ? job_begin(in_child, &u) : told(f, why);
}

void update_progress(struct machine_answer *ret)
{
    job_progress(ret);
}

fault update_keep(void)
{
    struct update_data d = {.folder = "/data"};
    fault f = update_good_start();
    return f == FAULT_NONE ? update_data_keep(&d) : f;
}

/* Opens the boot partition, asks or does one thing, closes it. */
static fault with_esp(fault (*act)(const struct slot_places *, bool *, char *), struct slot_places *p, bool *ret)
{
    char why[SEAL_WHY] = "";
    if (job_running()) /* it has the boot partition now, or will */
        return FAULT_BUSY;
    fault f = slot_places_find(p, why);
    if (f == FAULT_NONE)
        f = slot_esp_open(p, why);
    if (f != FAULT_NONE)
        return told(f, why);
    f = act(p, ret, why);
    fault closed = slot_esp_close(p);
    return told(f == FAULT_NONE ? closed : f, why);
}

static fault settle(const struct slot_places *p, bool *ret, char *why)
{
    fault f = slot_on_trial(p, ret);
    return f == FAULT_NONE && *ret ? slot_settle(p, why) : f;
}

static fault ask_trial(const struct slot_places *p, bool *ret, char *why)
{
    (void)why;
    return slot_on_trial(p, ret);
}

fault update_good_start(void)
{
    struct slot_places p;
    struct update_data d;
    bool was_trial = false;
    fault f = seal_start();
    if (f == FAULT_NONE)
        f = with_esp(settle, &p, &was_trial);
    if (f != FAULT_NONE)
        return f;
    if (was_trial)
        say("update", "version %s starts well", p.system.version);
    data_here(&d, &p);
    return update_data_good(&d);
}

bool update_on_trial(void)
{
    struct slot_places p;
    bool trial = false;
    return with_esp(ask_trial, &p, &trial) == FAULT_NONE && trial;
}
