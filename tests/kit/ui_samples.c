#include "ui_samples.h"

const struct ui_panel panel_reference = {268, 476.4f, 1080, 1920, 790};
const struct ui_panel panel_wide = {476.4f, 268, 1920, 1080, 820};
const struct ui_panel panel_small = {136, 218, 800, 1280, 800};

static void target(struct ui *u, enum ui_role role, const char *key, int32_t arg, const char *label, uint16_t act,
                   int32_t number)
{
    ui_add(u, role, key, arg, label);
    ui_act(u, act, number);
}

void sample_dock(struct ui *u)
{
    static const struct {
        const char *key, *label, *arabic;
        uint8_t icon;
    } tools[] = {{"smaller", "Smaller", "أصغر", ICON_smaller},
                 {"bigger", "Bigger", "أكبر", ICON_bigger},
                 {"language", "Language", "اللغة", ICON_language},
                 {"contrast", "Contrast", "تباين", ICON_contrast},
                 {"cover", "Cover", "إخفاء", ICON_cover}};
    bool right = u->setting.from_right;
    ui_open(u, UI_TWO, "pages", 0);
    target(u, UI_BUTTON, "earlier", 0, right ? "السابق" : "Earlier", 90, -1);
    ui_icon(u, ICON_back);
    target(u, UI_BUTTON, "more", 0, right ? "المزيد" : "More", 90, 1);
    ui_icon(u, ICON_forward);
    ui_close(u);
    ui_open(u, UI_DOCK, "dock", 0);
    ui_open(u, UI_TOOLS, "tools", 0);
    for (size_t i = u->setting.panel.width_mm < 220 ? 1 : 0; i < sizeof tools / sizeof *tools; i++) {
        target(u, UI_TOOL, tools[i].key, 0, right ? tools[i].arabic : tools[i].label, (uint16_t)(100 + i), 0);
        ui_icon(u, (enum ui_icon)tools[i].icon);
    }
    ui_close(u);
    ui_open(u, UI_BAR, "bar", 0);
    target(u, UI_NAV, "back", 0, right ? "رجوع" : "Back", 110, 0);
    ui_icon(u, ICON_back);
    target(u, UI_NAV, "help", 0, right ? "مساعدة" : "Help now", 111, 0);
    ui_icon(u, ICON_help);
    ui_flag(u, UI_HELP);
    target(u, UI_NAV, "leave", 0, right ? "خروج" : "Leave", 112, 0);
    ui_icon(u, ICON_leave);
    ui_flag(u, UI_COMMIT);
    ui_close(u);
    ui_close(u);
}

void sample_row(struct ui *u, enum ui_role role, int32_t arg, const char *label, const char *hint, enum ui_icon icon)
{
    target(u, role, "row", arg, label, 1, arg);
    ui_hint(u, hint);
    ui_icon(u, icon);
}

static void sample_ring(struct ui *u, enum ui_ring ring)
{
    ui_add(u, UI_RING, "ring", 0, "");
    ui_number(u, (int32_t)ring);
}

void sample_home(struct ui *u)
{
    sample_ring(u, RING_WAITING);
    ui_add(u, UI_HEADING, "heading", 0, "What would you like to do?");
    ui_add(u, UI_TEXT, "text", 0, "Take the time you need. You can always go back.");
    sample_row(u, UI_ROW, 1, "Find a group", "By topic or day", ICON_find);
    sample_row(u, UI_ROW, 2, "Meetings this week", "Times and rooms", ICON_calendar);
    sample_row(u, UI_ROW, 3, "After the stay", "What can I do now?", ICON_path);
    sample_row(u, UI_ROW, 4, "We start a group", "Agree on rules", ICON_plant);
    sample_row(u, UI_ROW, 5, "I have a receipt", "See or withdraw consent", ICON_receipt);
}

static void sample_start(struct ui *u)
{
    u->deep = true;
    sample_ring(u, RING_HERO);
    ui_add(u, UI_HEADING, "heading", 0, "Velkommen");
    ui_add(u, UI_TEXT, "text", 0,
           "Finn en gruppe der folk hjelper hverandre. Du kan se deg rundt uten å si hvem du er.");
    target(u, UI_PRIMARY, "begin", 0, "Begynn", 1, 0);
    ui_hint(u, "Norsk bokmål");
    ui_icon(u, ICON_forward);
    ui_open(u, UI_TWO, "languages", 0);
    target(u, UI_BUTTON, "language", 1, "Norsk nynorsk", 2, 1);
    target(u, UI_BUTTON, "language", 2, "English", 2, 2);
    target(u, UI_BUTTON, "language", 3, "العربية", 2, 3);
    target(u, UI_BUTTON, "more", 0, "Flere språk", 3, 0);
    ui_icon(u, ICON_language);
    ui_close(u);
}

