/* Reading a letter from the office, and finding what it would change, line by line: nothing here writes. */
#include "flow/letter/job.h"
#include "flow/move/move.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CENTRE_FILE "sirkel-centre.json" /* what a centre without an office key may bring */

void flow_letter_drop(struct app *app)
{
    struct letter_job *job = app->flow ? app->flow->letter : NULL;
    app->letter = (struct letter_view){0};
    if (!job)
        return;
    app->flow->letter = NULL;
    buffer_free(&job->bytes);
    letter_free(&job->letter);
    centre_file_free(&job->kept);
    centre_file_free(&job->fresh);
    free(job->line);
    free(job);
}

/* --- which file --------------------------------------------------------------------------------------------------------- */

/* The lowest number above the one in use; where there is none, the highest: why it is not taken is worth a sentence. And how many
 * letters lie there. */
static int32_t next_number(const char *folder, int32_t last, int32_t *ret_letters)
{
    int32_t next = 0, newest = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        int32_t number = letter_file_number(entry->d_name);
        *ret_letters += number > 0;
        newest = number > newest ? number : newest;
        if (number > last && (next == 0 || number < next))
            next = number;
    }
    if (dir)
        closedir(dir);
    return next ? next : newest;
}

static void choose(struct app *app, const char *folder, char name[LETTER_FILE_NAME])
{
    const struct letter_job *job = app->flow->letter;
    int32_t letters = 0, number = next_number(folder, job->office.letter, &letters);
    app->letter.beside = letters > 0 ? letters - 1 : 0;
    if (number > 0 || !job->office.staff)
        letter_file_name(name, number);
    else
        snprintf(name, LETTER_FILE_NAME, CENTRE_FILE);
}

static enum letter_form form_of(fault f)
{
    switch (f) {
    case FAULT_NONE:
        return LETTER_WHOLE;
    case FAULT_FILE_MISSING:
        return LETTER_ABSENT;
    case FAULT_TOO_LARGE:
        return LETTER_TOO_LARGE;
    default:
        return LETTER_UNREAD;
    }
}

/* --- who vouches for it ------------------------------------------------------------------------------------------------- */

/* The key's id stands behind the kind of key or signature, in the same place of both lines. */
static bool same_key_id(const char *key, struct span signature)
{
    const uint8_t *line = signature.length ? memchr(signature.data, '\n', signature.length) : NULL;
    return line && (size_t)(signature.data + signature.length - line) > 14 && memcmp(line + 3, key + 2, 11) == 0;
}

static enum letter_signed check(const struct letter_job *job, struct span signature)
{
    struct seal_public key;
    struct span letter = {job->bytes.data, job->bytes.length};
    if (seal_public_line(&key, (struct span){(const uint8_t *)job->office.key, strlen(job->office.key)}) != FAULT_NONE)
        return LETTER_NO_OFFICE_KEY;
    if (seal_letter_verify(&key, letter, signature, NULL) == FAULT_NONE)
        return LETTER_BY_OFFICE;
    return same_key_id(job->office.key, signature) ? LETTER_SIGNED_ALTERED : LETTER_BY_STRANGER;
}

static enum letter_signed who_signed(const struct letter_job *job, const char *path)
{
    char beside[FILE_PATH_MAX];
    struct buffer signature = {.limit = SEAL_LETTER_SIGNATURE_MAX};
    int n = snprintf(beside, sizeof beside, "%s.minisig", path);
    fault f = n > 0 && n < (int)sizeof beside ? file_read(beside, &signature) : FAULT_BAD_INPUT;
    enum letter_signed who = f == FAULT_FILE_MISSING ? LETTER_BY_NOBODY : LETTER_SIGNATURE_BROKEN;
    if (f == FAULT_NONE && *job->office.key)
        who = check(job, (struct span){signature.data, signature.length});
    else if (f == FAULT_NONE)
        who = LETTER_NO_OFFICE_KEY;
    buffer_free(&signature);
    return who;
}

/* --- reading ------------------------------------------------------------------------------------------------------------ */

/* Whether it is for this kiosk, by the digits of the key that signs its lists. */
static bool for_this_kiosk(const struct app *app, const struct letter *l)
{
    struct seal_public key = seal_public(app->flow->seal);
    char print[SEAL_DIGITS];
    seal_digits(print, key.key, sizeof key.key);
    bool named = l->kiosk_count == 0;
    for (size_t i = 0; i < l->kiosk_count; i++)
        named = named || text_same(l->kiosk[i], print);
    return named;
}

