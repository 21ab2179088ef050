/* What reaches the engine is bounded, says what the kiosk said, and knows which character was which; then texts made at random of what has
 * ended the engine, read by the real one on the image's data (in a child: it dies
 * of them). `voice_spoken SECONDS` does so for longer. */
#include "voice/spoken.h"

#include <espeak-ng/speak_lib.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "base/text.h"
#include "test.h"

static struct spoken spoken;

/* The kiosk's characters are all there, each once and in order, but for dots that became spaces; what was put in is a space or a comma. */
static bool same_but_dots(const char *text)
{
    const char *at = spoken.text;
    size_t number = 0, characters = text_count(text);

    for (size_t i = 0; i < spoken.characters; i++) {
        uint32_t said = text_next(&at);
        bool put_in = i + 1 < spoken.characters && spoken.from[i + 1] == number && spoken.from[i] == number;
        if (spoken.from[i] != number || (put_in && said != ' ' && said != ','))
            return false;
        if (put_in)
            continue;
        uint32_t sent = text_next(&text);
        if (said != sent && !(sent == '.' && said == ' '))
            return false;
        number++;
    }
    return *at == 0 && number == characters;
}

/* Characters of the longest word, and dots of the longest row of single letters with dots. */
static void measure(unsigned *ret_word, unsigned *ret_dots)
{
    unsigned word = 0, dots = 0, letters = 0;

    *ret_word = *ret_dots = 0;
    for (const char *c = spoken.text; *c; c++) {
        word = *c == ' ' ? 0 : word + (((uint8_t)*c & 0xC0) != 0x80);
        letters = *c == '.' ? 0 : letters + (*c != ' ' && *c != '_');
        dots = letters > 2 ? 0 : dots + (*c == '.');
        *ret_word = word > *ret_word ? word : *ret_word;
        *ret_dots = dots > *ret_dots ? dots : *ret_dots;
    }
}

static void bounded(void)
{
    static const char *const pieces[] = {"s'", "a.b.", "a. b. ", "anti", "å",    "–", "a",
                                         ".",  "' ",   "1,000",  "kl.",  "Ø.__", "ø1"};
    static char text[VOICE_TEXT];
    unsigned word, dots;

    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        text[0] = 0;
        while (strlen(text) + strlen(pieces[i]) < sizeof text)
            strcat(text, pieces[i]);
        spoken_make(&spoken, text);
        measure(&word, &dots);
        CHECK(word <= SPOKEN_WORD + 1 && dots <= SPOKEN_DOTS + 2);
        CHECK(same_but_dots(text));
    }
}

static void usual(void)
{
    static const char *const texts[] = {"", "Hei.", "Ring f.eks. kl. 18.00, bl.a. til oss.", "U.S.A. og D.D.R.",
                                        "blå\nbær"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        spoken_make(&spoken, texts[i]);
        CHECK_TEXT(spoken.text, texts[i]);
        CHECK(same_but_dots(texts[i]));
    }
    spoken_make(&spoken, "Rindfleischetikettierungsueberwachung her");
    CHECK_TEXT(spoken.text, "Rindfleischetikettierungsueberwa chung her");
    CHECK(spoken.from[32] == 32 && spoken.from[33] == 32 && spoken.from[34] == 33);
}

static void signs(void)
{
    spoken_make(&spoken, "Re\u0301ne\u00ADe Олена Ly");
    CHECK_TEXT(spoken.text, "Renee       Ly");
    CHECK(spoken.from[2] == 3 && spoken.from[12] == 14);
    spoken_make(&spoken, "क-й\U0001F600.");
    CHECK_TEXT(spoken.text, " -  .");
}

/* A text of up to a few hundred bytes. */
static void make_text(char *out, size_t size)
{
    static const char *const pieces[] = {"s'",     "'s",     "n't", ".",  "a.",  "B.",    "anti",    "re", "ness",
                                         "ly",     "'",      "-",   " ",  ", ",  "1",     "0.",      "%",  "²",
                                         "\u00AD", "\u0301", "😀",   "й",  "क",   "kj",    "sk",      "ø",  "\n",
                                         "/",      "__",     "[[",  "]]", "<s>", "&amp;", "http://", "Ø.", "ing"};
    out[0] = 0;
    for (int words = rand() % 12 + 1; words > 0; words--) {
        const char *a = pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)];
        const char *b = pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)];
        for (int times = rand() % 60 + 1; times > 0 && strlen(out) + strlen(a) + strlen(b) < size; times--)
            strcat(strcat(out, a), b);
    }
}

static void read_texts(int seconds)
{
    static char text[900], data[256];
    const char *build = getenv("SIRKEL_BUILD");
    time_t until = time(NULL) + seconds;

    snprintf(data, sizeof data, "%s/voice", build ? build : "build");
    if (espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, data, 0x8000 /* without exit */) <= 0)
        _exit(2);
    for (unsigned seed = 1; time(NULL) < until; seed++) {
        srand(seed);
        make_text(text, sizeof text);
        spoken_make(&spoken, text);
        espeak_SetVoiceByName(seed % 3 ? "gmw/en" : "gmq/nb");
        for (const void *at = spoken.text; at;)
            espeak_TextToPhonemes(&at, espeakCHARS_UTF8, 0);
    }
    _exit(0);
}

static void read_by_the_engine(int seconds)
{
    int status = -1;
    pid_t child = fork();
    if (child == 0)
        read_texts(seconds);
    CHECK(child > 0 && waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

int main(int count, char **words)
{
    usual();
    signs();
    bounded();
    read_by_the_engine(count > 1 ? atoi(words[1]) : 3);
    return TEST_END();
}
