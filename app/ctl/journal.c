/* sirkelctl journal: verify reads every line again, in the kiosk's own database (chain, tree, signed note) or in a file that was taken out
 * (signature, tree, and a list signed by the same kiosk); take writes that file. */
#include "ctl/list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "flow/core/core.h"
#include "store/look.h"

struct journal_options {
    const char *what, *data, *file, *key, *list, *to;
    bool json;
};
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

/* --- a kiosk's own ---------------------------------------------------------------------------------------------------------- */

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
        f = flow_journal_check(&(struct journal){.store = store, .seal = seal, .kiosk = c->kiosk}, &c->count, why,
                               why_size);
    }
    if (f == FAULT_NONE && c->count > 0)
        f = root_of(store, seal, c);
    seal_close(seal);
    store_close(store);
    return f;
}

static void say(const struct checked *c, bool json, const char *sentence)
{
    struct buffer out = {.limit = 2048};
    if (json)
        buffer_format(&out, "{\"good\":true,\"kiosk\":\"%s\",\"entries\":%lld,\"root\":\"%s\"}\n", c->kiosk,
                      (long long)c->count, c->root);
    else
        buffer_format(&out, "The event log of %s is whole: %lld entries. %s\nRoot of the tree: %s\n", c->kiosk,
                      (long long)c->count, sentence, c->root);
    ctl_print(&out);
}

static int verify_data(const struct journal_options *w)
{
    struct checked c = {0};
    char why[256] = "";
    fault f = check(w->data, &c, why, sizeof why);
    if (f == FAULT_FILE_DAMAGED || f == FAULT_NOT_SIGNED)
        return ctl_wanting(w->json, c.out_of_reach ? "the database" : "the event log", *why ? why : fault_name(f));
    if (f != FAULT_NONE)
        return ctl_fail(w->json, f, w->data, why);
    say(&c, w->json, "Each fits the chain, and the signed note covers them all.");
    return CTL_GOOD;
}

/* --- a file that was taken out ----------------------------------------------------------------------------------------------- */

struct log_file {
    struct seal_log_claim claim;
    struct buffer text;
    struct list_claim list; /* where one was given */
    char why[700];
};

/* The signature over the bytes of the file, which stay in `l->text`. */
static fault read_log(struct log_file *l, const struct journal_options *w)
{
    struct buffer key_text = {.limit = 4096}, signature = {.limit = SEAL_SIGNATURE_MAX};
    struct seal_public key;
    struct seal_hash hashing;
    uint8_t hash[64];
    char path[FILE_PATH_MAX + 16], reason[SEAL_WHY] = "";
    l->text.limit = SEAL_LOG_FILE_MAX;
    snprintf(path, sizeof path, "%s.minisig", w->file);
    snprintf(l->why, sizeof l->why, "%.500s can't be read, or is no minisign public key", w->key);
    fault f = file_read(w->key, &key_text);
    if (f == FAULT_NONE)
        f = seal_public_parse(&key, (struct span){key_text.data, key_text.length});
    if (f == FAULT_NONE) {
        snprintf(l->why, sizeof l->why, "%.500s.minisig is not beside it, or is no signature", w->file);
        f = file_read(path, &signature);
        f = f == FAULT_FILE_MISSING || f == FAULT_TOO_LARGE ? FAULT_NOT_SIGNED : f;
    }
    if (f == FAULT_NONE) {
        l->why[0] = 0;
        f = file_read(w->file, &l->text);
    }
    if (f == FAULT_NONE) {
        seal_hash_begin(&hashing);
        seal_hash_add(&hashing, l->text.data, l->text.length);
        seal_hash_end(&hashing, hash);
        f = seal_log_verify(&key, hash, (struct span){signature.data, signature.length}, &l->claim, reason);
        snprintf(l->why, sizeof l->why, "the signature is not good: %s", reason);
    }
    buffer_free(&key_text);
    buffer_free(&signature);
    return f;
}

/* Every line in its place, the root that was signed, and the one that the list's signature carries where the log had as many entries. */
static fault check_lines(struct log_file *l, bool has_list)
{
    struct seal_tree tree = {0};
    uint8_t root[SEAL_HASH];
    char *rest = (char *)l->text.data, *end;
    const struct seal_claim *list = &l->list.claim;
    bool list_fits = false;
    if (l->claim.size != l->text.length || l->text.length == 0 || l->text.data[l->text.length - 1] != '\n')
        return FAULT_FILE_DAMAGED;
    while (*rest && (end = strchr(rest, '\n'))) {
        if (strtoull(rest, NULL, 10) != tree.size)
            return FAULT_FILE_DAMAGED;
        seal_tree_add(&tree, rest, (size_t)(end - rest));
        rest = end + 1;
        seal_tree_root(&tree, root);
        list_fits |= has_list && tree.size == list->log_size && memcmp(root, list->log_root, sizeof root) == 0;
    }
    if (*rest || tree.size != l->claim.entries || memcmp(root, l->claim.root, sizeof root) != 0)
        return FAULT_FILE_DAMAGED;
    if (has_list && list->log_size > tree.size) {
        snprintf(l->why, sizeof l->why,
                 "the list was signed at %llu entries, this file has %llu: take the event log out again",
                 (unsigned long long)list->log_size, (unsigned long long)tree.size);
        return FAULT_NOT_SIGNED;
    }
    if (has_list && (!list_fits || strcmp(list->kiosk, l->claim.kiosk) != 0)) {
        snprintf(l->why, sizeof l->why, "the list was signed over another event log");
        return FAULT_NOT_SIGNED;
    }
    return FAULT_NONE;
}

