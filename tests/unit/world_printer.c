/* The printing program, as the loop sees it: serials, what was told of an older sheet, a line that ends in the middle of a
 * sheet, one that is full, and nonsense. The other end is a socket in this test. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>
#include "base/host.h"
#include "world/world.h"
#include "test.h"

static int door, line = -1;
static char path[80];
static uint8_t rows[PRINTER_ROWS * PRINTER_WIDTH];

static struct packet {
    struct printer_request ask;
    uint8_t grey[sizeof rows];
} packet;

/* What the loop would sleep on; -1: nothing. */
static int socket_of(void)
{
    struct pollfd fds[HOST_FDS];
    int64_t again_ms;
    int count = host_poll(fds, &again_ms);

    CHECK(count <= 1 && again_ms == -1); /* there is no voice */
    return count ? fds[0].fd : -1;
}

static void door_open(void)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};

    snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
    unlink(path);
    door = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    CHECK(bind(door, (struct sockaddr *)&at, sizeof at) == 0 && listen(door, 4) == 0);
}

/* A new line, whatever there was. */
static void meet(void)
{
    if (line >= 0)
        close(line);
    world_open(&(struct world_options){.printer = path});
    CHECK(socket_of() >= 0);
    CHECK((line = accept(door, NULL, NULL)) >= 0);
}

/* What was asked next: its bytes, 0 for nothing, -1 when the line has ended. */
static ssize_t asked(void)
{
    ssize_t got = recv(line, &packet, sizeof packet, MSG_DONTWAIT);

    return got > 0 ? got : got < 0 && errno == EAGAIN ? 0 : -1;
}

static bool asked_for(enum printer_verb verb, uint32_t count)
{
    return asked() >= (ssize_t)sizeof packet.ask && packet.ask.verb == (uint32_t)verb && packet.ask.count == count &&
           packet.ask.zero == 0;
}

static void tell(uint32_t state, uint32_t serial, uint32_t page)
{
    const struct printer_event t = {.state = state, .serial = serial, .page = page, .pages = 2, .name = "Skrim A4"};

    CHECK(send(line, &t, sizeof t, MSG_NOSIGNAL) == sizeof t);
}

/* Begins a sheet of two pages; its serial. */
static uint32_t begin(void)
{
    CHECK_INT(host_print_begin(2), FAULT_NONE);
    CHECK(asked_for(PRINTER_BEGIN, 2));
    return packet.ask.serial;
}

static void test_look(void)
{
    struct printer_event t;

    CHECK(!host_printer_event(&t));
    CHECK_INT(host_print_look(), FAULT_NONE);
    CHECK(asked_for(PRINTER_LOOK, 0));
    tell(PRINTER_READY, packet.ask.serial, 0);
    CHECK(host_printer_event(&t) && t.state == PRINTER_READY);
    CHECK_TEXT(t.name, "Skrim A4");
    CHECK(!host_printer_event(&t));
    for (uint32_t state = 0; state < PRINTER_STATES; state++) {
        CHECK(host_print_look() == FAULT_NONE && asked_for(PRINTER_LOOK, 0));
        tell(state, packet.ask.serial, 0);
        CHECK(host_printer_event(&t) && t.state == state);
    }
}

static void test_sheet(void)
{
    struct printer_event t;
    uint32_t serial = begin();

    for (size_t i = 0; i < sizeof rows; i++)
        rows[i] = (uint8_t)(i * 31 >> 4);
    CHECK_INT(host_print_rows(rows, 3), FAULT_NONE);
    CHECK_INT(asked(), sizeof packet.ask + 3 * PRINTER_WIDTH);
    CHECK(packet.ask.verb == PRINTER_GREY && packet.ask.count == 3 && packet.ask.serial == serial);
    CHECK(memcmp(packet.grey, rows, 3 * PRINTER_WIDTH) == 0);
    CHECK_INT(host_print_send(), FAULT_NONE);
    CHECK(asked_for(PRINTER_SEND, 0) && packet.ask.serial == serial);
    tell(PRINTER_BUSY, serial, 0);
    tell(PRINTER_PAPER, serial, 1); /* it waits: no end */
    CHECK(host_printer_event(&t) && t.state == PRINTER_BUSY);
    CHECK(host_printer_event(&t) && t.state == PRINTER_PAPER && t.page == 1);
    tell(PRINTER_DONE, serial, 2);
    CHECK(host_printer_event(&t) && t.state == PRINTER_DONE);
}

/* A sheet that was cancelled, and the next one: what is told of the first is nobody's any more. */
static void test_older(void)
{
    struct printer_event t;
    uint32_t one = begin();

    host_print_cancel();
    CHECK(asked_for(PRINTER_CANCEL, 0) && packet.ask.serial == one);
    uint32_t two = begin();
    CHECK_INT(two, one + 1);
    tell(PRINTER_GONE, one, 0);
    tell(PRINTER_DONE, one, 2);
    CHECK(!host_printer_event(&t));
    tell(PRINTER_DONE, one, 2);
    tell(PRINTER_PAPER, two, 0);
    CHECK(host_printer_event(&t) && t.serial == two && t.state == PRINTER_PAPER);
    tell(PRINTER_REFUSED, two, 0);
    CHECK(host_printer_event(&t));
}

