/* Which timetable is shown, and from what it is built again (timetable.h).
 * MUST 1: nothing here opens, reads or writes kiosk.db, keys or slots.
 * MUST 2: the kept centre file and the timetable are replaced whole or not at all; a damaged one is renamed.
 * MUST 3: without a single good source the store still opens, and shows none. */
#include "flow/timetable/timetable.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "base/text.h"
#include "feed/centre.h"
#include "seal/basic.h"
#include "store/open.h"
#include "store/timetable.h"
#include "rule/own.h"

enum { HEX = 2 * SEAL_HASH + 1, LAST_LINE = 7 + 2 * SEAL_HASH + 1, KEPT_MAX = CENTRE_FILE_MAX + LAST_LINE };

const struct panel flow_panel_usual = {268, 476, 1080, 1920, 800};

static void hash_of(char out[HEX], const void *text, size_t length)
{
    uint8_t hash[SEAL_HASH];
    seal_sha256(hash, text, length);
    bytes_hex(out, hash, sizeof hash);
}

/* --- the kept centre file --------------------------------------------------------------------------------------------- */

/* Its text, without the last line, and the hash that stands there and is right. */
static fault text_read(const char *data, const char *name, struct buffer *text, char hash[HEX])
{
    char path[FILE_PATH_MAX], line[LAST_LINE + 1];
    fault f = file_path(path, data, name);
    if (f == FAULT_NONE)
        f = file_read(path, text);
    if (f != FAULT_NONE)
        return f;
    if (text->length <= LAST_LINE)
        return FAULT_FILE_DAMAGED;
    text->length -= LAST_LINE;
    hash_of(hash, text->data, text->length);
    snprintf(line, sizeof line, "sha256 %s\n", hash);
    return memcmp(text->data + text->length, line, LAST_LINE) == 0 ? FAULT_NONE : FAULT_FILE_DAMAGED;
}

static fault text_write(const char *data, const char *name, const struct centre_file *file, char hash[HEX])
{
    char path[FILE_PATH_MAX];
    struct buffer text = {.limit = KEPT_MAX};
    fault f = feed_centre_write(file, &text);
    if (f == FAULT_NONE) {
        hash_of(hash, text.data, text.length);
        buffer_format(&text, "sha256 %s\n", hash);
        f = text.over ? FAULT_TOO_LARGE : file_path(path, data, name);
    }
    if (f == FAULT_NONE)
        f = file_replace(path, text.data, text.length, 0600);
    buffer_free(&text);
    return f;
}

fault flow_timetable_put(const char *data, const struct centre_file *file, char *why, size_t why_size)
{
    char hash[HEX] = "";
    fault f = store_timetable_fits(data, file, why, why_size);
    if (f == FAULT_NONE)
        f = text_write(data, FLOW_CENTRE_KEPT, file, hash);
    return f == FAULT_NONE ? store_timetable_build(data, file, hash, why, why_size) : f;
}

/* --- another one ------------------------------------------------------------------------------------------------------- */

_Static_assert((int)FLOW_SOURCE_MAX == (int)HEX && (int)FLOW_SOURCE_MAX == (int)STORE_SOURCE_MAX, "one hash, one size");

fault flow_timetable_kept(const char *data, struct centre_file *out, char hash[FLOW_SOURCE_MAX], char *why,
                          size_t why_size)
{
    struct buffer text = {.limit = KEPT_MAX};
    *out = (struct centre_file){0};
    fault f = text_read(data, FLOW_CENTRE_KEPT, &text, hash);
    struct findings found = {0};
    if (f == FAULT_NONE)
        f = feed_kept_parse((struct span){text.data, text.length}, out, &found);
    if (f != FAULT_NONE)
        findings_line(&found, why, why_size);
    findings_free(&found);
    buffer_free(&text);
    return f;
}

fault flow_timetable_stage(const char *data, const struct centre_file *file, char hash[FLOW_SOURCE_MAX])
{
    return text_write(data, FLOW_CENTRE_NEXT, file, hash);
}

fault flow_timetable_stage_before(const char *data, const char *hash)
{
    char path[FILE_PATH_MAX], found[HEX];
    struct buffer text = {.limit = KEPT_MAX};
    fault f = text_read(data, FLOW_CENTRE_BEFORE, &text, found);
    if (f == FAULT_NONE && !text_same(found, hash))
        f = FAULT_FILE_DAMAGED;
    if (f == FAULT_NONE)
        f = file_path(path, data, FLOW_CENTRE_NEXT);
    if (f == FAULT_NONE) /* with its last line, which text_read put out of sight */
        f = file_replace(path, text.data, text.length + LAST_LINE, 0600);
    buffer_free(&text);
    return f;
}

