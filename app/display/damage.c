/* Every node becomes a hash of what shows of it and the area it covers. What is in one list and not in the other is
 * damage: so a node that moved damages its old and its new place, and the dock that stays the same is left alone,
 * whatever the screen. The mark on the pad is the one thing that grows while a hand waits for it: only its new end is
 * painted. */
#include <string.h>
#include "base/bytes.h"
#include "display/damage.h"
#include "ui/style.h"

static uint64_t stir(uint64_t hash, const void *data, size_t length)
{
    const uint8_t *at = data;

    for (size_t i = 0; i < length; i++)
        hash = (hash ^ at[i]) * 0x100000001B3u;
    return hash ^ hash >> 32;
}

static uint64_t stir_number(uint64_t hash, uint64_t number)
{
    return stir(hash, &number, sizeof number);
}

static uint64_t stir_area(uint64_t hash, struct area a)
{
    const int edges[4] = {a.left, a.top, a.right, a.bottom};

    return stir(hash, edges, sizeof edges);
}

static uint64_t node_look(const struct scene *s, const struct ui_node *n)
{
    unsigned state = scene_state(s, n) & UI_STATE_PRESSED;
    uint64_t hash = stir_number(n->role + 1u, (uint64_t)n->flags << 32 | (uint32_t)n->number);

    hash = stir_number(hash, state);
    if (n->role == UI_HOLD && state)
        hash = stir_number(hash, (uint64_t)(s->state->hold * 400));
    if (n->role == UI_QR)
        hash = stir(hash, ui_string(s->ui, n->value), strlen(ui_string(s->ui, n->value)));
    return stir_area(hash, scene_area(s, n->box));
}

static uint64_t run_look(const struct scene *s, const struct ui_run *r, uint64_t hash)
{
    const struct {
        uint16_t em;
        uint8_t face, colour, disc_colour, unused[3];
        float disc;
    } shape = {r->em_px, r->face, r->colour, r->disc_colour, {0}, r->disc};

    hash = stir(hash, &shape, sizeof shape);
    hash = stir_area(hash, scene_area(s, (struct ui_box){r->x, r->y, r->w, r->h}));
    if (r->face == FACE_ICON)
        return stir_number(hash, r->text);
    return stir(hash, ui_string(s->ui, r->text), r->length);
}

static void add(struct damage_list *l, const struct scene *s, uint64_t look, struct area area)
{
    area = area_cut(area, (struct area){0, 0, s->canvas->width, s->canvas->height});
    if (!area_empty(area))
        l->item[l->count++] = (struct damage_item){look ? look : 1, area};
}

static void gather(struct damage_list *l, const struct scene *s)
{
    const struct ui *u = s->ui;
    struct damage_item all[UI_NODES_MAX];

    for (uint16_t i = 0; i < u->count; i++) {
        const struct ui_node *n = &u->node[i];
        bool seen = i && scene_shown(n);
        all[i] = (struct damage_item){seen ? node_look(s, n) : i + 1u, seen ? scene_reach(s, n) : (struct area){0}};
    }
    for (uint16_t i = 0; i < u->runs; i++) {
        struct damage_item *item = &all[u->run[i].node];
        item->look = run_look(s, &u->run[i], item->look);
        item->area = area_join(item->area, scene_run_reach(s, &u->run[i]));
    }
    l->count = 0;
    for (uint16_t i = 0; i < u->count; i++)
        add(l, s, all[i].look, all[i].area);
    struct area focus = scene_focus(s), scan = scene_scan(s);
    add(l, s, stir_area(2, focus), focus);
    add(l, s, stir_area(3, scan), scan);
    struct area bar = scene_read_bar(s), word[2] = {scene_read_word(s, 0), scene_read_word(s, 1)};
    add(l, s, stir_area(5, bar), bar);
    add(l, s, stir_area(6, word[0]), word[0]);
    add(l, s, stir_area(7, word[1]), word[1]);
    struct area spot = scene_spot(s);
    add(l, s, stir_area(8, spot), spot);
    if (u->logo.w > 0)
        add(l, s, stir_area(4, scene_area(s, u->logo)), area_grow(scene_area(s, u->logo), 2));
}

static uint64_t page_look(const struct scene *s)
{
    const struct ui *u = s->ui;
    uint64_t hash = stir_number(u->setting.theme + 1u, u->setting.size);

    hash = stir_number(hash, u->setting.from_right);
    if (u->deep)
        hash = stir_area(hash, scene_area(s, u->wall));
    return stir_area(hash, (struct area){0, 0, s->canvas->width, s->canvas->height});
}

