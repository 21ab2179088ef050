/* sirkelctl journal verify: reads every line again and holds it against the chain, the tree and the signed note. */
#include "ctl/ctl.h"

#include <stdio.h>
#include <string.h>
#include "flow/core/core.h"
#include "store/look.h"

struct checked {
    int64_t count;
    bool out_of_reach; /* the database itself is not good */
    char kiosk[CENTRE_ID_MAX], root[2 * SEAL_HASH + 1];
};

static fault root_of(struct store *store, const struct seal *seal, struct checked *c)
{
    struct journal_head head;
    uint8_t root[SEAL_HASH];
    uint64_t count;
    fault f = store_journal_head(store, &head);
    if (f == FAULT_NONE)
        f = seal_note_verify(seal_note_public(seal), c->kiosk,
                             (struct span){(const uint8_t *)head.checkpoint, strlen(head.checkpoint)}, &count, root);
    if (f == FAULT_NONE)
        bytes_hex(c->root, root, sizeof root);
    return f;
}

static fault check(const char *data, struct checked *c, char *why, size_t why_size)
{
    struct store *store = NULL;
    struct seal *seal = NULL;
    struct kiosk kiosk;
    char path[FILE_PATH_MAX];
    fault f = store_look(&store, data, why, why_size);
    if (f == FAULT_NONE && (f = store_reason(store)) == FAULT_NONE)
        f = store_kiosk(store, &kiosk);
    c->out_of_reach = f != FAULT_NONE;
    if (f == FAULT_NONE)
        f = file_path(path, data, "keys");
    if (f == FAULT_NONE)
        f = seal_open(&seal, path);
    if (f == FAULT_NONE) {
        (void)text_copy(c->kiosk, sizeof c->kiosk, kiosk.id);
        f = flow_journal_check(store, seal, c->kiosk, &c->count, why, why_size);
    }
    if (f == FAULT_NONE && c->count > 0)
        f = root_of(store, seal, c);
    seal_close(seal);
    store_close(store);
    return f;
}

static int run(const struct ctl_command *self, int count, char **words)
{
    const char *data = NULL;
    bool json = false;
    const struct ctl_row rows[] = {{.name = "data", .text = &data, .must = true}, {.name = "json", .flag = &json}, {0}};
    struct ctl_operands operands = {.least = 1, .most = 1};
    int status = ctl_words(self, count, words, rows, &operands);
    if (status >= 0)
        return status;
    const char *what = operands.item[0];
    if (strcmp(what, "verify") != 0) {
        fprintf(stderr, "sirkelctl journal: there is only: journal verify\n");
        return CTL_USAGE;
    }
    struct checked c = {0};
    char why[256] = "";
    fault f = check(data, &c, why, sizeof why);
    if (f == FAULT_FILE_DAMAGED || f == FAULT_NOT_SIGNED)
        return ctl_wanting(json, c.out_of_reach ? "the database" : "the journal", *why ? why : fault_name(f));
    if (f != FAULT_NONE)
        return ctl_fail(json, f, data, why);
    struct buffer out = {.limit = 1024};
    if (json)
        buffer_format(&out, "{\"good\":true,\"kiosk\":\"%s\",\"entries\":%lld,\"root\":\"%s\"}\n", c.kiosk,
                      (long long)c.count, c.root);
    else
        buffer_format(&out,
                      "The journal of %s is whole: %lld entries, each fits the chain, and the signed note covers them "
                      "all.\nRoot of the tree: %s\n",
                      c.kiosk, (long long)c.count, c.root);
    ctl_print(&out);
    return CTL_GOOD;
}

const struct ctl_command ctl_journal = {
    "journal",
    "check the event log",
    "verify --data DIR [--json]\n"
    "Checks every entry of the event log against its chain, its tree and the signed note; names the first wrong entry.\n",
    run,
};
