/* A record between its text and the store: sealed to the centre and to the visitor's own code, kept under an erasable slot
 * key, found by its tag, opened with the code alone. */
#include "flow/core/core.h"
#include "flow/records/records.h"

#include <assert.h>
#include <string.h>

static const char *table_of(enum record_kind kind)
{
    return kind == RECORD_CONSENT ? "consent" : "membership";
}

static struct seal_place place_of(const struct record *row)
{
    struct seal_place place = {
        .table = table_of(row->kind), .schema = (uint32_t)row->schema, .slot = {.index = (uint32_t)row->slot}};
    static_assert((int)SEAL_ID == (int)STORE_ID && (int)SEAL_HASH == (int)STORE_HASH &&
                  (int)SEAL_CODE_TAG == (int)STORE_TAG);
    memcpy(place.slot.record, row->id, SEAL_ID);
    return place;
}

fault new_record_seal(const struct flow *flow, struct new_record *out, const uint8_t tag[STORE_TAG],
                      const struct seal_recipient *own, struct span plain)
{
    out->age = (struct buffer){.limit = SEAL_RECORD_FILE_MAX};
    out->sealed = (struct buffer){.limit = SEAL_RECORD_FILE_MAX + SEAL_SLOT_EXTRA};
    fault f = seal_record_make(flow->seal, plain, own, &out->age);
    if (f != FAULT_NONE)
        return f;
    memcpy(out->row.tag, tag, STORE_TAG);
    out->row.schema = RECORD_SCHEMA;
    out->row.size = (uint32_t)out->age.length;
    out->row.crc32 = seal_crc32(0, out->age.data, out->age.length);
    seal_sha256(out->row.sha256, out->age.data, out->age.length);
    return FAULT_NONE;
}

fault new_record_keep(struct flow *flow, struct new_record *fresh, size_t count)
{
    struct seal_slot slots[2];
    fault f = FAULT_NONE;
    for (size_t i = 0; i < count && i < 2; i++)
        memcpy(slots[i].record, fresh[i].row.id, SEAL_ID);
    if ((f = seal_slots_take(flow->slots, slots, count)) != FAULT_NONE)
        return f;
    for (size_t i = 0; i < count && f == FAULT_NONE; i++) {
        fresh[i].row.slot = slots[i].index;
        fresh[i].row.generation = seal_slots_generation(flow->slots, 0);
        fresh[i].kept = true;
        const struct seal_place place = place_of(&fresh[i].row);
        f = seal_slots_wrap(flow->slots, &place, (struct span){fresh[i].age.data, fresh[i].age.length},
                            &fresh[i].sealed);
        fresh[i].row.sealed = (struct span){fresh[i].sealed.data, fresh[i].sealed.length};
    }
    return f;
}

void new_record_drop(struct app *app, struct new_record *fresh, size_t count)
{
    if (store_unsure(app->store)) /* the next start knows, and overwrites the keys if no row has them */
        return;
    for (size_t i = 0; i < count; i++)
        if (fresh[i].kept)
            flow_slot_erase(app->flow, &fresh[i].row);
}

void new_record_free(struct new_record *fresh, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_free(&fresh[i].age);
        buffer_free(&fresh[i].sealed);
    }
}

/* After the commit that took the row away. If it fails, the next start sweeps it: the row is gone already. */
void flow_slot_erase(struct flow *flow, const struct record *row)
{
    const struct seal_place place = place_of(row);
    fault f = seal_slots_erase(flow->slots, &place.slot, 1);
    if (f != FAULT_NONE)
        flow_log("slot erase", f, "");
}

fault flow_record_proof(struct seal_slots *slots, const struct record *row, struct buffer *age)
{
    uint8_t hash[STORE_HASH];
    const struct seal_place place = place_of(row);
    size_t before = age->length;
    if (row->torn)
        return FAULT_FILE_DAMAGED;
    fault f = seal_slots_unwrap(slots, &place, row->sealed, age);
    if (f != FAULT_NONE) /* without its key a record is noise */
        return f == FAULT_NO_ENTRY ? FAULT_FILE_DAMAGED : f;
    seal_sha256(hash, age->data + before, age->length - before);
    bool same = age->length - before == row->size && memcmp(hash, row->sha256, sizeof hash) == 0 &&
                seal_crc32(0, age->data + before, age->length - before) == row->crc32;
    if (!same)
        age->length = before;
    return same ? FAULT_NONE : FAULT_FILE_DAMAGED;
}

void flow_own_identity(const struct app *app, struct seal_identity *out)
{
    memcpy(out->secret, app->session.own.identity, sizeof out->secret);
    memcpy(out->recipient.key, app->session.own.recipient, sizeof out->recipient.key);
}

fault flow_record_open(struct app *app, enum record_kind kind, struct buffer *plain, struct record *ret_row)
{
    struct buffer sealed = {.limit = SEAL_RECORD_FILE_MAX + SEAL_SLOT_EXTRA}, age = {.limit = SEAL_RECORD_FILE_MAX};
    struct seal_identity identity;
    fault f = store_record_of(app->store, app->session.own.tag, kind, ret_row, &sealed);
    const struct seal_place place = place_of(ret_row);
    if (f ==
        FAULT_NONE) /* its columns are proven by the identity alone: whoever has the code reads it while it can be read */
        f = seal_slots_unwrap(app->flow->slots, &place, ret_row->sealed, &age);
    if (f == FAULT_NO_ENTRY && ret_row->row > 0)
        f = FAULT_FILE_DAMAGED;
    if (f == FAULT_NONE) {
        flow_own_identity(app, &identity);
        f = seal_record_open(&identity, (struct span){age.data, age.length}, plain);
        seal_wipe(&identity, sizeof identity);
    }
    ret_row->sealed = (struct span){0};
    buffer_free(&sealed);
    buffer_free(&age);
    return f;
}
