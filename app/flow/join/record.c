/* The two records of a sign-up as text: the place in the group, and the evidence of consent (after ISO/IEC TS 27560). What
 * stands here is all that is ever kept about a person; docs/export.md names every field, and a test holds the two together. */
#include "flow/core/core.h"
#include "flow/join/join.h"

#include <stdio.h>
#include <string.h>
#include "base/date.h"
#include "rule/ground_rules.h"

/* Spaces behind it make every place as long as another: the rules in it are the group's own, and their length would tell
 * which (docs/decisions/record-padding.md). */
enum { MEMBERSHIP_STEP = 4096 };

static void text(struct buffer *out, const char *name, const char *value)
{
    buffer_format(out, "\"%s\":", name);
    buffer_json(out, value);
    buffer_text(out, ",");
}

static void number(struct buffer *out, const char *name, int32_t value)
{
    buffer_format(out, "\"%s\":%d,", name, value);
}

static void day(struct buffer *out, const char *name, int32_t value)
{
    struct date d = date_of(value);
    buffer_format(out, "\"%s\":\"%04d-%02d-%02d\",", name, d.year, d.month, d.day);
}

static void id(struct buffer *out, const char *name, const uint8_t value[SEAL_ID])
{
    buffer_format(out, "\"%s\":\"", name);
    buffer_hex(out, value, SEAL_ID);
    buffer_text(out, "\",");
}

static void list_end(struct buffer *out, const char *close)
{
    if (out->length > 0 && out->data[out->length - 1] == ',')
        out->length--;
    buffer_text(out, close);
}

static void head(struct buffer *out, const struct signup *s, const char *schema, const uint8_t record[SEAL_ID])
{
    buffer_text(out, "{");
    text(out, "schema", schema);
    id(out, "record_id", record);
    text(out, "sign_up", s->sign_up);
    text(out, "kiosk", s->app->flow->kiosk.id);
    text(out, "software", SIRKEL_VERSION);
    text(out, "group", s->app->session.group.key);
    text(out, "language", s->app->session.language);
    day(out, "day", s->day);
}

/* Of what was said before the signing; nothing is signed that was not. */
static const char *said_in(const char *language)
{
    return language ? language : "";
}

static void membership_json(struct buffer *out, const struct signup *s)
{
    const struct session *session = &s->app->session;
    head(out, s, "sirkel-membership-1", s->membership);
    buffer_format(out, "\"waiting\":%s,", s->waiting ? "true" : "false");
    number(out, "rules_version", session->group.rules_version);
    buffer_text(out, "\"rules_accepted\":[");
    for (int32_t i = 0; i < session->rule_count; i++) {
        if (session->join.talk >> i & 1)
            continue;
        buffer_json(out, _(ground_rule_sentence(&session->rules[i])));
        buffer_text(out, ",");
    }
    list_end(out, "],");
    buffer_text(out, "\"rules_language\":[");
    for (int32_t i = 0; i < session->rule_count; i++) {
        if (session->join.talk >> i & 1)
            continue;
        buffer_json(out, said_in(session->join.rule_in[i]));
        buffer_text(out, ",");
    }
    list_end(out, "],");
    buffer_text(out, "\"rules_talk\":[");
    for (int32_t i = 0; i < session->rule_count; i++)
        if (session->join.talk >> i & 1)
            buffer_format(out, "%d,", i + 1);
    list_end(out, "]}");
    while (out->length % MEMBERSHIP_STEP != 0 && !out->over)
        buffer_text(out, " ");
}

static void notice(struct buffer *out, const struct signup *s, const uint8_t hash[SEAL_HASH])
{
    buffer_text(out, "\"notice\":{");
    number(out, "version", CONSENT_VERSION);
    number(out, "edition", CONSENT_EDITION);
    buffer_text(out, "\"sha256\":\"");
    buffer_hex(out, hash, SEAL_HASH);
    buffer_text(out, "\",");
    text(out, "language", said_in(s->app->session.join.fact_in[0]));
    buffer_text(out, "\"facts_shown\":[");
    for (int i = 0; i < FACT_COUNT; i++)
        if (s->app->session.join.fact_in[i])
            buffer_format(out, "\"%s\",", consent_fact((enum consent_fact)i)->key);
    list_end(out, "]},");
}