static bool is_file(const char *data, const char *name, const char *hash)
{
    char found[HEX] = "";
    struct buffer text = {.limit = KEPT_MAX};
    bool same = text_read(data, name, &text, found) == FAULT_NONE && text_same(found, hash);
    buffer_free(&text);
    return same;
}

static fault move(const char *data, const char *from, const char *to)
{
    char old[FILE_PATH_MAX], fresh[FILE_PATH_MAX];
    fault f = file_path(old, data, from);
    if (f == FAULT_NONE)
        f = file_path(fresh, data, to);
    if (f == FAULT_NONE && rename(old, fresh) != 0)
        f = FAULT_DISK_READONLY;
    return f == FAULT_NONE ? file_sync_folder(data) : f;
}

static fault remove_staged(const char *data)
{
    char path[FILE_PATH_MAX];
    fault f = file_path(path, data, FLOW_CENTRE_NEXT);
    if (f == FAULT_NONE && access(path, F_OK) == 0 && unlink(path) != 0)
        f = FAULT_DISK_READONLY;
    return f;
}

fault flow_timetable_settle(const char *data, const char *source, const char *before)
{
    if (!*source || is_file(data, FLOW_CENTRE_KEPT, source) || !is_file(data, FLOW_CENTRE_NEXT, source))
        return remove_staged(data);
    fault f = FAULT_NONE;
    if (*before && is_file(data, FLOW_CENTRE_KEPT, before))
        f = move(data, FLOW_CENTRE_KEPT, FLOW_CENTRE_BEFORE);
    return f == FAULT_NONE ? move(data, FLOW_CENTRE_NEXT, FLOW_CENTRE_KEPT) : f;
}

/* --- what groups own, laid over the office's file: every list, search and page shows it, and no letter overwrites it. What does not fit
 * the office's file (a topic it has no more) is left out, never refused: the timetable is always built. --- */

struct laying { /* one group */
    const struct own_group *own;
    struct centre_file *file;
    struct centre_group *group;
    bool no_memory;
};

static const char *keep_text(struct laying *l, const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = centre_file_keep(l->file, size);
    if (!copy) {
        l->no_memory = true;
        return "";
    }
    memcpy(copy, text, size);
    return copy;
}

static struct centre_text nothing(void)
{
    struct centre_text text;
    for (size_t i = 0; i < CENTRE_LANGUAGES_MAX; i++)
        text.in[i] = "";
    return text;
}

/* "nb Hva vi er her for" into the language it names; the first language must say something, so it says the same where it has nothing. */
static void say(struct laying *l, struct centre_text *text, const char *value)
{
    char words[GROUP_TEXT_MAX];
    for (size_t i = 0; i < l->file->language_count; i++)
        if (*own_words_in(value, l->file->languages[i]) &&
            own_copy(words, sizeof words, own_words_in(value, l->file->languages[i])))
            text->in[i] = keep_text(l, words);
}

static void close_text(const struct laying *l, struct centre_text *text)
{
    for (size_t i = 0; !*text->in[0] && i < l->file->language_count; i++)
        if (*text->in[i])
            text->in[0] = text->in[i];
}

static void lay_text(struct laying *l, enum own_line line, enum group_text which)
{
    const char *value = own_find(l->own->text, line);
    struct centre_text text = nothing();
    if (!value)
        return;
    for (; value; value = own_next(value, line))
        say(l, &text, value);
    close_text(l, &text);
    if (*text.in[0]) /* written in a language that the centre has no more: the office's stands */
        centre_group_text_set(l->group, which, text);
}

static void lay_topics(struct laying *l)
{
    size_t count = 0;
    char key[GROUP_KEY_MAX];
    for (const char *value = own_find(l->own->text, OWN_topic); value; value = own_next(value, OWN_topic))
        for (size_t i = 0; own_copy(key, sizeof key, value) && i < l->file->topic_count; i++)
            if (text_same(l->file->topics[i].key, key) && count < GROUP_TOPICS_MAX)
                l->group->topics[count++] = (int32_t)i;
    if (count > 0)
        l->group->topic_count = count;
}

static bool meeting_of(struct meeting_rule *out, const char *value)
{
    int n[11];
    if (sscanf(value, "%d %d %d %d %d %d %d %d %d %d %d", &n[0], &n[1], &n[2], &n[3], &n[4], &n[5], &n[6], &n[7], &n[8],
               &n[9], &n[10]) != 11)
        return false;
    *out = (struct meeting_rule){.repeat = (enum meeting_repeat)n[0],
                                 .first_day = n[1],
                                 .last_day = n[2],
                                 .weekday = n[3],
                                 .every = n[4],
                                 .nth = n[5],
                                 .start_minute = n[6],
                                 .minutes = n[7],
                                 .longer_agreed = n[8] != 0,
                                 .pause_from = n[9],
                                 .pause_to = n[10]};
    return meeting_rule_ok(out);
}

