/* What minisign reads and writes: public keys and prehashed signatures; and the claim about an export, which is the trusted comment
 * of its signature. A signature file has one spelling here; minisign itself also takes CRLF, junk behind the end, and a missing last LF.
 * The untrusted comment is proven by nobody, so only ours is accepted. The claim is written in one way, and reading is writing again and
 * comparing: whatever differs from our own spelling (order, spaces, leading zeros, unknown or repeated fields) is refused without a rule
 * for each. */
#include "seal/inner.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/text.h"

/* --- public keys ----------------------------------------------------------------------------------------------------- */

static const char public_comment[] = "untrusted comment: ";

struct public_file {
    uint8_t kind[2];
    struct seal_public key;
};
enum { PUBLIC_TEXT = 56 };

void seal_key_id_text(char out[17], const uint8_t key_id[8])
{
    static const char digits[] = "0123456789ABCDEF";
    for (int i = 0; i < 8; i++) { /* printed as a little-endian number */
        out[2 * i] = digits[key_id[7 - i] >> 4];
        out[2 * i + 1] = digits[key_id[7 - i] & 15];
    }
    out[16] = 0;
}

fault seal_public_text(const struct seal_public *key, struct buffer *out)
{
    struct public_file file = {.kind = "Ed", .key = *key};
    char text[PUBLIC_TEXT + 1], id[17];
    size_t before = out->length;
    sodium_bin2base64(text, sizeof text, (const uint8_t *)&file, sizeof file, sodium_base64_VARIANT_ORIGINAL);
    seal_key_id_text(id, key->key_id);
    buffer_format(out, "%sminisign public key %s\n%s\n", public_comment, id, text);
    if (!out->over)
        return FAULT_NONE;
    seal_take_back(out, before);
    return FAULT_TOO_LARGE;
}

/* The next line without its LF or CR LF; the last one may lack both. */
static bool take_line(struct span *in, struct span *ret_line)
{
    if (in->length == 0)
        return false;
    const uint8_t *end = memchr(in->data, '\n', in->length);
    size_t length = end ? (size_t)(end - in->data) : in->length, passed = length + (end ? 1 : 0);
    *ret_line = (struct span){in->data, length};
    *in = (struct span){in->data + passed, in->length - passed};
    if (length > 0 && ret_line->data[length - 1] == '\r')
        ret_line->length--;
    return true;
}

/* The same without the blanks at its end: what an editor may leave in a key file. */
static bool take_trimmed(struct span *in, struct span *ret_line)
{
    if (!take_line(in, ret_line))
        return false;
    while (ret_line->length > 0 && memchr("\r \t", ret_line->data[ret_line->length - 1], 3))
        ret_line->length--;
    return true;
}

fault seal_public_line(struct seal_public *ret_key, struct span line)
{
    struct public_file file;
    if (line.length != PUBLIC_TEXT || !seal_base64_exact(&file, sizeof file, (const char *)line.data, PUBLIC_TEXT) ||
        memcmp(file.kind, "Ed", 2) != 0)
        return FAULT_FILE_DAMAGED;
    *ret_key = file.key;
    return FAULT_NONE;
}

fault seal_line_digits(char out[SEAL_DIGITS], const char *line)
{
    struct seal_public key;
    fault f = seal_public_line(&key, (struct span){(const uint8_t *)line, strlen(line)});
    out[0] = 0;
    if (f == FAULT_NONE)
        seal_digits(out, key.key, sizeof key.key);
    return f;
}

fault seal_public_parse(struct seal_public *ret_key, struct span text)
{
    struct span line;
    if (!take_trimmed(&text, &line)) /* the comment: nobody proves it, whatever it says */
        return FAULT_FILE_DAMAGED;
    do {
        if (!take_trimmed(&text, &line))
            return FAULT_FILE_DAMAGED;
    } while (line.length == 0);
    return seal_public_line(ret_key, line);
}