static long size_of(struct area a)
{
    return area_empty(a) ? 0 : (long)(a.right - a.left) * (a.bottom - a.top);
}

/* Joins the two areas whose joining adds least; with eight taken that must be done whatever it adds. */
static void join_cheapest(struct damage_areas *d)
{
    long best = 0;
    int one = -1, two = -1;

    for (int i = 0; i < d->count; i++)
        for (int j = i + 1; j < d->count; j++) {
            long more = size_of(area_join(d->area[i], d->area[j])) - size_of(d->area[i]) - size_of(d->area[j]);
            if (one < 0 || more < best)
                best = more, one = i, two = j;
        }
    d->area[one] = area_join(d->area[one], d->area[two]);
    d->area[two] = d->area[--d->count];
}

/* Nothing is painted twice: an area that lies over another, or nearly, becomes one with it. */
static void damage_add(struct damage_areas *d, struct area a)
{
    enum { NEAR = 24 };

    for (int i = 0; i < d->count;) {
        if (area_empty(area_cut(area_grow(d->area[i], NEAR), a))) {
            i++;
            continue;
        }
        a = area_join(a, d->area[i]);
        d->area[i] = d->area[--d->count];
        i = 0;
    }
    if (d->count == DAMAGE_AREAS) {
        join_cheapest(d);
        damage_add(d, a);
        return;
    }
    d->area[d->count++] = a;
}

/* Two trees share most nodes in the same order: looking on from the last match makes this nearly linear. */
static bool holds(const struct damage_list *l, const struct damage_item *item, int *hint)
{
    for (int step = 0; step < l->count; step++) {
        int at = (*hint + step) % l->count;
        if (l->item[at].look == item->look && memcmp(&l->item[at].area, &item->area, sizeof item->area) == 0) {
            *hint = at + 1;
            return true;
        }
    }
    return false;
}

static void difference(struct damage_areas *out, const struct damage_list *a, const struct damage_list *b)
{
    int hint = 0;

    for (int i = 0; i < a->count; i++)
        if (!holds(b, &a->item[i], &hint))
            damage_add(out, a->item[i].area);
}

static const struct ui_node *mark_node(const struct scene *s)
{
    for (uint16_t i = 1; i < s->ui->count; i++) {
        const struct ui_node *n = &s->ui->node[i];
        if ((n->role == UI_PAD || n->role == UI_MARK) && scene_shown(n))
            return n;
    }
    return NULL;
}

static uint64_t mark_look(const struct display_strokes *m, uint16_t points)
{
    return points ? stir(1, m->point, points * sizeof *m->point) : 0;
}

static void mark_difference(struct damage *d, const struct scene *s, struct damage_areas *out)
{
    const struct display_strokes *m = &s->state->mark;
    const struct ui_node *n = mark_node(s);
    uint16_t points = n && m->strokes ? m->end[m->strokes - 1] : 0;
    struct area pad = n ? scene_area(s, n->box) : (struct area){0};
    uint64_t look = mark_look(m, points);
    bool grew = n && points >= d->mark_points && m->strokes >= d->mark_strokes &&
                memcmp(&pad, &d->pad, sizeof pad) == 0 && mark_look(m, d->mark_points) == d->mark;

    if (n && grew && points > d->mark_points)
        damage_add(out, scene_mark_reach(s, n, (uint16_t)(d->mark_points ? d->mark_points - 1 : 0), points));
    else if (n && !grew && (points || d->mark_points))
        damage_add(out, pad);
    d->mark = look;
    d->mark_points = points;
    d->mark_strokes = n ? m->strokes : 0;
    d->pad = pad;
}

struct damage_areas damage_find(struct damage *d, const struct scene *s)
{
    struct damage_areas out = {0};
    struct area all = {0, 0, s->canvas->width, s->canvas->height};
    struct damage_list now;
    uint64_t page = page_look(s);

    gather(&now, s);
    if (d->painted && page == d->page) {
        difference(&out, &now, &d->list);
        difference(&out, &d->list, &now);
    }
    mark_difference(d, s, &out);
    if (!d->painted || page != d->page)
        out = (struct damage_areas){1, {all}};
    for (int i = 0; i < out.count; i++)
        out.area[i] = area_cut(out.area[i], all);
    d->painted = true;
    d->page = page;
    d->list = now;
    return out;
}

void damage_forget(struct damage *d)
{
    bytes_wipe(d, sizeof *d);
}