static void lay_times(struct laying *l)
{
    size_t count = 0;
    struct meeting_rule rule;
    for (const char *value = own_find(l->own->text, OWN_meeting); value; value = own_next(value, OWN_meeting))
        if (count < MEETING_RULES_MAX && meeting_of(&rule, value))
            l->group->meetings[count++] = rule;
    if (count > 0)
        l->group->meeting_count = count;
}

static struct centre_text rule_text(struct laying *l, const struct own_rule *rule, enum own_line line)
{
    struct centre_text text = nothing();
    char lines[OWN_TEXT_MAX];
    snprintf(lines, sizeof lines, "%.*s", (int)rule->words_length, rule->words);
    for (const char *value = own_find(lines, line); value; value = own_next(value, line))
        say(l, &text, value);
    close_text(l, &text);
    return text;
}

static void lay_rules(struct laying *l)
{
    struct own_rules rules;
    const char *newest = own_newest(l->own);
    if (!newest || !own_rules_read(&rules, newest))
        return;
    struct centre_rule *out = centre_file_keep(l->file, (rules.count + 1) * sizeof *out);
    l->no_memory |= out == NULL;
    for (size_t i = 0; out && i < rules.count; i++) {
        out[i] = (struct centre_rule){rules.rule[i].library, nothing(), nothing()};
        if (rules.rule[i].library < 0) {
            out[i].sentence = rule_text(l, &rules.rule[i], OWN_says);
            out[i].why = rule_text(l, &rules.rule[i], OWN_why);
        }
    }
    if (!out)
        return;
    l->group->rules = out;
    l->group->rule_count = rules.count;
    l->group->rules_version = rules.number;
}

static void lay_facts(struct laying *l)
{
    struct centre_group *g = l->group;
    int32_t checked = own_day(l->own->text, OWN_checked);
    g->state = own_state(l->own, g->state);
    g->capacity = own_number(l->own->text, OWN_places, g->capacity);
    if (g->capacity < g->taken)
        g->capacity = g->taken;
    if (checked > g->checked_day)
        g->checked_day = checked;
}

static fault lay_own(const struct store *store, struct centre_file *file)
{
    struct centre_order order;
    bool no_memory = false;
    const struct own_group *own;
    if (!store_own_at(store, 0))
        return FAULT_NONE;
    if (!centre_order_make(&order, file))
        return FAULT_NO_MEMORY;
    for (size_t i = 0; (own = store_own_at(store, i)); i++) {
        int32_t at = centre_order_find(&order, own->key);
        struct laying l = {own, file, at >= 0 ? &file->groups[at] : NULL, false};
        if (at < 0) /* the office has taken the group out of its file; what it owns waits */
            continue;
        lay_facts(&l);
        lay_text(&l, OWN_name, GROUP_TEXT_name);
        lay_text(&l, OWN_purpose, GROUP_TEXT_purpose);
        lay_text(&l, OWN_whom, GROUP_TEXT_whom);
        lay_text(&l, OWN_led, GROUP_TEXT_led);
        lay_text(&l, OWN_visit, GROUP_TEXT_visit);
        lay_topics(&l);
        lay_times(&l);
        lay_rules(&l);
        no_memory |= l.no_memory;
    }
    centre_order_free(&order);
    return no_memory ? FAULT_NO_MEMORY : FAULT_NONE;
}

static void lay_source(const struct store *store, const char *kept, char out[HEX])
{
    struct buffer all = {.limit = 32 << 20};
    uint8_t hash[SEAL_HASH];
    const struct own_group *own;
    (void)text_copy(out, HEX, kept);
    for (size_t i = 0; (own = store_own_at(store, i)); i++) {
        size_t before = all.length;
        buffer_format(&all, "group %s\n", own->key);
        size_t named = all.length;
        own_shown(&all, own->text);
        if (own_newest(own))
            own_shown(&all, own_newest(own));
        if (all.length == named)
            all.length = before; /* a code alone changes nothing that is shown */
    }
    if (all.length > 0) {
        buffer_text(&all, kept);
        seal_sha256(hash, all.data, all.length);
        bytes_hex(out, hash, sizeof hash);
    }
    buffer_free(&all);
}

/* --- mending ---------------------------------------------------------------------------------------------------------- */

struct mending {
    struct store *store;
    const char *data;
    bool look;
    struct flow_timetable *out;
};

/* With what groups own laid over it. On the disk; where it takes nothing, in memory: it is built again at the next start. */
static fault show(const struct mending *m, struct centre_file *file, const char *hash)
{
    char source[HEX];
    lay_source(m->store, hash, source);
    fault f = lay_own(m->store, file);
    if (f != FAULT_NONE)
        return f;
    f = m->look ? FAULT_DISK_READONLY : store_timetable_build(m->data, file, source, m->out->why, sizeof m->out->why);
    if (f == FAULT_NONE) {
        f = store_timetable_again(m->store);
        if (f == FAULT_NONE && store_timetable_shown(m->store).reason == FAULT_NONE)
            return f;
    }
    return f == FAULT_NO_MEMORY ? f : store_timetable_show(m->store, file, m->out->why, sizeof m->out->why);
}

