#include "seal_kit.h"

struct seal_identity kit_office, kit_recovery;
static char kit_folder[64];

static void kit_end(void)
{
    scratch_remove(kit_folder);
}

void kit_begin(void)
{
    snprintf(kit_folder, sizeof kit_folder, "/tmp/seal-test-XXXXXX");
    if (!mkdtemp(kit_folder) || seal_start() != FAULT_NONE)
        abort();
    atexit(kit_end);
    seal_identity_make(&kit_office);
    seal_identity_make(&kit_recovery);
}

const char *kit_path(const char *name)
{
    static char paths[8][FILE_PATH_MAX];
    static unsigned turn;
    char *out = paths[turn++ % 8];
    snprintf(out, FILE_PATH_MAX, "%s/%s", kit_folder, name);
    return out;
}

void kit_write(const char *name, struct span content)
{
    if (file_replace(kit_path(name), content.data, content.length, 0600) != FAULT_NONE)
        abort();
}

struct buffer kit_read(const char *name)
{
    struct buffer out = {.limit = 64 << 20};
    if (file_read(kit_path(name), &out) != FAULT_NONE)
        out.over = true;
    return out;
}

struct span kit_span(const struct buffer *b)
{
    return (struct span){b->data, b->length};
}

struct span kit_text(const char *text)
{
    return (struct span){(const uint8_t *)text, strlen(text)};
}

struct seal *kit_seal(void)
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

fault kit_into_buffer(void *to, const void *data, size_t length)
{
    struct buffer *out = to;
    buffer_add(out, data, length);
    return out->over ? FAULT_TOO_LARGE : FAULT_NONE;
}
