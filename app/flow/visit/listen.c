/* Listening, and how the voice sounds. What is said, and when, is the loop's business (loop/read_aloud.c); who may hear it,
 * the world's (host_say). */
#include "flow/core/core.h"

void flow_listen(struct app *app, int32_t number)
{
    struct listening *l = &app->session.listen;
    if (number == -VERDICT_VOICE_AWAY || number == -VERDICT_VOICE_MUTE || number == -VERDICT_VOICE_HEADSET)
        flow_notice(app, (enum verdict) - number);
    if (number < 0)
        return;
    l->on = number > 0;
    l->want = l->on ? LISTEN_PAGE : LISTEN_STOPPED;
    if (!l->on)
        host_hush();
}

/* The receipt code that is shown, as often as wanted; the loop spells it to a headset and to nothing else (AUD-03). */
void flow_spell(struct app *app, int32_t number)
{
    (void)number;
    if (app->session.code_count == CODE_WORDS)
        app->session.listen.want = LISTEN_SPELL;
}

/* A step within 0 to count - 1; at the ends it stays. Heard at once, so that a change without effect is heard too. */
static uint8_t stepped(uint8_t at, int32_t number, int count)
{
    int to = at + (number > 0 ? 1 : -1);
    return (uint8_t)(to < 0 ? 0 : to >= count ? count - 1 : to);
}

void flow_voice_try(struct app *app, int32_t number)
{
    (void)number;
    struct listening *l = &app->session.listen;
    host_voice_set(l->rate, l->volume);
    l->want = LISTEN_SAMPLE;
}

void flow_voice_rate(struct app *app, int32_t number)
{
    app->session.listen.rate = stepped(app->session.listen.rate, number, VOICE_RATES);
    flow_voice_try(app, 0);
}

void flow_voice_volume(struct app *app, int32_t number)
{
    app->session.listen.volume = stepped(app->session.listen.volume, number, VOICE_VOLUMES);
    flow_voice_try(app, 0);
}

/* Only for whoever hears: without a headset a dark display would be a broken one. */
void flow_curtain(struct app *app, int32_t number)
{
    (void)number;
    app->session.listen.curtain = app->voice.headset && !app->session.listen.curtain;
}
