/* A centre file beside what a kiosk has. */
#include "feed/centre.h"

#include <stdio.h>
#include <string.h>
#include "base/text.h"

static void say(struct findings *found, struct finding f, int64_t row, const char *key)
{
    if (row >= 0)
        snprintf(f.place, sizeof f.place, "groups[%lld].%s", (long long)row, key);
    findings_add(found, &f);
}

static void look_at_group(const struct centre_order *order, const struct feed_kiosk *kiosk, size_t old,
                          struct findings *found)
{
    const struct centre_file *file = order->file;
    const struct centre_group *before = &kiosk->file->groups[old];
    int64_t row = centre_order_find(order, before->key);
    struct finding f = {.id = FINDING_group_gone};
    if (row < 0 && before->state == GROUP_STATE_closed)
        return;
    if (row < 0) {
        snprintf(f.stands, sizeof f.stands, "%s", before->key);
        snprintf(f.other, sizeof f.other, "%.90s", before->name.in[0]);
        say(found, f, row, "");
        return;
    }
    const struct centre_group *now = &file->groups[row];
    if (now->capacity - now->taken < kiosk->joined[old]) {
        f = (struct finding){.id = FINDING_places_under, .most = now->capacity};
        snprintf(f.stands, sizeof f.stands, "%d", now->capacity);
        snprintf(f.other, sizeof f.other, "%d", kiosk->joined[old]);
        say(found, f, row, "capacity");
    }
    if (now->rules_version == before->rules_version && !centre_rules_same(kiosk->file, before, file, now)) {
        f = (struct finding){.id = FINDING_rules_silent};
        snprintf(f.stands, sizeof f.stands, "%d", now->rules_version);
        say(found, f, row, "rules_version");
    }
}

fault feed_against(const struct centre_file *file, const struct feed_kiosk *kiosk, struct findings *found)
{
    struct centre_order order;
    if (!text_same(file->id, kiosk->file->id)) {
        struct finding f = {.id = FINDING_kiosk_other, .place = "id"};
        snprintf(f.stands, sizeof f.stands, "%s", file->id);
        snprintf(f.other, sizeof f.other, "%s", kiosk->file->id);
        findings_add(found, &f);
        return FAULT_NONE;
    }
    if (!centre_order_make(&order, file))
        return FAULT_NO_MEMORY;
    for (size_t i = 0; i < kiosk->file->group_count; i++)
        look_at_group(&order, kiosk, i, found);
    centre_order_free(&order);
    return FAULT_NONE;
}
