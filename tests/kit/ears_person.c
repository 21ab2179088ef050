/* Somebody who hears and does not see: goes through a kiosk by what it says, with eight keys. Knows their language,
 * what they came for, and what they were told about the keys on the first page; no screen, no order of anything. */
#include "ears.h"

#include <stdio.h>
#include <string.h>

enum { STEPS_MAX = 80 };

static bool nb, fingers;

static const char *in(const char *english, const char *norwegian)
{
    return nb ? norwegian : english;
}

static bool hears(const char *words)
{
    return strcasestr(ear_hear(), words) != NULL;
}

/* --- what stands under the focus ------------------------------------------------------------------------------------
 */

/* The newest sentence, without the name of a group or "from the top" before it: the name of a choice and more. */
static const char *choice(void)
{
    static char text[4096];
    const char *heard = ear_hear(), *last = heard;
    for (const char *at = heard; *at; at++)
        if (*at == '\n' && at[1])
            last = at + 1;
    static const char *const before[] = {": from ",    ": fra ",     "From the top", "From the bottom",
                                         "Fra toppen", "Fra bunnen", "You are at",   "Du står på"};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        const char *found = strstr(last, before[i]);
        const char *end = found && found - last < 60 ? strpbrk(found, before[i][0] == ':' ? "." : ".:") : NULL;
        if (end && end[1])
            last = end + 2;
    }
    snprintf(text, sizeof text, "%s", last);
    text[strcspn(text, "\n")] = 0;
    return text;
}

static bool spells; /* looking for a letter: "a, b, c: letters in order" is none */

/* Is what stands there called so? A whole name: behind it comes nothing, or a comma, a point, a colon. */
static bool is_called(const char *name)
{
    const char *here = choice();
    size_t length = strlen(name);
    const char *capital = in("capital ", "stor ");
    if (strncmp(here, capital, strlen(capital)) == 0)
        here += strlen(capital);
    return strncasecmp(here, name, length) == 0 && (!here[length] || (!spells && strchr(",.:", here[length])));
}

/* Goes round the group at hand until something is called so. */
static bool find_here(const char *name)
{
    char first[4096] = "";
    for (int i = 0; i < STEPS_MAX; i++) {
        if (*choice() && is_called(name) && i > 0)
            return true;
        ear_press(EAR_DOWN);
        if (i > 0 && strcmp(first, choice()) == 0)
            return is_called(name);
        if (i == 0)
            snprintf(first, sizeof first, "%s", choice());
    }
    return false;
}

/* --- without keys: a finger goes to and fro over the display, from the top, until something is called so ------------- */

enum { STEP_MM = 7, ROW_MM = 9, MARGIN_MM = 9 };

static float at_x, at_y; /* where the finger was last */

static bool hears_here(const char *name, float x, float y)
{
    at_x = x;
    at_y = y;
    ear_slide(x, y);
    return *ear_hear() && is_called(name);
}

static bool find_by_finger(const char *name)
{
    struct ear_display d = ear_display();
    bool found = false, back = false;
    for (float y = MARGIN_MM; !found && y < d.height - MARGIN_MM; y += ROW_MM, back = !back)
        for (float x = MARGIN_MM; !found && x < d.width - MARGIN_MM; x += STEP_MM)
            found = hears_here(name, back ? d.width - x : x, y);
    ear_lift();
    return found;
}

static void take(void)
{
    if (fingers)
        ear_tap_twice(at_x, at_y);
    else
        ear_press(EAR_ENTER);
}

/* Looks in this group, and then in those to the right. */
static bool find(const char *name)
{
    if (fingers)
        return find_by_finger(name);
    for (int group = 0; group < 10; group++) {
        if (find_here(name))
            return true;
        ear_press(EAR_RIGHT);
        if (is_called(name))
            return true;
    }
    return false;
}

static bool choose(const char *english, const char *norwegian)
{
    if (!find(in(english, norwegian)))
        return false;
    take();
    return true;
}

/* What can't be taken back: the first press says that a second is wanted. */
static bool hold(const char *english, const char *norwegian)
{
    if (!choose(english, norwegian) || !hears(in("Press once more", "Trykk en gang til")))
        return false;
    take();
    return true;
}