/* --- signatures ------------------------------------------------------------------------------------------------------ */

static const char line_1[] = "untrusted comment: kx1 export, check with minisign\n", line_3[] = "trusted comment: ";
static const char letter_line[] = "untrusted comment: signature from minisign secret key\n";
enum { LINE_2 = 100, LINE_4 = 88 };

struct signature {
    uint8_t kind[2], key_id[8], bytes[64];
};
static_assert(sizeof(struct signature) == 74);

static bool comment_good(const char *text, size_t length)
{
    if (length > SEAL_TRUSTED_MAX)
        return false;
    for (size_t i = 0; i < length; i++)
        if (text[i] < 0x20 || text[i] > 0x7e)
            return false;
    return true;
}

/* sig || comment: what the second signature is over. */
static size_t global_input(uint8_t out[64 + SEAL_TRUSTED_MAX], const uint8_t signature[64], const char *trusted)
{
    size_t length = strlen(trusted);
    memcpy(out, signature, 64);
    memcpy(out + 64, trusted, length);
    return 64 + length;
}

static void put_base64(struct buffer *out, const void *data, size_t length)
{
    char text[LINE_2 + 1];
    sodium_bin2base64(text, sizeof text, data, length, sodium_base64_VARIANT_ORIGINAL);
    buffer_text(out, text);
    buffer_text(out, "\n");
}

struct signer {
    const uint8_t *key_id, *secret; /* 8 and 64 bytes */
    const char *line;               /* the first of the file */
};

/* The file's text, appended; `trusted` is good. */
static void put_signature(const struct signer *by, const uint8_t hash[64], const char *trusted, struct buffer *out,
                          uint8_t ret_global[64])
{
    uint8_t covered[64 + SEAL_TRUSTED_MAX];
    struct signature s = {.kind = "ED"};
    memcpy(s.key_id, by->key_id, 8);
    crypto_sign_detached(s.bytes, NULL, hash, 64, by->secret);
    size_t length = global_input(covered, s.bytes, trusted);
    crypto_sign_detached(ret_global, NULL, covered, length, by->secret);
    buffer_text(out, by->line);
    put_base64(out, &s, sizeof s);
    buffer_format(out, "%s%s\n", line_3, trusted);
    put_base64(out, ret_global, 64);
}

fault seal_sign(const struct seal *seal, const uint8_t hash[64], const char *trusted, struct buffer *out,
                uint8_t ret_global[64])
{
    if (!comment_good(trusted, strlen(trusted)))
        return FAULT_BAD_INPUT;
    size_t before = out->length;
    struct seal_proof read_back;
    const struct signer by = {seal->public.key_id, seal->sign_secret, line_1};
    put_signature(&by, hash, trusted, out, ret_global);
    fault f = out->over ? FAULT_TOO_LARGE : FAULT_NONE;
    if (f == FAULT_NONE)
        f = seal_verify(&seal->public, hash, (struct span){out->data + before, out->length - before}, &read_back, NULL);
    if (f != FAULT_NONE)
        seal_take_back(out, before);
    return f;
}

struct parsed {
    struct signature signature;
    uint8_t global[64];
};

static bool take_text(struct span *in, const char *text)
{
    size_t length = strlen(text);
    if (in->length < length || memcmp(in->data, text, length) != 0)
        return false;
    *in = (struct span){in->data + length, in->length - length};
    return true;
}

static bool take_base64(struct span *in, void *out, size_t length, size_t characters)
{
    if (in->length < characters + 1 || in->data[characters] != '\n' ||
        !seal_base64_exact(out, length, (const char *)in->data, characters))
        return false;
    *in = (struct span){in->data + characters + 1, in->length - characters - 1};
    return true;
}

