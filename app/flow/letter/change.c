/* Showing one change that a letter would make: what it was, and what it becomes. */
#include "flow/letter/job.h"

#include <stdio.h>
#include <string.h>

/* In the language of whoever looks; where that says the same before and after, in the first that does not. */
static void show_texts(struct app *app, const struct centre_text *before, const struct centre_text *after)
{
    const struct letter_job *job = app->flow->letter;
    const struct centre_file *to = job->letter.parts & LETTER_BIT(LETTER_timetable) ? &job->fresh : &job->kept;
    struct letter_change_view *c = &app->letter.change;
    const char *was = NULL, *becomes = NULL;
    for (size_t i = 0; i < to->language_count; i++)
        for (size_t k = 0; k < job->kept.language_count; k++) {
            const char *old = centre_text_in(before, k), *new = centre_text_in(after, i);
            if (!text_same(to->languages[i], job->kept.languages[k]) || text_same(old, new))
                continue;
            if (was && !text_same(to->languages[i], app->session.language))
                continue;
            was = old;
            becomes = new;
        }
    (void)text_copy(c->before, sizeof c->before, was ? was : "");
    (void)text_copy(c->after, sizeof c->after, becomes ? becomes : "");
}

static const char *own_words(const struct app *app, const struct centre_file *file, const struct centre_text *text)
{
    for (size_t i = 0; i < file->language_count; i++)
        if (text_same(file->languages[i], app->session.language))
            return centre_text_in(text, i);
    return text->in[0];
}

static void topic_names(const struct app *app, const struct centre_file *file, const struct centre_group *g,
                        char out[GROUP_TEXT_MAX])
{
    size_t n = 0;
    *out = 0;
    for (size_t i = 0; i < g->topic_count && n < GROUP_TEXT_MAX; i++)
        n += (size_t)snprintf(out + n, GROUP_TEXT_MAX - n, "%s%s", i ? ", " : "",
                              own_words(app, file, &file->topics[g->topics[i]].name));
}

static void show_times(struct letter_times *out, const struct centre_group *g)
{
    out->count = g->meeting_count;
    memcpy(out->rule, g->meetings, sizeof out->rule);
}

static void show_group(struct app *app, const struct letter_line *line, const struct centre_group *a,
                       const struct centre_group *b)
{
    const struct letter_job *job = app->flow->letter;
    struct letter_change_view *c = &app->letter.change;
    switch (line->kind) {
    case LETTER_GROUP_TEXT:
        show_texts(app, centre_group_text(a, (enum group_text)line->which),
                   centre_group_text(b, (enum group_text)line->which));
        break;
    case LETTER_GROUP_FACT:
        c->was = centre_group_fact(a, (enum group_fact)line->which);
        c->becomes = centre_group_fact(b, (enum group_fact)line->which);
        break;
    case LETTER_GROUP_TOPICS:
        topic_names(app, &job->kept, a, c->before);
        topic_names(app, &job->fresh, b, c->after);
        break;
    case LETTER_GROUP_TIMES:
        show_times(&c->times_before, a);
        show_times(&c->times_after, b);
        break;
    case LETTER_GROUP_DATES:
        c->was = (int32_t)a->change_count;
        c->becomes = (int32_t)b->change_count;
        break;
    case LETTER_GROUP_RULES:
        c->was = (int32_t)a->rule_count;
        c->becomes = (int32_t)b->rule_count;
        break;
    default:
        break;
    }
}

/* Places in all, those that the file counts among them. */
static void show_places(struct app *app, const struct letter_line *line, const struct centre_group *g)
{
    app->letter.change.was = g->taken + store_place_taken(app->store, g->key);
    app->letter.change.becomes = app->flow->letter->letter.place[line->which].taken;
}

static const struct centre_text *text_of(const struct centre_file *file, int32_t which)
{
    const struct centre_text *texts[LETTER_TEXTS] = {&file->name,  &file->desk,        &file->hours,
                                                     &file->phone, &file->responsible, &file->approval};
    return texts[which];
}

static void show_centre(struct app *app, const struct letter_line *line)
{
    const struct letter_job *job = app->flow->letter;
    struct letter_change_view *c = &app->letter.change;
    struct centre_file becomes;
    (void)letter_becomes(job, &becomes);
    if (line->kind == LETTER_CENTRE_TEXT)
        show_texts(app, text_of(&job->kept, line->which), text_of(&becomes, line->which));
    if (line->kind == LETTER_CENTRE_LANGUAGES) {
        c->was = (int32_t)job->kept.language_count;
        c->becomes = (int32_t)becomes.language_count;
    }
    if (line->kind == LETTER_CENTRE_TOPICS) {
        c->was = (int32_t)job->kept.topic_count;
        c->becomes = (int32_t)becomes.topic_count;
    }
    if (line->kind == LETTER_CLOSED) {
        c->was = job->letter.closed[line->which].from;
        c->becomes = job->letter.closed[line->which].to;
    }
    if (line->kind == LETTER_REOPENED) {
        const struct meeting_closed *span = &store_house(app->store)->closed[HOUSE_OFFICE][line->which];
        c->was = span->from;
        c->becomes = span->to;
    }
    if (line->kind == LETTER_RETENTION) {
        c->was = line->which ? app->centre.evidence_days : app->centre.kept_days;
        c->becomes = line->which ? job->letter.evidence_days : job->letter.kept_days;
    }
    if (line->kind == LETTER_RECEIVERS) {
        c->was = (int32_t)app->flow->kiosk.recipient_count;
        c->becomes = (int32_t)job->letter.receiver_count;
    }
}

