/* sirkelctl init: a new kiosk from a centre file. */
#include "ctl/make.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "feed/centre.h"

struct wishes {
    const char *data, *centre, *pin_file;
    struct ctl_list recipients;
    bool json;
};

static void say_json(const struct wishes *w, const struct ctl_making *m, const struct seal_public *key,
                     const char *about)
{
    struct buffer out = {.limit = 8192};
    char id[17], print[CTL_FINGERPRINT];
    seal_key_id_text(id, key->key_id);
    ctl_fingerprint(print, key->key, sizeof key->key);
    buffer_text(&out, "{\"good\":true,");
    ctl_json_text(&out, "kiosk", m->flow.file->id);
    ctl_json_text(&out, "key_id", id);
    ctl_json_text(&out, "key_fingerprint", print);
    ctl_json_text(&out, "words_key", about);
    buffer_text(&out, "\"recipients\":[");
    for (size_t i = 0; i < m->flow.recipient_count; i++) {
        ctl_fingerprint(print, m->flow.recipients[i], strlen(m->flow.recipients[i]));
        buffer_text(&out, "{");
        ctl_json_text(&out, "recipient", m->flow.recipients[i]);
        ctl_json_text(&out, "fingerprint", print);
        ctl_json_end(&out, "},");
    }
    ctl_json_end(&out, "],");
    if (!w->pin_file)
        ctl_json_text(&out, "pin", m->pin);
    ctl_json_end(&out, "}\n");
    ctl_print(&out);
}

static void say(const struct wishes *w, const struct ctl_making *m, const struct seal_public *key, const char *text,
                const char *about)
{
    char id[17], print[CTL_FINGERPRINT];
    seal_key_id_text(id, key->key_id);
    ctl_fingerprint(print, key->key, sizeof key->key);
    printf("The kiosk %s is made in %s.\n\n", m->flow.file->id, w->data);
    for (size_t i = 0; i < m->flow.file->warning_count; i++)
        printf("Worth a look: %s\n", m->flow.file->warnings[i]);
    printf("Its key %s signs every list. Write the fingerprint down and pin the key at the office:\n  %s\n%s\n", id,
           print, text);
    printf("What its screen says of the machine is checked with this line (sirkelctl machine):\n%s\n", about);
    printf("These keys open the lists. Compare each fingerprint with the one at the office:\n");
    for (size_t i = 0; i < m->flow.recipient_count; i++) {
        ctl_fingerprint(print, m->flow.recipients[i], strlen(m->flow.recipients[i]));
        printf("  %s\n  %s\n", m->flow.recipients[i], print);
    }
    if (w->pin_file)
        printf("\nThe staff PIN stands in %s.\n", w->pin_file);
    else
        printf("\nThe staff PIN is %s. It is told only now.\n", m->pin);
}

static fault keep_pin(const struct wishes *w, const struct ctl_making *m)
{
    char line[FLOW_PIN + 1];
    int n = snprintf(line, sizeof line, "%s\n", m->pin);
    fault f = file_new(w->pin_file, line, (size_t)n, 0600);
    bytes_wipe(line, sizeof line);
    return f;
}

/* The recipients of the command line stand instead of the file's. */
static void choose(const struct wishes *w, const struct centre_file *file, struct ctl_making *m,
                   const char *chosen[CENTRE_RECIPIENTS_MAX])
{
    size_t count = w->recipients.count ? w->recipients.count : file->recipient_count;
    for (size_t i = 0; i < count; i++)
        chosen[i] = w->recipients.count ? w->recipients.item[i] : file->recipients[i];
    m->flow = (struct flow_making){.data = w->data,
                                   .file = file,
                                   .recipients = chosen,
                                   .recipient_count = count,
                                   .code_cost = SEAL_CODE_COST,
                                   .pin_cost = SEAL_PIN_COST};
}

static fault make(const struct wishes *w, struct ctl_making *m, char *why, size_t why_size)
{
    if (w->pin_file && access(w->pin_file, F_OK) == 0) {
        snprintf(why, why_size, "%s is there already", w->pin_file);
        return FAULT_FILE_EXISTS;
    }
    return ctl_make(m, why, why_size);
}

int ctl_init(const struct ctl_command *self, int count, char **words)
{
    struct wishes w = {0};
    const struct ctl_row rows[] = {{.name = "data", .text = &w.data, .must = true},
                                   {.name = "centre", .text = &w.centre, .must = true},
                                   {.name = "recipient", .list = &w.recipients},
                                   {.name = "pin-file", .text = &w.pin_file},
                                   {.name = "json", .flag = &w.json},
                                   {0}};
    int status = ctl_words(self, count, words, rows, NULL, 0);
    if (status >= 0)
        return status;
    const char *chosen[CENTRE_RECIPIENTS_MAX], *about = w.centre;
    struct centre_file file = {0};
    struct ctl_making m = {0};
    struct seal_public key;
    struct buffer text = {.limit = 512}, line = {.limit = 256};
    char why[300] = "";
    fault f = feed_centre_read(w.centre, &file, why, sizeof why);
    if (f == FAULT_NONE) {
        choose(&w, &file, &m, chosen);
        about = w.data;
        f = make(&w, &m, why, sizeof why);
    }
    if (f == FAULT_NONE)
        f = ctl_kiosk_public(w.data, &key, &text);
    if (f == FAULT_NONE)
        f = ctl_kiosk_words(w.data, file.id, &line);
    if (f == FAULT_NONE && w.pin_file && (f = keep_pin(&w, &m)) != FAULT_NONE)
        fprintf(stderr, "sirkelctl: the kiosk is made; its PIN, told only now, is %s\n", m.pin);
    if (f != FAULT_NONE)
        status = ctl_fail(w.json, f, about, why);
    else if (w.json)
        say_json(&w, &m, &key, buffer_string(&line));
    else
        say(&w, &m, &key, buffer_string(&text), buffer_string(&line));
    bytes_wipe(&m, sizeof m);
    buffer_free(&text);
    buffer_free(&line);
    centre_file_free(&file);
    return f == FAULT_NONE ? CTL_GOOD : status;
}
