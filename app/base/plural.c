/* Recursive descent over the expression, once for each number that is said; the weakest operator comes first. */
#include "base/plural.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 32, PROVED_TO = 1000 };

struct plural_reading {
    const char *at;
    unsigned long n;
    int depth; /* a catalogue may not make us run out of stack */
    bool bad;
};

static unsigned long choice(struct plural_reading *r);

static bool taken(struct plural_reading *r, const char *sign)
{
    while (isspace((unsigned char)*r->at))
        r->at++;
    size_t length = strlen(sign);
    if (strncmp(r->at, sign, length) != 0)
        return false;
    r->at += length;
    return true;
}

static unsigned long unit(struct plural_reading *r)
{
    unsigned long value = 0;
    if (++r->depth > DEPTH_MAX)
        r->bad = true;
    if (r->bad)
        return 0;
    if (taken(r, "!")) {
        value = !unit(r);
    } else if (taken(r, "(")) {
        value = choice(r);
        r->bad |= !taken(r, ")");
    } else if (taken(r, "n")) {
        value = r->n;
    } else if (isdigit((unsigned char)*r->at)) {
        char *end;
        value = strtoul(r->at, &end, 10);
        r->at = end;
    } else {
        r->bad = true;
    }
    r->depth--;
    return value;
}

static unsigned long product(struct plural_reading *r)
{
    unsigned long value = unit(r);
    for (;;) {
        bool times = taken(r, "*"), over = !times && taken(r, "/");
        if (!times && !over && !taken(r, "%"))
            return value;
        unsigned long other = unit(r);
        if (!times && other == 0)
            r->bad = true;
        if (r->bad)
            return 0;
        if (times)
            value *= other;
        else
            value = over ? value / other : value % other;
    }
}

static unsigned long sum(struct plural_reading *r)
{
    unsigned long value = product(r);
    for (;;) {
        if (taken(r, "+"))
            value += product(r);
        else if (taken(r, "-"))
            value -= product(r);
        else
            return value;
    }
}

static unsigned long order(struct plural_reading *r)
{
    unsigned long value = sum(r);
    for (;;) {
        if (taken(r, "<="))
            value = value <= sum(r);
        else if (taken(r, ">="))
            value = value >= sum(r);
        else if (taken(r, "<"))
            value = value < sum(r);
        else if (taken(r, ">"))
            value = value > sum(r);
        else
            return value;
    }
}

static unsigned long equality(struct plural_reading *r)
{
    unsigned long value = order(r);
    for (;;) {
        if (taken(r, "=="))
            value = value == order(r);
        else if (taken(r, "!="))
            value = value != order(r);
        else
            return value;
    }
}

static unsigned long both(struct plural_reading *r)
{
    unsigned long value = equality(r);
    while (taken(r, "&&"))
        value = (equality(r) != 0) & (value != 0);
    return value;
}

static unsigned long either(struct plural_reading *r)
{
    unsigned long value = both(r);
    while (taken(r, "||"))
        value = (both(r) != 0) | (value != 0);
    return value;
}

static unsigned long choice(struct plural_reading *r)
{
    unsigned long asked = either(r);
    if (!taken(r, "?"))
        return asked;
    if (++r->depth > DEPTH_MAX)
        r->bad = true;
    unsigned long yes = r->bad ? 0 : choice(r);
    r->bad |= !taken(r, ":");
    unsigned long no = r->bad ? 0 : choice(r);
    r->depth--;
    return asked ? yes : no;
}

static bool evaluate(const struct plural *p, unsigned long n, unsigned long *ret)
{
    struct plural_reading r = {.at = p->rule, .n = n};
    *ret = choice(&r);
    return !r.bad && taken(&r, ";") && *ret < p->forms;
}

fault plural_read(const char *header, struct plural *ret)
{
    *ret = (struct plural){0};
    const char *line = strstr(header, "Plural-Forms:");
    if (!line)
        return FAULT_NONE;
    const char *forms = strstr(line, "nplurals="), *rule = strstr(line, "; plural=");
    if (!forms || !rule)
        return FAULT_BAD_INPUT;
    struct plural p = {.rule = rule + strlen("; plural="),
                       .forms = (unsigned)strtoul(forms + strlen("nplurals="), NULL, 10)};
    bool fine = p.forms >= 1 && p.forms <= PLURAL_FORMS_MAX;
    unsigned long form;
    for (unsigned long n = 0; n <= PROVED_TO && fine; n++)
        fine = evaluate(&p, n, &form);
    if (!fine)
        return FAULT_BAD_INPUT;
    *ret = p;
    return FAULT_NONE;
}

unsigned plural_form(const struct plural *p, unsigned long n)
{
    unsigned long form;
    return p->rule && evaluate(p, n, &form) ? (unsigned)form : 0;
}
