/* Two switches. Round 1: every group of targets as one stop, single targets alone, Back, Help and Leave alone. Inside a
 * group: its targets, or smaller groups where there are more than six, then Back and Help again. Past the end: one
 * level out. */
#include "ui/focus.h"

#include "ui/roles.h"

enum { GROUP_MAX = 6, STOPS_MAX = 48 };

struct stop { /* nodes from..to-1, of which `first` is the first target */
    uint16_t from, to, first, targets;
};
struct round_ {
    struct stop stop[STOPS_MAX];
    size_t count;
};

static struct stop stop_of(const struct ui *u, uint16_t from, uint16_t to)
{
    struct stop s = {.from = from, .to = to, .first = UI_NONE};
    for (uint16_t i = from; i < to; i++)
        if (ui_is_target(&u->node[i])) {
            s.first = s.targets++ ? s.first : i;
            s.to = (uint16_t)(i + 1);
        }
    return s;
}

static void add(struct round_ *r, struct stop s)
{
    if (s.targets > 0 && r->count < STOPS_MAX)
        r->stop[r->count++] = s;
}

static void outer(const struct ui *u, struct round_ *r)
{
    r->count = 0;
    for (uint16_t i = 1; i < u->count; i = u->node[i].end) {
        if (u->node[i].role != UI_DOCK) {
            add(r, stop_of(u, i, u->node[i].end));
            continue;
        }
        for (uint16_t part = (uint16_t)(i + 1); part < u->node[i].end; part = u->node[part].end) {
            bool bar = u->node[part].role == UI_BAR;
            for (uint16_t k = (uint16_t)(part + 1); bar && k < u->node[part].end; k = u->node[k].end)
                add(r, stop_of(u, k, u->node[k].end));
            if (!bar)
                add(r, stop_of(u, part, u->node[part].end));
        }
    }
}

/* Back and Help, in every round. */
static void add_way_out(const struct ui *u, struct round_ *r)
{
    uint16_t dock = ui_child_role(u, 0, UI_DOCK), bar = dock == UI_NONE ? UI_NONE : ui_child_role(u, dock, UI_BAR);
    if (bar == UI_NONE)
        return;
    uint16_t back = (uint16_t)(bar + 1);
    for (uint16_t k = back; k < u->node[bar].end; k = u->node[k].end)
        if (k == back || (u->node[k].flags & UI_HELP))
            add(r, stop_of(u, k, u->node[k].end));
}

static void inner(const struct ui *u, struct stop group, bool split, struct round_ *r)
{
    unsigned parts = split && group.targets > GROUP_MAX ? (group.targets + GROUP_MAX - 1u) / GROUP_MAX : group.targets;
    unsigned each = (group.targets + parts - 1) / parts, seen = 0;
    uint16_t from = group.from;
    r->count = 0;
    for (uint16_t i = group.from; i < group.to; i++) {
        if (!ui_is_target(&u->node[i]))
            continue;
        if (++seen % each == 0 || seen == group.targets) {
            add(r, stop_of(u, from, (uint16_t)(i + 1)));
            from = (uint16_t)(i + 1);
        }
    }
    add_way_out(u, r);
}

static size_t find(const struct ui *u, const struct round_ *r, uint32_t id)
{
    for (size_t i = 0; i < r->count; i++)
        if (u->node[r->stop[i].first].id == id)
            return i;
    return r->count;
}

/* The round the highlight is in, and where; a highlight whose targets are gone falls back towards the outer round. */
static bool locate(const struct ui_scan *s, const struct ui *u, struct round_ *r, size_t *ret_at, uint8_t *ret_level)
{
    outer(u, r);
    for (uint8_t level = 0;; level++) {
        size_t at = find(u, r, s->at[level]);
        *ret_at = at;
        *ret_level = level;
        if (at == r->count || level == s->level || r->stop[at].targets == 1)
            return s->at[level] != 0 && at < r->count;
        struct round_ next;
        inner(u, r->stop[at], level == 0, &next);
        if (find(u, &next, s->at[level + 1]) == next.count)
            return true;
        *r = next;
    }
}

enum ui_scan_way ui_scan_move(struct ui_scan *s, const struct ui *u)
{
    struct round_ r;
    size_t at = 0;
    uint8_t level = 0;
    bool known = locate(s, u, &r, &at, &level);
    if (r.count == 0) {
        *s = (struct ui_scan){0};
        return UI_SCAN_NEXT;
    }
    if (known && at + 1 == r.count && level > 0) { /* out: the group itself is highlighted */
        s->at[level] = 0;
        s->level = (uint8_t)(level - 1);
        return UI_SCAN_OUT;
    }
    s->level = level;
    s->at[level] = u->node[r.stop[known ? (at + 1) % r.count : 0].first].id;
    return known && at + 1 == r.count ? UI_SCAN_ROUND : UI_SCAN_NEXT;
}

uint32_t ui_scan_select(struct ui_scan *s, const struct ui *u)
{
    struct round_ r;
    size_t at = 0;
    uint8_t level = 0;
    if (!locate(s, u, &r, &at, &level))
        return 0;
    s->level = level;
    if (r.stop[at].targets == 1 || level == 2)
        return u->node[r.stop[at].first].id;
    struct round_ next;
    inner(u, r.stop[at], level == 0, &next);
    s->level = (uint8_t)(level + 1);
    s->at[s->level] = u->node[next.stop[0].first].id;
    return 0;
}

bool ui_scan_range(const struct ui_scan *s, const struct ui *u, uint16_t *ret_first, uint16_t *ret_last,
                   struct ui_box *ret)
{
    struct round_ r;
    size_t at = 0;
    uint8_t level = 0;
    if (!locate(s, u, &r, &at, &level))
        return false;
    *ret_first = r.stop[at].first;
    *ret_last = (uint16_t)(r.stop[at].to - 1);
    *ret = ui_targets_box(u, *ret_first, *ret_last);
    return true;
}
