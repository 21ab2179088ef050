/* The check of what the kiosk's line brings: every field at its edges, then a good packet with bytes changed at random.
 * What the check lets pass is held against a second, plainer reading of base/voice.h. */
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>
#include "voice/line.h"
#include "test.h"

static struct voice_ask good(void)
{
    struct voice_ask ask = {.verb = VOICE_SAY, .serial = 7, .rate = VOICE_RATE, .volume = VOICE_VOLUME};
    strncpy(ask.language, "nb", sizeof ask.language - 1);
    strncpy(ask.text, "Blåbær på\n5 øre – ja? 😀", sizeof ask.text - 1);
    return ask;
}

static bool passes(struct voice_ask ask)
{
    return line_check(&ask, sizeof ask);
}

#define WITH(change)                                                                                                   \
    ({                                                                                                                 \
        struct voice_ask ask = good();                                                                                 \
        change;                                                                                                        \
        passes(ask);                                                                                                   \
    })

static void fields(void)
{
    struct voice_ask whole = good();
    CHECK(passes(whole));
    CHECK(!line_check(&whole, sizeof whole - 1));
    CHECK(!line_check(&whole, sizeof whole + 1));
    CHECK(WITH(ask.verb = VOICE_HUSH; ask.text[0] = ask.language[0] = 0));
    CHECK(!WITH(ask.verb = VOICE_VERBS));
    CHECK(WITH(ask.rate = VOICE_RATES - 1) && !WITH(ask.rate = VOICE_RATES));
    CHECK(WITH(ask.volume = VOICE_VOLUMES - 1) && !WITH(ask.volume = VOICE_VOLUMES));
    CHECK(!WITH(ask.zero[0] = 1) && !WITH(ask.zero[1] = 1));
    CHECK(!WITH(memset(ask.language, 'n', sizeof ask.language)));
    CHECK(!WITH(ask.language[0] = '/') && !WITH(ask.language[1] = '.'));
    CHECK(!WITH(memset(ask.text, 'a', sizeof ask.text)));
    CHECK(WITH(memset(ask.text, 'a', sizeof ask.text - 1)));
}

static void texts(void)
{
    static const char *const bad[] = {"\x01+50r", "a\x1b",        "a\tb",     "\xff", "bl\xc3",
                                      "\xc0\xaf", "\xed\xa0\x80", "\xc2\x85", "a\x7f"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!WITH(memcpy(ask.text, bad[i], strlen(bad[i]) + 1)));
    CHECK(WITH(memcpy(ask.text, "<speak>", 8))); /* is read as it stands */
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

static bool plainly_good(const struct voice_ask *ask)
{
    bool code = true;
    if (!memchr(ask->text, 0, sizeof ask->text) || !memchr(ask->language, 0, sizeof ask->language))
        return false;
    for (const char *c = ask->language; *c; c++)
        code &= (*c >= 'a' && *c <= 'z') || *c == '-';
    return code && ask->verb <= VOICE_HUSH && ask->rate < 7 && ask->volume < 9 && !ask->zero[0] && !ask->zero[1] &&
           plain((const uint8_t *)ask->text);
}

static void at_random(void)
{
    int let_in = 0, kept_out = 0, differ = 0;
    srandom(3);
    for (int round = 0; round < 200000; round++) {
        struct voice_ask ask = good();
        uint8_t *bytes = (uint8_t *)&ask;
        for (long changes = 1 + random() % 3; changes > 0; changes--)
            bytes[(size_t)random() % 56] = (uint8_t)(random() % 3 ? random() : 0);
        bool passed = line_check(&ask, sizeof ask);
        differ += passed != plainly_good(&ask);
        let_in += passed;
        kept_out += !passed;
    }
    CHECK_INT(differ, 0);
    CHECK(let_in > 1000 && kept_out > 1000);
}

/* Over a real line: nothing, a packet, one too short, one too long. */
static void over_a_line(void)
{
    struct voice_ask ask = good(), got;
    char longer[sizeof ask + 1] = {0};
    for (int i = 0; i < 4; i++) {
        int ends[2];
        CHECK(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) == 0);
        struct voice_line line = {.listener = -1, .client = ends[0]};
        CHECK(line_take(&line, &got) == LINE_NOTHING);
        const size_t bytes = i == 0 ? sizeof ask : i == 1 ? sizeof ask - 1 : sizeof ask + 1;
        memcpy(longer, &ask, sizeof ask);
        if (i < 3)
            CHECK(send(ends[1], longer, bytes, 0) == (ssize_t)bytes);
        else
            close(ends[1]);
        CHECK(line_take(&line, &got) == (i == 0 ? LINE_ASK : LINE_GONE));
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