/* Yes or no: down is one, up the other; nothing else is passed on the way. */
static bool answer(const char *english, const char *norwegian)
{
    const char *name = in(english, norwegian);
    if (fingers)
        return choose(english, norwegian);
    ear_press(EAR_DOWN);
    if (!is_called(name))
        ear_press(EAR_UP);
    if (!is_called(name))
        return false;
    ear_press(EAR_ENTER);
    return true;
}

/* --- letters
 * ------------------------------------------------------------------------------------------------------------ */

static const char *const alphabet[][3] = {
    {"a", "ay", "a"},
    {"b", "bee", "be"},
    {"c", "see", "se"},
    {"d", "dee", "de"},
    {"e", "ee", "e"},
    {"f", "eff", "eff"},
    {"g", "jee", "ge"},
    {"h", "aitch", "hå"},
    {"i", "eye", "i"},
    {"j", "jay", "jådd"},
    {"k", "kay", "kå"},
    {"l", "ell", "ell"},
    {"m", "em", "emm"},
    {"n", "en", "enn"},
    {"o", "oh", "o"},
    {"p", "pee", "pe"},
    {"q", "cue", "ku"},
    {"r", "ar", "err"},
    {"s", "ess", "ess"},
    {"t", "tee", "te"},
    {"u", "you", "u"},
    {"v", "vee", "ve"},
    {"w", "double you", "dobbeltve"},
    {"x", "ex", "eks"},
    {"y", "why", "y"},
    {"z", "zed", "sett"},
    {"æ", "ay ee joined", "æ"},
    {"ø", "oh with a stroke", "ø"},
    {"å", "ay with a ring", "å"},
};

static const char *name_of(const char *letter, size_t *ret_bytes)
{
    for (size_t i = 0; i < sizeof alphabet / sizeof *alphabet; i++)
        if (strncmp(letter, alphabet[i][0], strlen(alphabet[i][0])) == 0) {
            *ret_bytes = strlen(alphabet[i][0]);
            return alphabet[i][nb ? 2 : 1];
        }
    return NULL;
}

/* "ess, kå, o, ge" written down as "skog"; false for what is no letter's name. */
static bool write_down(const char *names, char *out, size_t size)
{
    *out = 0;
    while (*names) {
        size_t length = strcspn(names, ",");
        const char *letter = NULL;
        for (size_t i = 0; i < sizeof alphabet / sizeof *alphabet; i++)
            if (strlen(alphabet[i][nb ? 2 : 1]) == length && strncmp(names, alphabet[i][nb ? 2 : 1], length) == 0)
                letter = alphabet[i][0];
        if (!letter || strlen(out) + strlen(letter) >= size)
            return false;
        strcat(out, letter);
        names += length + strspn(names + length, ", ");
    }
    return true;
}

/* Writes until the word is offered, or to its end. */
static bool write_word(const char *word, bool offered)
{
    char offer[64];
    snprintf(offer, sizeof offer, "%s, %s", word, in("button", "knapp"));
    for (size_t bytes = 0; *word; word += bytes) {
        const char *name = name_of(word, &bytes);
        spells = true;
        bool found = name && find(name);
        spells = false;
        if (!found)
            return false;
        take();
        if (offered && hears(offer)) /* it was said, with nothing done to ask for it */
            return true;
    }
    return !offered;
}

/* --- the code
 * ----------------------------------------------------------------------------------------------------------- */

/* "Word 1: skog. ess, kå, o, ge. skog.", four times, on lines of their own. */
static bool note_code(struct ear_code *code)
{
    const char *line = ear_hear();
    for (int i = 0; i < 4; i++) {
        char start[16], letters[160], said[32], spelled[32];
        snprintf(start, sizeof start, "%s %d: ", in("Word", "Ord"), i + 1);
        line = strstr(line, start);
        if (!line || sscanf(line + strlen(start), "%31[^.]. %159[^.].", said, letters) != 2)
            return false;
        if (!write_down(letters, spelled, sizeof spelled) || strcmp(said, spelled) != 0)
            return false;
        snprintf(code->word[i], sizeof code->word[i], "%s", spelled);
        line += strlen(start);
    }
    return true;
}

