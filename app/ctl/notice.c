/* sirkelctl notice: the very text that somebody signed, by the hash that their record names. */
#include "ctl/ctl.h"
#include "ctl/opening.h"

#include <stdio.h>
#include <string.h>
#include "base/file.h"
#include "base/text.h"
#include "store/kept.h"
#include "store/look.h"

enum { TEXT_MAX = 64 * 1024, WHY = 300 };

struct notice_options {
    const char *data, *list;
    bool json;
    struct ctl_operands hash;
};

/* From a folder that sirkelctl open wrote. FILE_DAMAGED: it is another text than its name says. */
static fault from_list(const char *list, const char *hex, struct buffer *out)
{
    char name[2 * SEAL_HASH + 32], path[FILE_PATH_MAX];
    uint8_t wanted[SEAL_HASH], sha256[SEAL_HASH];
    snprintf(name, sizeof name, TEXTS_FOLDER "/%s.txt", hex);
    fault f = file_path(path, list, name);
    if (f == FAULT_NONE)
        f = file_read(path, out);
    if (f != FAULT_NONE)
        return f == FAULT_FILE_MISSING ? FAULT_NO_ENTRY : f;
    seal_sha256(sha256, out->data, out->length);
    bool same = bytes_unhex(wanted, sizeof wanted, hex) && memcmp(wanted, sha256, sizeof wanted) == 0;
    return same ? FAULT_NONE : FAULT_FILE_DAMAGED;
}

static fault from_kiosk(const char *data, const char *hex, struct buffer *out, char why[WHY])
{
    struct store *store = NULL;
    uint8_t sha256[SEAL_HASH];
    fault f = bytes_unhex(sha256, sizeof sha256, hex) ? FAULT_NONE : FAULT_BAD_INPUT;
    if (f == FAULT_NONE)
        f = store_look(&store, data, why, WHY);
    if (f == FAULT_NONE)
        f = store_consent_text(store, sha256, out);
    store_close(store);
    return f;
}

static void say(const struct notice_options *w, const char *hex, struct buffer *text)
{
    struct buffer out = {.limit = 8 * TEXT_MAX};
    if (w->json) {
        buffer_text(&out, "{\"good\":true,");
        ctl_json_text(&out, "sha256", hex);
        ctl_json_text(&out, "text", buffer_string(text));
        ctl_json_end(&out, "}\n");
    } else {
        buffer_text(&out, buffer_string(text));
    }
    ctl_print(&out);
}

static int run(const struct ctl_command *self, int count, char **words)
{
    struct notice_options w = {.hash = {.least = 1, .most = 1}};
    const struct ctl_row rows[] = {
        {.name = "data", .text = &w.data}, {.name = "list", .text = &w.list}, {.name = "json", .flag = &w.json}, {0}};
    struct buffer text = {.limit = TEXT_MAX};
    char why[WHY] = "";
    int status = ctl_words(self, count, words, rows, &w.hash);
    if (status >= 0)
        return status;
    const char *hex = w.hash.item[0];
    if (!w.data == !w.list || strlen(hex) != 2 * SEAL_HASH || strspn(hex, "0123456789abcdef") != 2 * SEAL_HASH) {
        fprintf(stderr, "sirkelctl notice: give a SHA-256 of 64 digits, and either --list or --data\n");
        return CTL_USAGE;
    }
    fault f = w.list ? from_list(w.list, hex, &text) : from_kiosk(w.data, hex, &text, why);
    if (f == FAULT_NO_ENTRY)
        status = ctl_wanting(w.json, hex, "no text with that hash is kept here; versions before 0.4 kept none");
    else if (f != FAULT_NONE)
        status = ctl_fail(w.json, f, w.list ? w.list : w.data, why);
    else
        say(&w, hex, &text);
    buffer_free(&text);
    return status < 0 ? CTL_GOOD : status;
}

const struct ctl_command ctl_notice = {
    "notice",
    "the consent text that somebody signed",
    "SHA256 --list DIR | --data DIR [--json]\n"
    "Prints the consent text with that SHA-256, as it was shown when it was signed. Records name it in notice.sha256, signups.csv in\n"
    "notice_sha256. {group} stands in it where the group's name was shown; the record's signature has that sentence with the name.\n"
    "  --list DIR  a list that sirkelctl open wrote\n"
    "  --data DIR  a kiosk's data folder; close the kiosk first\n",
    run,
};
