/* What the office says by letter, as it is kept in kiosk.db. */
#include "store/inside.h"

fault store_office(struct store *s, struct office_row *out)
{
    *out = (struct office_row){0};
    sqlite3_stmt *q = store_use(s, SQL_OFFICE);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    column_text(q, 0, out->key, sizeof out->key);
    out->staff = column_int(q, 1) != 0;
    out->letter = (int32_t)column_int(q, 2);
    column_text(q, 3, out->hash, sizeof out->hash);
    column_text(q, 4, out->source, sizeof out->source);
    column_text(q, 5, out->before, sizeof out->before);
    out->places = (uint32_t)column_int(q, 6);
    out->pin_until = (int32_t)column_int(q, 7);
    store_row_end(q);
    return FAULT_NONE;
}

/* Only ever a part of a transaction: outside of one nothing here is whole. */
static fault within(struct store *s, sqlite3_stmt *q)
{
    fault f = s->reason != FAULT_NONE ? s->reason : s->exporting ? FAULT_BUSY : FAULT_NONE;
    if (f == FAULT_NONE && sqlite3_get_autocommit(s->db))
        f = FAULT_BAD_INPUT;
    return f == FAULT_NONE ? store_run(s, q) : f;
}

fault store_office_set(struct store *s, const struct office_row *row)
{
    sqlite3_stmt *q = store_use(s, SQL_OFFICE_SET);
    bind_text(q, 1, row->key);
    bind_int(q, 2, row->staff);
    bind_int(q, 3, row->letter);
    bind_text(q, 4, row->hash);
    bind_text(q, 5, row->source);
    bind_text(q, 6, row->before);
    bind_int(q, 7, row->places);
    bind_int(q, 8, row->pin_until);
    return within(s, q);
}

fault store_recipients_set(struct store *s, const char *const *texts, size_t count)
{
    fault f = within(s, store_use(s, SQL_RECIPIENTS_GO));
    for (size_t i = 0; i < count && f == FAULT_NONE; i++) {
        sqlite3_stmt *q = store_use(s, SQL_RECIPIENT_ADD);
        bind_int(q, 1, (int64_t)i);
        bind_text(q, 2, texts[i]);
        f = within(s, q);
    }
    return f;
}

int32_t store_place_taken(const struct store *s, const char *group_key)
{
    return places_taken(s, group_key);
}

fault store_letter_place_add(struct store *s, const struct letter_place_row *row)
{
    sqlite3_stmt *q = store_use(s, SQL_LETTER_PLACE_ADD);
    bind_text(q, 1, row->group_key);
    bind_int(q, 2, row->taken);
    bind_int(q, 3, row->more);
    return within(s, q);
}

fault store_letter_places_go(struct store *s)
{
    return within(s, store_use(s, SQL_LETTER_PLACES_GO));
}

fault store_letter_place_next(struct store *s, struct letter_place_row *out)
{
    sqlite3_stmt *q = s->statements[SQL_LETTER_PLACES];
    fault f = store_row(s, q);
    if (f == FAULT_NONE) {
        column_text(q, 0, out->group_key, sizeof out->group_key);
        out->taken = (int32_t)column_int(q, 1);
        out->more = (int32_t)column_int(q, 2);
    }
    return f;
}

fault store_letter_closed_set(struct store *s, const struct meeting_closed *spans, size_t count)
{
    fault f = within(s, store_use(s, SQL_LETTER_CLOSED_GO));
    for (size_t i = 0; i < count && f == FAULT_NONE; i++) {
        sqlite3_stmt *q = store_use(s, SQL_LETTER_CLOSED_ADD);
        bind_int(q, 1, spans[i].from);
        bind_int(q, 2, spans[i].to);
        f = within(s, q);
    }
    return f;
}

fault store_letter_closed(struct store *s, struct meeting_closed out[HOUSE_CLOSED_MAX], size_t *ret_count)
{
    sqlite3_stmt *q = store_use(s, SQL_LETTER_CLOSED);
    fault f = FAULT_NONE;
    *ret_count = 0;
    while (*ret_count < HOUSE_CLOSED_MAX && (f = store_row(s, q)) == FAULT_NONE)
        out[(*ret_count)++] = (struct meeting_closed){(int32_t)column_int(q, 0), (int32_t)column_int(q, 1)};
    store_row_end(q);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}
