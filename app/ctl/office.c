/* Making the office's folder, and taking it back when no kiosk came of it. */
#include "ctl/office.h"

#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "base/file.h"
#include "base/host.h"

static const char *const identity_names[OFFICE_KEYS] = {"office.txt", "recovery.txt"};
static const char *const kiosk_names[] = {"kiosk.pub", "kiosk.words"};

static fault is_free(const char *folder, const char *name, char *why, size_t why_size)
{
    char path[FILE_PATH_MAX];
    struct stat st;
    fault f = file_path(path, folder, name);
    if (f != FAULT_NONE || lstat(path, &st) != 0)
        return f;
    snprintf(why, why_size, "%s is there already, and stays", path);
    return FAULT_FILE_EXISTS;
}

static fault all_free(const char *folder, char *why, size_t why_size)
{
    fault f = FAULT_NONE;
    for (size_t i = 0; i < OFFICE_KEYS && f == FAULT_NONE; i++)
        f = is_free(folder, identity_names[i], why, why_size);
    for (size_t i = 0; i < sizeof kiosk_names / sizeof *kiosk_names && f == FAULT_NONE; i++)
        f = is_free(folder, kiosk_names[i], why, why_size);
    return f;
}

/* As age-keygen writes it, so that `age -d -i` takes it. */
static fault write_identity(const struct office *o, size_t which)
{
    char path[FILE_PATH_MAX], text[SEAL_IDENTITY_TEXT], day[32];
    struct buffer out = {.limit = 512};
    time_t now = (time_t)host_now();
    struct tm utc;
    gmtime_r(&now, &utc);
    strftime(day, sizeof day, "%Y-%m-%dT%H:%M:%SZ", &utc);
    seal_identity_text(text, &o->identity[which]);
    buffer_format(&out, "# created: %s\n# public key: %s\n%s\n", day, o->recipient[which], text);
    fault f = file_path(path, o->folder, identity_names[which]);
    if (f == FAULT_NONE)
        f = file_new(path, out.data, out.length, 0600);
    bytes_wipe(text, sizeof text);
    buffer_free(&out);
    return f;
}

fault office_make(struct office *o, const char *folder, char *why, size_t why_size)
{
    *o = (struct office){.folder = folder, .made_folder = access(folder, F_OK) != 0};
    fault f = all_free(folder, why, why_size);
    if (f != FAULT_NONE)
        return f;
    for (size_t i = 0; i < OFFICE_KEYS; i++) {
        seal_identity_make(&o->identity[i]);
        seal_recipient_text(o->recipient[i], &o->identity[i].recipient);
    }
    f = file_folder(folder, 0700);
    while (f == FAULT_NONE && o->written < OFFICE_KEYS)
        if ((f = write_identity(o, o->written)) == FAULT_NONE)
            o->written++;
    if (f == FAULT_NONE)
        f = file_sync_folder(folder); /* a kiosk must not outlive the keys to its lists */
    if (f != FAULT_NONE) {
        snprintf(why, why_size, "the office's keys can't be written into %s", folder);
        office_take_back(o);
    }
    return f;
}

static fault write_line(const char *folder, const char *name, const struct buffer *line)
{
    char path[FILE_PATH_MAX];
    fault f = file_path(path, folder, name);
    return f == FAULT_NONE ? file_new(path, line->data, line->length, 0600) : f;
}

fault office_pin_kiosk(const struct office *o, const char *data, const char *kiosk)
{
    struct seal_public key;
    struct buffer text = {.limit = 512}, about = {.limit = 256};
    fault f = ctl_kiosk_public(data, &key, &text);
    if (f == FAULT_NONE)
        f = write_line(o->folder, kiosk_names[0], &text);
    if (f == FAULT_NONE)
        f = ctl_kiosk_words(data, kiosk, &about);
    if (f == FAULT_NONE)
        f = write_line(o->folder, kiosk_names[1], &about);
    if (f == FAULT_NONE)
        f = file_sync_folder(o->folder);
    buffer_free(&text);
    buffer_free(&about);
    return f;
}

void office_take_back(struct office *o)
{
    char path[FILE_PATH_MAX];
    while (o->written > 0)
        if (file_path(path, o->folder, identity_names[--o->written]) == FAULT_NONE)
            unlink(path);
    if (o->made_folder)
        rmdir(o->folder);
}

void office_wipe(struct office *o)
{
    seal_wipe(o->identity, sizeof o->identity);
}
