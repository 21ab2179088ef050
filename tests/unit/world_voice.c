/* The line to the voice: who may hear what, long texts in parts that are one to the loop, words of an older text, and a
 * voice that goes. The other end is a socket in this test. */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include "base/host.h"
#include "world/world.h"
#include "test.h"

static int door, line;
static char path[80];

/* What the loop would sleep on; -1: nothing. *ret_again_ms (may be NULL): when the loop looks again, since the voice is away. */
static int socket_of(int64_t *ret_again_ms)
{
    struct pollfd fds[HOST_FDS];
    int64_t again_ms;
    int count = host_poll(fds, &again_ms);

    if (ret_again_ms)
        *ret_again_ms = again_ms;
    return count ? fds[0].fd : -1;
}

static void door_open(void)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};

    snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
    unlink(path);
    door = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    CHECK(bind(door, (struct sockaddr *)&at, sizeof at) == 0 && listen(door, 4) == 0);
}

static void tell(enum voice_event_kind kind, uint32_t serial, uint32_t from, uint32_t bytes)
{
    const struct voice_event t = {(uint32_t)kind, serial, from, bytes};

    CHECK(write(line, &t, sizeof t) == sizeof t);
}

/* The newest ask; verb VOICE_VERBS when there is none. */
static struct voice_request asked(void)
{
    struct voice_request ask, newest = {.verb = VOICE_VERBS};

    while (recv(line, &ask, sizeof ask, MSG_DONTWAIT) == sizeof ask)
        newest = ask;
    return newest;
}

static void meet(uint32_t sounds)
{
    struct voice_event t;

    world_open(&(struct world_options){.voice = path});
    CHECK(socket_of(NULL) >= 0 && !host_voice());
    CHECK((line = accept(door, NULL, NULL)) >= 0);
    tell(VOICE_READY, 0, sounds, 0);
    CHECK(host_voice_event(&t) && t.kind == VOICE_READY);
    CHECK_INT(host_voice(), sounds);
}

static void test_who_hears(void)
{
    struct voice_request ask;

    host_say("nb", "Hei", false, false);
    CHECK_INT(asked().verb, VOICE_HUSH); /* nobody asked to hear */
    host_say("nb", "Kari", true, true);
    ask = asked();
    CHECK(ask.verb == VOICE_HUSH && !*ask.text); /* personal, and no headset */
    host_voice_set(6, 8);
    host_say("nb", "Hei", false, true);
    ask = asked();
    CHECK(ask.verb == VOICE_SAY && ask.rate == 6 && ask.volume == 8);
    CHECK_TEXT(ask.text, "Hei");
    CHECK_TEXT(ask.language, "nb");
    host_headset_set(true);
    host_say("en", "Kari", true, false);
    ask = asked();
    CHECK(ask.verb == VOICE_SAY);
    CHECK_TEXT(ask.text, "Kari");
    host_headset_set(false);
    CHECK_INT(asked().verb, VOICE_HUSH); /* what was for one ear does not go on from the loudspeaker */
    host_hush();
    CHECK_INT(asked().verb, VOICE_HUSH);
}

static void test_older(void)
{
    struct voice_event t;

    host_say("nb", "Ett", false, true);
    uint32_t one = asked().serial;
    tell(VOICE_WORD, one, 0, 3);
    CHECK(host_voice_event(&t) && t.kind == VOICE_WORD && host_voice_is_current(&t));
    host_say("nb", "To", false, true);
    CHECK(!host_voice_is_current(&t)); /* it may still wait in a queue */
    tell(VOICE_ENDED, one, 0, 0);
    CHECK(!host_voice_event(&t));
    tell(VOICE_ENDED, asked().serial, 0, 0);
    CHECK(host_voice_event(&t) && t.kind == VOICE_ENDED && host_voice_is_current(&t));
}

