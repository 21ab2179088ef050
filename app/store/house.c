/* What holds over the timetable for a day (rule/house.h), in a file of its own (lines.c): DIR/house. It is public, so it is shown
 * whatever became of the sign-ups, in safe mode too, and it outlives every timetable that is built.
 *
 * Lines of text: "sirkel house 1", then in any order
 *     mark N                                   entries that the event log had
 *     did EVENT FIELDS                         the newest act, as the event log has it
 *     closed staff|office FROM TO              both days included
 *     hidden GROUP REASON DAY
 *     off|at GROUP DAY SLOT MADE               one meeting called off, or held when it would be
 *     moved GROUP DAY SLOT MADE DAY MINUTE
 *     room LANGUAGE NAME                       of the meeting before it */
#include "store/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/text.h"

static bool read_line(void *into, const char *line);
static const struct lines_file file = {"house", "sirkel house 1\n", 4 << 20, read_line};
static const char *const by_names[HOUSE_BYS] = {[HOUSE_STAFF] = "staff", [HOUSE_OFFICE] = "office"};

/* --- writing --- */

static void add_day(struct buffer *out, int32_t day)
{
    struct date d = date_of(day);
    buffer_format(out, " %04d-%02d-%02d", d.year, d.month, d.day);
}

static void add_change(struct buffer *out, const struct house_change *c)
{
    const char *kind = c->change.cancelled ? "off" : c->change.stays ? "at" : "moved";
    buffer_format(out, "%s %s", kind, c->group);
    add_day(out, c->change.day);
    buffer_format(out, " %d", c->change.slot);
    add_day(out, c->made_day);
    if (!c->change.cancelled && !c->change.stays) {
        add_day(out, c->change.to_day);
        buffer_format(out, " %d", c->change.to_minute);
    }
    buffer_text(out, "\n");
    for (size_t i = 0; i < CENTRE_LANGUAGES_MAX && *c->room.language[i]; i++)
        buffer_format(out, "room %s %s\n", c->room.language[i], c->room.name[i]);
}

static void add_all(struct buffer *out, const struct house *h)
{
    buffer_text(out, file.head);
    buffer_format(out, "mark %lld\n", (long long)h->mark);
    if (*h->did)
        buffer_format(out, "did %s\n", h->did);
    for (int by = 0; by < HOUSE_BYS; by++)
        for (size_t i = 0; i < h->closed_count[by]; i++) {
            buffer_format(out, "closed %s", by_names[by]);
            add_day(out, h->closed[by][i].from);
            add_day(out, h->closed[by][i].to);
            buffer_text(out, "\n");
        }
    for (size_t i = 0; i < h->hidden_count; i++) {
        buffer_format(out, "hidden %s %s", h->hidden[i].group, house_reason_name(h->hidden[i].reason));
        add_day(out, h->hidden[i].made_day);
        buffer_text(out, "\n");
    }
    for (size_t i = 0; i < h->change_count; i++)
        add_change(out, &h->change[i]);
}

fault store_house_set(struct store *s, const struct house *house)
{
    struct buffer out = {.limit = file.limit};
    if (s->look)
        return FAULT_DISK_READONLY;
    add_all(&out, house);
    fault f = lines_write(s, &file, &out);
    if (f != FAULT_NONE)
        return f;
    *s->house = *house;
    agenda_free(s);
    return FAULT_NONE;
}

/* --- reading --- */

static bool day_of(const char *text, int32_t *ret)
{
    int year, month, day, used = 0;
    if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3 || text[used] || year < 1970 || year > 2199 ||
        month < 1 || month > 12 || day < 1 || day > date_month_days(year, month))
        return false;
    *ret = date_day(year, month, day);
    return true;
}

struct words { /* of one line */
    char at[7][64];
    int count;
};

static struct words words_of(const char *line)
{
    struct words w = {0};
    w.count = sscanf(line, "%63s %63s %63s %63s %63s %63s %63s", w.at[0], w.at[1], w.at[2], w.at[3], w.at[4], w.at[5],
                     w.at[6]);
    return w;
}

static bool read_closed(struct house *h, const struct words *w)
{
    int by = text_same(w->at[1], by_names[HOUSE_OFFICE]) ? HOUSE_OFFICE : HOUSE_STAFF;
    struct meeting_closed span;
    if (w->count != 4 || !text_same(w->at[1], by_names[by]) || !day_of(w->at[2], &span.from) ||
        !day_of(w->at[3], &span.to) || h->closed_count[by] == HOUSE_CLOSED_MAX)
        return false;
    h->closed[by][h->closed_count[by]++] = span;
    return true;
}

