/* How fast and how loud the voice speaks, each step heard at once (AUD-04, AUD-05). Forgotten with the visit. */
#include "base/voice.h"
#include "screen/parts.h"

static void stands(const struct listening *l, struct ui *u)
{
    struct line value;
    ui_add(u, UI_STRONG, "rate", 0, line_format(&value, _("Speed: %1$d of %2$d"), l->rate + 1, VOICE_RATES));
    ui_add(u, UI_STRONG, "volume", 0, line_format(&value, _("Loudness: %1$d of %2$d"), l->volume + 1, VOICE_VOLUMES));
}

static void steps(const struct listening *l, struct ui *u)
{
    ui_open(u, UI_TWO, "rates", 0);
    part_button(u, "slower", ICON_minus, _("Slower"), DO(ACT_VOICE_RATE, -1));
    if (l->rate == 0)
        part_not_now(u, _("That is as slow as it gets."));
    part_button(u, "faster", ICON_plus, _("Faster"), DO(ACT_VOICE_RATE, 1));
    if (l->rate == VOICE_RATES - 1)
        part_not_now(u, _("That is as fast as it gets."));
    ui_close(u);
    ui_open(u, UI_TWO, "volumes", 0);
    part_button(u, "quieter", ICON_softer, _("Quieter"), DO(ACT_VOICE_VOLUME, -1));
    if (l->volume == 0)
        part_not_now(u, _("That is as quiet as it gets."));
    part_button(u, "louder", ICON_louder, _("Louder"), DO(ACT_VOICE_VOLUME, 1));
    if (l->volume == VOICE_VOLUMES - 1)
        part_not_now(u, _("That is as loud as it gets."));
    ui_close(u);
}

static void view(const struct app *app, struct ui *u)
{
    const struct listening *l = &app->session.listen;
    part_title(app, u, _(screen_title(app->session.at)));
    stands(l, u);
    steps(l, u);
    part_button(u, "try", ICON_listen, _("Try it"), DO(ACT_VOICE_TRY));
    if (!app->voice.sounds)
        part_not_now(u, _(verdict_sentence(VERDICT_VOICE_AWAY)));
    if (app->voice.headset)
        part_button(u, "curtain", ICON_cover, _("Dark screen"), DO(ACT_CURTAIN));
}

const struct screen_file voice_screen = {.view = view};
