/* The two watchdogs. The hardware's resets the machine when the device manager's loop stops; the device manager's own
 * kills the kiosk when its heartbeat stops, and the supervisor starts it again. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum {
    WATCH_HARDWARE_SECONDS = 30,
    WATCH_FEED_MS = 10 * 1000,
    WATCH_SILENCE_MS = 90 * 1000, /* after READY: the kiosk sends a heartbeat (ALIVE) every 30 s */
    WATCH_GOOD_MS = 60 * 1000     /* a kiosk that lives so long after READY was a good start */
};

/* Empty; there since the kiosk said READY, until its next start. */
#define WATCH_READY "/run/sirkel/ready"

struct watch {
    int watchdog;                        /* /dev/watchdog, or -1 */
    int64_t fed_ms, packet_ms, ready_ms; /* ready_ms: 0 before READY */
    bool good;                           /* this start was called good */
};
enum watch_alarm { WATCH_QUIET, WATCH_SILENT, WATCH_GOOD };

/* Milliseconds since the machine started, sleep included. */
int64_t watch_now(void);
/* Never closed again: when the device manager dies, the watchdog resets the machine. */
void watch_open(struct watch *watch);
void watch_feed(struct watch *watch, int64_t now_ms);
/* A new client: no heartbeat yet, not ready. */
void watch_client(struct watch *watch, int64_t now_ms);
/* What is due now? SILENT: end the client. GOOD: reported once. Pure. */
enum watch_alarm watch_alarm(struct watch *watch, int64_t now_ms);