/* Parts end where sentences do, and together they are the text. */
static void test_long(void)
{
    static char text[9001], whole[9001];
    struct voice_event t;
    size_t used = 0;
    int parts = 0;

    for (size_t i = 0; i < sizeof text - 1; i++)
        text[i] = "Vi er her. "[i % 11];
    host_say("nb", text, false, true);
    for (bool over = false; !over && parts < 10; parts++) {
        struct voice_request ask = asked();
        size_t bytes = strnlen(ask.text, sizeof ask.text);
        CHECK(ask.verb == VOICE_SAY && bytes < VOICE_TEXT && used + bytes < sizeof whole);
        memcpy(whole + used, ask.text, bytes);
        tell(VOICE_WORD, ask.serial, 3, 2);
        CHECK(host_voice_event(&t) && t.kind == VOICE_WORD && t.from == used + 3 && host_voice_is_current(&t));
        used += bytes;
        CHECK(used == sizeof text - 1 || memcmp(whole + used - 2, ". ", 2) == 0);
        tell(VOICE_ENDED, ask.serial, 0, 0);
        over = host_voice_event(&t);
    }
    CHECK(t.kind == VOICE_ENDED);
    CHECK_INT(parts, 3);
    CHECK_TEXT(whole, text);
    host_say("nb", text, false, true);
    uint32_t first = asked().serial;
    host_hush(); /* in the middle: the rest is not said */
    CHECK_INT(asked().verb, VOICE_HUSH);
    tell(VOICE_ENDED, first, 0, 0);
    CHECK(!host_voice_event(&t));
    CHECK_INT(asked().verb, VOICE_VERBS);
}

/* A text without a sentence's end is split between words, one without words between letters, never within one. */
static void test_no_sentence(void)
{
    static char text[6001];

    for (size_t i = 0; i < sizeof text - 1; i++)
        text[i] = i % 5 == 4 ? ' ' : 'a';
    host_say("nb", text, false, true);
    struct voice_request ask = asked();
    CHECK_INT(ask.text[strlen(ask.text) - 1], ' ');
    for (size_t i = 0; i + 1 < sizeof text; i += 2)
        memcpy(text + i, "å", 2);
    host_say("nb", text, false, true);
    ask = asked();
    CHECK(strlen(ask.text) % 2 == 0 && strlen(ask.text) >= VOICE_TEXT - 2);
}

static void test_gone(void)
{
    struct voice_event t;

    close(line);
    CHECK(!host_voice_event(&t));
    CHECK(!host_voice());
    int64_t again_ms, now = host_steady_ms();
    CHECK(socket_of(&again_ms) == -1 && again_ms >= now && again_ms <= now + 1000); /* it is looked for once a second */
    host_say("nb", "Hei", false, true);                                             /* to nobody */
    CHECK(!host_voice());
    meet(0);
    CHECK(!host_voice());
    close(line);
    meet(1);
    host_hush();
    tell(VOICE_EVENTS, asked().serial, 0, 0); /* nonsense */
    CHECK(!host_voice_event(&t));
    close(line);
    world_open(&(struct world_options){0});
    CHECK(socket_of(NULL) == -1);
}

static void test_speech_log(void)
{
    char log[] = "/tmp/sirkel-speech-XXXXXX", text[200] = "";
    int fd = mkstemp(log);

    world_open(&(struct world_options){.speech = log});
    host_say("nb", "Velkommen", false, false);
    host_say("nb", "Kari", true, false);
    world_open(&(struct world_options){0});
    host_say("nb", "Etterpå", false, false);
    CHECK(read(fd, text, sizeof text - 1) > 0);
    CHECK_TEXT(text, "nb\tVelkommen\nnb\t(personal, 4 letters)\n");
    close(fd);
    unlink(log);
}

int main(void)
{
    char folder[] = "/tmp/sirkel-voice-XXXXXX";

    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/voice", folder);
    door_open();
    meet(1);
    test_who_hears();
    test_older();
    test_long();
    test_no_sentence();
    test_gone();
    test_speech_log();
    close(door);
    unlink(path);
    rmdir(folder);
    return TEST_END();
}
