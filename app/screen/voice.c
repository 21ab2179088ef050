/* How fast and how loud the voice speaks, each step heard at once (AUD-04, AUD-05). Forgotten with the visit. */
#include "base/voice.h"
#include "screen/parts.h"

SCREEN_FILE(voice)

static void step(struct ui *u, const char *key, enum ui_icon icon, const char *label, enum act act, int32_t number,
                 const char *end)
{
    part_button(u, key, 0, icon, label, act, number);
    if (end)
        part_not_now(u, end);
}

static void stands(const struct listening *l, struct ui *u)
{
    struct line value;
    ui_add(u, UI_STRONG, "rate", 0, line_format(&value, _("Speed: %1$d of %2$d"), l->rate + 1, VOICE_RATES));
    ui_add(u, UI_STRONG, "volume", 0, line_format(&value, _("Loudness: %1$d of %2$d"), l->volume + 1, VOICE_VOLUMES));
}

static void steps(const struct listening *l, struct ui *u)
{
    ui_open(u, UI_TWO, "rates", 0);
    step(u, "slower", ICON_minus, _("Slower"), ACT_VOICE_RATE, -1,
         l->rate == 0 ? _("That is as slow as it gets.") : NULL);
    step(u, "faster", ICON_plus, _("Faster"), ACT_VOICE_RATE, 1,
         l->rate == VOICE_RATES - 1 ? _("That is as fast as it gets.") : NULL);
    ui_close(u);
    ui_open(u, UI_TWO, "volumes", 0);
    step(u, "quieter", ICON_softer, _("Quieter"), ACT_VOICE_VOLUME, -1,
         l->volume == 0 ? _("That is as quiet as it gets.") : NULL);
    step(u, "louder", ICON_louder, _("Louder"), ACT_VOICE_VOLUME, 1,
         l->volume == VOICE_VOLUMES - 1 ? _("That is as loud as it gets.") : NULL);
    ui_close(u);
}

void voice_view(const struct app *app, struct ui *u)
{
    const struct listening *l = &app->session.listen;
    part_title(app, u, _(screen_title(app->session.at)));
    stands(l, u);
    steps(l, u);
    part_button(u, "try", 0, ICON_listen, _("Try it"), ACT_VOICE_TRY, 0);
    if (!app->voice.sounds)
        part_not_now(u, _(verdict_sentence(VERDICT_VOICE_AWAY)));
    if (app->voice.headset)
        part_button(u, "curtain", 0, ICON_cover, _("Dark screen"), ACT_CURTAIN, 0);
}