static void purposes(struct buffer *out, const struct joining *j)
{
    buffer_text(out, "\"purposes\":{");
    for (int i = 0; i < PURPOSE_COUNT; i++)
        text(out, consent_purpose((enum consent_purpose)i)->key, j->answer[i] == ANSWER_YES ? "yes" : "no");
    list_end(out, "},");
    buffer_text(out, "\"purposes_language\":{");
    for (int i = 0; i < PURPOSE_COUNT; i++)
        text(out, consent_purpose((enum consent_purpose)i)->key, said_in(j->answer_in[i]));
    list_end(out, "},");
}

static void mark_path(struct buffer *out, const struct strokes *mark)
{
    for (uint16_t s = 0; s < mark->count; s++) {
        uint16_t from = mark->start[s], to = s + 1 < mark->count ? mark->start[s + 1] : mark->points;
        for (uint16_t i = from; i < to; i++)
            buffer_format(out, "%c%d %d", i == from ? 'M' : 'L', mark->x[i], mark->y[i]);
        if (to == from + 1) /* a dot is a line of no length: SVG paints its round end */
            buffer_format(out, "L%d %d", mark->x[from], mark->y[from]);
    }
}

/* What the signature stands under, with the group in it: the one part of the consent text that is not the same for all. */
static void statement(struct buffer *out, const struct app *app)
{
    const struct consent_values values = app_consent_values(app);
    struct buffer filled = {.limit = 1024};
    consent_fill(&filled, _(consent_statement()), &values);
    out->over |= filled.over;
    text(out, "statement", buffer_string(&filled));
    buffer_free(&filled);
}

static void signature(struct buffer *out, const struct app *app)
{
    const struct joining *j = &app->session.join;
    buffer_text(out, "\"signature\":{");
    text(out, "way", sign_way_name((enum sign_way)j->way));
    text(out, "language", said_in(j->signed_in));
    statement(out, app);
    text(out, "name", j->way == SIGN_NAME ? j->sign_name : j->name);
    if (j->way == SIGN_WITNESS)
        text(out, "witness", j->witness);
    if (j->way == SIGN_DRAW) {
        buffer_text(out, "\"mark\":\"");
        mark_path(out, &j->mark);
        buffer_text(out, "\",");
    }
    list_end(out, "},");
}

static const char *way_name(uint8_t way)
{
    return way == CONTACT_PHONE ? "phone" : way == CONTACT_MAIL ? "mail" : "none";
}

static void consent_json(struct buffer *out, const struct signup *s, const uint8_t hash[SEAL_HASH])
{
    const struct joining *j = &s->app->session.join;
    head(out, s, "sirkel-consent-1", s->consent);
    text(out, "controller", s->app->centre.name);
    text(out, "jurisdiction", "NO");
    text(out, "name", j->name);
    text(out, "contact_way", way_name(j->contact_way));
    text(out, "contact", j->contact);
    notice(out, s, hash);
    purposes(out, j);
    signature(out, s->app);
    number(out, "kept_days", s->app->centre.kept_days);
    number(out, "evidence_days", s->app->centre.evidence_days);
    struct date d = date_of(s->day);
    buffer_format(out, "\"events\":[{\"event\":\"given\",\"day\":\"%04d-%02d-%02d\"}]}", d.year, d.month, d.day);
}

fault flow_signup_json(const struct signup *s, struct buffer *membership, struct buffer *consent)
{
    uint8_t hash[SEAL_HASH];
    struct buffer text;
    fault f = flow_consent_text(&s->app->centre, &text, hash);
    buffer_free(&text);
    if (f != FAULT_NONE)
        return f;
    membership_json(membership, s);
    consent_json(consent, s, hash);
    return FAULT_NONE;
}
