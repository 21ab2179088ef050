/* sirkelctl init: a new kiosk from a centre file. */
#include "ctl/make.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "ctl/office.h"
#include "ctl/findings.h"
#include "feed/centre.h"
#include "feed/letter.h"
#include "flow/core/core.h"

struct init_options {
    const char *data, *centre, *office, *pin_file;
    struct ctl_list recipients;
    bool json;
};
struct making {
    struct init_options wishes;
    struct centre_file file;
    struct findings found;
    struct office office;
    struct ctl_making making;
    struct letter_office letters;
    const char *chosen[CENTRE_RECIPIENTS_MAX], *about; /* `about`: what a fault is of */
    char why[300];
};

static void say_json(const struct making *i, const struct seal_public *key, const char *about)
{
    const struct init_options *w = &i->wishes;
    const struct ctl_making *m = &i->making;
    struct buffer out = {.limit = 64 << 20};
    char id[17], print[SEAL_DIGITS];
    seal_key_id_text(id, key->key_id);
    seal_digits(print, key->key, sizeof key->key);
    buffer_text(&out, "{\"good\":true,");
    ctl_json_text(&out, "kiosk", m->made.id);
    ctl_json_text(&out, "key_id", id);
    ctl_json_text(&out, "key_fingerprint", print);
    ctl_json_text(&out, "words_key", about);
    if (w->office)
        ctl_json_text(&out, "office", w->office);
    buffer_text(&out, "\"recipients\":[");
    for (size_t n = 0; n < m->flow.recipient_count; n++) {
        seal_digits(print, m->flow.recipients[n], strlen(m->flow.recipients[n]));
        buffer_text(&out, "{");
        ctl_json_text(&out, "recipient", m->flow.recipients[n]);
        ctl_json_text(&out, "fingerprint", print);
        ctl_json_end(&out, "},");
    }
    ctl_json_end(&out, "],");
    ctl_findings(&out, &i->found, true);
    if (!w->pin_file)
        ctl_json_text(&out, "pin", m->made.pin);
    ctl_json_end(&out, "}\n");
    ctl_print(&out);
}

static void say_office(const char *folder)
{
    printf(
        "\nThe office's folder is %s. Carry it to the office and delete it here: whoever holds one of the two keys can read\n"
        "every list of this kiosk; when both are lost, nobody can.\n"
        "  office.txt               opens the lists: on the one machine where the office does that, nowhere else\n"
        "  recovery.txt             opens them when office.txt is lost: on paper or a stick, in a safe in another building\n"
        "  kiosk.pub, kiosk.words   no secrets: sirkelctl verify, open --key and machine check the kiosk by them\n",
        folder);
}

static void say(const struct making *i, const struct seal_public *key, const char *text, const char *about)
{
    const struct init_options *w = &i->wishes;
    const struct ctl_making *m = &i->making;
    struct buffer found = {.limit = 64 << 20};
    char id[17], print[SEAL_DIGITS];
    seal_key_id_text(id, key->key_id);
    seal_digits(print, key->key, sizeof key->key);
    printf("The kiosk %s is made in %s.\n\n", m->made.id, w->data);
    ctl_findings(&found, &i->found, false);
    ctl_print(&found);
    printf("Its key %s signs every list. Write the fingerprint down and pin the key at the office:\n  %s\n%s\n", id,
           print, text);
    printf("What its screen says of the machine is checked with this line (sirkelctl machine):\n%s\n", about);
    printf("These keys open the lists. Compare each fingerprint with the one at the office:\n");
    for (size_t n = 0; n < m->flow.recipient_count; n++) {
        seal_digits(print, m->flow.recipients[n], strlen(m->flow.recipients[n]));
        printf("  %s\n  %s\n", m->flow.recipients[n], print);
    }
    if (m->flow.office_key && *m->flow.office_key) {
        (void)seal_line_digits(print, m->flow.office_key); /* ctl_letters saw that it is one */
        printf("This key signs the office's letters. Compare it too:\n  %s\n  %s\n", m->flow.office_key, print);
    }
    if (w->office)
        say_office(w->office);
    if (w->pin_file)
        printf("\nThe staff PIN stands in %s.\n", w->pin_file);
    else
        printf("\nThe staff PIN is %s. It is told only now.\n", m->made.pin);
}

static fault keep_pin(const struct init_options *w, const struct ctl_making *m)
{
    char line[FLOW_PIN + 1];
    int n = snprintf(line, sizeof line, "%s\n", m->made.pin);
    fault f = file_new(w->pin_file, line, (size_t)n, 0600);
    bytes_wipe(line, sizeof line);
    return f;
}