static bool take_comment(struct span *in, char out[SEAL_TRUSTED_MAX + 1])
{
    const uint8_t *end = in->length ? memchr(in->data, '\n', in->length) : NULL;
    size_t length = end ? (size_t)(end - in->data) : 0;
    if (!end || !comment_good((const char *)in->data, length))
        return false;
    memcpy(out, in->data, length);
    out[length] = 0;
    *in = (struct span){in->data + length + 1, in->length - length - 1};
    return true;
}

static bool parse(struct parsed *out, char trusted[SEAL_TRUSTED_MAX + 1], struct span in)
{
    return take_text(&in, line_1) && take_base64(&in, &out->signature, sizeof out->signature, LINE_2) &&
           take_text(&in, line_3) && take_comment(&in, trusted) && take_base64(&in, out->global, 64, LINE_4) &&
           in.length == 0;
}

fault seal_verify(const struct seal_public *key, const uint8_t hash[64], struct span signature,
                  struct seal_proof *ret_proof, char *why)
{
    struct parsed p;
    uint8_t covered[64 + SEAL_TRUSTED_MAX];
    char trusted[SEAL_TRUSTED_MAX + 1];
    *ret_proof = (struct seal_proof){0};
    if (!parse(&p, trusted, signature))
        return seal_say(why, FAULT_NOT_SIGNED, "the signature file is not in its one form");
    if (memcmp(p.signature.kind, "ED", 2) != 0)
        return seal_say(why, FAULT_NOT_SIGNED, "an old kind of signature");
    if (memcmp(p.signature.key_id, key->key_id, 8) != 0)
        return seal_say(why, FAULT_NOT_SIGNED, "signed with another key");
    if (crypto_sign_verify_detached(p.signature.bytes, hash, 64, key->key) != 0)
        return seal_say(why, FAULT_NOT_SIGNED, "the file was changed");
    size_t length = global_input(covered, p.signature.bytes, trusted);
    if (crypto_sign_verify_detached(p.global, covered, length, key->key) != 0)
        return seal_say(why, FAULT_NOT_SIGNED, "the trusted comment was changed");
    memcpy(ret_proof->trusted, trusted, strlen(trusted) + 1);
    memcpy(ret_proof->global, p.global, 64);
    return FAULT_NONE;
}

/* --- what the office signs with minisign itself -------------------------------------------------------------------------- */

struct secret_file { /* as `minisign -G -W` writes it: no passphrase, so salt, costs and check are zeros */
    uint8_t kind[2], derivation[2], check_kind[2], salt[32], operations[8], memory[8], key_id[8], secret[64], check[32];
};
static_assert(sizeof(struct secret_file) == 158);
enum { SECRET_TEXT = 212 };

fault seal_pair_make(struct seal_public *ret_key, struct buffer *secret)
{
    struct secret_file file = {.kind = "Ed", .check_kind = "B2"};
    char text[SECRET_TEXT + 1];
    size_t before = secret->length;
    randombytes_buf(file.key_id, sizeof file.key_id);
    crypto_sign_keypair(ret_key->key, file.secret);
    memcpy(ret_key->key_id, file.key_id, sizeof file.key_id);
    sodium_bin2base64(text, sizeof text, (const uint8_t *)&file, sizeof file, sodium_base64_VARIANT_ORIGINAL);
    buffer_format(secret, "%sminisign encrypted secret key\n%s\n", public_comment, text);
    sodium_memzero(&file, sizeof file);
    sodium_memzero(text, sizeof text);
    if (!secret->over)
        return FAULT_NONE;
    seal_take_back(secret, before);
    return FAULT_TOO_LARGE;
}

/* The next line after `start`, which is taken off. */
static bool take_line_with(struct span *in, const char *start, struct span *ret_line)
{
    return take_line(in, ret_line) && take_text(ret_line, start);
}

static bool base64_line(struct span line, void *out, size_t length, size_t characters)
{
    return line.length == characters && seal_base64_exact(out, length, (const char *)line.data, characters);
}

static bool only_line_ends(struct span in)
{
    for (size_t i = 0; i < in.length; i++)
        if (in.data[i] != '\r' && in.data[i] != '\n')
            return false;
    return true;
}

