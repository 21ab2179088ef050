/* The check of what the kiosk's line brings: every field at its edges, then a good packet with bytes changed at random.
 * What the check lets pass is held against a second, plainer reading of base/voice.h. */
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>
#include "voice/line.h"
#include "test.h"

static struct voice_request good(void)
{
    struct voice_request request = {.verb = VOICE_SAY, .serial = 7, .rate = VOICE_RATE, .volume = VOICE_VOLUME};
    strncpy(request.language, "nb", sizeof request.language - 1);
    strncpy(request.text, "Blåbær på\n5 øre – ja? 😀", sizeof request.text - 1);
    return request;
}

static bool passes(struct voice_request request)
{
    return line_check(&request, sizeof request);
}

#define WITH(change)                                                                                                   \
    ({                                                                                                                 \
        struct voice_request request = good();                                                                         \
        change;                                                                                                        \
        passes(request);                                                                                               \
    })

static void fields(void)
{
    struct voice_request whole = good();
    CHECK(passes(whole));
    CHECK(!line_check(&whole, sizeof whole - 1));
    CHECK(!line_check(&whole, sizeof whole + 1));
    CHECK(WITH(request.verb = VOICE_HUSH; request.text[0] = request.language[0] = 0));
    CHECK(!WITH(request.verb = VOICE_VERBS));
    CHECK(WITH(request.rate = VOICE_RATES - 1) && !WITH(request.rate = VOICE_RATES));
    CHECK(WITH(request.volume = VOICE_VOLUMES - 1) && !WITH(request.volume = VOICE_VOLUMES));
    CHECK(!WITH(request.zero[0] = 1) && !WITH(request.zero[1] = 1));
    CHECK(!WITH(memset(request.language, 'n', sizeof request.language)));
    CHECK(!WITH(request.language[0] = '/') && !WITH(request.language[1] = '.'));
    CHECK(!WITH(memset(request.text, 'a', sizeof request.text)));
    CHECK(WITH(memset(request.text, 'a', sizeof request.text - 1)));
}

static void texts(void)
{
    static const char *const bad[] = {"\x01+50r", "a\x1b",        "a\tb",     "\xff", "bl\xc3",
                                      "\xc0\xaf", "\xed\xa0\x80", "\xc2\x85", "a\x7f"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!WITH(memcpy(request.text, bad[i], strlen(bad[i]) + 1)));
    CHECK(WITH(memcpy(request.text, "<speak>", 8))); /* is read as it stands */
}

/* UTF-8 as RFC 3629 has it, read by its table; control characters but the line feed refused. */
static bool plain(const uint8_t *b)
{
    while (*b) {
        size_t more = *b < 0x80 ? 0 : *b < 0xC2 ? 9 : *b < 0xE0 ? 1 : *b < 0xF0 ? 2 : *b < 0xF5 ? 3 : 9;
        if (more == 9 || (*b < 0x20 && *b != '\n') || *b == 0x7F || (*b == 0xC2 && b[1] < 0xA0))
            return false;
        if ((*b == 0xE0 && b[1] < 0xA0) || (*b == 0xED && b[1] > 0x9F) || (*b == 0xF0 && b[1] < 0x90) ||
            (*b == 0xF4 && b[1] > 0x8F) || (*b == 0xEF && b[1] == 0xBF && b[2] == 0xBD))
            return false;
        for (b++; more; more--, b++)
            if ((*b & 0xC0) != 0x80)
                return false;
    }
    return true;
}

static bool plainly_good(const struct voice_request *request)
{
    bool code = true;
    if (!memchr(request->text, 0, sizeof request->text) || !memchr(request->language, 0, sizeof request->language))
        return false;
    for (const char *c = request->language; *c; c++)
        code &= (*c >= 'a' && *c <= 'z') || *c == '-';
    return code && request->verb <= VOICE_HUSH && request->rate < 7 && request->volume < 9 && !request->zero[0] &&
           !request->zero[1] && plain((const uint8_t *)request->text);
}

static void at_random(void)
{
    int let_in = 0, kept_out = 0, differ = 0;
    srandom(3);
    for (int round = 0; round < 200000; round++) {
        struct voice_request request = good();
        uint8_t *bytes = (uint8_t *)&request;
        for (long changes = 1 + random() % 3; changes > 0; changes--)
            bytes[(size_t)random() % 56] = (uint8_t)(random() % 3 ? random() : 0);
        bool passed = line_check(&request, sizeof request);
        differ += passed != plainly_good(&request);
        let_in += passed;
        kept_out += !passed;
    }
    CHECK_INT(differ, 0);
    CHECK(let_in > 1000 && kept_out > 1000);
}

/* Over a real line: nothing, a packet, one too short, one too long. */
static void over_a_line(void)
{
    struct voice_request request = good(), got;
    char longer[sizeof request + 1] = {0};
    for (int i = 0; i < 4; i++) {
        int ends[2];
        CHECK(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) == 0);
        struct voice_line line = {.listener = -1, .client = ends[0]};
        CHECK(line_take(&line, &got) == LINE_NOTHING);
        const size_t bytes = i == 0 ? sizeof request : i == 1 ? sizeof request - 1 : sizeof request + 1;
        memcpy(longer, &request, sizeof request);
        if (i < 3)
            CHECK(send(ends[1], longer, bytes, 0) == (ssize_t)bytes);
        else
            close(ends[1]);
        CHECK(line_take(&line, &got) == (i == 0 ? LINE_REQUEST : LINE_GONE));
        CHECK((line.client >= 0) == (i == 0));
        line_hang_up(&line);
        if (i < 3)
            close(ends[1]);
    }
}

/* A kiosk that does not read loses its line; the voice does not wait for it. */
static void never_waits(void)
{
    int ends[2], told = 0;
    CHECK(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) == 0);
    struct voice_line line = {.listener = -1, .client = ends[0]};
    for (; line.client >= 0 && told < 1000000; told++)
        line_tell(&line, VOICE_WORD, 1, 0, 1);
    CHECK(told > 10 && told < 1000000);
    close(ends[1]);
}

int main(void)
{
    fields();
    texts();
    at_random();
    over_a_line();
    never_waits();
    return TEST_END();
}
