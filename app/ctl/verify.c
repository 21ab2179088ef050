/* sirkelctl verify: may this list, or this letter of the office, be trusted? */
#include "ctl/list.h"

#include <stdio.h>
#include <string.h>
#include "base/file.h"

struct verify_options {
    const char *key, *assets, *file;
    bool json;
};

static void say(const struct list_claim *c, const char *assets, struct buffer *out)
{
    buffer_format(out,
                  "The list is genuine: signed by key %s of the kiosk %s.\n"
                  "It is number %u, with %u records, taken out %s UTC%s.\n"
                  "The digits of that key, to compare with the protocol of its setup:\n  %s\n",
                  c->key_id, c->claim.kiosk, c->claim.sequence, c->claim.rows, c->minute,
                  c->claim.clock_sure ? "" : " (the kiosk was not sure of its clock)", c->digits);
    buffer_text(out, "The four words of this list, to compare with those that staff read on the display:\n");
    list_words(out, c->hash, assets, false);
}

/* "good" and the fields of the claim; the object is left open. */
static void list_json(struct buffer *out, const struct list_claim *c)
{
    char hex[2 * SEAL_HASH + 1];
    buffer_text(out, "{\"good\":true,");
    ctl_json_text(out, "kiosk", c->claim.kiosk);
    ctl_json_number(out, "sequence", c->claim.sequence);
    bytes_hex(hex, c->claim.previous, sizeof c->claim.previous);
    ctl_json_text(out, "previous", hex);
    ctl_json_text(out, "file", c->claim.file);
    ctl_json_number(out, "size", (int64_t)c->claim.size);
    ctl_json_number(out, "records", c->claim.rows);
    ctl_json_number(out, "journal_entries", (int64_t)c->claim.log_size);
    bytes_hex(hex, c->claim.log_root, sizeof c->claim.log_root);
    ctl_json_text(out, "journal_root", hex);
    ctl_json_text(out, "time_utc", c->minute);
    ctl_json_text(out, "clock", c->claim.clock_sure ? "set" : "unsure");
    ctl_json_number(out, "boot", c->claim.boot);
    ctl_json_text(out, "key_id", c->key_id);
    ctl_json_text(out, "key_digits", c->digits);
}

static int verify_list(const struct verify_options *w)
{
    struct list_claim c;
    struct buffer out = {.limit = 8192};
    char why[600] = "";
    fault f = list_verify(w->file, w->key, &c, why, sizeof why);
    if (f == FAULT_NOT_SIGNED)
        return ctl_wanting(w->json, w->file, why);
    if (f != FAULT_NONE)
        return ctl_fail(w->json, f, w->file, why);
    if (w->json) {
        list_json(&out, &c);
        list_words(&out, c.hash, w->assets, true);
        ctl_json_end(&out, "}\n");
    } else {
        say(&c, w->assets, &out);
    }
    ctl_print(&out);
    return CTL_GOOD;
}

/* --- a letter of the office, which minisign signed ------------------------------------------------------------------------ */

static bool is_letter(const char *file)
{
    const char *name = strrchr(file, '/') ? strrchr(file, '/') + 1 : file;
    return strncmp(name, "sirkel-office-", strlen("sirkel-office-")) == 0;
}

static fault check_letter(const struct verify_options *w, struct seal_public *key, char *why, size_t why_size)
{
    struct buffer text = {.limit = 4096}, letter = {.limit = SEAL_LETTER_MAX},
                  signature = {.limit = SEAL_LETTER_SIGNATURE_MAX};
    char path[FILE_PATH_MAX + 16], reason[SEAL_WHY] = "";
    snprintf(path, sizeof path, "%s.minisig", w->file);
    snprintf(why, why_size, "%s can't be read, or is no minisign public key", w->key);
    fault f = file_read(w->key, &text);
    if (f == FAULT_NONE)
        f = seal_public_parse(key, (struct span){text.data, text.length});
    if (f == FAULT_NONE) {
        snprintf(why, why_size, "there is no %s beside it", path);
        f = file_read(path, &signature);
        f = f == FAULT_FILE_MISSING ? FAULT_NOT_SIGNED : f;
    }
    if (f == FAULT_NONE) {
        snprintf(why, why_size, "%s can't be read", w->file);
        f = file_read(w->file, &letter);
    }
    if (f == FAULT_NONE) {
        f = seal_letter_verify(key, (struct span){letter.data, letter.length},
                               (struct span){signature.data, signature.length}, reason);
        snprintf(why, why_size, "the signature is not good: %s", reason);
    }
    buffer_free(&text);
    buffer_free(&letter);
    buffer_free(&signature);
    return f;
}

static int verify_letter(const struct verify_options *w)
{
    struct seal_public key;
    struct buffer out = {.limit = 1024};
    char why[FILE_PATH_MAX + 100], id[17], digits[SEAL_DIGITS];
    fault f = check_letter(w, &key, why, sizeof why);
    if (f == FAULT_NOT_SIGNED)
        return ctl_wanting(w->json, w->file, why);
    if (f != FAULT_NONE)
        return ctl_fail(w->json, f, w->file, why);
    seal_key_id_text(id, key.key_id);
    seal_digits(digits, key.key, sizeof key.key);
    if (w->json) {
        buffer_text(&out, "{\"good\":true,");
        ctl_json_text(&out, "key_id", id);
        ctl_json_text(&out, "key_digits", digits);
        ctl_json_end(&out, "}\n");
    } else {
        buffer_format(&out, "The signature of the letter is good: key %s, with these digits:\n  %s\n", id, digits);
    }
    ctl_print(&out);
    return CTL_GOOD;
}

static int run(const struct ctl_command *self, int count, char **words)
{
    struct verify_options w = {.assets = SIRKEL_ASSETS};
    const struct ctl_row rows[] = {{.name = "key", .text = &w.key, .must = true},
                                   {.name = "json", .flag = &w.json},
                                   {.name = "assets", .text = &w.assets},
                                   {0}};
    struct ctl_operands operands = {.least = 1, .most = 1};
    int status = ctl_words(self, count, words, rows, &operands);
    if (status >= 0)
        return status;
    w.file = operands.item[0];
    return is_letter(w.file) ? verify_letter(&w) : verify_list(&w);
}

const struct ctl_command ctl_verify = {
    "verify",
    "check the signature of a list or of an office letter",
    "--key KIOSK.pub FILE [--json] [--assets DIR]\n"
    "Checks FILE against FILE.minisig and the key that was recorded when the kiosk was made. Shows the digits of that key, and\n"
    "the four words that the display showed for this list. A letter (sirkel-office-NNNNNN.json) is checked with OFFICE.pub.\n"
    "  --assets DIR  where the word lists are\n",
    run,
};
