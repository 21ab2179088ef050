#include "letter_kit.h"

struct seal *letter_kit_keys(const struct kit *k, const char *name)
{
    char path[FILE_PATH_MAX];
    struct seal *seal = NULL;
    CHECK_INT(file_path(path, k->folder, name), FAULT_NONE);
    CHECK_INT(seal_create(path), FAULT_NONE);
    CHECK_INT(seal_open(&seal, path), FAULT_NONE);
    return seal;
}

void letter_kit_line(const struct seal *seal, char out[57])
{
    struct buffer text = {.limit = 512};
    struct seal_public key = seal_public(seal);
    CHECK_INT(seal_public_text(&key, &text), FAULT_NONE);
    snprintf(out, 57, "%.56s", strchr(buffer_string(&text), '\n') + 1);
    buffer_free(&text);
}

void letter_kit_put(const struct kit *k, const char *name, const void *data, size_t length)
{
    char path[FILE_PATH_MAX];
    CHECK_INT(file_path(path, k->stick, name), FAULT_NONE);
    unlink(path);
    CHECK_INT(file_new(path, data, length, 0600), FAULT_NONE);
}

void letter_kit_sign(const struct kit *k, const struct seal *by, const char *name, const char *text)
{
    struct seal_hash h;
    uint8_t hash[64], global[64];
    char beside[64];
    struct buffer signature = {.limit = SEAL_SIGNATURE_MAX};
    seal_hash_begin(&h);
    seal_hash_add(&h, text, strlen(text));
    seal_hash_end(&h, hash);
    CHECK_INT(seal_sign(by, hash, "office letter", &signature, global), FAULT_NONE);
    snprintf(beside, sizeof beside, "%s.minisig", name);
    letter_kit_put(k, beside, signature.data, signature.length);
    buffer_free(&signature);
}

void letter_kit_clear(const struct kit *k)
{
    char path[FILE_PATH_MAX];
    DIR *dir = opendir(k->stick);
    for (struct dirent *e; (e = readdir(dir));)
        if (*e->d_name != '.' && file_path(path, k->stick, e->d_name) == FAULT_NONE)
            unlink(path);
    closedir(dir);
}

void letter_kit_write(const struct kit *k, const struct seal *office, struct letter_wish w)
{
    char name[LETTER_FILE_NAME];
    struct buffer text = {.limit = 4 << 20};
    letter_kit_clear(k);
    buffer_format(&text, "{\"format\":\"sirkel-office-1\",\"centre\":\"%s\",\"kiosks\":%s,\"number\":%d,",
                  w.centre ? w.centre : "granvika", w.kiosks ? w.kiosks : "\"all\"", w.number);
    buffer_format(&text, "\"issued\":\"%s\",\"last\":\"%s\",", w.issued ? w.issued : "2026-11-24",
                  w.last ? w.last : "2026-12-24");
    buffer_format(&text, "%s}", w.parts ? w.parts : "\"places\":{\"tirsdagsgruppa\":6}");
    letter_file_name(name, w.number);
    letter_kit_put(k, name, text.data, text.length);
    letter_kit_sign(k, office, name, buffer_string(&text));
    buffer_free(&text);
}

char *letter_kit_timetable(const char *from, const char *to)
{
    static char out[1 << 20];
    struct buffer text = {.limit = 1 << 20};
    CHECK_INT(file_read("assets/demo/centre.json", &text), FAULT_NONE);
    const char *whole = buffer_string(&text), *at = from ? strstr(whole, from) : NULL;
    if (at)
        snprintf(out, sizeof out, "\"timetable\":%.*s%s%s", (int)(at - whole), whole, to, at + strlen(from));
    else
        snprintf(out, sizeof out, "\"timetable\":%s", whole);
    CHECK(!from || at);
    buffer_free(&text);
    return out;
}

void letter_kit_trust(struct kit *k, const char *key, bool staff)
{
    struct office_row row;
    CHECK_INT(store_office(k->app.store, &row), FAULT_NONE);
    CHECK(text_copy(row.key, sizeof row.key, key));
    row.staff = staff;
    CHECK_INT(store_begin(k->app.store), FAULT_NONE);
    CHECK_INT(store_office_set(k->app.store, &row), FAULT_NONE);
    CHECK_INT(store_commit(k->app.store), FAULT_NONE);
}
