/* The sign-ups' file is damaged: what can still be read of it goes into a new one, each record proven by its key. */
#include "flow/core/core.h"
#include "flow/records/records.h"

#include <stdio.h>
#include <unistd.h>
#include "base/file.h"
#include "store/salvage.h"

struct proving {
    struct seal_slots *slots;
    struct buffer age;
};

static bool proven(void *with, const struct record *row)
{
    struct proving *p = with;
    p->age.length = 0;
    return flow_record_proof(p->slots, row, &p->age) == FAULT_NONE;
}

static bool is_there(const char *data, const char *name)
{
    char path[FILE_PATH_MAX];
    return file_path(path, data, name) == FAULT_NONE && access(path, F_OK) == 0;
}

fault flow_recover(const char *data, fault reason)
{
    char path[FILE_PATH_MAX], line[64];
    struct proving proving = {.age = {.limit = SEAL_RECORD_FILE_MAX}};
    struct salvaged made = {0};
    if ((reason != FAULT_FILE_DAMAGED && reason != FAULT_FILE_MISSING) || is_there(data, "kiosk.db") ||
        !is_there(data, "kiosk.spare"))
        return FAULT_NO_ENTRY;
    fault f = file_path(path, data, "slots");
    if (f == FAULT_NONE)
        f = seal_slots_open(&proving.slots, path, false);
    if (f == FAULT_NONE)
        f = store_salvage(data, &(struct store_prove){proven, &proving}, &made);
    seal_slots_close(proving.slots);
    bytes_wipe(proving.age.data, proving.age.length);
    buffer_free(&proving.age);
    snprintf(line, sizeof line, "%zu records", made.records);
    flow_log("recovering", f, line);
    return f;
}

void flow_spare_save(struct app *app)
{
    struct flow *flow = app->flow;
    if (!flow || flow->desk || app->job)
        return;
    fault f = store_spare_save(app->store);
    if (f != FAULT_NONE && f != FAULT_DISK_FULL)
        flow_log("spare", f, "");
}
