/* Records as JSON, through jansson. Its memory is wiped as it goes, since what a person wrote passes through it. */
#include "feed/signup.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include "base/text.h"

/* A block that remembers its length, so that it can be wiped. */
static void *take(size_t size)
{
    size_t *block = malloc(size + 16);
    if (!block)
        return NULL;
    *block = size;
    return (char *)block + 16;
}

static void give(void *memory)
{
    if (!memory)
        return;
    char *block = (char *)memory - 16;
    size_t size;
    memcpy(&size, block, sizeof size);
    bytes_wipe(block, size + 16);
    free(block);
}

/* Only while this file holds a document: what was made with one pair of functions must be freed with it. */
struct guard {
    json_malloc_t before_malloc;
    json_free_t before_free;
};

static struct guard guard_up(void)
{
    struct guard g;
    json_get_alloc_funcs(&g.before_malloc, &g.before_free);
    json_set_alloc_funcs(take, give);
    return g;
}

static void guard_down(struct guard g)
{
    json_set_alloc_funcs(g.before_malloc, g.before_free);
}

static bool text(const json_t *from, const char *key, char *out, size_t size)
{
    const char *value = json_string_value(json_object_get(from, key));
    return value && text_copy(out, size, value);
}

static bool number(const json_t *from, const char *key, int32_t *out)
{
    const json_t *value = json_object_get(from, key);
    if (!json_is_integer(value) || json_integer_value(value) < 0 || json_integer_value(value) > INT32_MAX)
        return false;
    *out = (int32_t)json_integer_value(value);
    return true;
}

static bool read_consent(const json_t *root, struct signup_record *out)
{
    char way[8], answer[16];
    const json_t *signature = json_object_get(root, "signature"), *purposes = json_object_get(root, "purposes");
    bool good = text(root, "name", out->name, sizeof out->name) && text(root, "contact_way", way, sizeof way) &&
                text(root, "contact", out->contact, sizeof out->contact) &&
                number(json_object_get(root, "notice"), "version", &out->notice_version) &&
                text(signature, "way", out->sign_way, sizeof out->sign_way);
    if (!good)
        return false;
    const json_t *notice = json_object_get(root, "notice");
    if (!number(notice, "edition", &out->notice_edition))
        out->notice_edition = 0;
    if (json_object_get(notice, "sha256") && !text(notice, "sha256", out->notice_sha256, sizeof out->notice_sha256))
        return false;
    if (json_object_get(signature, "witness") && !text(signature, "witness", out->witness, sizeof out->witness))
        return false;
    out->contact_way = strcmp(way, "phone") == 0  ? CONTACT_PHONE
                       : strcmp(way, "mail") == 0 ? CONTACT_MAIL
                                                  : CONTACT_NONE;
    for (int i = 0; i < PURPOSE_COUNT; i++) {
        if (!text(purposes, consent_purpose((enum consent_purpose)i)->key, answer, sizeof answer))
            return false;
        out->answers[i] = strcmp(answer, "yes") == 0 ? ANSWER_YES : ANSWER_NO;
    }
    return true;
}

static bool read_record(const json_t *root, struct signup_record *out)
{
    char schema[32];
    if (!text(root, "schema", schema, sizeof schema))
        return false;
    out->is_consent = strcmp(schema, "sirkel-consent-1") == 0;
    if (!out->is_consent && strcmp(schema, "sirkel-membership-1") != 0)
        return false;
    bool good =
        text(root, "record_id", out->record_id, sizeof out->record_id) &&
        text(root, "sign_up", out->sign_up, sizeof out->sign_up) &&
        text(root, "kiosk", out->kiosk, sizeof out->kiosk) && text(root, "group", out->group, sizeof out->group) &&
        text(root, "language", out->language, sizeof out->language) && text(root, "day", out->day, sizeof out->day);
    if (!good)
        return false;
    out->waiting = json_is_true(json_object_get(root, "waiting")); /* which versions before 0.4 did not write */
    return out->is_consent ? read_consent(root, out) : number(root, "rules_version", &out->rules_version);
}

fault signup_read(struct span json, struct signup_record *out)
{
    *out = (struct signup_record){0};
    struct guard g = guard_up();
    json_t *root = json_loadb((const char *)json.data, json.length, JSON_REJECT_DUPLICATES, NULL);
    fault f = root && read_record(root, out) ? FAULT_NONE : FAULT_FILE_DAMAGED;
    json_decref(root);
    guard_down(g);
    if (f != FAULT_NONE)
        bytes_wipe(out, sizeof *out);
    return f;
}

static bool put(json_t *root, const char *key, const char *value)
{
    return json_object_set_new(root, key, json_string(value)) == 0;
}

/* The line is the record's from here on, and borrowed by the caller; NULL where there is none. */
static json_t *note_event(json_t *root, const char *event, const char *day)
{
    json_t *line = json_pack("{s:s, s:s}", "event", event, "day", day);
    return line && json_array_append_new(json_object_get(root, "events"), line) == 0 ? line : NULL;
}

/* A yes that comes later has its own language and its own text; a record of before 0.4 told no languages. */
static bool answer(json_t *root, const struct signup_change *change)
{
    const char *purpose = consent_purpose((enum consent_purpose)change->purpose)->key;
    bool yes = change->answer == ANSWER_YES;
    json_t *line = note_event(root, yes ? "given" : "withdrawn", change->day);
    bool good = line && put(line, "purpose", purpose) &&
                put(json_object_get(root, "purposes"), purpose, yes ? "yes" : "withdrawn");
    if (!good || !yes)
        return good;
    if (!json_object_get(root, "purposes_language") &&
        json_object_set_new(root, "purposes_language", json_object()) != 0)
        return false;
    return put(line, "language", change->language) && put(line, "sha256", change->notice_sha256) &&
           put(json_object_get(root, "purposes_language"), purpose, change->language);
}

static bool apply(json_t *root, const struct signup_change *change)
{
    if (!put(root, "record_id", change->record_id))
        return false;
    if (change->way != CONTACT_UNASKED) {
        const char *way = change->way == CONTACT_PHONE ? "phone" : change->way == CONTACT_MAIL ? "mail" : "none";
        if (!put(root, "contact_way", way) || !put(root, "contact", change->contact) ||
            !note_event(root, "contact_changed", change->day))
            return false;
    }
    return change->purpose < 0 || answer(root, change);
}

static int into_buffer(const char *data, size_t length, void *buffer)
{
    buffer_add(buffer, data, length);
    return 0;
}

fault signup_change(struct span json, const struct signup_change *change, struct buffer *out)
{
    struct guard g = guard_up();
    fault f = FAULT_FILE_DAMAGED;
    json_t *root = json_loadb((const char *)json.data, json.length, JSON_REJECT_DUPLICATES, NULL);
    if (root && apply(root, change)) {
        f = json_dump_callback(root, into_buffer, out, JSON_COMPACT) == 0 ? FAULT_NONE : FAULT_NO_MEMORY;
        if (f == FAULT_NONE && out->over)
            f = FAULT_TOO_LARGE;
    }
    json_decref(root);
    guard_down(g);
    return f;
}
