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

int ctl_verify(const struct ctl_command *self, int count, char **words)
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
