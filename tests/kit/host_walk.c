/* host.h as walks answer it. Everything else (sqlite, sodium, fonts, files) is the real thing. */
#include "host_walk.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include "base/file.h"
#include "base/host.h"

struct walk_world walk_world = {.disk_free = -1};

int64_t host_now(void)
{
    return walk_world.real_clock ? (int64_t)time(NULL) : walk_world.now + walk_world.steady_ms / 1000;
}

int64_t host_steady_ms(void)
{
    if (!walk_world.real_clock)
        return walk_world.steady_ms;
    struct timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t host_disk_free(const char *folder)
{
    return walk_world.disk_free >= 0 ? walk_world.disk_free : file_free_bytes(folder);
}

void host_say(const char *language, const char *text, bool personal, bool aloud)
{
    (void)language;
    walk_world.heard = walk_world.speaking =
        walk_world.voice && (walk_world.headset || (aloud && !personal)); /* as world/world.c has it */
    snprintf(walk_world.said, sizeof walk_world.said, "%s", text);
}

void host_hush(void)
{
    walk_world.speaking = false;
}

void host_log(const char *line)
{
    fprintf(stderr, "log: %s\n", line);
}

bool host_stick_present(const char *folder)
{
    struct stat s;
    return !walk_world.stick_gone && stat(folder, &s) == 0 && S_ISDIR(s.st_mode);
}

static const char *const verbs[] = {
#define MACHINE(name) #name,
#include "base/machine.def"
#undef MACHINE
};

fault host_machine(enum machine_verb verb, int64_t number, struct machine_answer *ret)
{
    size_t used = strlen(walk_world.asked);
    if (ret)
        *ret = walk_world.machine ? walk_world.answers[verb] : (struct machine_answer){0};
    if (!walk_world.machine)
        return FAULT_NO_ENTRY;
    snprintf(walk_world.asked + used, sizeof walk_world.asked - used, "%s %lld\n", verbs[verb], (long long)number);
    if (verb == MACHINE_CLOCK && walk_world.answers[verb].fault == FAULT_NONE)
        walk_world.now += number - host_now();
    return (fault)walk_world.answers[verb].fault;
}

fault host_stick_again(const char *folder)
{
    (void)folder;
    fault f = host_machine(MACHINE_STICK_AGAIN, 0, NULL);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

void host_voice_set(int rate, int volume)
{
    walk_world.rate = rate;
    walk_world.volume = volume;
}

bool host_voice(void)
{
    return walk_world.voice;
}

bool host_headset(void)
{
    return walk_world.headset;
}

fault host_print_look(void)
{
    walk_world.printer_due = walk_world.printer;
    return walk_world.printer ? FAULT_NONE : FAULT_NO_ENTRY;
}

fault host_print_begin(int pages)
{
    if (!walk_world.printer)
        return FAULT_NO_ENTRY;
    walk_world.paper_pages = pages;
    walk_world.paper_rows = 0;
    walk_world.paper_sent = false;
    return FAULT_NONE;
}

fault host_print_rows(const uint8_t *grey, int rows)
{
    (void)grey;
    if (!walk_world.printer)
        return FAULT_NO_ENTRY;
    if (walk_world.printer_stuck)
        return FAULT_BUSY;
    walk_world.paper_rows += rows;
    return FAULT_NONE;
}

fault host_print_send(void)
{
    if (!walk_world.printer)
        return FAULT_NO_ENTRY;
    walk_world.paper_sent = true;
    walk_world.papers += walk_world.paper_rows == walk_world.paper_pages * PRINTER_HEIGHT;
    walk_world.printer_due = true;
    if (walk_world.printer_state == PRINTER_READY || walk_world.printer_state == PRINTER_DONE)
        walk_world.printer_state = PRINTER_BUSY;
    return FAULT_NONE;
}

void host_print_cancel(void)
{
    walk_world.paper_pages = walk_world.paper_rows = 0;
    walk_world.paper_sent = false;
}

/* Voice and printer answer by display_push: there are no sockets to wait for. */
int host_poll(struct pollfd *fds, int64_t *ret_again_ms)
{
    (void)fds;
    *ret_again_ms = -1;
    return 0;
}

bool host_voice_event(struct voice_event *ret)
{
    (void)ret;
    return false;
}

bool host_voice_is_current(const struct voice_event *event)
{
    (void)event;
    return true;
}

bool host_printer_event(struct printer_event *ret)
{
    (void)ret;
    return false;
}

void host_headset_set(bool is_in)
{
    walk_world.headset = is_in;
}
