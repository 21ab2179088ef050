/* The line to the kiosk and what it may request: one function a row of app/base/machine.def. */
#include "system/steward/steward.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/rtc.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>
#include "base/bytes.h"
#include "base/file.h"
#include "base/socket.h"
#include "system/common/cmdline.h"
#include "system/data/data.h"
#include "system/common/accounts.h"
#include "system/common/log.h"
#include "system/common/run.h"
#include "system/update/install.h"
#include "system/update/job.h"
#include "system/update/update.h"

/* --- ABOUT: what runs on this machine, as lines "key=value". A machine that was changed could
 * report anything, and the screen says so. --- */

#define EFIVARS "/sys/firmware/efi/efivars"
#define SECURE_BOOT EFIVARS "/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"

/* The file's first line; `otherwise` when it can't be read. */
static void first_line(const char *path, const char *otherwise, char *out, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, out, size - 1);
    if (fd >= 0)
        close(fd);
    out[n > 0 ? n : 0] = 0;
    out[strcspn(out, "\n")] = 0;
    if (!out[0])
        snprintf(out, size, "%s", otherwise);
}

/* The variable is 4 bytes of attributes, then 1 for on (UEFI 2.10, 3.3). */
static void read_secure_boot(char *out, size_t size)
{
    uint8_t value[5] = {};
    if (access("/sys/firmware/efi", F_OK)) {
        snprintf(out, size, "none");
        return;
    }
    bool mounted = mount("efivarfs", EFIVARS, "efivarfs", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) == 0;
    int fd = open(SECURE_BOOT, O_RDONLY | O_CLOEXEC);
    bool on = fd >= 0 && read(fd, value, sizeof value) == (ssize_t)sizeof value && value[4] == 1;
    if (fd >= 0)
        close(fd);
    if (mounted)
        umount2(EFIVARS, UMOUNT_NOFOLLOW);
    snprintf(out, size, "%s", on ? "on" : "off");
}

static void add_word(struct buffer *text, const char *cmdline, const char *key, const char *word)
{
    char value[160];
    if (cmdline_word(cmdline, word, value, sizeof value))
        buffer_format(text, "%s=%s\n", key, value);
}

/* The version whose data are kept from before the newest update, until staff say that all is well
 * (system/update/update.h). */
static void add_copy(struct buffer *text)
{
    DIR *folder = opendir(DATA_MOUNT);
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        if (strncmp(entry->d_name, "before-", 7) == 0) {
            buffer_format(text, "copy=%s\n", entry->d_name + 7);
            break;
        }
    if (folder)
        closedir(folder);
}

void about_machine(const char *cmdline, const char *secure_boot, bool keyboard, char *out, size_t size)
{
    struct buffer text = {.limit = size - 1};
    struct utsname kernel = {};
    char value[64];
    uname(&kernel);
    add_word(&text, cmdline, "version", "sirkel.version");
    add_word(&text, cmdline, "slot", "sirkel.slot");
    add_word(&text, cmdline, "root", "sirkel.root");
    add_word(&text, cmdline, "made", "sirkel.made");
    add_word(&text, cmdline, "packages", "sirkel.packages");
    buffer_format(&text, "kernel=%s\nsecure_boot=%s\n", kernel.release, secure_boot);
    first_line("/sys/class/tpm/tpm0/tpm_version_major", "none", value, sizeof value);
    buffer_format(&text, "tpm=%s\n", value);
    first_line("/run/sirkel/data", "none", value, sizeof value);
    buffer_format(&text, "data=%s\n", value);
    buffer_format(&text, "medium=%s\n", cmdline_stick(cmdline) ? "install" : "disk");
    buffer_format(&text, "keyboard=%s\n", keyboard ? "yes" : "no");
    add_copy(&text);
    snprintf(out, size, "%s", buffer_string(&text));
    buffer_free(&text);
}

/* --- the machine's clock and its clock chip --- */

bool clock_fits(int64_t seconds, int64_t made)
{
    static const int64_t year_2100 = 4102444800;
    return seconds >= made && seconds >= 0 && seconds < year_2100;
}

