/* What the seal's tests share: a folder that goes away, files in it, a centre's keys, and running another program. */
#pragma once

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/file.h"
#include "seal/seal.h"
#include "test.h"

#define UNUSED __attribute__((unused))

static char kit_folder[64];
static struct seal_identity kit_office, kit_recovery;

static int kit_remove(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st, (void)type, (void)at;
    return remove(path);
}

static void kit_end(void)
{
    nftw(kit_folder, kit_remove, 16, FTW_DEPTH | FTW_PHYS);
}

static void kit_begin(void)
{
    snprintf(kit_folder, sizeof kit_folder, "/tmp/seal-test-XXXXXX");
    if (!mkdtemp(kit_folder) || seal_start() != FAULT_NONE)
        abort();
    atexit(kit_end);
    seal_identity_make(&kit_office);
    seal_identity_make(&kit_recovery);
}

/* A path in the folder; good until the eighth call after. */
static const char *kit_path(const char *name)
{
    static char paths[8][FILE_PATH_MAX];
    static unsigned turn;
    char *out = paths[turn++ % 8];
    snprintf(out, FILE_PATH_MAX, "%s/%s", kit_folder, name);
    return out;
}

UNUSED static void kit_write(const char *name, struct span content)
{
    if (file_replace(kit_path(name), content.data, content.length, 0600) != FAULT_NONE)
        abort();
}

UNUSED static struct buffer kit_read(const char *name)
{
    struct buffer out = {.limit = 64 << 20};
    if (file_read(kit_path(name), &out) != FAULT_NONE)
        out.over = true;
    return out;
}

static inline struct span kit_span(const struct buffer *b)
{
    return (struct span){b->data, b->length};
}

static inline struct span kit_text(const char *text)
{
    return (struct span){(const uint8_t *)text, strlen(text)};
}

/* A new kiosk with the two recipients. */
UNUSED static struct seal *kit_seal(void)
{
    struct seal *seal = NULL;
    char office[SEAL_RECIPIENT_TEXT], recovery[SEAL_RECIPIENT_TEXT];
    seal_recipient_text(office, &kit_office.recipient);
    seal_recipient_text(recovery, &kit_recovery.recipient);
    if (seal_create(kit_path("keys")) != FAULT_NONE || seal_open(&seal, kit_path("keys")) != FAULT_NONE ||
        seal_recipients_set(seal, (const char *const[]){office, recovery}, 2) != FAULT_NONE)
        abort();
    return seal;
}

/* Runs a program quietly; its exit status, 127 when it is not installed. */
UNUSED static int kit_run(const char *const *arguments)
{
    pid_t child = fork();
    if (child == 0) {
        int quiet = open("/dev/null", O_RDWR);
        dup2(quiet, 0);
        dup2(quiet, 1);
        dup2(quiet, 2);
        execvp(arguments[0], (char *const *)(uintptr_t)arguments);
        _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}
#define RUN(...) kit_run((const char *const[]){__VA_ARGS__, NULL})

UNUSED static fault kit_into_buffer(void *to, const void *data, size_t length)
{
    struct buffer *out = to;
    buffer_add(out, data, length);
    return out->over ? FAULT_TOO_LARGE : FAULT_NONE;
}
