/* The memory of a centre file: blocks that are dropped together. */
#include "rule/centre.h"

#include <stdlib.h>

enum { BLOCK = 65536 };

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
