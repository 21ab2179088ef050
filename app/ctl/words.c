/* The command line in, sentences or JSON out. */
#include "ctl/ctl.h"

#include <assert.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX_OPTIONS = 32, HELP = 'h', FIRST = 256 };

static void usage(const struct ctl_command *self, FILE *out)
{
    fprintf(out, "sirkelctl %s %s", self->name, self->usage);
}

static int misused(const struct ctl_command *self, const char *what, const char *which)
{
    fprintf(stderr, "sirkelctl %s: %s%s\n\n", self->name, what, which);
    usage(self, stderr);
    return CTL_USAGE;
}

static bool take(const struct ctl_row *row)
{
    if (row->flag)
        *row->flag = true;
    else if (row->text)
        *row->text = optarg;
    else if (row->list->count < CTL_RECIPIENTS_MAX)
        row->list->item[row->list->count++] = optarg;
    else
        return false;
    return true;
}

static bool given(const struct ctl_row *row)
{
    return row->text ? *row->text != NULL : row->list ? row->list->count > 0 : true;
}

static int take_operands(const struct ctl_command *self, int count, char **words, struct ctl_operands *operands)
{
    struct ctl_operands none = {0}, *o = operands ? operands : &none;
    if (count < o->least)
        return misused(self, "something is missing", "");
    if (count > o->most)
        return misused(self, "too many words: ", words[o->most]);
    o->count = count;
    o->item = words;
    return -1;
}

int ctl_words(const struct ctl_command *self, int count, char **words, const struct ctl_row *rows,
              struct ctl_operands *operands)
{
    struct option table[ROWS_MAX_OPTIONS + 2] = {{"help", no_argument, NULL, HELP}};
    size_t n = 0;
    for (; rows[n].name; n++) {
        assert(n < ROWS_MAX_OPTIONS);
        table[n + 1] =
            (struct option){rows[n].name, rows[n].flag ? no_argument : required_argument, NULL, FIRST + (int)n};
    }
    opterr = 0;
    for (int c; (c = getopt_long(count, words, ":", table, NULL)) != -1;) {
        if (c == HELP) {
            usage(self, stdout);
            return CTL_GOOD;
        }
        if (c < FIRST)
            return misused(self, c == ':' ? "a value is missing behind " : "there is no option ", words[optind - 1]);
        if (!take(&rows[c - FIRST]))
            return misused(self, "given too often: --", rows[c - FIRST].name);
    }
    for (size_t i = 0; i < n; i++)
        if (rows[i].must && !given(&rows[i]))
            return misused(self, "this is needed: --", rows[i].name);
    return take_operands(self, count - optind, words + optind, operands);
}

/* As one line, whatever a database answered. */
static void complain(const char *why)
{
    for (; *why; why++)
        fputc(*why == '\n' ? ' ' : *why, stderr);
    fputc('\n', stderr);
}

int ctl_fail(bool json, fault f, const char *about, const char *why)
{
    const char *advice = f == FAULT_FILE_DAMAGED ? "" : fault_advice(f); /* nothing is set aside here */
    why = why && *why ? why : f == FAULT_FILE_DAMAGED ? "the file is damaged" : advice;
    if (json) {
        struct buffer out = {.limit = 8192};
        buffer_text(&out, "{\"good\":false,");
        ctl_json_text(&out, "fault", fault_name(f));
        ctl_json_text(&out, "about", about);
        ctl_json_text(&out, "why", why);
        ctl_json_end(&out, "}\n");
        ctl_print(&out);
    }
    fprintf(stderr, "sirkelctl: %s: %s: ", about, fault_name(f));
    complain(why);
    if (*advice && why != advice)
        fprintf(stderr, "sirkelctl: %s\n", advice);
    return CTL_FAULT + (int)f;
}

int ctl_wanting(bool json, const char *about, const char *why)
{
    if (json) {
        struct buffer out = {.limit = 8192};
        buffer_text(&out, "{\"good\":false,");
        ctl_json_text(&out, "about", about);
        ctl_json_text(&out, "why", why);
        ctl_json_end(&out, "}\n");
        ctl_print(&out);
    }
    fprintf(stderr, "sirkelctl: %s: ", about);
    complain(why);
    return CTL_WANTING;
}

void ctl_print(struct buffer *out)
{
    if (!out->over)
        fwrite(out->data ? (const char *)out->data : "", 1, out->length, stdout);
    buffer_free(out);
}

void ctl_json_text(struct buffer *out, const char *name, const char *value)
{
    buffer_format(out, "\"%s\":", name);
    buffer_json(out, value);
    buffer_text(out, ",");
}

void ctl_json_number(struct buffer *out, const char *name, int64_t value)
{
    buffer_format(out, "\"%s\":%lld,", name, (long long)value);
}

void ctl_json_end(struct buffer *out, const char *close)
{
    if (out->length > 0 && out->data[out->length - 1] == ',')
        out->length--;
    buffer_text(out, close);
}
