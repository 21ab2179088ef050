/* First process of a small test machine that runs nothing but the real steward: it does what a line on a virtio port
 * tells it and answers in lines, the last one ".": what the kiosk's account may ask, open and write, and what the
 * kernel let in. ask VERB NUMBER   over the steward's line, as the kiosk     usb     every device: path, ids, in or
 * not, its drivers hands             event devices the kiosk may open, and key presses they gave since the last time
 *   mount             the stick's mount, as the kernel tells it  write NAME   a file on the stick, as the kiosk
 *   site NAME PORTS   a recorded port        hang SECONDS        the line stays open and silent
 *   line              hangs up and calls again                   steward      ends it and starts it again */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/input.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/machine.h"
#include "system/common/accounts.h"

enum { HANDS = 16 };
static const char *const verbs[] = {
#define MACHINE(name) #name,
#include "base/machine.def"
#undef MACHINE
};

struct probe {
    int port, line;
    pid_t steward;
    struct {
        char name[32];
        int fd;
    } hands[HANDS];
};

static void tell(struct probe *p, const char *format, ...)
{
    char text[4096];
    va_list words;
    va_start(words, format);
    int length = vsnprintf(text, sizeof text, format, words);
    va_end(words);
    for (int at = 0, n; at < length; at += n)
        if ((n = (int)write(p->port, text + at, (size_t)(length - at))) <= 0)
            n = 0, usleep(1000);
}

static void mounts(void)
{
    mount("proc", "/proc", "proc", 0, NULL);
    mount("sys", "/sys", "sysfs", 0, NULL);
    mount("run", "/run", "tmpfs", 0, "mode=0755");
    mount("data", "/data", "tmpfs", 0, "mode=0755");
    mkdir("/data/site", 0755);
    mkdir("/run/sirkel", 0755);
}

static void start_steward(struct probe *p)
{
    p->steward = fork();
    if (p->steward == 0) {
        int console = open("/dev/console", O_WRONLY);
        dup2(console, 2);
        execl("/usr/sbin/steward", "steward", NULL);
        _exit(127);
    }
}

/* The port by its number: the only one this machine has. */
static int open_port(void)
{
    for (int tries = 0; tries < 500; tries++) {
        for (int bus = 0; bus < 9; bus++) {
            char path[32];
            snprintf(path, sizeof path, "/dev/vport%dp1", bus);
            int fd = open(path, O_RDWR);
            if (fd >= 0)
                return fd;
        }
        usleep(10000);
    }
    return -1;
}

/* Who the kiosk is: its account, and the group of the hands. */
static void as_kiosk(bool yes)
{
    gid_t groups[] = {GROUP_INPUT, GROUP_VIDEO, GROUP_AUDIO};
    if (yes && (setgroups(3, groups) || setegid(ACCOUNT_KIOSK) || seteuid(ACCOUNT_KIOSK)))
        abort();
    if (!yes && (seteuid(0) || setegid(0) || setgroups(0, NULL)))
        abort();
}

static void call(struct probe *p)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX, .sun_path = MACHINE_SOCKET};
    struct timeval limit = {.tv_sec = 60};
    if (p->line >= 0)
        close(p->line);
    for (int tries = 0; tries < 500; tries++) {
        p->line = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
        setsockopt(p->line, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        as_kiosk(true);
        int failed = connect(p->line, (struct sockaddr *)&at, sizeof at);
        as_kiosk(false);
        if (!failed)
            return;
        close(p->line);
        p->line = -1;
        usleep(20000);
    }
}

static void ask(struct probe *p, const char *words)
{
    char name[32] = "";
    long long number = 0;
    struct machine_request packet = {.verb = MACHINE_VERBS};
    struct machine_answer answer = {};
    sscanf(words, "%31s %lld", name, &number);
    packet.number = number;
    for (uint32_t i = 0; i < MACHINE_VERBS; i++)
        if (strcmp(verbs[i], name) == 0)
            packet.verb = i;
    ssize_t n = send(p->line, &packet, sizeof packet, MSG_NOSIGNAL);
    if (n == sizeof packet)
        n = recv(p->line, &answer, sizeof answer, 0);
    if (n != sizeof answer)
        tell(p, "hung up\n");
    else
        tell(p, "%u %d %lld %s\n", answer.fault, answer.state, (long long)answer.number, answer.text);
}

static void entry(const char *device, const char *name, char *out, size_t size)
{
    char path[512];
    snprintf(path, sizeof path, "/sys/bus/usb/devices/%s/%s", device, name);
    int fd = open(path, O_RDONLY);
    ssize_t n = fd < 0 ? -1 : read(fd, out, size - 1);
    if (fd >= 0)
        close(fd);
    out[n > 0 ? n : 0] = 0;
    out[strcspn(out, "\n")] = 0;
}

/* Interfaces of the device that have a driver. */
static int drivers_of(const char *device)
{
    char path[512];
    int count = 0;
    DIR *folder = opendir("/sys/bus/usb/devices");
    for (struct dirent *e; folder && (e = readdir(folder));) {
        size_t length = strlen(device);
        snprintf(path, sizeof path, "/sys/bus/usb/devices/%s/driver", e->d_name);
        count += strncmp(e->d_name, device, length) == 0 && e->d_name[length] == ':' && access(path, F_OK) == 0;
    }
    if (folder)
        closedir(folder);
    return count;
}