/* What minisign writes and takes, but nothing behind the fourth line. `trusted` lies in `in`. */
static bool parse_letter(struct parsed *out, struct span *trusted, struct span in)
{
    struct span line;
    return take_line_with(&in, public_comment, &line) && take_line(&in, &line) &&
           base64_line(line, &out->signature, sizeof out->signature, LINE_2) && take_line_with(&in, line_3, trusted) &&
           trusted->length <= SEAL_LETTER_TRUSTED && take_line(&in, &line) &&
           base64_line(line, out->global, 64, LINE_4) && only_line_ends(in);
}

/* Prehashed ("ED") or the file itself ("Ed"), as minisign has both. */
static bool letter_signed(const struct parsed *p, const uint8_t key[32], struct span file)
{
    static const uint8_t nothing[1];
    uint8_t hash[64];
    if (memcmp(p->signature.kind, "Ed", 2) == 0)
        return crypto_sign_verify_detached(p->signature.bytes, file.data ? file.data : nothing, file.length, key) == 0;
    crypto_generichash_blake2b(hash, sizeof hash, file.data, file.length, NULL, 0);
    return crypto_sign_verify_detached(p->signature.bytes, hash, sizeof hash, key) == 0;
}

fault seal_letter_verify(const struct seal_public *key, struct span file, struct span signature, char *why)
{
    struct parsed p;
    struct span trusted;
    uint8_t covered[64 + SEAL_LETTER_TRUSTED];
    if (file.length > SEAL_LETTER_MAX || signature.length > SEAL_LETTER_SIGNATURE_MAX)
        return seal_say(why, FAULT_TOO_LARGE, "more than %d MiB, or a signature file of more than %d KiB",
                        SEAL_LETTER_MAX >> 20, SEAL_LETTER_SIGNATURE_MAX >> 10);
    if (!parse_letter(&p, &trusted, signature))
        return seal_say(why, FAULT_NOT_SIGNED, "the signature file is not one that minisign writes, or is cut off");
    if (memcmp(p.signature.kind, "ED", 2) != 0 && memcmp(p.signature.kind, "Ed", 2) != 0)
        return seal_say(why, FAULT_NOT_SIGNED, "an unknown kind of signature");
    if (memcmp(p.signature.key_id, key->key_id, 8) != 0)
        return seal_say(why, FAULT_NOT_SIGNED, "signed with another key");
    if (!letter_signed(&p, key->key, file))
        return seal_say(why, FAULT_NOT_SIGNED, "the file was changed");
    memcpy(covered, p.signature.bytes, 64);
    memcpy(covered + 64, trusted.data, trusted.length);
    if (crypto_sign_verify_detached(p.global, covered, 64 + trusted.length, key->key) != 0)
        return seal_say(why, FAULT_NOT_SIGNED, "the trusted comment was changed");
    return FAULT_NONE;
}

/* The key file, without a passphrase. Wipe `out`. */
static fault secret_parse(struct secret_file *out, struct span text)
{
    struct span line;
    if (!take_line_with(&text, public_comment, &line) || !take_line(&text, &line) ||
        !base64_line(line, out, sizeof *out, SECRET_TEXT) || memcmp(out->kind, "Ed", 2) != 0)
        return FAULT_FILE_DAMAGED;
    return out->derivation[0] || out->derivation[1] ? FAULT_NOT_FOR_US : FAULT_NONE;
}

