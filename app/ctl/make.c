/* Making a kiosk, and taking back what was made when it failed. */
#include "ctl/make.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"

/* How the folder was before: what was not there may be taken away again. */
enum before { ABSENT, EMPTY, IN_USE };

static enum before look(const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    if (!dir)
        return access(folder, F_OK) == 0 ? IN_USE : ABSENT;
    bool empty = true;
    while (empty && (entry = readdir(dir)))
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    closedir(dir);
    return empty ? EMPTY : IN_USE;
}

/* Every name a kiosk is made of; what else may have got there is not ours. */
static void take_back(const char *folder, enum before before)
{
    static const char *const files[] = {"kiosk.db",
                                        "kiosk.db-wal",
                                        "kiosk.db.new",
                                        "timetable.db",
                                        "timetable.db.new",
                                        "timetable.last.db",
                                        "centre.kept",
                                        "centre.kept.new",
                                        "slots",
                                        "slots.new",
                                        "keys/sign.key",
                                        "keys/note.key",
                                        "keys/sign.key.new",
                                        "keys/note.key.new",
                                        "keys/sign.copy",
                                        "keys/note.copy",
                                        "keys/sign.copy.new",
                                        "keys/note.copy.new",
                                        "places",
                                        "places.new"};
    char path[FILE_PATH_MAX];
    if (before == IN_USE)
        return;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (file_path(path, folder, files[i]) == FAULT_NONE)
            unlink(path);
    if (file_path(path, folder, "keys") == FAULT_NONE)
        rmdir(path);
    if (before == ABSENT)
        rmdir(folder);
}

fault ctl_letters(const char *centre, struct letter_office *out, char *why, size_t why_size)
{
    char digits[SEAL_DIGITS];
    struct buffer text = {.limit = CENTRE_FILE_MAX};
    fault f = file_read(centre, &text);
    if (f == FAULT_NONE)
        f = feed_letter_office((struct span){text.data, text.length}, out, why, why_size);
    buffer_free(&text);
    if (f == FAULT_NONE && *out->key && seal_line_digits(digits, out->key) != FAULT_NONE) {
        snprintf(why, why_size, "office_key: no key of minisign, perhaps mistyped");
        f = FAULT_BAD_INPUT;
    }
    return f;
}

fault ctl_make(struct ctl_making *m, char *why, size_t why_size)
{
    enum before before = look(m->flow.data);
    fault f = flow_make(&m->flow, &m->made, why, why_size);
    if (f != FAULT_NONE)
        take_back(m->flow.data, before);
    return f;
}
