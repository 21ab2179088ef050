/* What a visitor consents to: nine facts (CNS-01), purposes with a yes or no each, the sentence that is
 * signed. Texts are untranslated English; some hold tokens, see consent_fill. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/bytes.h"
#include "rule/group.h"

enum {
    CONSENT_VERSION = 2, /* counts up when the meaning changes: then people are asked again */
    CONSENT_EDITION = 7, /* counts up when the wording changes */
    CONSENT_PAGES = 3,   /* CNS-01: at most three short pages */
};

enum answer { ANSWER_NONE = 0, ANSWER_YES = 1, ANSWER_NO = 2 }; /* stored; nothing is ever preset but NONE */

enum consent_fact {
#define FACT(key, page, heading, text) FACT_##key,
#define PURPOSE(key, question, meaning, if_no)
#include "rule/consent.def"
#undef FACT
#undef PURPOSE
    FACT_COUNT
};
enum consent_purpose { /* stored by key */
#define FACT(key, page, heading, text)
#define PURPOSE(key, question, meaning, if_no) PURPOSE_##key,
#include "rule/consent.def"
#undef FACT
#undef PURPOSE
                       PURPOSE_COUNT
};

struct consent_fact_text {
    const char *key;
    int page; /* 1..CONSENT_PAGES */
    const char *heading, *text;
};
struct consent_purpose_text {
    const char *key; /* "contact_me" */
    const char *question, *meaning, *if_no;
};
const struct consent_fact_text *consent_fact(enum consent_fact fact);
const struct consent_purpose_text *consent_purpose(enum consent_purpose purpose);
/* A yes to it means that somebody gets in touch: it asks for a way to be reached. */
bool consent_contacts(enum consent_purpose purpose);
/* Is it asked of somebody with a name, or without one? Who gives none is not asked whether it may be told. */
bool consent_asked(enum consent_purpose purpose, bool nameless);
const char *consent_statement(void); /* what the signature stands under */

/* Every piece of text in the order it is read: facts (heading, text), purposes (question, meaning, if no), statement.
 * Translate and fill each, and hash that: it is what was shown (SGN-07). NULL from consent_piece_count() on. */
const char *consent_piece(size_t index);
size_t consent_piece_count(void);

/* Whose group it is, as a sentence for {kind}; untranslated. 0: not known. */
const char *consent_kind(enum setting setting);

struct consent_values {      /* in the visitor's language; none may be NULL */
    const char *centre;      /* {centre} */
    const char *responsible; /* {responsible}: who answers for the data, in the centre's own words */
    const char *contact;     /* {contact}: how to reach them */
    const char *approval;    /* {approval}: who has approved the list, in the centre's own words; "": nothing is said */
    const char *group;       /* {group} */
    const char *kind;        /* {kind}: whose group it is, consent_kind */
    int32_t kept_days;       /* {kept}: at most, RETAIN_MEMBER_DAYS as "a year" */
    int32_t days;            /* {days}: kept after withdrawal, see RETAIN_EVIDENCE_DAYS */
};
/* Adds the whole text in the language at hand, every piece ended by LF: what is hashed and kept. {group} and {kind} stay as they are,
 * for the text is the same for all groups: the record has the signed sentence with the group in it, and the last three lines are what
 * {kind} stood for, by the group's setting. */
void consent_whole(struct buffer *out, const struct consent_values *values);
/* Adds the text with its tokens replaced; an unknown token stays as it is. */
void consent_fill(struct buffer *out, const char *text, const struct consent_values *values);