/* The chip keeps UTC. Without one the clock is right until the power goes; that is logged, not refused. */
static void set_chip(time_t now)
{
    struct tm t;
    gmtime_r(&now, &t);
    struct rtc_time chip = {.tm_sec = t.tm_sec,
                            .tm_min = t.tm_min,
                            .tm_hour = t.tm_hour,
                            .tm_mday = t.tm_mday,
                            .tm_mon = t.tm_mon,
                            .tm_year = t.tm_year};
    int fd = open("/dev/rtc0", O_RDONLY | O_CLOEXEC);
    if (fd < 0 || ioctl(fd, RTC_SET_TIME, &chip))
        log_service("steward", "cannot set the clock chip");
    if (fd >= 0)
        close(fd);
}

static fault set_clock_to(int64_t seconds, int64_t made)
{
    struct timespec now = {.tv_sec = (time_t)seconds};
    if (!clock_fits(seconds, made))
        return FAULT_BAD_INPUT;
    if (clock_settime(CLOCK_REALTIME, &now))
        return fault_errno(errno);
    set_chip(now.tv_sec);
    return FAULT_NONE;
}

/* --- the ports of this place's panel, sticks, printer and keyboard, and how the panel hangs: one line each in
 * /data/site --- */

enum site_port { SITE_PANEL, SITE_EXPORT, SITE_PRINTER, SITE_KEYBOARD, SITE_PORTS };
static const char *const site_files[SITE_PORTS] = {"panel", "export", "printer", "keyboard"};

static char *ports_of(struct usb_policy *policy, enum site_port which)
{
    char *const all[SITE_PORTS] = {policy->panel, policy->stick, policy->printer, policy->keyboard};
    return all[which];
}

/* Digits, '-', '.' and blanks; anything else counts as nothing recorded. */
static void read_ports(const char *path, char *out, size_t size)
{
    struct buffer text = {.limit = size - 1};
    out[0] = 0;
    if (!file_read(path, &text)) {
        const char *ports = buffer_string(&text);
        size_t length = strcspn(ports, "\n");
        if (strspn(ports, "0123456789-. ") >= length)
            snprintf(out, size, "%.*s", (int)length, ports);
    }
    buffer_free(&text);
}

/* What is recorded; nothing for what is not, or can't be read. */
static void read_site(struct steward *steward)
{
    char path[FILE_PATH_MAX];
    for (enum site_port i = 0; i < SITE_PORTS; i++)
        if (!file_path(path, steward->site, site_files[i]))
            read_ports(path, ports_of(&steward->policy, i), USB_PORTS);
}

static fault write_site(const struct steward *steward, const char *name, const char *text)
{
    char line[2 * USB_PATH + 3], path[FILE_PATH_MAX];
    int length = snprintf(line, sizeof line, "%s\n", text);
    fault f = file_path(path, steward->site, name);
    if (!f)
        f = file_folder(steward->site, 0755);
    return f ? f : file_replace(path, line, (size_t)length, 0644);
}

/* Records a port ("": none), with the other name of its socket beside it, and puts it into the policy. */
static fault record_port(struct steward *steward, enum site_port which, const char *port)
{
    char ports[2 * USB_PATH + 2], peer[USB_PATH];
    bool two = port[0] && devices_peer(&steward->devices, port, peer);
    snprintf(ports, sizeof ports, "%s%s%s", port, two ? " " : "", two ? peer : "");
    fault f = write_site(steward, site_files[which], ports);
    if (!f)
        snprintf(ports_of(&steward->policy, which), USB_PORTS, "%s", ports);
    steward->scan_due = true;
    return f;
}

/* --- the line to the kiosk --- */

static bool is_kiosk(const struct connection *connection, int line, pid_t *ret_process)
{
    struct ucred who;
    socklen_t size = sizeof who;
    if (getsockopt(line, SOL_SOCKET, SO_PEERCRED, &who, &size) || who.uid != connection->kiosk)
        return false;
    *ret_process = who.pid;
    return true;
}

