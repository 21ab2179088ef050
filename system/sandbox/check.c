/* The helpers' own attempts, beside those of every cage (cage_attempt.c): nothing of the kiosk's, of each other's, of
 * other devices; and what each must be able to do. */
#include "system/sandbox/check.h"

#include <sys/socket.h>
#include "system/sandbox/attempt.h"

#define NOT_THE_KIOSKS                                                                                                 \
    READS("/data/kiosk"), READS("/run/sirkel"), READS("/run/sirkel/stick"), READS("/tmp"), READS("/dev/dri"),          \
        READS("/dev/dri/card0"), READS("/dev/input"), READS("/dev/input/event0"), READS("/sys/class/drm"),             \
        WRITES("/tmp/x"), WRITES("/data/kiosk/x"), WRITES("/run/sirkel/usb-printer"),                                  \
        {"execute the kiosk", attempt_executing, (long)"/usr/bin/sirkel", ENDED},                                      \
        {"connect to the steward", attempt_connecting, (long)"/run/sirkel/steward", REFUSED},                          \
        {"read its library", attempt_reading, (long)"/usr/lib/x86_64-linux-gnu/libc.so.6", DONE},                      \
    {                                                                                                                  \
        "read random numbers", attempt_reading, (long)"/dev/urandom", DONE                                             \
    }

static const struct attempt voice[] = {
    NOT_THE_KIOSKS,
    READS("/dev/bus/usb"),
    READS("/sys/bus/usb"),
    READS("/run/sirkel/printer"),
    READS("/run/sirkel/bridge"),
    WRITES("/run/sirkel/voice/x"),
    {"stream AF_INET", attempt_streaming, AF_INET, REFUSED},
    {"connect to the printing program", attempt_connecting, (long)"/run/sirkel/printer/line", REFUSED},
    {"call the printer", attempt_tcp, SANDBOX_IPP_PORT, REFUSED},
    {"make its socket", attempt_binding, (long)"/run/sirkel/voice/.check", DONE},
};

static const struct attempt printer[] = {
    NOT_THE_KIOSKS,
    READS("/dev/snd"),
    READS("/dev/snd/controlC0"),
    READS("/dev/bus/usb"),
    READS("/sys/bus/usb"),
    READS("/run/sirkel/voice"),
    READS("/run/sirkel/bridge"),
    WRITES("/run/sirkel/printer/x"),
    {"connect to the voice", attempt_connecting, (long)"/run/sirkel/voice/line", REFUSED},
    {"another port", attempt_tcp, SANDBOX_IPP_PORT + 1, REFUSED},
    {"the web's port", attempt_tcp, 80, REFUSED},
    {"listen by TCP", attempt_tcp_binding, SANDBOX_IPP_PORT, REFUSED},
    {"make its socket", attempt_binding, (long)"/run/sirkel/printer/.check", DONE},
    {"call the printer", attempt_tcp, SANDBOX_IPP_PORT, DONE},
};

static const struct attempt bridge[] = {
    NOT_THE_KIOSKS,
    READS("/dev/snd"),
    READS("/dev/bus/usb/001/001"),
    READS("/run/sirkel/voice"),
    READS("/run/sirkel/printer"),
    {"stream AF_UNIX", attempt_streaming, AF_UNIX, REFUSED},
    {"call by TCP", attempt_tcp, SANDBOX_IPP_PORT, REFUSED},
    {"listen on another port", attempt_tcp_binding, SANDBOX_IPP_PORT + 1, REFUSED},
    {"listen", attempt_tcp_binding, SANDBOX_IPP_PORT, DONE},
    {"write its folder", attempt_writing, (long)"/run/sirkel/bridge/.check", DONE},
    {"remove what it wrote", attempt_removing, (long)"/run/sirkel/bridge/.check", DONE},
    {"look at what is plugged in", attempt_reading, (long)"/sys/bus/usb/devices", DONE},
};

static bool check(const struct cage *cage, const struct attempt *own, size_t count)
{
    struct cage_tally tally = {};
    cage_attempt(cage, &(struct cage_more){}, own, count, &tally);
    return cage_tally_end(cage, &tally);
}

bool cage_check_voice(void)
{
    return check(&cage_voice, voice, sizeof voice / sizeof *voice);
}

bool cage_check_printer(void)
{
    return check(&cage_printer, printer, sizeof printer / sizeof *printer);
}

bool cage_check_bridge(void)
{
    return check(&cage_bridge, bridge, sizeof bridge / sizeof *bridge);
}