void sample_group(struct ui *u)
{
    ui_add(u, UI_HEADING, "heading", 0, "Tirsdagsgruppa");
    ui_add(u, UI_BADGE, "places", 0, "Ledig plass");
    ui_value(u, "open");
    ui_add(u, UI_TEXT, "purpose", 0, "Vi snakker om hverdagen når nettene er urolige.");
    ui_add(u, UI_TEXT, "led", 0, "Medlemmene leder selv. Det er ikke behandling.");
    ui_add(u, UI_DAYS, "days", 0, "Hver tirsdag");
    ui_value(u, "ma ti on to fr lø sø");
    ui_number(u, 2);
    ui_open(u, UI_CARD, "next", 0);
    ui_add(u, UI_FACT, "time", 0, "Tirsdag 24. november kl. 18.00");
    ui_value(u, "To timer, hver uke");
    ui_icon(u, ICON_clock);
    ui_add(u, UI_FACT, "room", 0, "Rom B204");
    ui_value(u, "Trinnfritt, med heis");
    ui_icon(u, ICON_door);
    ui_close(u);
    sample_row(u, UI_PRIMARY, 1, "Bli med", "Du kan ombestemme deg senere", ICON_chair);
    ui_open(u, UI_TWO, "about", 0);
    target(u, UI_BUTTON, "rules", 0, "Grunnregler", 2, 0);
    ui_icon(u, ICON_people);
    target(u, UI_BUTTON, "first", 0, "Et møte hos oss", 3, 0);
    ui_icon(u, ICON_cup);
    ui_close(u);
    target(u, UI_BUTTON, "sheet", 0, "Ta med et ark hjem", 4, 0);
    ui_icon(u, ICON_print);
}

void sample_consent(struct ui *u)
{
    u->narrow = true;
    ui_add(u, UI_STEP, "step", 0, "Question 2 of 3");
    ui_add(u, UI_HEADING, "heading", 0, "May the group phone you about meetings?");
    ui_add(u, UI_TEXT, "who", 0, "Only the group’s contact person gets your first name and number.");
    ui_add(u, UI_TEXT, "later", 0, "You can change your answer later. You never have to say why.");
    ui_open(u, UI_PAIR, "answer", 0);
    target(u, UI_CHOICE, "yes", 0, "Yes", 1, 1);
    ui_icon(u, ICON_check);
    ui_flag(u, UI_COMMIT);
    target(u, UI_CHOICE, "no", 0, "No", 1, 0);
    ui_icon(u, ICON_cross);
    ui_flag(u, UI_COMMIT);
    ui_close(u);
    ui_add(u, UI_NOTICE, "if_no", 0, "If you say no:");
    ui_value(u, "you can still come.");
    ui_icon(u, ICON_info);
}

static void sample_keys(struct ui *u, const char *letters)
{
    for (; *letters; letters++) {
        char one[2] = {*letters, 0};
        target(u, UI_KEY, "key", *letters, one, 3, *letters);
    }
}

void sample_name(struct ui *u)
{
    u->narrow = true;
    ui_add(u, UI_STEP, "step", 0, "Step 2 of 5");
    ui_add(u, UI_HEADING, "heading", 0, "What should we call you?");
    ui_add(u, UI_TEXT, "text", 0, "A first name or nickname is fine.");
    ui_add(u, UI_FIELD, "name", 0, "First name");
    ui_value(u, "Kari");
    ui_flag(u, UI_PRIVATE);
    ui_number(u, 1);
    ui_open(u, UI_KEYS, "keys", 0);
    if (ui_key_columns(&u->setting) == 11) {
        sample_keys(u, "qwertyuiop+asdfghjkl*=");
        target(u, UI_KEY, "shift", 0, "capital", 4, 0);
        ui_icon(u, ICON_shift);
        ui_number(u, 2);
        sample_keys(u, "ZXCVBNM");
        target(u, UI_KEY, "erase", 0, "erase", 5, 0);
        ui_icon(u, ICON_erase);
        ui_number(u, 2);
        target(u, UI_KEY, "space", 0, "space", 6, 0);
        ui_number(u, 7);
        sample_keys(u, "-'.,");
    } else {
        sample_keys(u, "abcdefghijk");
        target(u, UI_KEY, "erase", 0, "erase", 5, 0);
        ui_icon(u, ICON_erase);
        ui_number(u, 2);
    }
    ui_close(u);
    target(u, UI_PRIMARY, "next", 0, "Next", 7, 0);
    ui_icon(u, ICON_forward);
    ui_flag(u, UI_COMMIT);
}

