/* `run` and `finish` of the kiosk's service. As run: waits if the last starts ended badly, enters the sandbox
 * (sandbox.h) and becomes /usr/bin/sirkel, normally or in safe mode. As finish: notes how it ended. `kiosk --check`
 * tests the sandbox out. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "base/file.h"
#include "base/machine.h"
#include "base/printer.h"
#include "base/voice.h"
#include "system/common/accounts.h"
#include "system/common/cmdline.h"
#include "system/common/log.h"
#include "system/common/watch.h"
#include "system/data/data.h"
#include "system/kiosk/pause.h"
#include "system/sandbox/attempt.h"
#include "system/sandbox/sandbox.h"

/* --- `kiosk --check`: the kiosk's own attempts, beside those of every sandbox (attempt.c) --- */

/* A device's command, to no device: refused by the filter, or only by the kernel's "no such file". */
static enum outcome commanding(long command)
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
    {"execute another /usr/bin/sirkel", attempt_executing, (long)"/usr//bin/sirkel", KILLED},
    {"execute the voice", attempt_executing, (long)"/usr/bin/sirkel-voice", KILLED},
    {"submit a program to the drawing engines (i915)", commanding, 0x40406469, REFUSED},
    {"the first command of a graphics driver's own", commanding, 0xc0106440, REFUSED},
    {"the last one", commanding, 0xc010649f, REFUSED},
    /* what it must be able to do: a sandbox that refuses everything would pass all of the above */
    {"read its library", attempt_reading, (long)"/usr/lib/x86_64-linux-gnu/libc.so.6", DONE},
    {"read its words", attempt_reading, (long)"/usr/share/sirkel", DONE},
    {"write its own folder", attempt_writing, (long)"/data/kiosk/.check", DONE},
    {"remove what it wrote", attempt_removing, (long)"/data/kiosk/.check", DONE},
    {"write to /tmp", attempt_writing, (long)"/tmp/.check", DONE},
    {"unix socket", attempt_streaming, AF_UNIX, DONE},
    {"look at /run/sirkel/stick", attempt_reading, (long)"/run/sirkel/stick", DONE},
    {"look at the voice's place", attempt_reading, (long)"/run/sirkel/voice", DONE},
    {"read a graphics driver's abilities", commanding, 0xc010640c, DONE},
    {"make a picture", commanding, 0xc02064b2, DONE},
    {"show a picture", commanding, 0xc01864b0, DONE},
    {"read random numbers", attempt_reading, (long)"/dev/urandom", DONE},
};

/* A stick is mounted when the sandbox has long been closed: it must be writable all the same, by the rule on the folder
 * above. */
