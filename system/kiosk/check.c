/* The kiosk's own attempts of `kiosk --check`, beside those of every cage (cage_attempt.c). */
#include "system/kiosk/check.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "system/sandbox/attempt.h"

/* A device's command, to no device: refused by the filter, or only by the kernel's "no such file". */
static enum finding commanding(long command)
{
    return ioctl(-1, (unsigned long)command, NULL) != 0 && errno == EBADF ? DONE : REFUSED;
}

static const struct attempt own[] = {
    READS("/sys/bus/usb/devices"),
    READS("/tmp/.."),
    READS("/dev/snd"),
    READS("/dev/snd/timer"),
    READS("/dev/snd/controlC0"),
    READS("/dev/snd/pcmC0D0p"),
    READS("/dev/bus/usb"),
    READS("/run/sirkel/bridge"),
    WRITES("/run/sirkel/voice/x"),
    WRITES("/run/sirkel/printer/x"),
    WRITES("/run/sirkel/usb-printer"),
    {"stream AF_INET", attempt_streaming, AF_INET, REFUSED},
    {"connect by TCP", attempt_tcp, SANDBOX_IPP_PORT, REFUSED},
    {"execute another /usr/bin/sirkel", attempt_executing, (long)"/usr//bin/sirkel", ENDED},
    {"execute the voice", attempt_executing, (long)"/usr/bin/sirkel-voice", ENDED},
    {"hand a program to the drawing engines (i915)", commanding, 0x40406469, REFUSED},
    {"the first command of a graphics driver's own", commanding, 0xc0106440, REFUSED},
    {"the last one", commanding, 0xc010649f, REFUSED},
    /* what it must be able to do: a cage that refuses everything would pass all of the above */
    {"read its library", attempt_reading, (long)"/usr/lib/x86_64-linux-gnu/libc.so.6", DONE},
    {"read its words", attempt_reading, (long)"/usr/share/sirkel", DONE},
    {"write its own folder", attempt_writing, (long)"/data/kiosk/.check", DONE},
    {"remove what it wrote", attempt_removing, (long)"/data/kiosk/.check", DONE},
    {"write to /tmp", attempt_writing, (long)"/tmp/.check", DONE},
    {"unix socket", attempt_streaming, AF_UNIX, DONE},
    {"look at /run/sirkel/stick", attempt_reading, (long)"/run/sirkel/stick", DONE},
    {"look at the voice's place", attempt_reading, (long)"/run/sirkel/voice", DONE},
    {"ask a graphics driver what it can", commanding, 0xc010640c, DONE},
    {"make a picture", commanding, 0xc02064b2, DONE},
    {"show a picture", commanding, 0xc01864b0, DONE},
    {"read random numbers", attempt_reading, (long)"/dev/urandom", DONE},
};

/* A stick is mounted when the cage has long been closed: it must be writable all the same, by the rule on the folder
 * above. */
static bool stick_later(const struct cage_more *more)
{
    static const char stick[] = "/run/sirkel/stick";
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        if (sandbox_enter(&cage_kiosk, more) != FAULT_NONE)
            _exit(NOT_CAGED);
        kill(getpid(), SIGSTOP);
        _exit((int)attempt_writing((long)"/run/sirkel/stick/x"));
    }
    if (child < 0 || waitpid(child, &status, WUNTRACED) != child || !WIFSTOPPED(status))
        return false;
    bool mounted =
        mount("tmpfs", stick, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "size=64k,mode=0700,uid=900,gid=900") == 0;
    kill(child, SIGCONT);
    waitpid(child, &status, 0);
    if (mounted)
        umount2(stick, 0);
    return mounted && WIFEXITED(status) && WEXITSTATUS(status) == DONE;
}

bool kiosk_check(bool mirror)
{
    const struct cage_more more = {.mirror = mirror};
    struct cage_tally tally = {};
    cage_attempt(&cage_kiosk, &more, own, sizeof own / sizeof *own, &tally);
    bool later = stick_later(&more);
    later ? tally.passed++ : tally.failed++;
    if (!later)
        fprintf(stderr, "cage: a stick that comes later: refused\n");
    return cage_tally_end(&cage_kiosk, &tally);
}
