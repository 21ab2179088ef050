/* The memory of a centre file, blocks that are dropped together; and the fields of its groups by their rows. */
#include "rule/centre.h"

#include <stdlib.h>

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
