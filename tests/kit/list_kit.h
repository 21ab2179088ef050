/* A list as the office opens it. */
#pragma once

#include "feed/manifest.h"
#include "flow_kit.h"

struct list {
    struct manifest manifest;
    size_t whole; /* records that the office opened */
    const struct seal_identity *office;
};
/* The newest one on the stick; checks what stands in it against its manifest. The caller frees the manifest. */
void list_open(struct kit *k, struct list *l);
