/* A hash table of open chains over one array, and a list through it in order of use. */
#include <assert.h>
#include <stdlib.h>
#include "base/bytes.h"
#include "display/masks.h"

enum { BUCKETS = 4096, NOTHING = -1 };

struct entry {
    uint64_t key;
    struct mask mask;
    int16_t chain, newer, older;
};
struct masks {
    size_t bytes;
    int count;
    int16_t newest, oldest;
    int16_t bucket[BUCKETS];
    struct entry entry[MASKS_MAX];
};

static size_t mask_bytes(const struct mask *mask)
{
    return (size_t)mask->width * (size_t)mask->height + sizeof(struct entry);
}

struct masks *masks_open(void)
{
    struct masks *m = calloc(1, sizeof *m);

    if (!m)
        return NULL;
    m->newest = m->oldest = NOTHING;
    for (int i = 0; i < BUCKETS; i++)
        m->bucket[i] = NOTHING;
    return m;
}

void masks_close(struct masks *m)
{
    for (int i = 0; m && i < m->count; i++)
        free(m->entry[i].mask.alpha);
    free(m);
}

size_t masks_bytes(const struct masks *m)
{
    return m->bytes;
}

static void list_take(struct masks *m, int16_t at)
{
    struct entry *e = &m->entry[at];

    if (e->newer == NOTHING)
        m->newest = e->older;
    else
        m->entry[e->newer].older = e->older;
    if (e->older == NOTHING)
        m->oldest = e->newer;
    else
        m->entry[e->older].newer = e->newer;
}

static void list_front(struct masks *m, int16_t at)
{
    m->entry[at].newer = NOTHING;
    m->entry[at].older = m->newest;
    if (m->newest != NOTHING)
        m->entry[m->newest].newer = at;
    else
        m->oldest = at;
    m->newest = at;
}

const struct mask *masks_get(struct masks *m, uint64_t key)
{
    for (int16_t at = m->bucket[key % BUCKETS]; at != NOTHING; at = m->entry[at].chain) {
        if (m->entry[at].key != key)
            continue;
        list_take(m, at);
        list_front(m, at);
        return &m->entry[at].mask;
    }
    return NULL;
}

/* Lets the oldest go; its place in the array is free for another. */
static int16_t drop_oldest(struct masks *m)
{
    int16_t at = m->oldest, *link = &m->bucket[m->entry[at].key % BUCKETS];

    while (*link != at)
        link = &m->entry[*link].chain;
    *link = m->entry[at].chain;
    list_take(m, at);
    m->bytes -= mask_bytes(&m->entry[at].mask);
    free(m->entry[at].mask.alpha);
    m->entry[at].mask.alpha = NULL;
    return at;
}

/* A place that drop_oldest freed is filled with the last entry, so that the array stays dense. */
static void fill_gap(struct masks *m, int16_t gap)
{
    int16_t last = (int16_t)--m->count;

    if (gap == last)
        return;
    struct entry *e = &m->entry[last];
    int16_t *link = &m->bucket[e->key % BUCKETS];
    while (*link != last)
        link = &m->entry[*link].chain;
    *link = gap;
    *(e->newer == NOTHING ? &m->newest : &m->entry[e->newer].older) = gap;
    *(e->older == NOTHING ? &m->oldest : &m->entry[e->older].newer) = gap;
    m->entry[gap] = *e;
}

void masks_put(struct masks *m, uint64_t key, struct mask mask)
{
    size_t bytes = mask_bytes(&mask);

    assert(!masks_get(m, key));
    while (m->count && (m->bytes + bytes > MASKS_BYTES || m->count == MASKS_MAX))
        fill_gap(m, drop_oldest(m));
    int16_t at = (int16_t)m->count++;
    m->entry[at] = (struct entry){.key = key, .mask = mask, .chain = m->bucket[key % BUCKETS]};
    m->bucket[key % BUCKETS] = at;
    list_front(m, at);
    m->bytes += bytes;
}
