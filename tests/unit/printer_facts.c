/* What a printer says, made into what the kiosk knows. */
#include "printer/work.c"

#include <string.h>
#include "base/text.h"
#include "test.h"

static void reasons(void)
{
    static const struct {
        const char *said;
        enum printer_state state;
    } rows[] = {
        {"none", PRINTER_READY},
        {"media-empty", PRINTER_PAPER},
        {"media-empty-error", PRINTER_PAPER},
        {"media-empty-warning", PRINTER_READY},
        {"media-empty-report", PRINTER_READY},
        {"media-needed-warning", PRINTER_PAPER},
        {"media-low", PRINTER_READY},
        {"media-low-error", PRINTER_READY},
        {"media-jam", PRINTER_JAM},
        {"media-jam-warning", PRINTER_JAM},
        {"cover-open-report", PRINTER_OPEN},
        {"door-open", PRINTER_OPEN},
        {"interlock-open-error", PRINTER_OPEN},
        {"marker-supply-empty-error", PRINTER_INK},
        {"marker-supply-empty-warning", PRINTER_READY},
        {"marker-supply-low", PRINTER_READY},
        {"toner-empty", PRINTER_INK},
        {"paused", PRINTER_STOPPED},
        {"media-jam-later", PRINTER_READY},
        {"media-jam-error-error", PRINTER_READY},
        {"-error", PRINTER_READY},
        {"", PRINTER_READY},
        {"spinning-wheels", PRINTER_READY},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum printer_state state = facts_state(facts_reason(rows[i].said), false, true);
        CHECK_INT(state, rows[i].state);
        if (state != rows[i].state)
            printf("    %s\n", rows[i].said);
    }
    CHECK_INT(facts_state(0, true, true), PRINTER_STOPPED);
    CHECK_INT(facts_state(0, false, false), PRINTER_STOPPED);
    CHECK_INT(facts_state(facts_reason("media-empty"), true, true), PRINTER_PAPER);
    CHECK_INT(facts_state(facts_reason("media-empty") | facts_reason("media-jam"), true, true), PRINTER_JAM);
}

static void names(void)
{
    char name[PRINTER_NAME], longest[200];
    static const char *const rows[][2] = {
        {"Prøve Skriver 3000", "Prøve Skriver 3000"},
        {"", ""},
        {"a\nb\x1b[31mc\x7f", "ab[31mc"},
        {"a\u202eb\u200bc\ufeffd\u2066e", "abcde"},
        {"half \xc3", "half "},
        {"\xff\xfe\x80ok", "ok"},
        {"打印机", "打印机"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        facts_name(name, rows[i][0]);
        CHECK_TEXT(name, rows[i][1]);
    }
    for (int shift = 0; shift < 4; shift++) { /* the cut falls on each byte of a letter */
        memset(longest, 'x', sizeof longest);
        for (int i = shift; i + 3 < 190; i += 3)
            memcpy(longest + i, "打", 3);
        longest[190] = 0;
        memset(name, 1, sizeof name);
        facts_name(name, longest);
        CHECK(text_clean(name) && strlen(name) >= PRINTER_NAME - 3 && name[PRINTER_NAME - 1] == 0);
    }
}

static void places(void)
{
    struct link_place place;
    CHECK(link_place_read(&place, "ipp://127.0.0.1:60000/ipp/print") && place.port == 60000);
    CHECK_TEXT(place.path, "/ipp/print");
    CHECK(link_place_read(&place, "ipp://localhost/ipp/print") && place.port == 631);
    static const char *const bad[] = {"ipp://192.168.1.7/ipp/print",
                                      "ipp://printer.local/ipp/print",
                                      "ipps://127.0.0.1/ipp/print",
                                      "http://127.0.0.1/",
                                      "ipp://me@127.0.0.1/",
                                      "ipp://127.0.0.1.example.org/ipp/print",
                                      "ipp://0.0.0.0/ipp/print",
                                      "",
                                      "/ipp/print",
                                      "file:///dev/null"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!link_place_read(&place, bad[i]));
}

int main(void)
{
    reasons();
    names();
    places();
    return TEST_END();
}
