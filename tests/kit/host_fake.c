/* host.h for tests of ui, flow and ctl: no SDL, no clock of its own. Every letter is 0.52 em wide, an icon 1 em. */
#include "host_fake.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include "base/host.h"
#include "base/text.h"

struct host_fake host_fake = {.now = 1795622400, .steady_ms = 1000, .disk_free = (int64_t)1 << 33, .stick = true};

int64_t host_now(void)
{
    return host_fake.now;
}

int64_t host_steady_ms(void)
{
    return host_fake.steady_ms;
}

float host_text_width(const char *language, int face, int em_px, const char *text, size_t bytes)
{
    (void)language, (void)face;
    size_t codes = 0;
    for (const char *at = text; at < text + bytes;) {
        uint32_t c = text_next(&at);
        codes += c != 0xAD && !(c >= 0x300 && c <= 0x36F);
    }
    return (float)codes * 0.52f * (float)em_px;
}

int64_t host_disk_free(const char *folder)
{
    (void)folder;
    return host_fake.disk_free;
}

static void append(char *log, size_t size, const char *line)
{
    size_t used = strlen(log);
    int n = snprintf(log + used, size - used, "%s\n", line);
    if (n < 0 || (size_t)n >= size - used)
        log[used] = 0; /* full: the test looks at the beginning */
}

void host_hush(void)
{
}

void host_log(const char *line)
{
    append(host_fake.log, sizeof host_fake.log, line);
}

bool host_stick_present(const char *folder)
{
    struct stat about;
    return host_fake.stick && stat(folder, &about) == 0 && S_ISDIR(about.st_mode);
}

static const char *const verbs[] = {
#define MACHINE(name) #name,
#include "base/machine.def"
#undef MACHINE
};

fault host_machine(enum machine_verb verb, int64_t number, struct machine_answer *ret)
{
    const struct machine_answer *answer = &host_fake.answers[verb];
    char line[64];
    if (ret)
        *ret = host_fake.machine ? *answer : (struct machine_answer){0};
    if (!host_fake.machine)
        return FAULT_NO_ENTRY;
    snprintf(line, sizeof line, "%s %lld", verbs[verb], (long long)number);
    append(host_fake.asked, sizeof host_fake.asked, line);
    return (fault)answer->fault;
}

fault host_stick_again(const char *folder)
{
    (void)folder;
    fault f = host_machine(MACHINE_STICK_AGAIN, 0, NULL);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

void host_voice_set(int rate, int volume)
{
    (void)rate, (void)volume;
}

static fault print_answer(void)
{
    return !host_fake.printer ? FAULT_NO_ENTRY : host_fake.printer_full ? FAULT_BUSY : FAULT_NONE;
}

fault host_print_look(void)
{
    host_fake.looks++;
    return print_answer();
}

fault host_print_begin(int pages)
{
    (void)pages;
    fault f = print_answer();
    host_fake.begins += f == FAULT_NONE;
    host_fake.rows = 0;
    return f;
}

fault host_print_rows(const uint8_t *grey, int rows)
{
    fault f = print_answer();
    host_fake.rows += f == FAULT_NONE ? rows : 0;
    host_fake.first = grey[0];
    return f;
}

fault host_print_send(void)
{
    fault f = print_answer();
    host_fake.sends += f == FAULT_NONE;
    return f;
}

void host_print_cancel(void)
{
    host_fake.recalls++;
}
