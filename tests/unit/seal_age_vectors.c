/* The independent age vectors (tests/data/age): the verdict, its class, and what a streaming reader handed on before
 * it; read whole, byte by byte, and in odd pieces. */
#include <dirent.h>
#include <dlfcn.h>
#include "seal_kit.h"

static const char folder[] = "tests/data/age/vectors";

typedef int (*uncompress_function)(uint8_t *, unsigned long *, const uint8_t *, unsigned long);

struct vector {
    struct buffer file;
    struct span body;
    char expect[32], payload[65], identity[4][100], passphrase[100];
    size_t identities;
    bool armored, compressed;
};

static bool field(const char *line, const char *name, char *out, size_t size)
{
    size_t length = strlen(name);
    if (strncmp(line, name, length) != 0)
        return false;
    snprintf(out, size, "%s", line + length);
    return true;
}

static void read_vector(struct vector *v, const char *name)
{
    char path[512], line[256], other[16];
    *v = (struct vector){.file.limit = 1 << 20};
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (file_read(path, &v->file) != FAULT_NONE)
        abort();
    const char *at = buffer_string(&v->file);
    while (*at != '\n') {
        size_t length = strcspn(at, "\n");
        snprintf(line, sizeof line, "%.*s", (int)length, at);
        at += length + 1;
        if (field(line, "identity: ", v->identity[v->identities], sizeof v->identity[0]))
            v->identities++;
        else if (!field(line, "expect: ", v->expect, sizeof v->expect) &&
                 !field(line, "payload: ", v->payload, sizeof v->payload) &&
                 !field(line, "passphrase: ", v->passphrase, sizeof v->passphrase)) {
            v->armored |= field(line, "armored: ", other, sizeof other);
            v->compressed |= field(line, "compressed: ", other, sizeof other);
        }
    }
    at++;
    v->body = (struct span){(const uint8_t *)at, v->file.length - (size_t)(at - (const char *)v->file.data)};
}

static const char *class_of(const char *why)
{
    static const struct {
        const char *why, *expect;
    } classes[] = {{"armor", "armor failure"},
                   {"header", "header failure"},
                   {"hmac", "HMAC failure"},
                   {"no match", "no match"},
                   {"payload", "payload failure"}};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (strncmp(why, classes[i].why, strlen(classes[i].why)) == 0)
            return classes[i].expect;
    return "unknown";
}

static void run(const struct vector *v, const char *name, struct span file, size_t step)
{
    struct seal_identity mine[4];
    struct seal_age_reader *r = NULL;
    struct buffer plain = {.limit = 64 << 20};
    uint8_t digest[32];
    char hex[65];
    for (size_t i = 0; i < v->identities; i++)
        CHECK(seal_identity_parse(&mine[i], v->identity[i]) == FAULT_NONE);
    struct seal_keyring ring = {mine, v->identities, *v->passphrase ? v->passphrase : NULL, v->armored};
    CHECK(seal_age_reader_open(&r, &ring, (struct seal_sink){kit_into_buffer, &plain}) == FAULT_NONE);
    fault f = FAULT_NONE;
    for (size_t at = 0; at < file.length && f == FAULT_NONE; at += step)
        f = seal_age_read(r, file.data + at, file.length - at < step ? file.length - at : step);
    if (f == FAULT_NONE)
        f = seal_age_read_end(r);
    const char *got = f == FAULT_NONE ? "success" : class_of(seal_age_why(r));
    seal_sha256(digest, plain.data, plain.length);
    buffer_free(&plain);
    bytes_hex(hex, digest, 32);
    if (strcmp(got, v->expect) != 0 || (*v->payload && strcmp(hex, v->payload) != 0))
        printf("vector %s, pieces of %zu: %s (%s)\n", name, step, got, seal_age_why(r));
    CHECK_TEXT(got, v->expect);
    if (*v->payload)
        CHECK_TEXT(hex, v->payload);
    seal_age_reader_close(r);
}

static bool runs(const struct vector *v)
{
    for (size_t i = 0; i < v->identities; i++)
        if (strncmp(v->identity[i], "AGE-SECRET-KEY-PQ-", 18) == 0)
            return false;
    return true;
}

static void run_file(const char *name, uncompress_function uncompress)
{
    struct vector v;
    read_vector(&v, name);
    struct span file = v.body;
    unsigned long length = 24 << 20;
    uint8_t *big = NULL;
    if (v.compressed) {
        big = malloc(length);
        CHECK(uncompress(big, &length, v.body.data, v.body.length) == 0);
        file = (struct span){big, length};
    }
    run(&v, name, file, file.length + 1);
    if (!strstr(name, "scrypt")) /* slow on purpose */
        run(&v, name, file, file.length > 100000 ? 65551 : 7);
    if (file.length < 3000 && !strstr(name, "scrypt"))
        run(&v, name, file, 1);
    free(big);
    buffer_free(&v.file);
}

int main(void)
{
    kit_begin();
    DIR *d = opendir(folder);
    void *zlib = dlopen("libz.so.1", RTLD_NOW); /* 22 of the vectors are compressed; libpng brings the library along */
    uncompress_function uncompress = zlib ? (uncompress_function)dlsym(zlib, "uncompress") : NULL;
    if (!d || !uncompress) {
        SKIP(d ? "no libz.so.1 to unpack the vectors with" : "run from the root of the repository");
        return TEST_END();
    }
    size_t run_count = 0, named = 0;
    for (struct dirent *e = readdir(d); e; e = readdir(d)) {
        if (e->d_name[0] == '.')
            continue;
        struct vector v;
        read_vector(&v, e->d_name);
        if (runs(&v)) {
            run_count++;
            run_file(e->d_name, uncompress);
        } else {
            named++;
            printf("post-quantum, not for libsodium 1.0.18: %s\n", e->d_name);
        }
        buffer_free(&v.file);
    }
    closedir(d);
    dlclose(zlib);
    CHECK_INT(run_count, 124);
    CHECK_INT(named, 19);
    return TEST_END();
}
