/* sirkelctl: what its commands share. Each command is a file here that ends with its name, its help and its function; main.c lists them;
 * docs/sirkelctl.md describes them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/bytes.h"
#include "base/fault.h"
#include "seal/seal.h"

enum { /* exit status; a fault's is CTL_FAULT + its row, as of `sirkel` */
       CTL_GOOD = 0,
       CTL_WANTING = 1, /* looked at, and not in order */
       CTL_USAGE = 2,
       CTL_FAULT = 10,
};
enum { CTL_RECIPIENTS_MAX = 8 };

struct ctl_command {
    const char *name, *summary;
    const char *usage; /* the lines of --help behind the first */
    int (*run)(const struct ctl_command *self, int count, char **words);
};
extern const struct ctl_command ctl_init, ctl_demo, ctl_export, ctl_verify, ctl_open, ctl_doctor, ctl_machine,
    ctl_journal, ctl_digits, ctl_move, ctl_office, ctl_timetable, ctl_notice, ctl_backup;

/* --- words.c: the command line, and answers --- */
struct ctl_list {
    size_t count;
    const char *item[CTL_RECIPIENTS_MAX];
};
struct ctl_row { /* an option: exactly one of the three is set */
    const char *name;
    const char **text;
    bool *flag;
    struct ctl_list *list; /* may be given again */
    bool must;
};
struct ctl_operands { /* the words of the command line that are no options */
    int least, most;  /* how many the command takes */
    int count;        /* how many were given */
    char **item;      /* they, in their order; they belong to `words` */
};
/* Reads the options, and the words that are none into `operands` (NULL: there may be none). -1 to go on, else the exit status (help was
 * asked for, or something is not as the usage says). `rows` ends with a row without a name. */
int ctl_words(const struct ctl_command *self, int count, char **words, const struct ctl_row *rows,
              struct ctl_operands *operands);
/* Says a fault, what it was about, the precise line and what to do; as one JSON object where asked. The exit status. */
int ctl_fail(bool json, fault f, const char *about, const char *why);
/* Says what was found wanting; CTL_WANTING. */
int ctl_wanting(bool json, const char *about, const char *why);
/* Prints the buffer and frees it. */
void ctl_print(struct buffer *out);
void ctl_json_text(struct buffer *out, const char *name, const char *value); /* "name":"value", */
void ctl_json_number(struct buffer *out, const char *name, int64_t value);
void ctl_json_end(struct buffer *out, const char *close); /* takes a comma back and closes */

/* --- keys.c: the public keys of the kiosk in a data folder --- */
/* The minisign public key, as numbers and as text. */
fault ctl_kiosk_public(const char *data, struct seal_public *out, struct buffer *text);
/* The line its words about the machine are checked with (seal_words_key). */
fault ctl_kiosk_words(const char *data, const char *kiosk, struct buffer *out);