/* The first thing found in the timetable that is refused, in the sentences of the check. */
static fault parse_timetable(struct span text, struct letter_job *job, char *why, size_t why_size)
{
    struct findings found = {0};
    char matter[FINDING_SENTENCE_MAX], advice[FINDING_SENTENCE_MAX],
        line[FINDING_PLACE_MAX + 2 * FINDING_SENTENCE_MAX + 4];
    fault f = feed_centre_parse(text, flow_today(), &job->fresh, &found);
    const struct finding *first = findings_first(&found);
    if (f != FAULT_NONE && first) {
        finding_matter(matter, first);
        finding_advice(advice, first);
        snprintf(line, sizeof line, "%s%s%s %s", first->place, *first->place ? ": " : "", matter, advice);
        finding_fill(why, why_size, line, first); /* cut between letters */
    }
    findings_free(&found);
    return f;
}

/* A centre file by itself is a letter with a timetable and nothing else. */
static enum letter_form read_centre_file(struct app *app, struct letter_job *job)
{
    struct letter_view *view = &app->letter;
    struct span all = {job->bytes.data, job->bytes.length};
    fault f = parse_timetable(all, job, view->why, sizeof view->why);
    if (f != FAULT_NONE)
        return f == FAULT_TOO_NEW ? LETTER_TOO_NEW : LETTER_MISTAKEN;
    (void)text_copy(job->letter.centre, sizeof job->letter.centre, job->fresh.id);
    job->letter.parts = LETTER_BIT(LETTER_timetable);
    job->letter.issued = job->letter.last = flow_today();
    return LETTER_WHOLE;
}

static enum letter_form read_timetable(struct app *app, struct letter_job *job)
{
    struct letter_view *view = &app->letter;
    char why[LETTER_WHY_MAX - 10] = "";
    if (!(job->letter.parts & LETTER_BIT(LETTER_timetable)) || job->letter.number == 0)
        return LETTER_WHOLE;
    fault f = parse_timetable(job->letter.timetable, job, why, sizeof why);
    if (f == FAULT_NONE && !text_same(job->fresh.id, job->letter.centre)) {
        snprintf(why, sizeof why, "id: another centre than the letter's");
        f = FAULT_BAD_INPUT;
    }
    if (f != FAULT_NONE)
        snprintf(view->why, sizeof view->why, "timetable.%s", why);
    return f == FAULT_NONE ? LETTER_WHOLE : f == FAULT_TOO_NEW ? LETTER_TOO_NEW : LETTER_MISTAKEN;
}

static void show_letter(struct letter_view *view, const struct letter_job *job, bool is_signed)
{
    uint8_t hash[SEAL_HASH];
    seal_sha256(hash, job->bytes.data, job->bytes.length);
    bytes_hex(view->hash, hash, sizeof hash);
    view->read = true;
    view->is_signed = is_signed;
    view->number = job->letter.number;
    view->issued = job->letter.issued;
    view->last = job->letter.last;
    view->parts = job->letter.parts;
    view->restore_day = job->letter.restore_day;
}

static struct letter_facts facts_of(const struct app *app, const struct letter_job *job, enum letter_signed who)
{
    return (struct letter_facts){.signed_by = who,
                                 .staff = job->office.staff,
                                 .same_centre = text_same(job->letter.centre, app->flow->kiosk.centre),
                                 .same_kiosk = for_this_kiosk(app, &job->letter),
                                 .clock_sure = flow_clock_sure(app),
                                 .parts = job->letter.parts,
                                 .number = job->letter.number,
                                 .last_number = job->office.letter,
                                 .same_hash = text_same(app->letter.hash, job->office.hash),
                                 .issued = job->letter.issued,
                                 .last = job->letter.last,
                                 .today = flow_today()};
}

/* --- what it would change: nothing here writes ------------------------------------------------------------------------- */

static fault add(struct letter_job *job, struct letter_line line)
{
    if (job->line_count == job->line_room) {
        size_t room = job->line_room ? 2 * job->line_room : 64;
        struct letter_line *grown = realloc(job->line, room * sizeof *grown);
        if (!grown)
            return FAULT_NO_MEMORY;
        job->line = grown;
        job->line_room = room;
    }
    job->line[job->line_count++] = line;
    return FAULT_NONE;
}

