/* Reading a letter from the office, and showing what it would change. */
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
    f = letter_compare(app, job);
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

/* The places by the letter, from the rows of kiosk.db: those counted here so far are among them. */
static fault settle_places(struct app *app, const struct office_row *office)
{
    struct letter_place_row *row = NULL, *grown;
    struct place_set *set = NULL;
    size_t count = 0;
    fault f = FAULT_NONE;
    while (f == FAULT_NONE) {
        grown = count % 256 == 0 ? realloc(row, (count + 256) * sizeof *row) : row;
        f = grown ? store_letter_place_next(app->store, &grown[count]) : FAULT_NO_MEMORY;
        row = grown ? grown : row;
        count += f == FAULT_NONE;
    }
    store_rewind(app->store);
    if (f == FAULT_NO_ENTRY)
        f = (set = calloc(count + 1, sizeof *set)) ? FAULT_NONE : FAULT_NO_MEMORY;
    for (size_t i = 0; i < count && f == FAULT_NONE; i++)
        set[i] = (struct place_set){row[i].group_key, row[i].taken};
    struct date month = date_of(flow_today());
    const struct places_letter letter = {.number = office->places,
                                         .from_day = date_day(month.month == 12 ? month.year + 1 : month.year,
                                                              month.month == 12 ? 1 : month.month + 1, 1),
                                         .set = set,
                                         .count = count};
    if (f == FAULT_NONE)
        f = store_places_set(app->store, &letter);
    free(row);
    free(set);
    return f;
}

static bool closed_same(const struct house *a, const struct house *b)
{
    bool same = a->closed_count[HOUSE_OFFICE] == b->closed_count[HOUSE_OFFICE];
    for (size_t i = 0; same && i < a->closed_count[HOUSE_OFFICE]; i++)
        same = a->closed[HOUSE_OFFICE][i].from == b->closed[HOUSE_OFFICE][i].from &&
               a->closed[HOUSE_OFFICE][i].to == b->closed[HOUSE_OFFICE][i].to;
    return same;
}

/* The days that are closed by letter, as kiosk.db has them, into what holds over the timetable; those behind us go on the way. */
static fault settle_closed(struct app *app)
{
    size_t count;
    struct house *house = malloc(sizeof *house);
    struct meeting_closed spans[HOUSE_CLOSED_MAX] = {0};
    fault f = house ? store_letter_closed(app->store, spans, &count) : FAULT_NO_MEMORY;
    if (f == FAULT_NONE) {
        *house = *store_house(app->store);
        memcpy(house->closed[HOUSE_OFFICE], spans, sizeof spans);
        house->closed_count[HOUSE_OFFICE] = count;
        house_forget(house, flow_today());
        if (!closed_same(house, store_house(app->store)))
            f = store_house_set(app->store, house);
    }
    free(house);
    return f;
}

void flow_letter_settle(struct app *app)
{
    struct office_row office;
    if (!store_takes_signups(app->store) || store_office(app->store, &office) != FAULT_NONE)
        return;
    fault f = flow_timetable_settle(app->data, office.source, office.before);
    if (f != FAULT_NONE)
        flow_log("letter: settling", f, "");
    f = office.places > store_places_letter(app->store) ? settle_places(app, &office) : FAULT_NONE;
    if (f != FAULT_NONE)
        flow_log("letter: places", f, store_why(app->store));
    f = settle_closed(app);
    if (f != FAULT_NONE)
        flow_log("letter: closed", f, store_why(app->store));
}

/* --- one change --------------------------------------------------------------------------------------------------------- */

/* In the language of whoever looks; where that says the same before and after, in the first that does not. */
static void show_texts(struct app *app, const struct centre_text *before, const struct centre_text *after)
{
    const struct letter_job *job = app->flow->letter;
    const struct centre_file *to = job->letter.parts & LETTER_BIT(LETTER_timetable) ? &job->fresh : &job->kept;
    struct letter_change_view *c = &app->letter.change;
    const char *was = "", *becomes = "";
    for (size_t i = 0; i < to->language_count; i++)
        for (size_t k = 0; k < job->kept.language_count; k++) {
            const char *old = centre_text_in(before, k), *new = centre_text_in(after, i);
            if (!text_same(to->languages[i], job->kept.languages[k]) || text_same(old, new))
                continue;
            if (*was && !text_same(to->languages[i], app->session.language))
                continue;
            was = old;
            becomes = new;
        }
    (void)text_copy(c->before, sizeof c->before, was);
    (void)text_copy(c->after, sizeof c->after, becomes);
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
    const struct centre_text *texts[LETTER_TEXTS] = {&file->name, &file->desk, &file->hours, &file->phone,
                                                     &file->responsible};
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
    if (line->kind == LETTER_RECEIVERS) {
        c->was = (int32_t)app->flow->kiosk.recipient_count;
        c->becomes = (int32_t)job->letter.receiver_count;
    }
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
}
