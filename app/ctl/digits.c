/* sirkelctl digits: what two people compare, by eye or by voice, before they trust a key or a list. */
#include "ctl/list.h"

#include <stdio.h>
#include <string.h>
#include "base/file.h"

enum { KEYS_MAX = 8, KEY_FILE_MAX = 16 * 1024 };

struct digits_row {
    char digits[SEAL_DIGITS], what[SEAL_RECIPIENT_TEXT + 32];
};
struct digits {
    size_t count;
    struct digits_row row[KEYS_MAX];
    bool is_list;
    uint8_t hash[64];
};

static struct digits_row *next_row(struct digits *d)
{
    return d->count < KEYS_MAX ? &d->row[d->count++] : NULL;
}

/* A receiver's digits are over its text, as the display has them. */
static bool take_receiver(struct digits *d, const char *text)
{
    struct seal_recipient parsed;
    struct digits_row *row = seal_recipient_parse(&parsed, text) == FAULT_NONE ? next_row(d) : NULL;
    if (!row)
        return false;
    seal_digits(row->digits, text, strlen(text));
    snprintf(row->what, sizeof row->what, "%s", text);
    return true;
}

/* A kiosk's or an office's, over the 32 bytes of the key. */
static bool take_public(struct digits *d, const struct seal_public *key)
{
    struct digits_row *row = next_row(d);
    if (!row)
        return false;
    seal_digits(row->digits, key->key, sizeof key->key);
    snprintf(row->what, sizeof row->what, "minisign key ");
    seal_key_id_text(row->what + strlen(row->what), key->key_id);
    return true;
}

/* Lines of age keys, secret (office.txt) or not; false when anything else stands there. */
static bool take_age_lines(struct digits *d, char *text)
{
    for (char *line; (line = strsep(&text, "\n"));) {
        struct seal_identity identity;
        char recipient[SEAL_RECIPIENT_TEXT];
        line[strcspn(line, "\r")] = 0;
        if (!*line || *line == '#')
            continue;
        bool secret = seal_identity_parse(&identity, line) == FAULT_NONE;
        if (secret) {
            seal_recipient_text(recipient, &identity.recipient);
            seal_wipe(&identity, sizeof identity);
        }
        if (!take_receiver(d, secret ? recipient : line))
            return false;
    }
    return d->count > 0;
}

static fault take_file(struct digits *d, const char *path)
{
    struct buffer text = {.limit = KEY_FILE_MAX};
    struct seal_public key;
    const char *end = strrchr(path, '.');
    uint64_t size;
    if (end && strcmp(end, ".age") == 0) {
        d->is_list = true;
        return list_hash(path, d->hash, &size);
    }
    fault f = file_read(path, &text);
    if (f == FAULT_NONE && memchr(text.data ? text.data : (const uint8_t *)"", 0, text.length))
        f = FAULT_BAD_INPUT;
    if (f == FAULT_NONE && seal_public_parse(&key, (struct span){text.data, text.length}) == FAULT_NONE)
        (void)take_public(d, &key);
    else if (f == FAULT_NONE)
        f = text.length > 0 && take_age_lines(d, (char *)text.data) ? FAULT_NONE : FAULT_BAD_INPUT;
    buffer_free(&text);
    return f;
}

static fault take(struct digits *d, const char *what)
{
    struct seal_public key;
    if (take_receiver(d, what))
        return FAULT_NONE;
    if (seal_public_line(&key, (struct span){(const uint8_t *)what, strlen(what)}) == FAULT_NONE)
        return take_public(d, &key) ? FAULT_NONE : FAULT_BAD_INPUT;
    return take_file(d, what);
}

static void say(const struct digits *d, const char *assets, bool json)
{
    struct buffer out = {.limit = 8192};
    buffer_text(&out, json ? "{\"good\":true," : "");
    if (json && !d->is_list)
        buffer_text(&out, "\"keys\":[");
    for (size_t i = 0; i < d->count; i++) {
        if (!json) {
            buffer_format(&out, "%s\n  %s\n", d->row[i].what, d->row[i].digits);
            continue;
        }
        buffer_text(&out, "{");
        ctl_json_text(&out, "key", d->row[i].what);
        ctl_json_text(&out, "digits", d->row[i].digits);
        ctl_json_end(&out, "},");
    }
    if (json && !d->is_list)
        ctl_json_end(&out, "],");
    if (d->is_list)
        list_words(&out, d->hash, assets, json);
    if (json)
        ctl_json_end(&out, "}\n");
    ctl_print(&out);
}

static int run(const struct ctl_command *self, int count, char **words)
{
    const char *assets = SIRKEL_ASSETS;
    bool json = false;
    const struct ctl_row rows[] = {{.name = "json", .flag = &json}, {.name = "assets", .text = &assets}, {0}};
    struct ctl_operands operands = {.least = 1, .most = 1};
    int status = ctl_words(self, count, words, rows, &operands);
    if (status >= 0)
        return status;
    struct digits d = {0};
    fault f = take(&d, operands.item[0]);
    if (f == FAULT_BAD_INPUT)
        return ctl_fail(json, f, operands.item[0], "neither a key, nor a file of keys (up to 8), nor a list (.age)");
    if (f != FAULT_NONE)
        return ctl_fail(json, f, operands.item[0], "");
    say(&d, assets, json);
    return CTL_GOOD;
}

const struct ctl_command ctl_digits = {
    "digits",
    "show what people compare: digits of a key, words of a list",
    "FILE-OR-KEY [--json] [--assets DIR]\n"
    "Shows the digits that the display shows for a receiver (age1..., office.txt, recovery.txt), an office key or a kiosk's key\n"
    "(RW..., OFFICE.pub, KIOSK.pub); for a list (.age) the four words that the display showed when it was taken out.\n"
    "  --assets DIR  where the word lists are\n",
    run,
};