/* --- are they the same? ------------------------------------------------------------------------------------------------- */

static bool topics_same(const struct letter_job *job, const struct centre_group *a, const struct centre_group *b)
{
    bool same = a->topic_count == b->topic_count;
    for (size_t i = 0; same && i < a->topic_count; i++)
        same = text_same(job->kept.topics[a->topics[i]].key, job->fresh.topics[b->topics[i]].key);
    return same;
}

static bool times_same(const struct centre_group *a, const struct centre_group *b)
{
    bool same = a->meeting_count == b->meeting_count;
    for (size_t i = 0; same && i < a->meeting_count; i++) {
        const struct meeting_rule *x = &a->meetings[i], *y = &b->meetings[i];
        same = x->repeat == y->repeat && x->first_day == y->first_day && x->last_day == y->last_day &&
               x->weekday == y->weekday && x->every == y->every && x->nth == y->nth &&
               x->start_minute == y->start_minute && x->minutes == y->minutes && x->longer_agreed == y->longer_agreed &&
               x->pause_from == y->pause_from && x->pause_to == y->pause_to;
    }
    return same;
}

static bool has_change(const struct centre_group *g, const struct meeting_change *change)
{
    for (size_t i = 0; i < g->change_count; i++) {
        const struct meeting_change *c = &g->changes[i];
        if (c->day == change->day && c->cancelled == change->cancelled &&
            (c->cancelled || (c->to_day == change->to_day && c->to_minute == change->to_minute)))
            return true;
    }
    return false;
}

static bool dates_same(const struct centre_group *a, const struct centre_group *b)
{
    bool same = a->change_count == b->change_count;
    for (size_t i = 0; same && i < a->change_count; i++)
        same = has_change(b, &a->changes[i]);
    return same;
}

/* --- the timetable ------------------------------------------------------------------------------------------------------ */

static fault compare_group(struct letter_job *job, int32_t before, int32_t after)
{
    const struct centre_group *a = &job->kept.groups[before], *b = &job->fresh.groups[after];
    const struct {
        enum letter_change kind;
        bool same;
    } whole[] = {{LETTER_GROUP_TOPICS, topics_same(job, a, b)},
                 {LETTER_GROUP_TIMES, times_same(a, b)},
                 {LETTER_GROUP_DATES, dates_same(a, b)},
                 {LETTER_GROUP_RULES, centre_rules_same(&job->kept, a, &job->fresh, b)}};
    fault f = FAULT_NONE;
    for (enum group_text i = 0; i < GROUP_TEXT_COUNT && f == FAULT_NONE; i++)
        if (!centre_texts_same(&job->kept, centre_group_text(a, i), &job->fresh, centre_group_text(b, i)))
            f = add(job, (struct letter_line){LETTER_GROUP_TEXT, before, after, (int32_t)i});
    for (enum group_fact i = 0; i < GROUP_FACT_COUNT && f == FAULT_NONE; i++)
        if (centre_group_fact(a, i) != centre_group_fact(b, i))
            f = add(job, (struct letter_line){LETTER_GROUP_FACT, before, after, (int32_t)i});
    for (size_t i = 0; i < sizeof whole / sizeof *whole && f == FAULT_NONE; i++)
        if (!whole[i].same)
            f = add(job, (struct letter_line){whole[i].kind, before, after, 0});
    return f;
}

static const struct centre_text *centre_text_of(const struct centre_file *file, enum letter_centre_text which)
{
    switch (which) {
    case LETTER_TEXT_NAME:
        return &file->name;
    case LETTER_TEXT_DESK:
        return &file->desk;
    case LETTER_TEXT_HOURS:
        return &file->hours;
    case LETTER_TEXT_PHONE:
        return &file->phone;
    case LETTER_TEXT_APPROVAL:
        return &file->approval;
    case LETTER_TEXT_RESPONSIBLE:
    case LETTER_TEXTS:
        break;
    }
    return &file->responsible;
}

static bool languages_same(const struct letter_job *job)
{
    bool same = job->kept.language_count == job->fresh.language_count;
    for (size_t i = 0; same && i < job->kept.language_count; i++)
        same = text_same(job->kept.languages[i], job->fresh.languages[i]);
    return same;
}

