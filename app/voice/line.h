/* The kiosk's line to the voice: one kiosk at a time over a unix socket (base/voice.h). Whoever else connects waits
 * until the first has gone. MUSTs:
 *  1. a packet that is not one exactly closes the line;
 *  2. a text reaches the engine only as well-formed UTF-8 without control characters but the line feed: the engine
 * takes commands behind such characters;
 *  3. telling never waits: a kiosk that does not read loses its line. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"
#include "base/voice.h"

struct voice_line {
    int listener, client; /* -1: none */
    const char *path;     /* borrowed */
};
enum line_got { LINE_NOTHING, LINE_REQUEST, LINE_GONE };

/* True when somebody new is on the line. */
bool line_accept(struct voice_line *line);
/* The next packet, checked. LINE_GONE: the kiosk went, or its packet was none; the line is closed. */
enum line_got line_take(struct voice_line *line, struct voice_request *ret);
void line_tell(struct voice_line *line, enum voice_event_kind kind, uint32_t serial, size_t from, size_t bytes);
/* Ends the kiosk's line; the socket stays. */
void line_hang_up(struct voice_line *line);
/* Is this a packet of base/voice.h? */
bool line_check(const struct voice_request *request, size_t bytes);