void sample_sign(struct ui *u)
{
    ui_add(u, UI_STEP, "step", 0, "Steg 5 av 5");
    ui_add(u, UI_HEADING, "heading", 0, "Sett merket ditt her");
    ui_add(u, UI_TEXT, "text", 0, "Navn, kryss, strek eller prikk: alt gjelder. Vi lagrer bare bildet.");
    target(u, UI_PAD, "pad", 0, "Her kan du tegne", 0, 0);
    ui_open(u, UI_TWO, "tools", 0);
    target(u, UI_BUTTON, "undo", 0, "Angre siste", 1, 0);
    ui_icon(u, ICON_undo);
    target(u, UI_BUTTON, "clear", 0, "Tøm", 2, 0);
    ui_icon(u, ICON_clear);
    ui_close(u);
    target(u, UI_PRIMARY, "done", 0, "Dette er merket mitt", 3, 0);
    ui_icon(u, ICON_check);
    ui_flag(u, UI_COMMIT);
}

void sample_help(struct ui *u)
{
    static const char *const lines[][2] = {{"Fare for liv", "113"},
                                           {"Trenger lege i dag", "116 117"},
                                           {"Mental Helse, dag og natt", "116 123"},
                                           {"Kirkens SOS, dag og natt", "22 40 00 40"},
                                           {"Barn og unge", "116 111"}};
    ui_add(u, UI_HEADING, "heading", 0, "Du er ikke alene");
    for (int i = 0; i < 5; i++) {
        ui_add(u, UI_NUMBER, "number", i, lines[i][0]);
        ui_value(u, lines[i][1]);
    }
    sample_row(u, UI_PRIMARY, 1, "Snakk med noen her", "Resepsjonen, til kl. 20.00", ICON_desk);
    ui_open(u, UI_TWO, "take", 0);
    target(u, UI_BUTTON, "print", 0, "Skriv ut", 2, 0);
    ui_icon(u, ICON_print);
    ui_flag(u, UI_DISABLED);
    ui_hint(u, "Skriveren mangler papir.");
    target(u, UI_BUTTON, "code", 0, "Vis QR", 3, 0);
    ui_icon(u, ICON_qr);
    ui_close(u);
}

static void sample_topics(struct ui *u)
{
    static const struct {
        const char *label;
        uint8_t icon;
    } topics[] = {{"Å være mye alene", ICON_alone},
                  {"Søvn og hvile", ICON_sleep},
                  {"Å miste noen", ICON_grief},
                  {"Arbeid og fravær", ICON_work},
                  {"Mat og kropp", ICON_food},
                  {"Mot", ICON_courage},
                  {"Penger", ICON_money}};
    sample_ring(u, RING_ARC);
    ui_add(u, UI_HEADING, "heading", 0, "Hva vil du møte andre om?");
    ui_add(u, UI_TEXT, "text", 0, "Velg et tema. Ingen får vite hva du velger.");
    ui_open(u, UI_TILES, "topics", 0);
    for (int i = 0; i < 7; i++) {
        target(u, UI_TILE, "topic", i, topics[i].label, 1, i);
        ui_icon(u, (enum ui_icon)topics[i].icon);
    }
    ui_close(u);
}

static void sample_done(struct ui *u)
{
    u->narrow = true;
    sample_ring(u, RING_JOINED);
    ui_add(u, UI_HEADING, "heading", 0, "Du er med");
    ui_add(u, UI_STRONG, "first", 0, "Første møte");
    ui_add(u, UI_TEXT, "when", 0, "Tirsdag 24. november kl. 18.00\nRom B204, trinnfritt");
    ui_add(u, UI_TEXT, "keep", 0, "Ta vare på koden. Med den kan du trekke samtykket.");
    ui_add(u, UI_CODE, "code", 0, "Koden din");
    ui_value(u, "bjørk fjord lampe due");
    ui_flag(u, UI_PRIVATE);
    sample_row(u, UI_PRIMARY, 1, "Skriv ut kvittering", "Med kode, tid og rom", ICON_print);
    ui_open(u, UI_TWO, "show", 0);
    target(u, UI_BUTTON, "large", 0, "Stor skrift", 2, 0);
    target(u, UI_BUTTON, "qr", 0, "Vis QR", 3, 0);
    ui_close(u);
}