static void accept_client(struct connection *connection)
{
    pid_t process = 0;
    int line = accept4(connection->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (line < 0)
        return;
    if (connection->client >= 0 || !is_kiosk(connection, line, &process)) {
        close(line);
        return;
    }
    connection->client = line;
    connection->client_process = (int)syscall(SYS_pidfd_open, process, 0);
    watch_client(connection->watch, watch_now());
}

static void disconnect(struct connection *connection)
{
    if (connection->client >= 0)
        close(connection->client);
    if (connection->client_process >= 0)
        close(connection->client_process);
    connection->client = connection->client_process = -1;
    watch_client(connection->watch, watch_now());
    connection->handler->disconnected(connection->context);
}

/* The answer to one request; false when the packet is none. */
static bool handle(struct connection *connection, const struct machine_request *request, struct machine_answer *answer)
{
    if (request->verb >= MACHINE_VERBS || request->zero != 0)
        return false;
    *answer = (struct machine_answer){};
    answer->fault = (uint32_t)connection->handler->request(connection->context, request, answer);
    answer->text[MACHINE_TEXT - 1] = 0;
    return true;
}

static void handle_packet(struct connection *connection)
{
    struct machine_request request;
    struct machine_answer answer;
    ssize_t length = recv(connection->client, &request, sizeof request, MSG_TRUNC);
    if (length < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    connection->watch->packet_ms = watch_now();
    if (length != (ssize_t)sizeof request || !handle(connection, &request, &answer) ||
        send(connection->client, &answer, sizeof answer, MSG_NOSIGNAL) != (ssize_t)sizeof answer)
        disconnect(connection);
}

void connection_serve(struct connection *connection, bool packet, bool caller)
{
    if (packet && connection->client >= 0)
        handle_packet(connection);
    if (caller)
        accept_client(connection);
}

/* --- one function a row of machine.def --- */

static void set_staff(struct steward *steward, bool in)
{
    if (!in && steward->policy.staff)
        stick_forget(&steward->stick);
    steward->policy.staff = in;
    steward->scan_due = true;
}

static fault ready(struct steward *steward, int64_t, struct machine_answer *)
{
    int fd =
        open(WATCH_READY, O_WRONLY | O_CREAT | O_CLOEXEC, 0644); /* for the kiosk's run file, which counts starts */
    if (fd >= 0)
        close(fd);
    if (!steward->watch.ready_ms)
        steward->watch.ready_ms = watch_now();
    return FAULT_NONE;
}

static fault alive(struct steward *, int64_t, struct machine_answer *)
{
    return FAULT_NONE; /* that a packet came is noted for every verb */
}

static fault staff_in(struct steward *steward, int64_t, struct machine_answer *)
{
    set_staff(steward, true);
    if (steward->stick.state == STICK_READ || steward->stick.state == STICK_DONE)
        (void)!stick_again(&steward->stick, true);
    return FAULT_NONE; /* whether there is a stick is seen at the mount */
}

static fault staff_out(struct steward *steward, int64_t, struct machine_answer *)
{
    set_staff(steward, false);
    return FAULT_NONE;
}

static fault again(struct steward *steward, int64_t, struct machine_answer *)
{
    return steward->policy.staff ? stick_again(&steward->stick, false) : FAULT_STICK_GONE;
}

static fault out(struct steward *steward, int64_t, struct machine_answer *)
{
    return stick_out(&steward->stick);
}

static fault set_clock(struct steward *steward, int64_t number, struct machine_answer *)
{
    return set_clock_to(number, cmdline_number(steward->cmdline, "sirkel.made"));
}

static fault power_off(struct steward *steward, int64_t, struct machine_answer *)
{
    set_staff(steward, false);
    return run_stop(false);
}

static fault restart(struct steward *steward, int64_t, struct machine_answer *)
{
    set_staff(steward, false);
    return run_stop(true);
}

static fault about(struct steward *steward, int64_t, struct machine_answer *answer)
{
    about_machine(steward->cmdline, steward->secure_boot, steward->policy.keyboard[0], answer->text,
                  sizeof answer->text);
    return FAULT_NONE;
}

static fault progress(struct steward *, int64_t, struct machine_answer *answer)
{
    job_progress(answer);
    return (fault)answer->fault;
}

static fault look(struct steward *, int64_t, struct machine_answer *answer)
{
    return update_look(answer->text, sizeof answer->text);
}

static fault begin(struct steward *, int64_t, struct machine_answer *)
{
    return update_begin();
}

static fault keep(struct steward *, int64_t, struct machine_answer *)
{
    return update_keep();
}

static fault disks(struct steward *, int64_t, struct machine_answer *answer)
{
    return install_disks(answer);
}

static fault install(struct steward *, int64_t number, struct machine_answer *)
{
    return install_begin(number);
}

static fault panel(struct steward *steward, int64_t, struct machine_answer *)
{
    const char *port = steward->devices.touched;
    return port[0] ? record_port(steward, SITE_PANEL, port) : FAULT_NO_ENTRY;
}

static fault printer(struct steward *steward, int64_t, struct machine_answer *answer)
{
    struct device_found found;
    fault f = devices_find_printer(&steward->devices, &found);
    if (f)
        return f;
    snprintf(answer->text, sizeof answer->text, "%s", found.name);
    return record_port(steward, SITE_PRINTER, found.port);
}

/* 0: names the port. 1: no port is named any more. */
static fault keyboard(struct steward *steward, int64_t number, struct machine_answer *answer)
{
    struct device_found found = {};
    if (number != 0 && number != 1)
        return FAULT_BAD_INPUT;
    fault f = number ? FAULT_NONE : devices_find_keyboard(&steward->devices, &steward->policy, &found);
    if (f)
        return f;
    snprintf(answer->text, sizeof answer->text, "%s", found.name);
    return record_port(steward, SITE_KEYBOARD, found.port);
}

static fault export(struct steward *steward, int64_t, struct machine_answer *)
{
    const char *port = steward->policy.stick_in;
    return port[0] ? record_port(steward, SITE_EXPORT, port) : FAULT_NO_ENTRY;
}

static fault turn(struct steward *steward, int64_t number, struct machine_answer *)
{
    static const char *const degrees[] = {"0", "90", "180", "270"};
    return number >= 0 && number <= 3 ? write_site(steward, SITE_TURN_FILE, degrees[number]) : FAULT_BAD_INPUT;
}

/* One verb: does it, and fills the answer's number, all, state and text. */
static fault (*const verbs[MACHINE_VERBS])(struct steward *steward, int64_t number, struct machine_answer *answer) = {
    [MACHINE_READY] = ready,         [MACHINE_ALIVE] = alive,         [MACHINE_STAFF_IN] = staff_in,
    [MACHINE_STAFF_OUT] = staff_out, [MACHINE_STICK_AGAIN] = again,   [MACHINE_STICK_OUT] = out,
    [MACHINE_CLOCK] = set_clock,     [MACHINE_POWER_OFF] = power_off, [MACHINE_RESTART] = restart,
    [MACHINE_ABOUT] = about,         [MACHINE_PROGRESS] = progress,   [MACHINE_UPDATE_LOOK] = look,
    [MACHINE_UPDATE_BEGIN] = begin,  [MACHINE_UPDATE_KEEP] = keep,    [MACHINE_DISKS] = disks,
    [MACHINE_INSTALL] = install,     [MACHINE_PANEL] = panel,         [MACHINE_PRINTER] = printer,
    [MACHINE_EXPORT] = export,       [MACHINE_TURN] = turn,           [MACHINE_KEYBOARD] = keyboard,
};
static_assert(MACHINE_VERBS == MACHINE_TURN + 1, "a verb without its function");

fault steward_handle(struct steward *steward, const struct machine_request *request, struct machine_answer *answer)
{
    return verbs[request->verb](steward, request->number, answer);
}

/* --- for the loop --- */

static fault handle_request(void *context, const struct machine_request *request, struct machine_answer *answer)
{
    return steward_handle(context, request, answer);
}

/* The kiosk is gone, and with it whoever was signed in there. */
static void kiosk_gone(void *context)
{
    set_staff(context, false);
}

/* The socket becomes the kiosk's group's; needs the right to give it away. */
static fault listen_for_kiosk(struct connection *connection, const char *path)
{
    fault f = socket_listen(path, 0177, &connection->listener); /* nobody gets in before it is the kiosk's */
    if (f == FAULT_NONE && (chown(path, 0, (gid_t)connection->kiosk) || chmod(path, 0660)))
        f = fault_errno(errno);
    return f;
}

fault steward_open(struct steward *steward)
{
    static const struct connection_handler handler = {handle_request, kiosk_gone};
    char any[8];
    steward->connection = (struct connection){.kiosk = ACCOUNT_KIOSK,
                                              .listener = -1,
                                              .client = -1,
                                              .client_process = -1,
                                              .watch = &steward->watch,
                                              .handler = &handler,
                                              .context = steward};
    cmdline_read(steward->cmdline);
    steward->policy.any_input =
        cmdline_word(steward->cmdline, "sirkel.input", any, sizeof any) && strcmp(any, "any") == 0;
    read_secure_boot(steward->secure_boot, sizeof steward->secure_boot);
    read_site(steward);
    return listen_for_kiosk(&steward->connection, MACHINE_SOCKET);
}