/* Told once, and before there is a new line. */
static void test_lost(void)
{
    struct printer_event t;
    uint32_t serial = begin();

    close(line);
    line = -1;
    CHECK(host_printer_event(&t) && t.state == PRINTER_SILENT && t.serial == serial && !*t.name);
    CHECK(!host_printer_event(&t));
    meet();
    serial = begin();
    tell(PRINTER_BUSY, serial, 0);
    close(line); /* what it said before comes first */
    line = -1;
    CHECK(host_printer_event(&t) && t.state == PRINTER_BUSY);
    CHECK_INT(host_print_send(), FAULT_NO_ENTRY); /* here the end is seen by writing */
    CHECK_INT(socket_of(), -1);                   /* no new line yet: the sheet's end has to be told */
    CHECK(host_printer_event(&t) && t.state == PRINTER_SILENT);
    CHECK(!host_printer_event(&t));
    meet();
    close(line); /* nothing under way: nothing to tell */
    line = -1;
    CHECK(!host_printer_event(&t));
    meet();
    serial = begin();
    tell(PRINTER_DONE, serial, 2);
    close(line); /* the sheet had ended */
    line = -1;
    CHECK(host_printer_event(&t) && t.state == PRINTER_DONE && !host_printer_event(&t));
    meet();
}

/* A program that reads nothing: BUSY, nothing lost, nothing twice; cancelled all the same. */
static void test_full(void)
{
    struct printer_event t;
    uint32_t serial = begin(), got = 0;
    int sent = 0;

    while (sent < 1000 && host_print_rows(rows, PRINTER_ROWS) == FAULT_NONE)
        sent++;
    CHECK(sent > 0 && sent < 1000);
    CHECK_INT(host_print_rows(rows, PRINTER_ROWS), FAULT_BUSY);
    CHECK_INT(host_print_look(), FAULT_BUSY);
    while (asked() > 0)
        got += packet.ask.verb == PRINTER_GREY && packet.ask.serial == serial;
    CHECK_INT(got, sent);
    CHECK_INT(host_print_rows(rows, PRINTER_ROWS), FAULT_NONE);
    CHECK(asked_for(PRINTER_GREY, PRINTER_ROWS));
    while (host_print_rows(rows, PRINTER_ROWS) == FAULT_NONE)
        ;
    host_print_cancel(); /* no room for the word: the line's end says the same */
    CHECK(!host_printer_event(&t));
    while (asked() > 0)
        CHECK(packet.ask.verb == PRINTER_GREY);
    CHECK_INT(asked(), -1);
    meet();
    serial = begin();
    for (int i = 0; i < 5000 && host_print_begin(2) == FAULT_NONE; i++)
        ; /* a sheet that never began is none */
    CHECK_INT(host_print_begin(2), FAULT_BUSY);
    meet();
}

static void wrong(const void *bytes, size_t size)
{
    struct printer_event t;

    CHECK(host_print_look() == FAULT_NONE && asked_for(PRINTER_LOOK, 0));
    CHECK(send(line, bytes, size, MSG_NOSIGNAL) == (ssize_t)size);
    tell(PRINTER_READY, packet.ask.serial, 0);
    CHECK(!host_printer_event(&t)); /* not even what comes behind it */
    CHECK_INT(asked(), -1);
    meet();
}

static void test_wrong(void)
{
    struct printer_event t[2] = {{.state = PRINTER_READY, .name = "Skrim"}};
    struct printer_event told;

    wrong(t, sizeof *t - 1);
    wrong(t, sizeof *t + 1);
    wrong(t, sizeof t);
    t->state = PRINTER_STATES;
    wrong(t, sizeof *t);
    t->state = UINT32_MAX;
    wrong(t, sizeof *t);
    t->state = PRINTER_READY;
    memset(t->name, 'x', sizeof t->name); /* a name without an end */
    wrong(t, sizeof *t);
    uint32_t serial = begin(); /* in the middle of a sheet it took the sheet with it */
    CHECK(send(line, t, 1, MSG_NOSIGNAL) == 1);
    CHECK(host_printer_event(&told) && told.state == PRINTER_SILENT && told.serial == serial);
    CHECK(!host_printer_event(&told));
}

/* One that is away is looked for once a second, and nobody waits for it. */
static void test_away(void)
{
    const struct timespec second = {1, 20000000};

    close(line);
    close(door);
    world_open(&(struct world_options){.printer = path});
    CHECK_INT(host_print_look(), FAULT_NO_ENTRY);
    CHECK_INT(host_print_begin(1), FAULT_NO_ENTRY);
    CHECK(socket_of() == -1);
    door_open();
    CHECK_INT(host_print_look(), FAULT_NO_ENTRY); /* not yet */
    nanosleep(&second, NULL);
    CHECK_INT(host_print_look(), FAULT_NONE);
    CHECK((line = accept(door, NULL, NULL)) >= 0 && asked_for(PRINTER_LOOK, 0));
    world_open(&(struct world_options){0});
    CHECK_INT(asked(), -1);
    CHECK(socket_of() == -1);
    CHECK_INT(host_print_begin(1), FAULT_NO_ENTRY);
}

int main(void)
{
    char folder[] = "/tmp/sirkel-printer-XXXXXX";

    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/line", folder);
    door_open();
    meet();
    test_look();
    test_sheet();
    test_older();
    test_lost();
    test_full();
    test_wrong();
    test_away();
    close(line);
    close(door);
    unlink(path);
    rmdir(folder);
    return TEST_END();
}