static bool topic_list_same(const struct letter_job *job)
{
    bool same = job->kept.topic_count == job->fresh.topic_count;
    for (size_t i = 0; same && i < job->kept.topic_count; i++) {
        const struct centre_topic *a = &job->kept.topics[i], *b = &job->fresh.topics[i];
        same = text_same(a->key, b->key) && text_same(a->icon, b->icon) &&
               centre_texts_same(&job->kept, &a->name, &job->fresh, &b->name);
    }
    return same;
}

static fault compare_groups(struct letter_view *view, struct letter_job *job, const struct centre_order *kept,
                            const struct centre_order *fresh)
{
    fault f = FAULT_NONE;
    for (size_t i = 0; i < job->fresh.group_count && f == FAULT_NONE; i++) {
        int32_t after = fresh->at[i], before = centre_order_find(kept, job->fresh.groups[after].key);
        size_t lines = job->line_count;
        f = before < 0 ? add(job, (struct letter_line){LETTER_GROUP_NEW, -1, after, 0})
                       : compare_group(job, before, after);
        view->groups_new += before < 0;
        view->groups_changed += before >= 0 && job->line_count > lines;
        view->groups_same += before >= 0 && job->line_count == lines;
    }
    for (size_t i = 0; i < job->kept.group_count && f == FAULT_NONE; i++)
        if (centre_order_find(fresh, job->kept.groups[kept->at[i]].key) < 0) {
            f = add(job, (struct letter_line){LETTER_GROUP_GONE, kept->at[i], -1, 0});
            view->groups_gone++;
        }
    view->groups = (int32_t)job->fresh.group_count;
    return f;
}

static fault compare_timetable(struct letter_view *view, struct letter_job *job, const struct centre_order *kept,
                               const struct centre_order *fresh)
{
    fault f = FAULT_NONE;
    if (!languages_same(job))
        f = add(job, (struct letter_line){LETTER_CENTRE_LANGUAGES, -1, -1, 0});
    if (f == FAULT_NONE && !topic_list_same(job))
        f = add(job, (struct letter_line){LETTER_CENTRE_TOPICS, -1, -1, 0});
    return f == FAULT_NONE ? compare_groups(view, job, kept, fresh) : f;
}

/* The texts of the centre come from the timetable or from parts of their own. */
static fault compare_texts(struct letter_job *job, const struct centre_file *becomes)
{
    fault f = FAULT_NONE;
    for (enum letter_centre_text i = 0; i < LETTER_TEXTS && f == FAULT_NONE; i++)
        if (!centre_texts_same(&job->kept, centre_text_of(&job->kept, i), becomes, centre_text_of(becomes, i)))
            f = add(job, (struct letter_line){LETTER_CENTRE_TEXT, -1, -1, (int32_t)i});
    return f;
}

/* --- the other parts ---------------------------------------------------------------------------------------------------- */

static fault compare_places(struct app *app, struct letter_job *job, const struct centre_order *order)
{
    struct letter_view *view = &app->letter;
    fault f = FAULT_NONE;
    for (size_t i = 0; i < job->letter.place_count && f == FAULT_NONE; i++) {
        const struct letter_place *place = &job->letter.place[i];
        int32_t group = centre_order_find(order, place->key), here;
        if (group < 0) {
            snprintf(view->why, sizeof view->why, "places.%s: no group has that key", place->key);
            return FAULT_BAD_INPUT;
        }
        if (place->taken > order->file->groups[group].capacity) {
            snprintf(view->why, sizeof view->why, "places.%s: %d, the group has %d", place->key, place->taken,
                     order->file->groups[group].capacity);
            return FAULT_BAD_INPUT;
        }
        here = store_place_taken(app->store, place->key);
        view->places_under += place->taken < here;
        if (letter_places_here(&order->file->groups[group], place->taken) != here)
            f = add(job, (struct letter_line){LETTER_GROUP_PLACES, -1, group, (int32_t)i});
    }
    view->places = (int32_t)job->letter.place_count;
    return f;
}

static bool has_span(const struct meeting_closed *spans, size_t count, const struct meeting_closed *span)
{
    for (size_t i = 0; i < count; i++)
        if (spans[i].from == span->from && spans[i].to == span->to)
            return true;
    return false;
}