static void usb(struct probe *p)
{
    DIR *folder = opendir("/sys/bus/usb/devices");
    for (struct dirent *e; folder && (e = readdir(folder));) {
        char vendor[8], product[8], in[4];
        if (e->d_name[0] < '0' || e->d_name[0] > '9' || strchr(e->d_name, ':'))
            continue;
        entry(e->d_name, "idVendor", vendor, sizeof vendor);
        entry(e->d_name, "idProduct", product, sizeof product);
        entry(e->d_name, "authorized", in, sizeof in);
        tell(p, "%s %s:%s %s %d\n", e->d_name, vendor, product, in, drivers_of(e->d_name));
    }
    if (folder)
        closedir(folder);
}

static long read_keys(int *fd)
{
    struct input_event events[64];
    ssize_t n;
    long keys = 0;
    while ((n = read(*fd, events, sizeof events)) > 0)
        for (size_t i = 0; i < (size_t)n / sizeof *events; i++)
            keys += events[i].type == EV_KEY && events[i].value == 1;
    if (n < 0 && errno == ENODEV) {
        close(*fd);
        *fd = -1;
    }
    return keys;
}

static void open_hand(struct probe *p, const char *name)
{
    size_t room = HANDS;
    char path[64];
    for (size_t i = 0; i < HANDS; i++) {
        if (p->hands[i].fd >= 0 && strcmp(p->hands[i].name, name) == 0)
            return;
        if (p->hands[i].fd < 0)
            room = i;
    }
    snprintf(path, sizeof path, "/dev/input/%.30s", name);
    as_kiosk(true);
    int fd = room < HANDS ? open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC) : -1;
    as_kiosk(false);
    if (fd < 0)
        return;
    p->hands[room].fd = fd;
    snprintf(p->hands[room].name, sizeof p->hands[room].name, "%.30s", name);
}

static void hands(struct probe *p)
{
    long keys = 0;
    DIR *folder = opendir("/dev/input");
    for (struct dirent *e; folder && (e = readdir(folder));)
        if (strncmp(e->d_name, "event", 5) == 0)
            open_hand(p, e->d_name);
    if (folder)
        closedir(folder);
    for (size_t i = 0; i < HANDS; i++) {
        char name[80] = "";
        if (p->hands[i].fd < 0)
            continue;
        keys += read_keys(&p->hands[i].fd);
        if (p->hands[i].fd >= 0 && ioctl(p->hands[i].fd, EVIOCGNAME(sizeof name), name) > 0)
            tell(p, "%s %s\n", p->hands[i].name, name);
    }
    tell(p, "keys %ld\n", keys);
}

static void stick(struct probe *p)
{
    char line[512];
    FILE *file = fopen("/proc/mounts", "r");
    while (file && fgets(line, sizeof line, file))
        if (strstr(line, " " MACHINE_STICK " "))
            tell(p, "%s", line);
    if (file)
        fclose(file);
}

static void write_file(struct probe *p, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, MACHINE_STICK "/%.100s", name);
    as_kiosk(true);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool failed = fd < 0 || write(fd, "kept\n", 5) != 5 || fsync(fd);
    int why = errno;
    if (fd >= 0)
        close(fd);
    as_kiosk(false);
    tell(p, "%s\n", failed ? strerror(why) : "written");
}

static void site(struct probe *p, const char *words)
{
    char name[32] = "", path[80];
    int at = 0;
    sscanf(words, "%31s %n", name, &at);
    snprintf(path, sizeof path, "/data/site/%s", name);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (fd >= 0) {
        tell(p, "%zd\n", write(fd, words + at, strlen(words + at)));
        close(fd);
    }
}

static void restart_steward(struct probe *p)
{
    kill(p->steward, SIGTERM);
    waitpid(p->steward, NULL, 0);
    start_steward(p);
    call(p);
}

static void obey(struct probe *p, const char *words)
{
    if (strncmp(words, "ask ", 4) == 0)
        ask(p, words + 4);
    else if (strcmp(words, "usb") == 0)
        usb(p);
    else if (strcmp(words, "hands") == 0)
        hands(p);
    else if (strcmp(words, "mount") == 0)
        stick(p);
    else if (strncmp(words, "write ", 6) == 0)
        write_file(p, words + 6);
    else if (strncmp(words, "site ", 5) == 0)
        site(p, words + 5);
    else if (strcmp(words, "line") == 0)
        call(p);
    else if (strcmp(words, "steward") == 0)
        restart_steward(p);
    else
        tell(p, "what is that?\n");
    tell(p, ".\n");
}

int main(void)
{
    static struct probe p = {.line = -1};
    char words[256];
    size_t length = 0;
    for (size_t i = 0; i < HANDS; i++)
        p.hands[i].fd = -1;
    mounts();
    start_steward(&p);
    p.port = open_port();
    call(&p);
    dprintf(2, "probe: ready\n");
    while (true) {
        char byte;
        ssize_t n = read(p.port, &byte, 1);
        if (n <= 0) {
            usleep(20000); /* nobody has opened the other end yet */
        } else if (byte == '\n') {
            words[length] = 0;
            length = 0;
            obey(&p, words);
        } else if (length < sizeof words - 1) {
            words[length++] = byte;
        }
    }
}
