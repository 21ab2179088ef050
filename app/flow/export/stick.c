/* Small files on the stick: signed ones, and what lies beside every list, the public key it is checked with and how to open it.
 * Never over another file. */
#include "flow/core/core.h"
#include "flow/export/export.h"
#include "flow/export/stick.h"

#include <stdio.h>
#include <string.h>
#include "base/file.h"
#include "base/host.h"
#include "base/text.h"

/* As stick_put, unless there is a file with that name already. */
static fault stick_put_once(const char *folder, const char *name, struct span data)
{
    fault f = stick_put(folder, name, data);
    return f == FAULT_FILE_EXISTS ? FAULT_NONE : f;
}

/* How a list is opened, in the words of whatever language is switched on; no line depends on which. */
static void read_me(struct buffer *text)
{
    buffer_format(
        text,
        "%s\n1. minisign -Vm FILE.zip.age -p KIOSK.pub\n   %s\n2. age -d -i office.txt -o list.zip FILE.zip.age\n   %s\n",
        _("This is a signed and locked list. The receiver opens it like this:"),
        _("KIOSK.pub holds the key that was written down when the kiosk was set up."),
        _("Unpack list.zip. Each file in it is opened with age again."));
    buffer_format(text, "%s\n   sirkelctl open --identity office.txt --key KIOSK.pub --out FOLDER FILE.zip.age\n",
                  _("Or all of it at once:"));
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
    words_switch(app->session.language);
    fault f =
        text.over ? FAULT_NO_MEMORY : stick_put_once(app->stick, "LES-MEG.txt", (struct span){text.data, text.length});
    buffer_free(&text);
    return f;
}

static fault read_again(const char *folder, const char *name, struct span data)
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
        f = read_again(folder, name, data);
    if (f != FAULT_NONE) {
        stick_remove(folder, beside);
        stick_remove(folder, name);
    }
    return f;
}

fault export_companions(struct app *app)
{
    struct buffer key = {.limit = 512};
    char name[SEAL_KIOSK_MAX + 16];
    const struct seal_public public = seal_public(app->flow->seal);
    snprintf(name, sizeof name, "kx-%s.pub", app->flow->kiosk.id);
    fault f = seal_public_text(&public, &key);
    if (f == FAULT_NONE)
        f = stick_put_once(app->stick, name, (struct span){key.data, key.length});
    if (f == FAULT_NONE)
        f = put_read_me(app);
    buffer_free(&key);
    return f;
}
