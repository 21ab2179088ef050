/* Taking a letter, and taking it back: staged beside, then one transaction of kiosk.db, then settled. */
#include "flow/letter/job.h"
#include "flow/move/move.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct erased { /* key slots of the records that go */
    size_t count;
    struct seal_slot slot[LETTER_ERASE_MAX];
};

/* --- new codes of groups: staged in DIR/groups before the transaction, in force by the letter's number after it -------------- */

static fault set_renew(struct app *app, const char *key, const char *value)
{
    struct buffer text = {.limit = OWN_TEXT_MAX};
    own_without(&text, own_lines(store_own(app->store, key)), OWN_renew);
    if (*value)
        own_add(&text, OWN_renew, "%s", value);
    const struct own_change change = {.key = key, .text = buffer_string(&text)};
    fault f = text.over ? FAULT_TOO_LARGE : store_own_set(app->store, &change);
    buffer_free(&text);
    return f;
}

static void renew_text(char out[40], int32_t day, int32_t letter)
{
    struct date d = date_of(day);
    int n = snprintf(out, 40, "%04d-%02d-%02d", d.year, d.month, d.day);
    if (letter > 0)
        snprintf(out + n, 40 - (size_t)n, " %d", letter);
}

static fault stage_codes(struct app *app, const struct letter *l)
{
    char value[40];
    fault f = FAULT_NONE;
    renew_text(value, flow_today() + LETTER_CODES_DAYS, l->number);
    for (size_t i = 0; i < l->code_count && f == FAULT_NONE; i++)
        f = set_renew(app, l->code[i], value);
    return f;
}

/* What was staged is in force where its letter is, else it goes. */
static fault settle_codes(struct app *app, const struct office_row *office)
{
    const struct own_group *own;
    fault f = FAULT_NONE;
    for (size_t i = 0; f == FAULT_NONE && (own = store_own_at(app->store, i)); i++) {
        int year, month, day, number;
        char key[GROUP_KEY_MAX], value[40] = "";
        const char *staged = own_find(own->text, OWN_renew);
        if (!staged || sscanf(staged, "%d-%d-%d %d", &year, &month, &day, &number) != 4)
            continue;
        (void)text_copy(key, sizeof key, own->key);
        if (number == office->letter)
            renew_text(value, own_day(own->text, OWN_renew), 0);
        f = set_renew(app, key, value);
    }
    return f;
}

/* --- inside the transaction ---------------------------------------------------------------------------------------------- */

/* Only what the letter changes is touched: the lines were found when it was read. */
static fault set_places(struct app *app, const struct letter_job *job, const struct centre_file *becomes)
{
    fault f = store_letter_places_go(app->store);
    for (size_t i = 0; i < job->line_count && f == FAULT_NONE; i++) {
        if (job->line[i].kind != LETTER_GROUP_PLACES)
            continue;
        const struct letter_place *place = &job->letter.place[job->line[i].which];
        struct letter_place_row row = {.taken = letter_places_here(&becomes->groups[job->line[i].after], place->taken)};
        row.more = row.taken - store_place_taken(app->store, place->key);
        (void)text_copy(row.group_key, sizeof row.group_key, place->key);
        f = store_letter_place_add(app->store, &row);
    }
    return f;
}

static int by_id(const void *a, const void *b)
{
    return memcmp(a, b, LETTER_ID);
}