fault seal_pair_sign(struct span secret, struct span file, const char *trusted, struct buffer *out)
{
    struct secret_file key;
    struct seal_public public;
    uint8_t hash[64], global[64];
    size_t before = out->length;
    if (file.length > SEAL_LETTER_MAX || !comment_good(trusted, strlen(trusted)))
        return FAULT_BAD_INPUT;
    fault f = secret_parse(&key, secret);
    if (f == FAULT_NONE) {
        const struct signer by = {key.key_id, key.secret, letter_line};
        memcpy(public.key_id, key.key_id, sizeof public.key_id);
        memcpy(public.key, key.secret + 32, sizeof public.key);
        crypto_generichash_blake2b(hash, sizeof hash, file.data, file.length, NULL, 0);
        put_signature(&by, hash, trusted, out, global);
        f = out->over ? FAULT_TOO_LARGE : FAULT_NONE;
    }
    if (f == FAULT_NONE)
        f = seal_letter_verify(&public, file, (struct span){out->data + before, out->length - before}, NULL);
    if (f != FAULT_NONE)
        seal_take_back(out, before);
    sodium_memzero(&key, sizeof key);
    return f;
}

/* --- the claim of an export ------------------------------------------------------------------------------------------ */

enum { ROOT_TEXT = 44, TIME_TEXT = 17, SEQUENCE_MAX = 999999 };
static const int64_t minute_limit = 253402300800; /* 10000-01-01 */

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

/* BAD_INPUT when a field is out of its range. */
static fault claim_text(const struct seal_claim *c, char out[SEAL_TRUSTED_MAX + 1])
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

/* Exactly what claim_text writes, else FILE_DAMAGED. */
static fault claim_parse(struct seal_claim *ret_claim, const char *text)
{
    struct seal_claim c = {0};
    char again[SEAL_TRUSTED_MAX + 1];
    if (!take_all(&c, text) || claim_text(&c, again) != FAULT_NONE || !text_same(again, text))
        return FAULT_FILE_DAMAGED;
    *ret_claim = c;
    return FAULT_NONE;
}

fault seal_claim_verify(const struct seal_public *key, const struct seal_signed *file, struct seal_claim *ret_claim,
                        uint8_t ret_next[SEAL_HASH], char *why)
{
    struct seal_proof proof;
    struct seal_claim c;
    fault f = seal_verify(key, file->hash, file->signature, &proof, why);
    if (f != FAULT_NONE)
        return f;
    if (claim_parse(&c, proof.trusted) != FAULT_NONE)
        return seal_say(why, FAULT_NOT_SIGNED, "the trusted comment is not a kx1 export's");
    if (!text_same(c.file, file->name))
        return seal_say(why, FAULT_NOT_SIGNED, "signed under another file name: %s", c.file);
    if (c.size != file->size)
        return seal_say(why, FAULT_NOT_SIGNED, "signed with another size: %" PRIu64, c.size);
    seal_blake2b(ret_next, SEAL_HASH, proof.global, sizeof proof.global);
    *ret_claim = c;
    return FAULT_NONE;
}

fault seal_claim_sign(const struct seal *seal, const struct seal_claim *claim, const uint8_t hash[64],
                      struct buffer *out, uint8_t ret_next[SEAL_HASH])
{
    char trusted[SEAL_TRUSTED_MAX + 1];
    uint8_t global[64];
    fault f = claim_text(claim, trusted);
    if (f == FAULT_NONE)
        f = seal_sign(seal, hash, trusted, out, global);
    if (f == FAULT_NONE)
        seal_blake2b(ret_next, SEAL_HASH, global, sizeof global);
    return f;
}

/* --- the event log taken out as a file -------------------------------------------------------------------------------------- */

static fault log_text(const struct seal_log_claim *c, char out[SEAL_TRUSTED_MAX + 1])
{
    char root[ROOT_TEXT + 1];
    out[0] = 0;
    if (!seal_kiosk_name_good(c->kiosk))
        return FAULT_BAD_INPUT;
    sodium_bin2base64(root, sizeof root, c->root, SEAL_HASH, sodium_base64_VARIANT_ORIGINAL);
    snprintf(out, SEAL_TRUSTED_MAX + 1, "kx1-journal kiosk=%s size=%" PRIu64 " log=%" PRIu64 ":%s", c->kiosk, c->size,
             c->entries, root);
    return FAULT_NONE;
}

