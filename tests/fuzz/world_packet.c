/* Packets to the kiosk: of the voice, of the printing program, of the device manager (the first byte says of which). */
#include "world/world.c"

#include "fuzz.h"

#include <sys/socket.h>

enum { SERIAL = 7, VOICE, PRINTER = 1, MANAGER, WHOS };

static void seed(uint8_t whose, const void *packet, size_t size)
{
    uint8_t bytes[1 + sizeof(struct machine_answer)] = {whose};
    memcpy(bytes + 1, packet, size);
    fuzz_seed(bytes, 1 + size);
}

void fuzz_seeds(void)
{
    const struct printer_event sheet = {
        .state = PRINTER_DONE, .serial = SERIAL, .page = 1, .pages = 2, .name = "Skrim"};
    const struct machine_answer answer = {.fault = FAULT_NONE, .state = MACHINE_DONE, .text = "version=0.3.0\n"};
    for (uint32_t kind = 0; kind < VOICE_EVENTS; kind++)
        seed(0, &(struct voice_event){kind, SERIAL, 0, 3}, sizeof(struct voice_event));
    seed(PRINTER, &sheet, sizeof sheet);
    seed(MANAGER, &answer, sizeof answer);
}

static bool take(uint8_t whose)
{
    struct voice_event voice;
    struct printer_event sheet;
    struct machine_answer answer;
    switch (whose) {
    case PRINTER:
        if (!host_printer_event(&sheet) || world.printer.peer.fd < 0)
            return false;
        FUZZ_HOLDS(sheet.state < PRINTER_STATES && memchr(sheet.name, 0, sizeof sheet.name));
        return true;
    case MANAGER:
        if (!manager_receive(&answer))
            return false;
        FUZZ_HOLDS(answer.fault < FAULT_COUNT && memchr(answer.text, 0, sizeof answer.text));
        return true;
    default:
        if (!host_voice_event(&voice))
            return false;
        FUZZ_HOLDS(voice.kind < VOICE_EVENTS);
        return true;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int ends[2];
    if (size < 2)
        return 0;
    FUZZ_HOLDS(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) == 0);
    FUZZ_HOLDS(send(ends[1], data + 1, size - 1, MSG_NOSIGNAL) == (ssize_t)size - 1);
    world_open(&(struct world_options){0});
    world.voice.serial = world.voice.first = world.printer.serial = SERIAL;
    *(data[0] == PRINTER   ? &world.printer.peer.fd
      : data[0] == MANAGER ? &world.manager.fd
                           : &world.voice.peer.fd) = ends[0];
    if (take(data[0]))
        fuzz_taken();
    world_open(&(struct world_options){0});
    close(ends[1]);
    return 0;
}
