/* The words between the kiosk and its voice (app/voice/, a small program of its own account): one packet each way at a
 * time over a unix socket (SOCK_SEQPACKET). The voice knows a text, a language, how fast and how loud; whose text it
 * is, and whether it may be heard, the kiosk decides. It keeps nothing and logs no text. */
#pragma once

#include <stdint.h>

#define VOICE_SOCKET "/run/sirkel/voice/line"

enum {
    VOICE_TEXT = 4096, /* bytes of one text, its 0 included */
    VOICE_RATES = 7,   /* AUD-04: 70, 93, 125, 148, 176, 204, 246 words a minute */
    VOICE_RATE = 2,    /* the usual one */
    VOICE_VOLUMES = 9, /* AUD-05: steps of at most 10 dB */
    VOICE_VOLUME = 5,  /* the usual one */
};
enum voice_verb {
    VOICE_SAY,  /* stops what is being said and says this */
    VOICE_HUSH, /* silence at once */
    VOICE_VERBS
};
struct voice_request {
    uint32_t verb, serial; /* serial: the events of this text carry it */
    uint8_t rate, volume, zero[2];
    char language[8]; /* "nb", ended by 0 */
    char text[VOICE_TEXT];
};
enum voice_event_kind {
    VOICE_READY,  /* the first packet on a line: from = 1 when there is a sound card and a voice, 0 when nothing will be
                     heard */
    VOICE_BEGAN,  /* the first sound is on its way to the ear */
    VOICE_WORD,   /* this word is being heard: bytes of the text from `from` on */
    VOICE_ENDED,  /* all was said; no such event for a text that was stopped */
    VOICE_FAILED, /* this text can't be spoken: no voice for the language, or the sound card is gone */
    VOICE_EVENTS
};
struct voice_event {
    uint32_t kind, serial, from, bytes;
};
