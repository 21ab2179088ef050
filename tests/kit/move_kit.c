#include "move_kit.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "flow/letter/letter.h"
#include "flow/move/move.h"
#include "scratch.h"
#include "test.h"

void move_kit_copy(const char *from, const char *to)
{
    CHECK_INT(scratch_run((const char *[]){"rm", "-rf", to, NULL}), 0);
    CHECK_INT(scratch_run((const char *[]){"cp", "-a", from, to, NULL}), 0);
}

bool move_kit_there(const struct kit *k, const char *name)
{
    char path[FILE_PATH_MAX];
    return file_path(path, k->stick, name) == FAULT_NONE && access(path, F_OK) == 0;
}

void move_kit_office(const struct kit *const kits[], size_t count, char keys[][FILE_PATH_MAX],
                     char identity[FILE_PATH_MAX])
{
    char text[SEAL_IDENTITY_TEXT];
    for (size_t i = 0; i < count; i++) {
        struct buffer key = {.limit = 512};
        const struct seal_public public = seal_public(kits[i]->app.flow->seal);
        snprintf(keys[i], FILE_PATH_MAX, "%s/%zu.pub", kits[0]->folder, i);
        CHECK_INT(seal_public_text(&public, &key), FAULT_NONE);
        CHECK_INT(file_replace(keys[i], key.data, key.length, 0600), FAULT_NONE);
        buffer_free(&key);
    }
    seal_identity_text(text, &kits[0]->office);
    snprintf(identity, FILE_PATH_MAX, "%s/office.txt", kits[0]->folder);
    CHECK_INT(file_replace(identity, text, strlen(text), 0600), FAULT_NONE);
}

enum verdict move_kit_reads(struct kit *k)
{
    k->app.session.who = STAFF;
    flow_letter_read(&k->app, k->stick, NULL);
    return k->app.letter.verdict;
}

void move_kit_takes_place(struct kit *k)
{
    if (move_kit_reads(k) != VERDICT_LETTER_MAY)
        return;
    k->app.letter.same = 1;
    flow_letter_take(&k->app);
    flow_move_reopen(&k->app);
}