/* Their slots are looked for first: they are overwritten once the rows are gone. */
static fault find_erased(struct app *app, const struct letter *l, struct erased *out)
{
    struct seal_slot slot;
    int64_t index;
    fault f = FAULT_NO_ENTRY;
    while (l->erase_count > 0 && out->count < LETTER_ERASE_MAX &&
           (f = store_slot_next(app->store, &index, slot.record)) == FAULT_NONE) {
        slot.index = (uint32_t)index;
        if (bsearch(slot.record, l->erase, l->erase_count, LETTER_ID, by_id))
            out->slot[out->count++] = slot;
    }
    store_rewind(app->store);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

static fault erase(struct app *app, const struct erased *erased)
{
    char id[2 * LETTER_ID + 1];
    fault f = FAULT_NONE;
    for (size_t i = 0; i < erased->count && f == FAULT_NONE; i++) {
        bytes_hex(id, erased->slot[i].record, LETTER_ID);
        f = store_record_erase(app->store, erased->slot[i].record, flow_today());
        if (f == FAULT_NONE)
            f = flow_journal(app, EVENT_erased_by_letter, id);
    }
    return f;
}

static fault set_receivers(struct app *app, const struct letter *l)
{
    const char *texts[CENTRE_RECIPIENTS_MAX];
    for (size_t i = 0; i < l->receiver_count; i++)
        texts[i] = l->receiver[i];
    return l->receiver_count ? store_recipients_set(app->store, texts, l->receiver_count) : FAULT_NONE;
}

/* Where it is another one than holds. */
static fault set_retention(struct app *app, const struct letter *l)
{
    const struct store_retention row = {app->flow->age_day, l->kept_days, l->evidence_days};
    bool same = l->kept_days == app->centre.kept_days && l->evidence_days == app->centre.evidence_days;
    return !(l->parts & LETTER_BIT(LETTER_retention)) || same ? FAULT_NONE : store_retention_add(app->store, &row);
}

static bool changes_places(const struct letter_job *job)
{
    bool changes = false;
    for (size_t i = 0; i < job->line_count; i++)
        changes = changes || job->line[i].kind == LETTER_GROUP_PLACES;
    return changes;
}

/* There is something to take back where a part that can be makes the timetable or the places others. */
static struct office_row office_after(const struct app *app, const struct letter_job *job, const char *source)
{
    struct office_row row = job->office;
    bool another = *source && !text_same(source, job->kept_hash);
    row.before[0] = 0;
    if (letter_goes_back(job->letter.parts) && (another || changes_places(job))) {
        (void)text_copy(row.source, sizeof row.source, another ? source : job->kept_hash);
        (void)text_copy(row.before, sizeof row.before, job->kept_hash);
    }
    if (changes_places(job))
        row.places++;
    if (job->letter.number > 0) { /* a centre file has none, and may come again */
        row.letter = job->letter.number;
        (void)text_copy(row.hash, sizeof row.hash, app->letter.hash);
    }
    if (job->letter.parts & LETTER_BIT(LETTER_pin))
        row.pin_until = flow_today() + LETTER_PIN_DAYS;
    if (*job->letter.office_key)
        (void)text_copy(row.key, sizeof row.key, job->letter.office_key);
    return row;
}

static fault write_all(struct app *app, const struct letter_job *job, const char *source, struct erased *erased)
{
    char fields[LETTER_HASH + 16];
    struct centre_file becomes;
    struct office_row row = office_after(app, job, source);
    (void)letter_becomes(job, &becomes);
    snprintf(fields, sizeof fields, "%d %s", job->letter.number, app->letter.hash);
    fault f = store_begin(app->store);
    if (f != FAULT_NONE)
        return f;
    f = find_erased(app, &job->letter, erased);
    if (f == FAULT_NONE)
        f = set_places(app, job, &becomes);
    if (f == FAULT_NONE)
        f = erase(app, erased);
    if (f == FAULT_NONE)
        f = set_receivers(app, &job->letter);
    if (f == FAULT_NONE)
        f = set_retention(app, &job->letter);
    if (f == FAULT_NONE)
        f = store_office_set(app->store, &row);
    if (f == FAULT_NONE && (job->letter.parts & LETTER_BIT(LETTER_closed)))
        f = store_letter_closed_set(app->store, job->letter.closed, job->letter.closed_count);
    if (f == FAULT_NONE)
        f = flow_journal(app, EVENT_letter_taken, fields);
    return store_end(app->store, f);
}

/* --- after it ------------------------------------------------------------------------------------------------------------ */

/* Kiosk.db has said what holds: from here on nothing is undone, and what fails is done by the next start. */
static void in_force(struct app *app, const struct erased *erased)
{
    struct flow_timetable shown;
    const char *recipients[CENTRE_RECIPIENTS_MAX];
    struct kiosk kiosk;
    fault f = FAULT_NONE;
    for (size_t i = 0; i < erased->count; i += SEAL_SLOTS_AT_ONCE) {
        size_t left = erased->count - i;
        f = seal_slots_erase(app->flow->slots, &erased->slot[i], left < SEAL_SLOTS_AT_ONCE ? left : SEAL_SLOTS_AT_ONCE);
        if (f != FAULT_NONE)
            flow_log("letter: slots", f, "");
    }
    if (store_kiosk(app->store, &kiosk) == FAULT_NONE) {
        app->flow->kiosk = kiosk;
        for (size_t i = 0; i < kiosk.recipient_count; i++)
            recipients[i] = app->flow->kiosk.recipients[i];
        f = seal_recipients_set(app->flow->seal, recipients, kiosk.recipient_count);
        if (f != FAULT_NONE)
            flow_log("letter: receivers", f, "");
    }
    flow_letter_settle(app);
    flow_timetable_mend(app->store, app->data, false, &shown);
    app->timetable = shown.state == TIMETABLE_REBUILT ? TIMETABLE_WHOLE : shown.state;
    if (*shown.why)
        flow_log("letter: timetable", shown.reason, shown.why);
    app->flow->first_language = flow_first_language(app);
    f = flow_consent_keep_all(app->store, app->session.language);
    if (f != FAULT_NONE) /* a sign-up keeps its own */
        flow_log("letter: consent text", f, store_why(app->store));
    flow_centre_load(app);
    app->flow->retaining = true;         /* some may have been kept long enough by now */
    app->session.loaded_language = NULL; /* what a screen shows is read anew */
    app->wake = true;
}

/* What was staged goes again. */
static void not_taken(struct app *app, const char *step, fault f)
{
    flow_log(step, f, store_why(app->store));
    flow_letter_settle(app);
}

/* What the old kiosk held is laid ready: it is in force when the kiosk opens next. */
static void take_place(struct app *app, const struct letter_job *job)
{
    fault f = flow_move_stage(app, job->path, &job->letter, app->letter.hash);
    if (f != FAULT_NONE)
        flow_log("letter: moving", f, store_why(app->store));
    app->letter.verdict = letter_taken_verdict(f);
    if (f != FAULT_NONE)
        letter_refused(app);
}

void flow_letter_take(struct app *app)
{
    struct letter_job *job = app->flow->letter;
    struct centre_file becomes;
    struct erased *erased = calloc(1, sizeof *erased);
    char source[FLOW_SOURCE_MAX] = "";
    fault f = erased ? FAULT_NONE : FAULT_NO_MEMORY;
    const struct letter_view *v = &app->letter;
    if (!job || v->verdict != VERDICT_LETTER_MAY || !letter_compared(v->parts, v->keys, v->same)) {
        free(erased);
        return;
    }
    if (f == FAULT_NONE && *job->letter.restore) {
        take_place(app, job);
        free(erased);
        return;
    }
    if (f == FAULT_NONE && letter_becomes(job, &becomes))
        f = flow_timetable_stage(app->data, &becomes, source);
    if (f == FAULT_NONE)
        f = stage_codes(app, &job->letter);
    if (f == FAULT_NONE)
        f = write_all(app, job, source, erased);
    if (f == FAULT_NONE)
        in_force(app, erased);
    else
        not_taken(app, "letter: taking", f);
    app->letter.verdict = letter_taken_verdict(f);
    if (f != FAULT_NONE)
        letter_refused(app);
    flow_letter_look(app);
    free(erased);
}

/* --- as it was before ---------------------------------------------------------------------------------------------------- */

/* What people did here since then stays: the letter's difference is taken off, not its numbers put back. */
static fault places_back(struct app *app, struct office_row *office)
{
    size_t count = 0;
    struct letter_place_row *row = calloc(CENTRE_GROUPS_MAX + 1, sizeof *row);
    fault f = row ? FAULT_NONE : FAULT_NO_MEMORY;
    while (f == FAULT_NONE && count <= CENTRE_GROUPS_MAX)
        if ((f = store_letter_place_next(app->store, &row[count])) == FAULT_NONE)
            count++;
    store_rewind(app->store);
    if (f == FAULT_NO_ENTRY)
        f = store_letter_places_go(app->store);
    for (size_t i = 0; i < count && f == FAULT_NONE; i++) {
        int32_t back = store_place_taken(app->store, row[i].group_key) - row[i].more;
        row[i].taken = back > 0 ? back : 0;
        row[i].more = 0;
        f = store_letter_place_add(app->store, &row[i]);
    }
    office->places += count > 0;
    free(row);
    return f;
}

static fault write_back(struct app *app, struct office_row *row)
{
    char number[16];
    snprintf(number, sizeof number, "%d", row->letter);
    memcpy(row->source, row->before, sizeof row->source);
    row->before[0] = 0;
    fault f = store_begin(app->store);
    if (f != FAULT_NONE)
        return f;
    f = places_back(app, row);
    if (f == FAULT_NONE)
        f = store_office_set(app->store, row);
    if (f == FAULT_NONE)
        f = flow_journal(app, EVENT_letter_back, number);
    return store_end(app->store, f);
}

void flow_letter_back(struct app *app)
{
    static const struct erased none;
    struct office_row row;
    flow_letter_drop(app);
    fault f = store_office(app->store, &row);
    if (f == FAULT_NONE && !*row.before)
        f = FAULT_NO_ENTRY;
    if (f == FAULT_NONE && !text_same(row.before, row.source)) /* else the places alone were changed */
        f = flow_timetable_stage_before(app->data, row.before);
    if (f == FAULT_NONE)
        f = write_back(app, &row);
    if (f == FAULT_NONE)
        in_force(app, &none);
    else
        not_taken(app, "letter: back", f);
    app->letter.verdict = letter_back_verdict(f);
    flow_letter_look(app);
}

/* --- settling ----------------------------------------------------------------------------------------------------------- */

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
    f = settle_codes(app, &office);
    if (f != FAULT_NONE)
        flow_log("letter: codes", f, store_why(app->store));
}