/* --- what the group decides itself: its own stands, and the letter's is shown beside it (rule/own.def) ----------------------- */

static bool is_owned(const struct own_group *own, const struct letter_line *line)
{
    static const enum own_line texts[GROUP_TEXT_COUNT] = {[GROUP_TEXT_name] = OWN_name,
                                                          [GROUP_TEXT_purpose] = OWN_purpose,
                                                          [GROUP_TEXT_whom] = OWN_whom,
                                                          [GROUP_TEXT_led] = OWN_led,
                                                          [GROUP_TEXT_visit] = OWN_visit};
    bool house = line->which == GROUP_TEXT_place || line->which == GROUP_TEXT_way;
    if (!own)
        return false;
    switch (line->kind) {
    case LETTER_GROUP_TEXT:
        return !house && own_find(own->text, texts[line->which]);
    case LETTER_GROUP_FACT:
        return (line->which == GROUP_FACT_state && own_find(own->text, OWN_state)) ||
               (line->which == GROUP_FACT_capacity && own_find(own->text, OWN_places)) ||
               (line->which == GROUP_FACT_rules_version && own_newest(own));
    case LETTER_GROUP_TOPICS:
        return own_find(own->text, OWN_topic);
    case LETTER_GROUP_TIMES:
        return own_find(own->text, OWN_meeting);
    case LETTER_GROUP_RULES:
        return own_newest(own);
    default:
        return false;
    }
}

/* As visitors see it now, in place of what the office had written before. */
static void show_own(struct app *app, const struct letter_line *line, const char *key)
{
    struct letter_change_view *c = &app->letter.change;
    struct group group;
    struct place_facts places;
    struct group_times times;
    struct topic topic[GROUP_TOPICS_MAX];
    size_t count = 0, n = 0;
    if (store_group_by_key(app->store, app->session.language, key, &group) != FAULT_NONE)
        return;
    c->owned = true;
    if (line->kind == LETTER_GROUP_TEXT)
        (void)text_copy(c->before, sizeof c->before, group_text(&group, (enum group_text)line->which));
    if (line->kind == LETTER_GROUP_FACT && line->which == GROUP_FACT_state)
        c->was = (int32_t)group.state;
    if (line->kind == LETTER_GROUP_FACT && line->which == GROUP_FACT_rules_version)
        c->was = group.rules_version;
    if (line->kind == LETTER_GROUP_FACT && line->which == GROUP_FACT_capacity &&
        store_place_facts(app->store, key, &places) == FAULT_NONE)
        c->was = places.capacity;
    const struct topics_asked asked = {.language = app->session.language, .group = group.id};
    if (line->kind == LETTER_GROUP_TOPICS &&
        store_topics(app->store, &asked, topic, GROUP_TOPICS_MAX, &count) == FAULT_NONE) {
        *c->before = 0;
        for (size_t i = 0; i < count && n < sizeof c->before; i++)
            n += (size_t)snprintf(c->before + n, sizeof c->before - n, "%s%s", i ? ", " : "", topic[i].name);
    }
    if (line->kind == LETTER_GROUP_TIMES && store_times(app->store, group.id, &times) == FAULT_NONE) {
        c->times_before.count = times.rule_count;
        memcpy(c->times_before.rule, times.rules, sizeof c->times_before.rule);
    }
    struct own_rules rules;
    const char *newest = own_newest(store_own(app->store, key));
    if (line->kind == LETTER_GROUP_RULES && newest && own_rules_read(&rules, newest))
        c->was = (int32_t)rules.count;
}

void flow_letter_show(struct app *app, int32_t place)
{
    const struct letter_job *job = app->flow ? app->flow->letter : NULL;
    struct letter_change_view *c = &app->letter.change;
    struct centre_file becomes;
    *c = (struct letter_change_view){0};
    if (!job || place < 0 || place >= (int32_t)job->line_count)
        return;
    const struct letter_line *line = &job->line[place];
    (void)letter_becomes(job, &becomes);
    const struct centre_group *a = line->before >= 0 ? &job->kept.groups[line->before] : NULL;
    const struct centre_group *b = line->after >= 0 ? &becomes.groups[line->after] : NULL;
    const char *name = b ? own_words(app, &becomes, &b->name) : a ? own_words(app, &job->kept, &a->name) : "";
    app->letter.shown = place;
    c->kind = line->kind;
    c->which = line->which;
    (void)text_copy(c->group, sizeof c->group, name);
    if (line->kind == LETTER_GROUP_PLACES)
        show_places(app, line, b);
    else if (a && b)
        show_group(app, line, a, b);
    else if (!a && !b)
        show_centre(app, line);
    if (a && b && is_owned(store_own(app->store, b->key), line))
        show_own(app, line, b->key);
}
