/* Small files on the stick: signed ones, and what lies beside every list, the public key it is checked with and how to open it.
 * Never over a file that is not the kiosk's: whoever prepared the stick would have the office read another's words or trust
 * another's key. */
#include "flow/core/core.h"
#include "flow/export/export.h"
#include "flow/export/stick.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "base/host.h"
#include "base/text.h"

enum { BESIDE_MAX = 16 * 1024 }; /* bytes: nothing of ours is longer */

struct beside { /* a file beside the list */
    const char *name;
    struct span data;
    bool (*ours)(const struct beside *self,
                 struct span have); /* other bytes, but the kiosk's: they may be written anew */
    const struct seal_public *key;
};

/* Nothing, or as much of it as had been written when the stick was pulled. */
static bool is_part(struct span have, struct span whole)
{
    return have.length < whole.length && (have.length == 0 || memcmp(have.data, whole.data, have.length) == 0);
}

static bool is_file(const char *path)
{
    struct stat s;
    return lstat(path, &s) == 0 && S_ISREG(s.st_mode);
}

/* Unlinked first: renaming is wrong on FAT. */
static fault put_anew(const char *folder, const struct beside *b)
{
    stick_remove(folder, b->name);
    return stick_put(folder, b->name, b->data);
}

/* What lies there under that name is compared. FILE_FOREIGN: it is another's, and stays. */
static fault put_beside(const char *folder, const struct beside *b)
{
    char path[FILE_PATH_MAX];
    struct buffer have = {.limit = BESIDE_MAX};
    fault f = file_path(path, folder, b->name);
    if (f != FAULT_NONE)
        return f;
    if (access(path, F_OK) != 0)
        return stick_put(folder, b->name, b->data);
    f = is_file(path) ? file_read(path, &have) : FAULT_TOO_LARGE;
    struct span there = {have.data, have.length};
    if (f == FAULT_TOO_LARGE)
        f = FAULT_FILE_FOREIGN;
    else if (f != FAULT_NONE)
        f = FAULT_STICK_GONE;
    else if (there.length != b->data.length || memcmp(there.data, b->data.data, there.length) != 0)
        f = is_part(there, b->data) || b->ours(b, there) ? put_anew(folder, b) : FAULT_FILE_FOREIGN;
    buffer_free(&have);
    return f;
}

static const char *read_me_first(void)
{
    return _("This is a signed and locked list. The receiver opens it like this:");
}

/* How a list is opened, in the words of whatever language is switched on; no line depends on which. */
static void read_me(struct buffer *text)
{
    buffer_format(
        text,
        "%s\n1. minisign -Vm FILE.zip.age -p KIOSK.pub\n   %s\n2. age -d -i office.txt -o list.zip FILE.zip.age\n   %s\n",
        read_me_first(), _("KIOSK.pub holds the key that was written down when the kiosk was set up."),
        _("Unpack list.zip. Each file in it is opened with age again."));
    buffer_format(
        text, "%s\n   sirkelctl open --identity office.txt --key KIOSK.pub --out FOLDER FILE.zip.age\n   %s\n",
        _("Or all of it at once:"),
        _("It says four words, and the digits of the kiosk's key. Compare them by telephone with what the display showed."));
}

/* It begins with the sentence that ours begins with, in a language that some kiosk of the centre may have. */
static bool is_read_me(const struct beside *self, struct span have)
{
    size_t count;
    const struct language *languages = words_languages(&count);
    bool is = false;
    (void)self;
    for (size_t i = 0; i < count && !is; i++) {
        words_switch(languages[i].code);
        const char *first = read_me_first();
        size_t length = strlen(first);
        is = have.length > length && memcmp(have.data, first, length) == 0 && have.data[length] == '\n';
    }
    return is;
}

/* In the centre's first language, then in English, in which every word is there without a catalogue. */
static fault put_read_me(struct app *app)
{
    struct buffer text = {.limit = 4096};
    const char *first = app->flow->first_language;
    if (!text_same(first, "en") && words_complete(first)) {
        words_switch(first);
        read_me(&text);
        buffer_text(&text, "\n");
    }
    words_switch("en");
    read_me(&text);
    fault f = FAULT_NO_MEMORY;
    if (!text.over)
        f = put_beside(app->stick, &(struct beside){"LES-MEG.txt", {text.data, text.length}, is_read_me, NULL});
    words_switch(app->session.language);
    buffer_free(&text);
    return f;
}

fault stick_check(const char *folder, const char *name, struct span data)
{
    struct buffer have = {.limit = data.length + 1};
    char path[FILE_PATH_MAX];
    fault f = host_stick_again(folder);
    if (f == FAULT_NONE)
        f = file_path(path, folder, name);
    if (f == FAULT_NONE)
        f = file_read(path, &have);
    bool same = f == FAULT_NONE && have.length == data.length && memcmp(have.data, data.data, data.length) == 0;
    buffer_free(&have);
    if (f == FAULT_STEWARD_GONE)
        return f;
    return same ? FAULT_NONE : FAULT_STICK_LIES;
}

fault stick_put_signed(const char *folder, const char *name, struct span data, struct span signature)
{
    char beside[FILE_PATH_MAX];
    snprintf(beside, sizeof beside, "%s.minisig", name);
    fault f = stick_ready(folder);
    if (f == FAULT_NONE)
        f = stick_put(folder, name, data);
    if (f != FAULT_NONE)
        return f;
    f = stick_put(folder, beside, signature);
    if (f == FAULT_FILE_EXISTS) { /* not ours to remove */
        stick_remove(folder, name);
        return f;
    }
    if (f == FAULT_NONE)
        f = stick_check(folder, name, data);
    if (f != FAULT_NONE) {
        stick_remove(folder, beside);
        stick_remove(folder, name);
    }
    return f;
}

/* The same key in other bytes: an editor's, or of an earlier version. */
static bool is_key(const struct beside *self, struct span have)
{
    struct seal_public key;
    return seal_public_parse(&key, have) == FAULT_NONE && seal_same(key.key, self->key->key, sizeof key.key);
}

fault export_companions(struct app *app)
{
    struct buffer key = {.limit = 512};
    char name[SEAL_KIOSK_MAX + 24], digits[SEAL_DIGITS];
    const struct seal_public public = seal_public(app->flow->seal);
    seal_digits(digits, public.key, sizeof public.key);
    snprintf(name, sizeof name, "kx-%s-%.4s%.4s.pub", app->flow->kiosk.id, digits, digits + 5);
    fault f = seal_public_text(&public, &key);
    if (f == FAULT_NONE)
        f = put_beside(app->stick, &(struct beside){name, {key.data, key.length}, is_key, &public});
    if (f == FAULT_NONE)
        f = put_read_me(app);
    buffer_free(&key);
    return f;
}
