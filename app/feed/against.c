/* A centre file beside what a kiosk has. */
#include "feed/centre.h"

#include <stdio.h>
#include <string.h>
#include "base/text.h"

/* The row of that key; -1 for none. */
static int64_t row_of(const struct centre_file *file, const char *key)
{
    for (size_t i = 0; i < file->group_count; i++)
        if (text_same(file->groups[i].key, key))
            return (int64_t)i;
    return -1;
}

static bool same_text(const struct centre_file *a, const struct centre_text *x, const struct centre_file *b,
                      const struct centre_text *y)
{
    return text_same(x->in[0], y->in[0]) &&
           (a->language_count < 2 || b->language_count < 2 || text_same(x->in[1], y->in[1]));
}

static bool same_rules(const struct centre_file *a, const struct centre_group *g, const struct centre_file *b,
                       const struct centre_group *h)
{
    bool same = g->rule_count == h->rule_count;
    for (size_t i = 0; i < g->rule_count && same; i++) {
        const struct centre_rule *x = &g->rules[i], *y = &h->rules[i];
        same = x->library == y->library;
        if (same && x->library < 0)
            same = same_text(a, &x->sentence, b, &y->sentence) && same_text(a, &x->why, b, &y->why);
    }
    return same;
}

static void say(struct findings *found, struct finding f, int64_t row, const char *key)
{
    if (row >= 0)
        snprintf(f.place, sizeof f.place, "groups[%lld].%s", (long long)row, key);
    findings_add(found, &f);
}

static void look_at_group(const struct centre_file *file, const struct feed_kiosk *kiosk, size_t old,
                          struct findings *found)
{
    const struct centre_group *before = &kiosk->file->groups[old];
    int64_t row = row_of(file, before->key);
    struct finding f = {.id = FINDING_group_gone};
    if (row < 0 && before->state == GROUP_CLOSED)
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
    if (now->rules_version == before->rules_version && !same_rules(file, now, kiosk->file, before)) {
        f = (struct finding){.id = FINDING_rules_silent};
        snprintf(f.stands, sizeof f.stands, "%d", now->rules_version);
        say(found, f, row, "rules_version");
    }
}

void feed_against(const struct centre_file *file, const struct feed_kiosk *kiosk, struct findings *found)
{
    if (!text_same(file->id, kiosk->file->id)) {
        struct finding f = {.id = FINDING_kiosk_other, .place = "id"};
        snprintf(f.stands, sizeof f.stands, "%s", file->id);
        snprintf(f.other, sizeof f.other, "%s", kiosk->file->id);
        findings_add(found, &f);
        return;
    }
    for (size_t i = 0; i < kiosk->file->group_count; i++)
        look_at_group(file, kiosk, i, found);
}
