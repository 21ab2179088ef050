/* The trusted comment of an export. It is written in one way, and reading is writing again and comparing: whatever
 * differs from our own spelling (order, spaces, leading zeros, unknown or repeated fields) is refused without a rule
 * for each. */
#include "seal/inner.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/text.h"

enum { ROOT_TEXT = 44, TIME_TEXT = 17, SEQUENCE_MAX = 999999 };
static const int64_t minute_limit = 253402300800; /* 10000-01-01 */

bool seal_kiosk_name_good(const char *kiosk)
{
    size_t length = strspn(kiosk, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return length >= 1 && length <= SEAL_KIOSK_MAX && kiosk[length] == 0;
}

fault seal_export_name(char out[SEAL_EXPORT_NAME], const char *kiosk, uint32_t sequence)
{
    if (!seal_kiosk_name_good(kiosk) || sequence < 1 || sequence > SEQUENCE_MAX)
        return FAULT_BAD_INPUT;
    int length = snprintf(out, SEAL_EXPORT_NAME, "kx-%s-%06u.zip.age", kiosk, (unsigned)sequence);
    return length > 0 && length < SEAL_EXPORT_NAME ? FAULT_NONE : FAULT_BAD_INPUT;
}

/* 2026-03-01T14:05Z */
static void time_text(char out[32], int64_t moment)
{
    struct date d = date_of((int32_t)(moment / 86400));
    int minute = (int)(moment % 86400 / 60);
    snprintf(out, 32, "%04d-%02d-%02dT%02d:%02dZ", (int)d.year, d.month, d.day, minute / 60, minute % 60);
}

fault seal_claim_text(const struct seal_claim *c, char out[SEAL_TRUSTED_MAX + 1])
{
    char name[SEAL_EXPORT_NAME], previous[2 * SEAL_HASH + 1], root[ROOT_TEXT + 1], when[32];
    out[0] = 0;
    fault f = seal_export_name(name, c->kiosk, c->sequence);
    if (f != FAULT_NONE)
        return f;
    if (!text_same(name, c->file) || c->minute < 0 || c->minute >= minute_limit || c->minute % 60)
        return FAULT_BAD_INPUT;
    bytes_hex(previous, c->previous, SEAL_HASH);
    sodium_bin2base64(root, sizeof root, c->log_root, SEAL_HASH, sodium_base64_VARIANT_ORIGINAL);
    time_text(when, c->minute);
    snprintf(out, SEAL_TRUSTED_MAX + 1,
             "kx1 kiosk=%s seq=%" PRIu32 " prev=%s file=%s size=%" PRIu64 " rows=%" PRIu32 " log=%" PRIu64
             ":%s time=%s "
             "clock=%s boot=%" PRIu32,
             c->kiosk, c->sequence, previous, name, c->size, c->rows, c->log_size, root, when,
             c->clock_sure ? "set" : "unsure", c->boot);
    return FAULT_NONE;
}

/* Copies what stands behind `label` up to the next space. */
static bool take_field(const char **at, const char *label, char *out, size_t size)
{
    if (strncmp(*at, label, strlen(label)) != 0)
        return false;
    *at += strlen(label);
    size_t length = strcspn(*at, " ");
    if (length >= size)
        return false;
    memcpy(out, *at, length);
    out[length] = 0;
    *at += length;
    return true;
}

/* Leading zeros and signs fall out when the whole is written again. */
static bool take_number(const char **at, const char *label, uint64_t limit, uint64_t *ret_value)
{
    char text[24], *end;
    if (!take_field(at, label, text, sizeof text) || text[0] < '0' || text[0] > '9')
        return false;
    *ret_value = strtoull(text, &end, 10);
    return *end == 0 && *ret_value <= limit;
}

static bool take_log(const char **at, struct seal_claim *c)
{
    char text[24 + ROOT_TEXT], *end;
    if (!take_field(at, " log=", text, sizeof text) || text[0] < '0' || text[0] > '9')
        return false;
    c->log_size = strtoull(text, &end, 10);
    return *end == ':' && seal_base64_exact(c->log_root, SEAL_HASH, end + 1, strlen(end + 1));
}

static bool take_time(const char **at, struct seal_claim *c)
{
    char text[TIME_TEXT + 1];
    int year, month, day, hour, minute;
    if (!take_field(at, " time=", text, sizeof text) ||
        sscanf(text, "%4d-%2d-%2dT%2d:%2dZ", &year, &month, &day, &hour, &minute) != 5)
        return false;
    if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59)
        return false;
    c->minute = date_day(year, month, day) * (int64_t)86400 + hour * 3600 + minute * 60;
    return true;
}

static bool take_all(struct seal_claim *c, const char *at)
{
    char previous[2 * SEAL_HASH + 1], clock[8];
    uint64_t sequence = 0, rows = 0, boot = 0;
    if (!take_field(&at, "kx1 kiosk=", c->kiosk, sizeof c->kiosk) ||
        !take_number(&at, " seq=", SEQUENCE_MAX, &sequence) || !take_field(&at, " prev=", previous, sizeof previous) ||
        !bytes_unhex(c->previous, SEAL_HASH, previous) || !take_field(&at, " file=", c->file, sizeof c->file) ||
        !take_number(&at, " size=", UINT64_MAX, &c->size) || !take_number(&at, " rows=", UINT32_MAX, &rows) ||
        !take_log(&at, c) || !take_time(&at, c) || !take_field(&at, " clock=", clock, sizeof clock) ||
        !take_number(&at, " boot=", UINT32_MAX, &boot))
        return false;
    c->sequence = (uint32_t)sequence;
    c->rows = (uint32_t)rows;
    c->boot = (uint32_t)boot;
    c->clock_sure = text_same(clock, "set");
    return true;
}

fault seal_claim_parse(struct seal_claim *ret_claim, const char *text)
{
    struct seal_claim c = {0};
    char again[SEAL_TRUSTED_MAX + 1];
    if (!take_all(&c, text) || seal_claim_text(&c, again) != FAULT_NONE || !text_same(again, text))
        return FAULT_FILE_DAMAGED;
    *ret_claim = c;
    return FAULT_NONE;
}

fault seal_claim_verify(const struct seal_public *key, const uint8_t hash[64], const char *name, uint64_t size,
                        struct span signature, struct seal_claim *ret_claim, uint8_t ret_next[SEAL_HASH], char *why)
{
    char trusted[SEAL_TRUSTED_MAX + 1];
    uint8_t global[64];
    struct seal_claim c;
    fault f = seal_verify(key, hash, signature, trusted, global, why);
    if (f != FAULT_NONE)
        return f;
    if (seal_claim_parse(&c, trusted) != FAULT_NONE)
        return seal_say(why, FAULT_NOT_SIGNED, "the trusted comment is not a kx1 export's");
    if (!text_same(c.file, name))
        return seal_say(why, FAULT_NOT_SIGNED, "signed under another file name: %s", c.file);
    if (c.size != size)
        return seal_say(why, FAULT_NOT_SIGNED, "signed with another size: %" PRIu64, c.size);
    seal_blake2b(ret_next, SEAL_HASH, global, sizeof global);
    *ret_claim = c;
    return FAULT_NONE;
}