static bool stick_later(const struct sandbox_extra *extra)
{
    static const char stick[] = "/run/sirkel/stick";
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        if (sandbox_enter(&sandbox_kiosk, extra) != FAULT_NONE)
            _exit(NOT_ENTERED);
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

static bool kiosk_check(bool mirror)
{
    const struct sandbox_extra extra = {.mirror = mirror};
    struct attempt_tally tally = {};
    attempt_all(&sandbox_kiosk, &extra, own, sizeof own / sizeof *own, &tally);
    bool later = stick_later(&extra);
    later ? tally.passed++ : tally.failed++;
    if (!later)
        fprintf(stderr, "sandbox: a memory stick that is mounted later: refused\n");
    return attempt_end(&sandbox_kiosk, &tally);
}

/* --- `run` and `finish` --- */

#define STARTS "/run/sirkel/starts"
enum { STEWARD_WAIT_MS = 3000, STEWARD_LOOK_MS = 20 };

static struct pause_plan read_history(struct pause_history *ret_history)
{
    struct buffer text = {.limit = PAUSE_TEXT};
    fault f = file_read(STARTS, &text);
    struct pause_plan plan = pause_read(ret_history, f == FAULT_NONE ? buffer_string(&text) : "");
    buffer_free(&text);
    return plan;
}

static void write_history(const struct pause_history *history)
{
    char text[PAUSE_TEXT];
    pause_write(history, text);
    if (file_replace(STARTS, text, strlen(text), 0644) != FAULT_NONE)
        fprintf(stderr, "kiosk: cannot note how it ended\n");
}

/* May the kiosk write under /data? The state file answers. */
static bool data_is_usable(void)
{
    struct buffer word = {.limit = 64};
    fault f = file_read(DATA_STATE_FILE, &word);
    const char *text = f == FAULT_NONE ? buffer_string(&word) : "";
    bool there = false;
    for (int state = 0; state <= DATA_MEMORY; state++)
        there |= strcmp(text, data_state_name((enum data_state)state)) == 0;
    buffer_free(&word);
    return there;
}

/* The program connects to it at once; it starts at the same time as we do. */
static void wait_for_device_manager(void)
{
    for (int waited = 0; access(MACHINE_SOCKET, F_OK) != 0 && waited < STEWARD_WAIT_MS; waited += STEWARD_LOOK_MS)
        nanosleep(&(struct timespec){.tv_nsec = STEWARD_LOOK_MS * 1000000L}, NULL);
}

static void allow_mirror(void)
{
    DIR *all = opendir("/dev");
    for (struct dirent *one; all && (one = readdir(all));)
        if (strncmp(one->d_name, "vport", 5) == 0 && (fchownat(dirfd(all), one->d_name, 0, ACCOUNT_KIOSK, 0) != 0 ||
                                                      fchmodat(dirfd(all), one->d_name, 0660, 0) != 0))
            perror("kiosk: cannot open the mirror's port");
    if (all)
        closedir(all);
}

/* How the panel hangs, as commissioning found it; NULL: upright, or nothing sound is written there. */
static const char *rotation(void)
{
    static const char *const degrees[] = {"90", "180", "270"};
    struct buffer line = {.limit = 16};
    const char *found = NULL;
    if (file_read(SITE_FOLDER "/" SITE_TURN_FILE, &line) == FAULT_NONE && line.length > 0) {
        line.data[strcspn(buffer_string(&line), "\n")] = 0;
        for (size_t i = 0; i < sizeof degrees / sizeof *degrees; i++)
            if (strcmp((const char *)line.data, degrees[i]) == 0)
                found = degrees[i];
    }
    buffer_free(&line);
    return found;
}

/* Comes back only when the start failed. */
static void run_in_sandbox(bool safe_mode, bool mirror)
{
    enum { MORE = 3 }; /* --safe-mode, --rotation and its number */
    static const char *const words[] = {"sirkel",
                                        "--data",
                                        "/data/kiosk",
                                        "--stick",
                                        MACHINE_STICK,
                                        "--assets",
                                        "/usr/share/sirkel",
                                        "--words",
                                        "/usr/share/sirkel/lang",
                                        "--display",
                                        "drm",
                                        "--steward",
                                        MACHINE_SOCKET,
                                        "--voice",
                                        VOICE_SOCKET,
                                        "--printer",
                                        PRINTER_SOCKET};
    static const char *const places[] = {"HOME=/data/kiosk", "LC_ALL=C.UTF-8", "TMPDIR=/tmp", NULL};
    const char *all[sizeof words / sizeof *words + MORE + 1] = {0}, *degrees = rotation();
    size_t count = sizeof words / sizeof *words;
    memcpy(all, words, sizeof words);
    if (safe_mode)
        all[count++] = "--safe-mode";
    if (degrees) {
        all[count++] = "--rotation";
        all[count++] = degrees;
    }
    fault f = sandbox_enter(&sandbox_kiosk, &(struct sandbox_extra){.mirror = mirror});
    if (f == FAULT_NONE)
        execve(sandbox_kiosk.program, (char *const *)all, (char *const *)places);
    fprintf(stderr, "kiosk: %s\n", f == FAULT_NONE ? strerror(errno) : fault_name(f));
}

static int run(void)
{
    char line[CMDLINE_MAX], nothing[8];
    struct pause_history history;
    cmdline_read(line);
    const bool mirror = cmdline_word(line, "sirkel.mirror", nothing, sizeof nothing);
    sandbox_detach();
    const struct pause_plan plan = read_history(&history);
    const bool there = data_is_usable();
    history.safe_mode = plan.safe_mode || !there;
    fprintf(stderr, "kiosk: starting%s after %u s\n", history.safe_mode ? " in safe mode" : "", plan.wait_s);
    sleep(plan.wait_s);
    wait_for_device_manager();
    if (mirror)
        allow_mirror();
    if (cmdline_word(line, "sirkel.check", nothing, sizeof nothing))
        kiosk_check(mirror);
    unlink(WATCH_READY);
    history.began_ms = watch_now();
    write_history(&history);
    /* It survives becoming another program, and ends it. The real one calls it off once its first frame stands. */
    alarm(!history.safe_mode ? PAUSE_START_S : there ? PAUSE_SAFE_MODE_S : 0);
    run_in_sandbox(history.safe_mode, mirror);
    return 111;
}

/* runsv calls finish with the exit code (-1 for a signal) and the wait status' low byte, which is the signal. */
static int finish(int count, char **words)
{
    struct pause_history history;
    const char *code = count > 1 ? words[1] : "?", *status = count > 2 ? words[2] : "?";
    char alarmed[8];
    snprintf(alarmed, sizeof alarmed, "%d", SIGALRM);
    (void)read_history(&history);
    pause_ended(&history, watch_now(), access(WATCH_READY, F_OK) == 0,
                history.safe_mode && strcmp(status, alarmed) == 0);
    write_history(&history);
    fprintf(stderr, "kiosk: ended with %s, signal %s; %u ends and %u failed starts in a row\n", code, status,
            history.ends, history.failed);
    return 0;
}

int main(int count, char **words)
{
    const char *slash = count > 0 ? strrchr(words[0], '/') : NULL;
    const char *act = slash ? slash + 1 : "";
    if (count == 2 && strcmp(words[1], "--check") == 0)
        return kiosk_check(false) ? 0 : 1;
    log_errors();
    if (strcmp(act, "run") == 0)
        return run();
    if (strcmp(act, "finish") == 0)
        return finish(count, words);
    fputs("kiosk: runsv calls this as run and finish; kiosk --check tests the sandbox\n", stderr);
    return 2;
}