/* --- two visits
 * ----------------------------------------------------------------------------------------------------------- */

#define STEP(done)                                                                                                     \
    do {                                                                                                               \
        step++;                                                                                                        \
        if (!(done)) {                                                                                                 \
            fprintf(stderr, "by ear, step %d, not done: %s\nheard last: %s\n", step, #done, ear_hear());               \
            return step;                                                                                               \
        }                                                                                                              \
    } while (0)

/* On the first page the keys are explained, and again in the language that was chosen. */
static bool begin(const struct ear_person *who)
{
    nb = who->norwegian;
    fingers = who->fingers;
    if (fingers) {
        if (!hears("to fingre"))
            return false;
        ear_two_fingers();
        return hears("Touch twice") || hears("to ganger") ? choose("English", "Begynn") : false;
    }
    return hears("Pil ned") && hears("F fem") && choose("English", "Begynn") && hears(in("Arrow down", "Pil ned")) &&
           hears(in("F five", "F fem"));
}

int ear_join(const struct ear_person *who, struct ear_code *ret_code)
{
    int step = 0, rules = 0;
    STEP(begin(who));
    STEP(choose("Find a group", "Finn en gruppe"));
    STEP(choose("By topic", "Etter tema"));
    STEP(choose("Sleep and rest", "Søvn og hvile"));
    STEP(choose("The Tuesday Group", "Tirsdagsgruppa"));
    STEP(choose("Join", "Bli med"));
    STEP(choose("Begin", "Begynn"));
    while (hears(in("Rule ", "Regel ")) && rules < 20) { /* each is read before it is agreed to */
        STEP(answer("I'm with you on this one", "Det er jeg med på"));
        rules++;
    }
    STEP(rules >= 3);
    STEP(hears(in("What should we call you?", "Hva skal vi kalle deg?")));
    STEP(choose("Write a name", "Skriv et navn"));
    STEP(write_word("ola", false));
    STEP(hears("ola"));
    STEP(choose("Next", "Neste"));
    STEP(choose("Please don't contact me", "Jeg vil ikke kontaktes"));
    for (int page = 0; page < 6 && !hears(in("choice, 1 of 2", "valg, 1 av 2")); page++)
        STEP(choose("Next", "Neste"));
    STEP(answer("No", "Nei"));
    STEP(answer("Yes", "Ja"));
    STEP(answer("No", "Nei"));
    STEP(choose("Hold a button", "Hold inne en knapp"));
    STEP(hold("Hold here to sign", "Hold her for å skrive under"));
    STEP(hears("ola"));
    while (hears("1 ") && hears(in("Show more, button", "Vis mer, knapp"))) /* the review is read to its end */
        STEP(choose("Show more", "Vis mer"));
    STEP(hold("Hold here to join", "Hold her for å bli med"));
    STEP(hears(in("You are in", "Du er med")));
    STEP(choose("Spell the code", "Stav koden"));
    STEP(note_code(ret_code));
    take(); /* as often as wanted */
    struct ear_code again = {0};
    STEP(note_code(&again) && memcmp(&again, ret_code, sizeof again) == 0);
    STEP(choose("I have kept the code", "Jeg har tatt vare på koden"));
    STEP(hold("Hold here when you have it", "Hold her når du har den"));
    STEP(hears("Welcome") || hears("Velkommen"));
    return 0;
}

int ear_withdraw(const struct ear_person *who, const struct ear_code *code)
{
    int step = 0;
    STEP(begin(who));
    STEP(choose("I have a code", "Jeg har en kode"));
    for (int i = 0; i < 4; i++) {
        STEP(write_word(code->word[i], true));
        STEP(choose(code->word[i], code->word[i]));
    }
    STEP(choose("Find my sign-up", "Finn påmeldingen min"));
    STEP(choose("Withdraw my consent", "Trekk samtykket mitt"));
    STEP(hold("Hold here to withdraw", "Hold her for å trekke samtykket"));
    STEP(hears(in("It is done", "Det er gjort")));
    STEP(choose("Leave", "Avslutt"));
    STEP(hears("Welcome") || hears("Velkommen"));
    return 0;
}
