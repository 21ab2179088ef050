/* The memory of a centre file, blocks that are dropped together; and the fields of its groups by their rows. */
#include "rule/centre.h"

#include <stdlib.h>
#include <string.h>
#include "base/text.h"

enum { BLOCK = 65536 };

const struct text_room centre_rooms[CENTRE_TEXT_COUNT] = {
#define TEXT(name, words, letters, bytes, what) [CENTRE_TEXT_##name] = {words, letters, GROUP_##bytes##_MAX},
    CENTRE_TEXTS(TEXT) OTHER_TEXTS(TEXT)
#undef TEXT
};

struct centre_block {
    struct centre_block *before;
    size_t used, size;
    _Alignas(16) unsigned char bytes[];
};

void *centre_file_keep(struct centre_file *file, size_t size)
{
    size = (size + 15) / 16 * 16;
    struct centre_block *block = file->memory;
    if (!block || block->size - block->used < size) {
        size_t room = size > BLOCK ? size : BLOCK;
        block = calloc(1, sizeof *block + room);
        if (!block)
            return NULL;
        block->before = file->memory;
        block->size = room;
        file->memory = block;
    }
    void *at = block->bytes + block->used;
    block->used += size;
    return at;
}

void centre_file_free(struct centre_file *file)
{
    while (file->memory) {
        struct centre_block *before = file->memory->before;
        free(file->memory);
        file->memory = before;
    }
    *file = (struct centre_file){0};
}

const char *centre_text_in(const struct centre_text *text, size_t language)
{
    return centre_text_gap(text, language) ? text->in[0] : text->in[language];
}

bool centre_text_gap(const struct centre_text *text, size_t language)
{
    return !*text->in[language] && *text->in[0];
}

const struct centre_text *centre_group_text(const struct centre_group *group, enum group_text which)
{
    switch (which) {
#define TEXT(name, words, letters, required, searched, spoken, label, what)                                            \
    case GROUP_TEXT_##name:                                                                                            \
        return &group->name;
        GROUP_TEXTS(TEXT)
#undef TEXT
    case GROUP_TEXT_COUNT:
        break;
    }
    return NULL;
}

void centre_group_text_set(struct centre_group *group, enum group_text which, struct centre_text text)
{
    switch (which) {
#define TEXT(name, words, letters, required, searched, spoken, label, what)                                            \
    case GROUP_TEXT_##name:                                                                                            \
        group->name = text;                                                                                            \
        break;
        GROUP_TEXTS(TEXT)
#undef TEXT
    case GROUP_TEXT_COUNT:
        break;
    }
}

int32_t centre_group_fact(const struct centre_group *group, enum group_fact which)
{
    switch (which) {
#define FACT(name, key, kind, least, most, required, shown, what)                                                      \
    case GROUP_FACT_##name:                                                                                            \
        return (int32_t)group->name;
        GROUP_FACTS(FACT)
#undef FACT
    case GROUP_FACT_COUNT:
        break;
    }
    return 0;
}

void centre_group_fact_set(struct centre_group *group, enum group_fact which, int32_t value)
{
    switch (which) {
#define FACT(name, key, kind, least, most, required, shown, what)                                                      \
    case GROUP_FACT_##name:                                                                                            \
        group->name = (GROUP_TYPE_##kind)value;                                                                        \
        break;
        GROUP_FACTS(FACT)
#undef FACT
    case GROUP_FACT_COUNT:
        break;
    }
}

/* --- two files beside each other --- */

static int by_key(const void *a, const void *b, void *file)
{
    const struct centre_group *groups = ((const struct centre_file *)file)->groups;
    return strcmp(groups[*(const int32_t *)a].key, groups[*(const int32_t *)b].key);
}

bool centre_order_make(struct centre_order *ret_order, const struct centre_file *file)
{
    struct centre_order *o = ret_order;
    *o = (struct centre_order){.file = file, .at = calloc(file->group_count + 1, sizeof *o->at)};
    for (size_t i = 0; o->at && i < file->group_count; i++)
        o->at[i] = (int32_t)i;
    if (o->at)
        qsort_r(o->at, file->group_count, sizeof *o->at, by_key, (void *)(uintptr_t)file);
    return o->at != NULL;
}

void centre_order_free(struct centre_order *order)
{
    free(order->at);
    *order = (struct centre_order){0};
}

int32_t centre_order_find(const struct centre_order *order, const char *key)
{
    size_t low = 0, high = order->file->group_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int side = strcmp(order->file->groups[order->at[middle]].key, key);
        if (side == 0)
            return order->at[middle];
        if (side < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

static int32_t language_of(const struct centre_file *file, const char *code)
{
    for (size_t i = 0; i < file->language_count; i++)
        if (text_same(file->languages[i], code))
            return (int32_t)i;
    return -1;
}

bool centre_texts_same(const struct centre_file *before, const struct centre_text *x, const struct centre_file *after,
                       const struct centre_text *y)
{
    bool same = true, common = false;
    for (size_t i = 0; i < after->language_count; i++) {
        int32_t was = language_of(before, after->languages[i]);
        if (was < 0)
            continue;
        common = true;
        same = same && text_same(x->in[was], y->in[i]);
    }
    return same && common;
}

bool centre_rules_same(const struct centre_file *before, const struct centre_group *g, const struct centre_file *after,
                       const struct centre_group *h)
{
    bool same = g->rule_count == h->rule_count;
    for (size_t i = 0; same && i < g->rule_count; i++) {
        const struct centre_rule *x = &g->rules[i], *y = &h->rules[i];
        same = x->library == y->library &&
               (x->library >= 0 || (centre_texts_same(before, &x->sentence, after, &y->sentence) &&
                                    centre_texts_same(before, &x->why, after, &y->why)));
    }
    return same;
}
