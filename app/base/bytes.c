/* The growing buffer. It grows by doubling and wipes what it leaves behind, since sealed records pass through it. */
#include "base/bytes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool move(struct buffer *b, size_t room)
{
    uint8_t *data = malloc(room);
    if (!data)
        return false;
    if (b->data) {
        memcpy(data, b->data, b->length + 1);
        bytes_wipe(b->data, b->room);
        free(b->data);
    }
    b->data = data;
    b->data[b->length] = 0;
    b->room = room;
    return true;
}

static bool make_room(struct buffer *b, size_t more)
{
    if (b->over || more > b->limit || b->length > b->limit - more) {
        b->over = true;
        return false;
    }
    size_t need = b->length + more + 1;
    if (need <= b->room)
        return true;
    size_t room = b->room ? b->room : 256;
    while (room < need)
        room *= 2;
    b->over = !move(b, room);
    return !b->over;
}

void buffer_reserve(struct buffer *b, size_t room)
{
    if (!b->over && room < b->limit && room + 1 > b->room)
        b->over = !move(b, room + 1);
}

void buffer_add(struct buffer *b, const void *data, size_t length)
{
    if (length == 0 || !make_room(b, length))
        return;
    memcpy(b->data + b->length, data, length);
    b->length += length;
    b->data[b->length] = 0;
}

void buffer_text(struct buffer *b, const char *text)
{
    buffer_add(b, text, strlen(text));
}

void buffer_format(struct buffer *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length > 0 && make_room(b, (size_t)length)) {
        vsnprintf((char *)b->data + b->length, (size_t)length + 1, format, again);
        b->length += (size_t)length;
    }
    va_end(again);
}

void buffer_json(struct buffer *b, const char *text)
{
    buffer_text(b, "\"");
    for (const char *p = text; *p; p++) {
        unsigned char c = (unsigned char)*p;
        if (c == '"' || c == '\\') {
            buffer_add(b, "\\", 1);
            buffer_add(b, p, 1);
        } else if (c < 0x20 || c == 0x7F) {
            buffer_format(b, "\\u%04x", c);
        } else {
            buffer_add(b, p, 1);
        }
    }
    buffer_text(b, "\"");
}

void buffer_hex(struct buffer *b, const void *data, size_t length)
{
    if (length == 0 || !make_room(b, 2 * length))
        return;
    bytes_hex((char *)b->data + b->length, data, length);
    b->length += 2 * length;
}

const char *buffer_string(struct buffer *b)
{
    return b->data && !b->over ? (const char *)b->data : "";
}

void buffer_free(struct buffer *b)
{
    if (b->data)
        bytes_wipe(b->data, b->room);
    free(b->data);
    *b = (struct buffer){.limit = b->limit};
}

void bytes_wipe(void *data, size_t length)
{
    if (length)
        explicit_bzero(data, length);
}

void bytes_hex(char *out, const void *data, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    const uint8_t *bytes = data;
    for (size_t i = 0; i < length; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    out[2 * length] = 0;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

bool bytes_unhex(void *out, size_t length, const char *hex)
{
    uint8_t *bytes = out;
    if (strlen(hex) != 2 * length)
        return false;
    for (size_t i = 0; i < length; i++) {
        int high = hex_value(hex[2 * i]), low = hex_value(hex[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        bytes[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}
