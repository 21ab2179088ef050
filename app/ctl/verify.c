/* sirkelctl verify: may this list be trusted? */
#include "ctl/list.h"

#include <stdio.h>

static void say(const struct list_claim *c)
{
    printf("The list is genuine: signed by key %s of the kiosk %s.\n"
           "It is number %u, with %u records, taken out %s UTC%s.\n",
           c->key_id, c->claim.kiosk, c->claim.sequence, c->claim.rows, c->minute,
           c->claim.clock_sure ? "" : " (the kiosk was not sure of its clock)");
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
    struct list_claim c;
    char why[600] = "";
    fault f = list_verify(file, key, &c, why, sizeof why);
    if (f == FAULT_NOT_SIGNED)
        return ctl_wanting(json, file, why);
    if (f != FAULT_NONE)
        return ctl_fail(json, f, file, why);
    struct buffer out = {.limit = 8192};
    if (json) {
        list_json(&out, &c);
        ctl_json_end(&out, "}\n");
        ctl_print(&out);
    } else {
        say(&c);
    }
    return CTL_GOOD;
}

const struct ctl_command ctl_verify = {
    "verify",
    "check a list's signature",
    "--key KIOSK.pub FILE [--json]\n"
    "Checks FILE against FILE.minisig and the key that was recorded when the kiosk was made.\n",
    run,
};