static int verify_file(const struct journal_options *w)
{
    struct log_file l = {0};
    struct checked c = {0};
    fault f = read_log(&l, w);
    if (f == FAULT_NONE && w->list)
        f = list_verify(w->list, w->key, &l.list, l.why, sizeof l.why);
    if (f == FAULT_NONE) {
        snprintf(l.why, sizeof l.why, "the entries are not those that were signed");
        f = check_lines(&l, w->list != NULL);
    }
    (void)text_copy(c.kiosk, sizeof c.kiosk, l.claim.kiosk);
    c.count = (int64_t)l.claim.entries;
    bytes_hex(c.root, l.claim.root, SEAL_HASH);
    buffer_free(&l.text);
    if (f == FAULT_NOT_SIGNED || f == FAULT_FILE_DAMAGED)
        return ctl_wanting(w->json, w->file, l.why);
    if (f != FAULT_NONE)
        return ctl_fail(w->json, f, w->file, l.why);
    say(&c, w->json,
        w->list
            ? "Its signature is good, and the list was signed over the same log."
            : "Its signature is good. The root below is also in the lists that were taken out when the log had as many entries (--list).");
    return CTL_GOOD;
}

/* Both files or none. */
static fault write_log(const struct journal_file *file, const char *to)
{
    char path[FILE_PATH_MAX], signature[FILE_PATH_MAX + 16];
    fault f = file_path(path, to, file->name);
    if (f != FAULT_NONE)
        return f;
    snprintf(signature, sizeof signature, "%s.minisig", path);
    f = file_new(path, file->text.data, file->text.length, 0600);
    if (f != FAULT_NONE)
        return f;
    f = file_new(signature, file->signature.data, file->signature.length, 0600);
    if (f == FAULT_NONE)
        f = file_sync_folder(to);
    else
        unlink(path);
    return f;
}

static int take(const struct journal_options *w)
{
    struct store *store = NULL;
    struct seal *seal = NULL;
    struct kiosk kiosk;
    struct journal_file file = {0};
    char path[FILE_PATH_MAX], why[256] = "";
    fault f = store_look(&store, w->data, why, sizeof why);
    if (f == FAULT_NONE && (f = store_reason(store)) == FAULT_NONE)
        f = store_kiosk(store, &kiosk);
    if (f == FAULT_NONE)
        f = file_path(path, w->data, "keys");
    if (f == FAULT_NONE)
        f = seal_open(&seal, path);
    if (f == FAULT_NONE)
        f = flow_journal_file(&(struct journal){.store = store, .seal = seal, .kiosk = kiosk.id}, &file);
    if (f == FAULT_NONE)
        f = write_log(&file, w->to);
    seal_close(seal);
    store_close(store);
    if (f == FAULT_NONE && w->json)
        printf("{\"good\":true,\"file\":\"%s\",\"entries\":%lld}\n", file.name, (long long)file.entries);
    else if (f == FAULT_NONE)
        printf("The event log is in %s/%s, with %lld entries and its signature beside it.\n", w->to, file.name,
               (long long)file.entries);
    flow_journal_file_free(&file);
    return f == FAULT_NONE ? CTL_GOOD : ctl_fail(w->json, f, w->data, why);
}

/* Which of the three was meant; NULL where the options fit none. */
static int (*chosen(const struct journal_options *w))(const struct journal_options *)
{
    bool verify = strcmp(w->what, "verify") == 0;
    if (verify && w->data && !w->file && !w->key && !w->list && !w->to)
        return verify_data;
    if (verify && w->file && w->key && !w->data && !w->to)
        return verify_file;
    return strcmp(w->what, "take") == 0 && w->data && w->to && !w->file && !w->key && !w->list ? take : NULL;
}

static int run(const struct ctl_command *self, int count, char **words)
{
    struct journal_options w = {0};
    const struct ctl_row rows[] = {{.name = "data", .text = &w.data},
                                   {.name = "file", .text = &w.file},
                                   {.name = "key", .text = &w.key},
                                   {.name = "list", .text = &w.list},
                                   {.name = "to", .text = &w.to},
                                   {.name = "json", .flag = &w.json},
                                   {0}};
    struct ctl_operands operands = {.least = 1, .most = 1};
    int status = ctl_words(self, count, words, rows, &operands);
    if (status >= 0)
        return status;
    w.what = operands.item[0];
    int (*command)(const struct journal_options *) = chosen(&w);
    if (command)
        return command(&w);
    fprintf(
        stderr,
        "sirkelctl journal: there is verify --data DIR, verify --file FILE --key KIOSK.pub, and take --data DIR --to DIR\n");
    return CTL_USAGE;
}

const struct ctl_command ctl_journal = {
    "journal",
    "check the event log, or take it out",
    "verify --data DIR | verify --file FILE --key KIOSK.pub [--list LIST] | take --data DIR --to STICK  [--json]\n"
    "verify --data checks every entry of the event log against its chain, its tree and the signed note; names the first wrong entry.\n"
    "verify --file checks a log that was taken out: its signature, every entry, and with --list that the kiosk signed that list over\n"
    "the same log. take writes the log and its signature into STICK.\n",
    run,
};