/* The office's new keys, or else the recipients of the command line, stand instead of the file's. */
static void choose(struct making *i)
{
    const struct init_options *w = &i->wishes;
    size_t count = i->file.recipient_count;
    if (w->recipients.count)
        count = w->recipients.count;
    if (w->office)
        count = OFFICE_KEYS;
    for (size_t n = 0; n < count; n++)
        if (w->office)
            i->chosen[n] = i->office.recipient[n];
        else
            i->chosen[n] = w->recipients.count ? w->recipients.item[n] : i->file.recipients[n];
    i->making.flow = (struct flow_making){.data = w->data,
                                          .file = &i->file,
                                          .recipients = i->chosen,
                                          .recipient_count = count,
                                          .code_cost = SEAL_CODE_COST,
                                          .pin_cost = SEAL_PIN_COST,
                                          .office_key = i->letters.key,
                                          .timetable_by_staff = i->letters.staff};
}

/* The office's keys come first: a kiosk whose lists nobody can open must never be. */
static fault make(struct making *i)
{
    const struct init_options *w = &i->wishes;
    fault f = FAULT_NONE;
    i->about = w->data;
    if (w->pin_file && access(w->pin_file, F_OK) == 0) {
        snprintf(i->why, sizeof i->why, "%s is there already", w->pin_file);
        return FAULT_FILE_EXISTS;
    }
    if (w->office)
        f = office_make(&i->office, w->office, i->why, sizeof i->why);
    if (f != FAULT_NONE)
        return f;
    choose(i);
    f = ctl_make(&i->making, i->why, sizeof i->why);
    if (f != FAULT_NONE && w->office)
        office_take_back(&i->office);
    return f;
}

/* What is told of the kiosk that was made. */
static fault answer(struct making *i)
{
    const struct init_options *w = &i->wishes;
    struct seal_public key;
    struct buffer text = {.limit = 512}, line = {.limit = 256};
    fault f = ctl_kiosk_public(w->data, &key, &text);
    if (f == FAULT_NONE)
        f = ctl_kiosk_words(w->data, i->making.made.id, &line);
    if (f == FAULT_NONE && w->office)
        f = office_pin_kiosk(&i->office, w->data, i->making.made.id);
    if (f == FAULT_NONE && w->pin_file)
        f = keep_pin(w, &i->making);
    if (f != FAULT_NONE)
        fprintf(stderr, "sirkelctl: the kiosk is made; its PIN, told only now, is %s\n", i->making.made.pin);
    else if (w->json)
        say_json(i, &key, buffer_string(&line));
    else
        say(i, &key, buffer_string(&text), buffer_string(&line));
    buffer_free(&text);
    buffer_free(&line);
    return f;
}

/* A file that is refused is told of whole; the exit status is the fault's. */
static fault read_centre(struct making *i)
{
    const struct init_options *w = &i->wishes;
    fault f = feed_centre_read(w->centre, flow_today(), &i->file, &i->found);
    i->about = w->centre;
    if (f == FAULT_NONE)
        return f;
    findings_line(&i->found, i->why, sizeof i->why);
    struct buffer out = {.limit = 64 << 20};
    ctl_findings(&out, &i->found, false);
    fputs(buffer_string(&out), stderr);
    buffer_free(&out);
    return f;
}

static int run(const struct ctl_command *self, int count, char **words)
{
    struct making i = {0};
    struct init_options *w = &i.wishes;
    const struct ctl_row rows[] = {{.name = "data", .text = &w->data, .must = true},
                                   {.name = "centre", .text = &w->centre, .must = true},
                                   {.name = "office", .text = &w->office},
                                   {.name = "recipient", .list = &w->recipients},
                                   {.name = "pin-file", .text = &w->pin_file},
                                   {.name = "json", .flag = &w->json},
                                   {0}};
    int status = ctl_words(self, count, words, rows, NULL);
    if (status >= 0)
        return status;
    if (w->office && w->recipients.count) {
        fprintf(
            stderr,
            "sirkelctl init: --office makes new keys, --recipient names keys that are there: give one of the two\n");
        return CTL_USAGE;
    }
    fault f = read_centre(&i);
    if (f == FAULT_NONE)
        f = ctl_letters(i.wishes.centre, &i.letters, i.why, sizeof i.why);
    if (f == FAULT_NONE)
        f = make(&i);
    if (f == FAULT_NONE)
        f = answer(&i);
    if (f != FAULT_NONE)
        status = ctl_fail(w->json, f, i.about, i.why);
    office_wipe(&i.office);
    bytes_wipe(&i.making, sizeof i.making);
    centre_file_free(&i.file);
    findings_free(&i.found);
    return f == FAULT_NONE ? CTL_GOOD : status;
}

const struct ctl_command ctl_init = {
    "init",
    "make a kiosk from a centre file",
    "--data DIR --centre FILE [--office FOLDER | --recipient AGE1...] [--pin-file FILE] [--json]\n"
    "Makes the kiosk's keys, its timetable and its staff PIN in DIR. The PIN is shown once.\n"
    "  --centre FILE     the centre's facts and groups (docs/centre-file.md)\n"
    "  --office FOLDER   makes the office's two keys there: office.txt and recovery.txt, with kiosk.pub and kiosk.words\n"
    "  --recipient KEY   (once for each) who may open the lists, age1...: two to eight, the office first; replaces the centre\n"
    "                    file's\n"
    "  --pin-file FILE   writes the PIN to this new file, readable by you alone, and not to the screen\n",
    run,
};