/* The kiosk knows whose file it is; where kiosk.db does not say, the file is believed. */
static fault from_kept(const struct mending *m, struct buffer *text, const char *hash)
{
    struct centre_file file = {0};
    struct findings found = {0};
    struct kiosk kiosk;
    fault f = feed_kept_parse((struct span){text->data, text->length}, &file, &found);
    if (f != FAULT_NONE)
        findings_line(&found, m->out->why, sizeof m->out->why);
    findings_free(&found);
    if (f == FAULT_NONE && store_kiosk(m->store, &kiosk) == FAULT_NONE && !text_same(kiosk.centre, file.id))
        f = FAULT_FILE_FOREIGN;
    if (f == FAULT_NONE)
        f = show(m, &file, hash);
    centre_file_free(&file);
    return f;
}

/* From a timetable that is whole, whatever its form. One that is shown is built again only where it does not say which
 * kept centre file it belongs to. */
static fault from_database(const struct mending *m, const char *name, bool keep)
{
    char path[FILE_PATH_MAX], hash[HEX] = "", source[HEX] = "", wanted[HEX] = "";
    struct centre_file file = {0};
    bool shown = store_timetable_shown(m->store).reason == FAULT_NONE;
    fault f = file_path(path, m->data, name), kept = FAULT_FILE_MISSING;
    if (f == FAULT_NONE)
        f = store_timetable_read(path, &file, m->out->why, sizeof m->out->why);
    if (f == FAULT_NONE && keep && !m->look) {
        kept = text_write(m->data, FLOW_CENTRE_KEPT, &file, hash);
        if (kept != FAULT_NONE)
            snprintf(m->out->why, sizeof m->out->why, "keeping the centre file: %s", fault_name(kept));
    }
    store_timetable_source(m->store, source);
    if (f == FAULT_NONE && kept == FAULT_NONE)
        lay_source(m->store, hash, wanted);
    if (f == FAULT_NONE && (!shown || (kept == FAULT_NONE && !text_same(source, wanted))))
        f = show(m, &file, hash);
    centre_file_free(&file);
    return f;
}

static bool from_last(const struct mending *m)
{
    return store_timetable_shown(m->store).last || from_database(m, "timetable.last.db", false) == FAULT_NONE;
}

static void set_aside(const struct mending *m)
{
    char path[FILE_PATH_MAX];
    if (m->look || file_path(path, m->data, FLOW_CENTRE_KEPT) != FAULT_NONE)
        return;
    fault f = file_set_aside(path);
    if (f != FAULT_NONE)
        snprintf(m->out->why, sizeof m->out->why, "setting %s aside: %s", FLOW_CENTRE_KEPT, fault_name(f));
}

static enum timetable_state mend(struct mending *m, struct buffer *text, const char *hash)
{
    char source[HEX] = "", wanted[HEX];
    bool shown = m->out->reason == FAULT_NONE;
    store_timetable_source(m->store, source);
    lay_source(m->store, hash, wanted);
    if (shown && m->out->kept == FAULT_NONE && text_same(source, wanted))
        return TIMETABLE_WHOLE;
    fault f = m->out->kept == FAULT_NONE ? from_kept(m, text, hash) : m->out->kept;
    if (f == FAULT_NONE)
        return TIMETABLE_REBUILT;
    if (m->out->kept == FAULT_NONE && f != FAULT_FILE_FOREIGN)
        m->look = true; /* whole, but a newer program's: it is left to that program, and so is its timetable */
    else if (f != FAULT_FILE_MISSING)
        set_aside(m); /* damaged, or of another centre */
    if (from_database(m, "timetable.db", true) == FAULT_NONE)
        return shown ? TIMETABLE_WHOLE : TIMETABLE_REBUILT;
    if (shown)
        return TIMETABLE_WHOLE;
    return from_last(m) ? TIMETABLE_LAST : TIMETABLE_NONE;
}

void flow_timetable_mend(struct store *store, const char *data, bool look, struct flow_timetable *out)
{
    char hash[HEX] = "";
    struct buffer text = {.limit = KEPT_MAX};
    struct mending m = {.store = store, .data = data, .look = look, .out = out};
    *out = (struct flow_timetable){.reason = store_timetable_shown(store).reason};
    snprintf(out->why, sizeof out->why, "%s", out->reason == FAULT_NONE ? "" : store_timetable_why(store));
    out->kept = text_read(data, FLOW_CENTRE_KEPT, &text, hash);
    out->state = mend(&m, &text, hash);
    buffer_free(&text);
}