static bool read_hidden(struct house *h, const struct words *w)
{
    struct house_hidden hidden = {.reason = house_reason_find(w->at[2])};
    return w->count == 4 && hidden.reason < HOUSE_REASONS && text_copy(hidden.group, sizeof hidden.group, w->at[1]) &&
           day_of(w->at[3], &hidden.made_day) && house_hide(h, &hidden);
}

static bool number_of(const char *text, int32_t most, int32_t *ret)
{
    char *end;
    long n = strtol(text, &end, 10);
    *ret = (int32_t)n;
    return *text && !*end && n >= 0 && n <= most;
}

static bool read_change(struct house *h, const struct words *w)
{
    struct house_change c = {0};
    bool moved = text_same(w->at[0], "moved");
    c.change.cancelled = text_same(w->at[0], "off");
    c.change.stays = text_same(w->at[0], "at");
    if (w->count != (moved ? 7 : 5) || !text_copy(c.group, sizeof c.group, w->at[1]) ||
        !day_of(w->at[2], &c.change.day) || !number_of(w->at[3], 1440, &c.change.slot) ||
        !day_of(w->at[4], &c.made_day))
        return false;
    if (moved && (!day_of(w->at[5], &c.change.to_day) || !number_of(w->at[6], 1439, &c.change.to_minute)))
        return false;
    return house_change_set(h, &c);
}

static bool read_room(struct house *h, const char *line)
{
    int used = 0;
    char language[64];
    if (h->change_count == 0 || sscanf(line, "room %63s %n", language, &used) != 1 || !line[used])
        return false;
    struct house_room *room = &h->change[h->change_count - 1].room;
    size_t at = 0;
    while (at < CENTRE_LANGUAGES_MAX && *room->language[at])
        at++;
    return at < CENTRE_LANGUAGES_MAX && text_copy(room->language[at], sizeof room->language[at], language) &&
           text_copy(room->name[at], sizeof room->name[at], line + used);
}

static bool read_line(void *into, const char *line)
{
    struct house *h = into;
    struct words w = words_of(line);
    if (!text_clean(line))
        return false;
    if (text_same(w.at[0], "mark")) {
        h->mark = strtoll(w.at[1], NULL, 10);
        return w.count == 2 && h->mark >= 0;
    }
    if (text_same(w.at[0], "did"))
        return text_copy(h->did, sizeof h->did, line + 4);
    if (text_same(w.at[0], "closed"))
        return read_closed(h, &w);
    if (text_same(w.at[0], "hidden"))
        return read_hidden(h, &w);
    return text_same(w.at[0], "room") ? read_room(h, line) : read_change(h, &w);
}

static fault house_read(struct store *s, const char *folder)
{
    if (!s->house)
        s->house = calloc(1, sizeof *s->house);
    if (!s->house)
        return FAULT_NO_MEMORY;
    s->house_reason = lines_read(s, folder, &file, s->house);
    if (s->house_reason != FAULT_NONE)
        memset(s->house, 0, sizeof *s->house);
    return FAULT_NONE;
}

static void house_forget_all(struct store *s)
{
    free(s->house);
    s->house = NULL;
}

const struct store_part house_part = {.open = house_read, .close = house_forget_all};

/* --- asking it --- */

const struct house *store_house(const struct store *s)
{
    return s->house;
}

fault store_house_reason(const struct store *s)
{
    return s->house_reason;
}

const char *store_room(const struct store *s, int32_t room, const char *language)
{
    if (room < 1 || (size_t)room > s->house->change_count)
        return "";
    return house_room_name(&s->house->change[room - 1].room, language);
}

static fault change_fits(struct store *s, const struct house_change *c, bool *ret_fits)
{
    struct group_times times;
    struct meeting m;
    sqlite3_stmt *q = store_use(s, SQL_GROUP_OF_KEY);
    bind_text(q, 1, c->group);
    fault f = store_row(s, q);
    *ret_fits = false;
    if (f != FAULT_NONE)
        return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
    int32_t group = (int32_t)column_int(q, 0);
    store_row_end(q);
    f = store_times(s, group, &times);
    const struct meeting_times t = store_meeting_times(&times);
    *ret_fits = f == FAULT_NONE && meeting_of_date(&t, c->change.day, c->change.slot, &m);
    return f;
}

fault store_house_unfit(struct store *s, int32_t today, size_t *out, size_t limit, size_t *ret_count)
{
    fault f = FAULT_NONE;
    *ret_count = 0;
    for (size_t i = 0; i < s->house->change_count && *ret_count < limit && f == FAULT_NONE; i++) {
        const struct house_change *c = &s->house->change[i];
        bool fits = c->change.day < today;
        if (!fits)
            f = change_fits(s, c, &fits);
        if (f == FAULT_NONE && !fits)
            out[(*ret_count)++] = i;
    }
    return f;
}

bool house_hides(const struct store *s, const char *key)
{
    return s->house->hidden_count > 0 && house_hidden_of(s->house, key) != NULL;
}