/* Days that come to be closed, and days that no longer are. */
static fault compare_closed(struct app *app, struct letter_job *job)
{
    const struct house *house = store_house(app->store);
    const struct meeting_closed *kept = house->closed[HOUSE_OFFICE], *fresh = job->letter.closed;
    size_t count = house->closed_count[HOUSE_OFFICE];
    fault f = FAULT_NONE;
    if (!(job->letter.parts & LETTER_BIT(LETTER_closed)))
        return f;
    for (size_t i = 0; i < job->letter.closed_count && f == FAULT_NONE; i++)
        if (!has_span(kept, count, &fresh[i]))
            f = add(job, (struct letter_line){LETTER_CLOSED, -1, -1, (int32_t)i});
    for (size_t i = 0; i < count && f == FAULT_NONE; i++)
        if (!has_span(fresh, job->letter.closed_count, &kept[i]))
            f = add(job, (struct letter_line){LETTER_REOPENED, -1, -1, (int32_t)i});
    return f;
}

static fault compare_retention(struct letter_job *job, const struct centre *now)
{
    const struct letter *l = &job->letter;
    fault f = FAULT_NONE;
    if (!(l->parts & LETTER_BIT(LETTER_retention)))
        return f;
    if (l->kept_days != now->kept_days)
        f = add(job, (struct letter_line){LETTER_RETENTION, -1, -1, 0});
    if (f == FAULT_NONE && l->evidence_days != now->evidence_days)
        f = add(job, (struct letter_line){LETTER_RETENTION, -1, -1, 1});
    return f;
}

static fault compare_codes(struct app *app, struct letter_job *job, const struct centre_order *order)
{
    fault f = FAULT_NONE;
    for (size_t i = 0; i < job->letter.code_count && f == FAULT_NONE; i++) {
        int32_t group = centre_order_find(order, job->letter.code[i]);
        if (group < 0) {
            snprintf(app->letter.why, sizeof app->letter.why, "codes.%s: no group has that key", job->letter.code[i]);
            return FAULT_BAD_INPUT;
        }
        f = add(job, (struct letter_line){LETTER_NEW_CODE, -1, group, (int32_t)i});
    }
    return f;
}

static int by_id(const void *a, const void *b)
{
    return memcmp(a, b, LETTER_ID);
}

