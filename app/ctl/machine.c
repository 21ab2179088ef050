/* sirkelctl machine: are these words, photographed from a kiosk's screen, the kiosk's own? */
#include "ctl/ctl.h"

#include <stdio.h>
#include <string.h>
#include "base/file.h"

static fault read_text(const char *path, struct buffer *out, char *why, size_t why_size)
{
    fault f = file_read(path, out);
    if (f != FAULT_NONE)
        snprintf(why, why_size, "%s", path);
    return f;
}

static void say(const char *words)
{
    printf("These words were signed by that kiosk:\n");
    for (const char *at = words; *at; at += strspn(at, ";")) {
        int length = (int)strcspn(at, ";");
        printf("  %.*s\n", length, at);
        at += length;
    }
    printf("They prove that whoever answered holds the kiosk's key. They do not prove that its program is unchanged: "
           "that takes a\n"
           "verified start, and data that only this machine's chip can open (docs/decisions/qr.md).\n");
}

static int run(const struct ctl_command *self, int count, char **words)
{
    const char *key = NULL;
    bool json = false;
    const struct ctl_row rows[] = {{.name = "key", .text = &key, .must = true}, {.name = "json", .flag = &json}, {0}};
    struct ctl_operands operands = {.least = 1, .most = 1};
    int status = ctl_words(self, count, words, rows, &operands);
    if (status >= 0)
        return status;
    const char *file = operands.item[0];
    char text[SEAL_WORDS_MAX + 1], why[600] = "";
    struct buffer line = {.limit = 512}, note = {.limit = SEAL_NOTE_MAX}, out = {.limit = 1024};
    fault f = read_text(key, &line, why, sizeof why);
    if (f == FAULT_NONE)
        f = read_text(file, &note, why, sizeof why);
    if (f == FAULT_NONE)
        f = seal_words_verify(buffer_string(&line), (struct span){note.data, note.length}, text);
    if (f == FAULT_BAD_INPUT)
        snprintf(why, sizeof why, "%s is no key of a kiosk's words", key);
    if (f == FAULT_NOT_SIGNED)
        status = ctl_wanting(json, file, "these are not the words of that kiosk");
    else if (f != FAULT_NONE)
        status = ctl_fail(json, f, file, why);
    else if (json) {
        buffer_text(&out, "{\"good\":true,");
        ctl_json_text(&out, "words", text);
        ctl_json_end(&out, "}\n");
        ctl_print(&out);
    } else {
        say(text);
    }
    buffer_free(&line);
    buffer_free(&note);
    return f == FAULT_NONE ? CTL_GOOD : status;
}

const struct ctl_command ctl_machine = {
    "machine",
    "check the text photographed from a kiosk's screen",
    "--key KIOSK.words FILE [--json]\n"
    "Checks FILE (the text of the code on the staff screen \"About this machine\") against the key for a kiosk's words, which\n"
    "is in the setup protocol and in the answer of init.\n",
    run,
};
