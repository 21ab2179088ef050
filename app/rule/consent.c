/* The consent text as tables, and its pieces in reading order. */
#include "rule/consent.h"

#include <assert.h>
#include <string.h>
#include "base/words.h"
#include "rule/privacy.h"

enum { FACT_PIECES = 2, PURPOSE_PIECES = 3, PIECES = FACT_COUNT * FACT_PIECES + PURPOSE_COUNT * PURPOSE_PIECES + 1 };

static const struct consent_fact_text facts[] = {
#define FACT(key, page, heading, text) {#key, page, heading, text},
#define PURPOSE(key, question, meaning, if_no)
#include "rule/consent.def"
#undef FACT
#undef PURPOSE
};
static const struct consent_purpose_text purposes[] = {
#define FACT(key, page, heading, text)
#define PURPOSE(key, question, meaning, if_no) {#key, question, meaning, if_no},
#include "rule/consent.def"
#undef FACT
#undef PURPOSE
};
static_assert(FACT_COUNT == 9, "CNS-01 names nine facts");

const struct consent_fact_text *consent_fact(enum consent_fact fact)
{
    assert(fact < FACT_COUNT);
    return &facts[fact];
}

const struct consent_purpose_text *consent_purpose(enum consent_purpose purpose)
{
    assert(purpose < PURPOSE_COUNT);
    return &purposes[purpose];
}

bool consent_contacts(enum consent_purpose purpose)
{
    return purpose == PURPOSE_contact_me || purpose == PURPOSE_research;
}

bool consent_asked(enum consent_purpose purpose, bool nameless)
{
    return purpose != PURPOSE_share_name || !nameless;
}

const char *consent_statement(void)
{
    return N_("I have read this. I sign up for {group}. My answers are the ones I chose.");
}

size_t consent_piece_count(void)
{
    return PIECES;
}

const char *consent_piece(size_t index)
{
    if (index < FACT_COUNT * FACT_PIECES) {
        const struct consent_fact_text *fact = &facts[index / FACT_PIECES];
        return index % FACT_PIECES ? fact->text : fact->heading;
    }
    index -= FACT_COUNT * FACT_PIECES;
    if (index < PURPOSE_COUNT * PURPOSE_PIECES) {
        const struct consent_purpose_text *purpose = &purposes[index / PURPOSE_PIECES];
        size_t part = index % PURPOSE_PIECES;
        return part == 0 ? purpose->question : part == 1 ? purpose->meaning : purpose->if_no;
    }
    return index == PURPOSE_COUNT * PURPOSE_PIECES ? consent_statement() : NULL;
}

const char *consent_kind(enum setting setting)
{
    switch (setting) {
    case SETTING_ORGANISATION:
        return N_("A disability organisation's members lead the group.");
    case SETTING_CENTRE:
        return N_("The group is no part of your treatment.");
    case SETTING_NODE:
        return N_("A regional self-help centre began the group.");
    }
    return N_("The group is its members' own.");
}

static bool is_token(const char *at, const char *name)
{
    size_t length = strlen(name);
    return strncmp(at + 1, name, length) == 0 && at[1 + length] == '}';
}

/* With spaces that no line ends at: a telephone number stays in one piece. */
static void add_whole(struct buffer *out, const char *text)
{
    for (; *text; text++)
        buffer_add(out, *text == ' ' ? "\xC2\xA0" : text, *text == ' ' ? 2 : 1);
}

/* Where a centre says nothing of it, the sentence is not there, nor the blank before it: the text stays what it was. */
static void add_approval(struct buffer *out, const char *approval)
{
    if (!*approval && out->length > 0 && out->data[out->length - 1] == ' ')
        out->length--;
    buffer_text(out, approval);
}

static void add_kept(struct buffer *out, int32_t days)
{
    if (days == RETAIN_MEMBER_DAYS) /* TRANSLATORS: for how long: "We keep it for a year at most" */
        buffer_text(out, _("a year"));
    else
        buffer_format(out, words_plural("%d day", "%d days", (unsigned long)days), (int)days);
}

void consent_fill(struct buffer *out, const char *text, const struct consent_values *values)
{
    for (const char *brace; (brace = strchr(text, '{')) != NULL;) {
        buffer_add(out, text, (size_t)(brace - text));
        text = strchr(brace, '}') ? strchr(brace, '}') + 1 : brace + 1;
        if (is_token(brace, "centre"))
            buffer_text(out, values->centre);
        else if (is_token(brace, "responsible"))
            buffer_text(out, values->responsible);
        else if (is_token(brace, "contact"))
            add_whole(out, values->contact);
        else if (is_token(brace, "approval"))
            add_approval(out, values->approval);
        else if (is_token(brace, "group"))
            buffer_text(out, values->group);
        else if (is_token(brace, "kind"))
            buffer_text(out, values->kind);
        else if (is_token(brace, "kept"))
            add_kept(out, values->kept_days);
        else if (is_token(brace, "days"))
            buffer_format(out, "%d", (int)values->days);
        else
            buffer_add(out, brace, (size_t)(text - brace));
    }
    buffer_text(out, text);
}

void consent_whole(struct buffer *out, const struct consent_values *values)
{
    struct consent_values any = *values;
    any.group = "{group}";
    any.kind = "{kind}";
    for (size_t i = 0; i < PIECES; i++) {
        consent_fill(out, _(consent_piece(i)), &any);
        buffer_text(out, "\n");
    }
    for (int setting = SETTING_ORGANISATION; setting <= SETTING_NODE; setting++) {
        buffer_text(out, _(consent_kind((enum setting)setting)));
        buffer_text(out, "\n");
    }
}