/* Which of the records named are not here; they are gone already, or were never of this kiosk. */
static fault compare_erase(struct app *app, struct letter_job *job)
{
    struct letter *l = &job->letter;
    uint8_t id[LETTER_ID];
    int64_t slot;
    int32_t found = 0;
    fault f;
    if (l->erase_count == 0)
        return FAULT_NONE;
    qsort(l->erase, l->erase_count, LETTER_ID, by_id);
    if ((f = add(job, (struct letter_line){LETTER_ERASES, -1, -1, 0})) != FAULT_NONE)
        return f;
    while ((f = store_slot_next(app->store, &slot, id)) == FAULT_NONE)
        found += bsearch(id, l->erase, l->erase_count, LETTER_ID, by_id) != NULL;
    store_rewind(app->store);
    app->letter.erase = (int32_t)l->erase_count;
    app->letter.erase_absent = (int32_t)l->erase_count - found;
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

/* Good receivers, and their digits. */
static fault compare_keys(struct letter_view *view, struct letter_job *job)
{
    const struct letter *l = &job->letter;
    struct seal_recipient parsed;
    fault f = FAULT_NONE;
    if (l->receiver_count > 0)
        f = add(job, (struct letter_line){LETTER_RECEIVERS, -1, -1, 0});
    if (f == FAULT_NONE && *l->office_key)
        f = add(job, (struct letter_line){LETTER_OFFICE_KEY, -1, -1, 0});
    if (f != FAULT_NONE)
        return f;
    for (size_t i = 0; i < l->receiver_count; i++) {
        if (seal_recipient_parse(&parsed, l->receiver[i]) != FAULT_NONE) {
            snprintf(view->why, sizeof view->why, "receivers[%zu]: no age recipient, perhaps mistyped", i);
            return FAULT_BAD_INPUT;
        }
        seal_digits(view->print[view->keys++], l->receiver[i], strlen(l->receiver[i]));
    }
    if (!*l->office_key)
        return FAULT_NONE;
    if (seal_line_digits(view->print[view->keys++], l->office_key) == FAULT_NONE)
        return FAULT_NONE;
    snprintf(view->why, sizeof view->why, "office_key: no key of minisign, perhaps mistyped");
    return FAULT_BAD_INPUT;
}

/* --- what it becomes ---------------------------------------------------------------------------------------------------- */

static struct centre_text text_from(const struct letter *l, const struct centre_file *file, const char *rows,
                                    size_t size)
{
    struct centre_text text = {0};
    for (size_t i = 0; i < file->language_count; i++)
        for (size_t k = 0; k < l->language_count; k++)
            if (text_same(file->languages[i], l->language[k]))
                text.in[i] = rows + k * size;
    return text;
}

bool letter_becomes(const struct letter_job *job, struct centre_file *out)
{
    const struct letter *l = &job->letter;
    *out = l->parts & LETTER_BIT(LETTER_timetable) ? job->fresh : job->kept;
    out->panel = job->kept.panel; /* it hangs where it hangs */
    out->memory = NULL;
    if (l->parts & LETTER_BIT(LETTER_responsible))
        out->responsible = text_from(l, out, l->responsible[0], sizeof l->responsible[0]);
    if (l->parts & LETTER_BIT(LETTER_approval))
        out->approval = text_from(l, out, l->approval[0], sizeof l->approval[0]);
    if (l->parts & LETTER_BIT(LETTER_phone))
        out->phone = text_from(l, out, l->phone[0], sizeof l->phone[0]);
    return l->parts & (LETTER_BIT(LETTER_timetable) | LETTER_BIT(LETTER_responsible) | LETTER_BIT(LETTER_approval) |
                       LETTER_BIT(LETTER_phone));
}

/* Each text of the letter in just the languages of the file it goes into. */
static fault texts_fit(struct letter_view *view, const struct centre_file *becomes, const struct letter *l)
{
    bool fits = l->language_count == 0 || l->language_count == becomes->language_count;
    for (size_t i = 0; fits && i < becomes->language_count; i++)
        fits = (!(l->parts & LETTER_BIT(LETTER_responsible)) || becomes->responsible.in[i]) &&
               (!(l->parts & LETTER_BIT(LETTER_approval)) || becomes->approval.in[i]) &&
               (!(l->parts & LETTER_BIT(LETTER_phone)) || becomes->phone.in[i]); /* the file's own may have a gap */
    if (!fits)
        snprintf(view->why, sizeof view->why, "responsible, approval, phone: not in the languages of the centre");
    return fits ? FAULT_NONE : FAULT_BAD_INPUT;
}

/* Fills the counts of app->letter and the job's lines. NO_MEMORY; BAD_INPUT, with a precise line in app->letter.why, for a part that does
 * not fit the groups or languages there will be. */
static fault compare(struct app *app, struct letter_job *job)
{
    struct letter_view *view = &app->letter;
    struct centre_file becomes;
    struct centre_order kept = {0}, fresh = {0};
    bool timetable = job->letter.parts & LETTER_BIT(LETTER_timetable);
    (void)letter_becomes(job, &becomes);
    fault f = texts_fit(view, &becomes, &job->letter);
    if (f == FAULT_NONE && (!centre_order_make(&kept, &job->kept) || !centre_order_make(&fresh, &becomes)))
        f = FAULT_NO_MEMORY;
    if (f == FAULT_NONE && timetable)
        f = compare_timetable(view, job, &kept, &fresh);
    if (f == FAULT_NONE)
        f = compare_texts(job, &becomes);
    if (f == FAULT_NONE)
        f = compare_places(app, job, &fresh);
    if (f == FAULT_NONE)
        f = compare_closed(app, job);
    if (f == FAULT_NONE)
        f = compare_retention(job, &app->centre);
    if (f == FAULT_NONE)
        f = compare_codes(app, job, &fresh);
    if (f == FAULT_NONE && (job->letter.parts & LETTER_BIT(LETTER_pin)))
        f = add(job, (struct letter_line){LETTER_PIN_LEAVE, -1, -1, 0});
    if (f == FAULT_NONE)
        f = compare_erase(app, job);
    if (f == FAULT_NONE)
        f = compare_keys(view, job);
    if (f == FAULT_NONE && *job->letter.restore) {
        f = add(job, (struct letter_line){LETTER_RESTORES, -1, -1, 0});
        (void)text_copy(view->print[view->keys++], SETUP_PRINT, job->letter.restore);
    }
    view->changes = (int32_t)job->line_count;
    centre_order_free(&kept);
    centre_order_free(&fresh);
    return f;
}

/* --- the whole of it ---------------------------------------------------------------------------------------------------- */

/* The letter's own bytes first, then who vouches for them; only then is the timetable in it read, and held against this kiosk's. */
static enum verdict judge(struct app *app, struct letter_job *job, const char *path)
{
    struct letter_view *view = &app->letter;
    const char *name = strrchr(path, '/');
    bool plain = job->office.staff && name && text_same(name + 1, CENTRE_FILE);
    enum letter_form form = plain ? read_centre_file(app, job)
                                  : feed_letter_parse((struct span){job->bytes.data, job->bytes.length}, &job->letter,
                                                      view->why, sizeof view->why);
    if (form != LETTER_WHOLE)
        return letter_form_verdict(form);
    enum letter_signed who = plain ? LETTER_BY_NOBODY : who_signed(job, path);
    show_letter(view, job, who == LETTER_BY_OFFICE);
    struct letter_facts facts = facts_of(app, job, who);
    enum verdict v = letter_verdict(&facts);
    (void)text_copy(job->path, sizeof job->path, path);
    if (v == VERDICT_LETTER_MAY && *job->letter.restore)
        v = flow_move_look(app, path, &job->letter);
    if (v != VERDICT_LETTER_MAY)
        return v;
    form = read_timetable(app, job);
    if (form != LETTER_WHOLE)
        return letter_form_verdict(form);
    buffer_free(&job->bytes); /* all of it was read: its room is for the kept file */
    job->letter.timetable = (struct span){0};
    fault f = flow_timetable_kept(app->data, &job->kept, job->kept_hash, view->why, sizeof view->why);
    if (f != FAULT_NONE)
        return letter_taken_verdict(f);
    f = compare(app, job);
    return f == FAULT_NONE ? v : f == FAULT_BAD_INPUT ? VERDICT_LETTER_MISTAKE : letter_taken_verdict(f);
}

void letter_refused(struct app *app)
{
    char fields[64];
    const struct letter_view *view = &app->letter;
    snprintf(fields, sizeof fields, "%d %s", view->number, verdict_name(view->verdict));
    fault f = flow_journal(app, EVENT_letter_refused, fields);
    if (f == FAULT_DISK_FULL && flow_reserve_release(app)) /* the line has its room */
        f = flow_journal(app, EVENT_letter_refused, fields);
    if (f != FAULT_NONE)
        flow_log("letter: event log", f, fields);
}

void flow_letter_read(struct app *app, const char *folder, const char *name)
{
    char path[FILE_PATH_MAX], next[LETTER_FILE_NAME];
    flow_letter_drop(app);
    struct letter_job *job = calloc(1, sizeof *job);
    app->letter.verdict = VERDICT_LETTER_DISK;
    if (!job || app->flow->desk || store_office(app->store, &job->office) != FAULT_NONE) {
        free(job);
        return;
    }
    app->flow->letter = job;
    job->bytes.limit = LETTER_FILE_MAX;
    if (!name)
        choose(app, folder, next);
    fault f = file_path(path, folder, name ? name : next);
    if (f == FAULT_NONE)
        f = file_read(path, &job->bytes);
    enum letter_form form = form_of(f);
    app->letter.verdict = form == LETTER_WHOLE ? judge(app, job, path) : letter_form_verdict(form);
    if (app->letter.verdict != VERDICT_LETTER_MAY && form != LETTER_ABSENT) {
        flow_log("letter", FAULT_BAD_INPUT, app->letter.why);
        letter_refused(app);
    }
    flow_letter_look(app);
}

void flow_letter_look(struct app *app)
{
    struct office_row office = {0};
    if (!app->flow->desk && store_office(app->store, &office) != FAULT_NONE)
        office = (struct office_row){0};
    app->letter.in_use = office.letter;
    app->letter.can_go_back = *office.before != 0;
    app->letter.pin_until = office.pin_until >= flow_today() ? office.pin_until : 0;
    app->letter.knows_office = *office.key != 0;
    app->letter.staff_bring = office.staff;
}