fault seal_log_sign(const struct seal *seal, const struct seal_log_claim *claim, const uint8_t hash[64],
                    struct buffer *out)
{
    char trusted[SEAL_TRUSTED_MAX + 1];
    uint8_t global[64];
    fault f = log_text(claim, trusted);
    return f == FAULT_NONE ? seal_sign(seal, hash, trusted, out, global) : f;
}

fault seal_log_verify(const struct seal_public *key, const uint8_t hash[64], struct span signature,
                      struct seal_log_claim *ret_claim, char *why)
{
    struct seal_proof proof;
    struct seal_claim read = {0};
    struct seal_log_claim c = {0};
    char again[SEAL_TRUSTED_MAX + 1];
    *ret_claim = c;
    fault f = seal_verify(key, hash, signature, &proof, why);
    if (f != FAULT_NONE)
        return f;
    const char *at = proof.trusted;
    bool good = take_field(&at, "kx1-journal kiosk=", c.kiosk, sizeof c.kiosk) &&
                take_number(&at, " size=", UINT64_MAX, &c.size) && take_log(&at, &read);
    c.entries = read.log_size;
    memcpy(c.root, read.log_root, SEAL_HASH);
    if (!good || log_text(&c, again) != FAULT_NONE || !text_same(again, proof.trusted))
        return seal_say(why, FAULT_NOT_SIGNED, "the trusted comment is not that of an event log");
    *ret_claim = c;
    return FAULT_NONE;
}

/* --- all that a kiosk holds -------------------------------------------------------------------------------- */

static void hash_of(uint8_t out[64], struct span file)
{
    struct seal_hash h;
    seal_hash_begin(&h);
    seal_hash_add(&h, file.data, file.length);
    seal_hash_end(&h, out);
}

static void moving_text(char out[SEAL_TRUSTED_MAX + 1], const struct seal_moving_claim *c, size_t size)
{
    if (*c->day)
        snprintf(out, SEAL_TRUSTED_MAX + 1, "kx1-backup kiosk=%s size=%zu day=%s list=%u", c->kiosk, size, c->day,
                 c->list);
    else
        snprintf(out, SEAL_TRUSTED_MAX + 1, "kx1-moving kiosk=%s size=%zu", c->kiosk, size);
}

fault seal_moving_sign(const struct seal *seal, const struct seal_moving_claim *claim, struct span file,
                       struct buffer *out)
{
    char trusted[SEAL_TRUSTED_MAX + 1];
    uint8_t hash[64], global[64];
    if (!seal_kiosk_name_good(claim->kiosk))
        return FAULT_BAD_INPUT;
    moving_text(trusted, claim, file.length);
    hash_of(hash, file);
    return seal_sign(seal, hash, trusted, out, global);
}

fault seal_moving_verify(const struct seal_public *key, struct span file, struct span signature,
                         struct seal_moving_claim *ret_claim, char *why)
{
    struct seal_proof proof;
    struct seal_moving_claim c = {0};
    char again[SEAL_TRUSTED_MAX + 1];
    uint8_t hash[64];
    *ret_claim = c;
    hash_of(hash, file);
    fault f = seal_verify(key, hash, signature, &proof, why);
    if (f != FAULT_NONE)
        return f;
    if (sscanf(proof.trusted, "kx1-backup kiosk=%16[a-z0-9-] size=%*u day=%10[0-9-] list=%u", c.kiosk, c.day,
               &c.list) != 3) {
        c = (struct seal_moving_claim){0};
        (void)sscanf(proof.trusted, "kx1-moving kiosk=%16[a-z0-9-] ", c.kiosk);
    }
    moving_text(again, &c, file.length);
    if (strcmp(again, proof.trusted) != 0)
        return seal_say(why, FAULT_NOT_SIGNED, "the trusted comment is not that of a kiosk that moves, or of a backup");
    *ret_claim = c;
    return FAULT_NONE;
}
