/* The socket, and the check of what comes through it. */
#include "voice/line.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "base/text.h"

static bool ended(const char *field, size_t size)
{
    return memchr(field, 0, size) != NULL;
}

static bool language_clean(const char *code)
{
    return strspn(code, "abcdefghijklmnopqrstuvwxyz-") == strlen(code);
}

static bool text_speakable(const char *text)
{
    for (uint32_t c; (c = text_next(&text)) != 0;)
        if (c == 0xFFFD || (c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0))
            return false;
    return true;
}

bool line_check(const struct voice_request *request, size_t bytes)
{
    return bytes == sizeof *request && request->verb < VOICE_VERBS && request->rate < VOICE_RATES &&
           request->volume < VOICE_VOLUMES && request->zero[0] == 0 && request->zero[1] == 0 &&
           ended(request->language, sizeof request->language) && ended(request->text, sizeof request->text) &&
           language_clean(request->language) && text_speakable(request->text);
}

bool line_accept(struct voice_line *line)
{
    if (line->client < 0)
        line->client = accept4(line->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    return line->client >= 0;
}

enum line_got line_take(struct voice_line *line, struct voice_request *ret)
{
    if (line->client < 0)
        return LINE_GONE;
    ssize_t got = recv(line->client, ret, sizeof *ret, MSG_DONTWAIT | MSG_TRUNC);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return LINE_NOTHING;
    if (got > 0 && line_check(ret, (size_t)got))
        return LINE_REQUEST;
    line_hang_up(line);
    return LINE_GONE;
}

void line_tell(struct voice_line *line, enum voice_event_kind kind, uint32_t serial, size_t from, size_t bytes)
{
    const struct voice_event tell = {(uint32_t)kind, serial, (uint32_t)from, (uint32_t)bytes};

    if (line->client >= 0 && send(line->client, &tell, sizeof tell, MSG_NOSIGNAL | MSG_DONTWAIT) != sizeof tell)
        line_hang_up(line);
}

void line_hang_up(struct voice_line *line)
{
    if (line->client >= 0)
        close(line->client);
    line->client = -1;
}
