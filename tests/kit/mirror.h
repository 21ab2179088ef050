/* What a mirror tells of the kiosk after every frame: the tree on the display and the visitor's session as they lie in
 * its memory, and how much is kept. For tests alone: both ends are built from the same sources, sizes that differ are
 * refused. On the wire: the head, then `ui_size` and `session_size` bytes. Pointers inside mean nothing to the reader.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define MIRROR_PORT "org.sirkel.mirror" /* the virtio-serial port of a guest */
#define MIRROR_MAGIC "sirkel mirror 1"  /* 16 bytes with the NUL: a reader that came late finds the next frame by it */

struct mirror_head {
    char magic[16];
    uint32_t head_size, ui_size, session_size;
    uint32_t downs, ups; /* contacts this process has been told of: how a hand knows that it was felt */
    uint32_t busy;       /* a job is under way */
    uint32_t deaf_ms;    /* for so long touches are not heard yet (TCH-07) */
    uint32_t memory_kib; /* the most this process ever held in memory */
    uint32_t counted;    /* the three numbers below were read from the store just now */
    uint64_t start;      /* differs from start to start of the kiosk */
    uint64_t frame;
    int64_t memberships, consents, journal;
    char language[8]; /* of the tree */
    uint64_t sum;     /* mirror_sum over the whole frame, with this field 0 */
};

/* Finds a frame that was torn, nothing more. Feed it with the last answer; begin with 0. */
uint64_t mirror_sum(uint64_t sum, const void *data, size_t size);