static void sample_still(struct ui *u)
{
    u->deep = true;
    sample_ring(u, RING_HERO);
    ui_add(u, UI_HEADING, "heading", 0, "Er du her fortsatt?");
    ui_add(u, UI_TEXT, "text", 0, "Det du har skrevet, er gjemt. Trykk hvor som helst for å fortsette.");
    target(u, UI_BUTTON, "here", 0, "Ja, jeg er her", 1, 0);
    ui_icon(u, ICON_chair);
}

static void sample_rule(struct ui *u)
{
    ui_add(u, UI_STEP, "step", 0, "Regel 1 av 7");
    sample_ring(u, RING_CLOSED);
    ui_add(u, UI_HEADING, "heading", 0, "Det som blir sagt her, blir her.");
    ui_add(u, UI_TEXT, "why", 0, "Fortell gjerne om deg selv hjemme. La de andres historier bli i rommet.");
    ui_open(u, UI_PAIR, "answer", 0);
    target(u, UI_CHOICE, "yes", 0, "Det er jeg med på", 1, 1);
    ui_icon(u, ICON_check);
    ui_flag(u, UI_COMMIT);
    target(u, UI_CHOICE, "talk", 0, "La oss snakke om den", 1, 2);
    ui_icon(u, ICON_talk);
    ui_flag(u, UI_COMMIT);
    ui_close(u);
    target(u, UI_BUTTON, "what", 0, "Hva betyr det?", 2, 0);
    ui_icon(u, ICON_question);
}

void sample_hold(struct ui *u)
{
    u->narrow = true;
    ui_add(u, UI_HEADING, "heading", 0, "Hold knappen");
    ui_add(u, UI_TEXT, "text", 0, "Hold i to sekunder. Slipper du før, skjer det ingenting.");
    target(u, UI_HOLD, "hold", 0, "Jeg sier ja", 1, 0);
    ui_icon(u, ICON_press);
    ui_number(u, 2000);
    ui_flag(u, UI_COMMIT);
    target(u, UI_QUIET, "why", 0, "Hva betyr det?", 2, 0);
    ui_icon(u, ICON_question);
}

static void sample_arabic(struct ui *u)
{
    sample_ring(u, RING_WAITING);
    ui_add(u, UI_HEADING, "heading", 0, "ماذا تريد أن تفعل؟");
    ui_add(u, UI_TEXT, "text", 0, "خذ وقتك كما تشاء. يمكنك الرجوع دائمًا.");
    sample_row(u, UI_ROW, 1, "ابحث عن مجموعة", "حسب الموضوع أو اليوم", ICON_find);
    sample_row(u, UI_ROW, 2, "لقاءات هذا الأسبوع", "الغرفة B204 الساعة 18.00", ICON_calendar);
    sample_row(u, UI_ROW, 3, "بعد الإقامة", "ماذا يمكنني أن أفعل الآن؟", ICON_path);
}

const struct sample samples[SAMPLES] = {{"home", sample_home},       {"start", sample_start},   {"group", sample_group},
                                        {"consent", sample_consent}, {"name", sample_name},     {"sign", sample_sign},
                                        {"help", sample_help},       {"topics", sample_topics}, {"done", sample_done},
                                        {"still", sample_still},     {"rule", sample_rule},     {"hold", sample_hold},
                                        {"arabic", sample_arabic}};

void sample_build(struct ui *u, const struct sample *sample, const struct ui_panel *panel, enum ui_size size,
                  enum ui_theme theme, uint16_t page)
{
    struct ui_setting setting = {.panel = *panel, .size = (uint8_t)size, .theme = (uint8_t)theme, .language = "nb"};
    if (sample->make == sample_arabic) {
        setting.from_right = true;
        setting.language = "ar";
    }
    ui_begin(u, &setting, page);
    sample->make(u);
    sample_dock(u);
    ui_finish(u);
    ui_layout(u);
}
