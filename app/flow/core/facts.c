/* What is true at this moment: the disk, the clock, the day, the centre in the visitor's language. */
#include "flow/core/core.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool clock_back(const struct app *app)
{
    return app->flow && host_now() + CLOCK_SLACK_SECONDS < app->flow->newest;
}

/* How much is taken of what one list holds, by people or by bytes, in percent: every list has everybody in it. */
static int32_t filled(const struct app *app)
{
    char path[FILE_PATH_MAX];
    struct stat st;
    int64_t people = 0, bytes = 0;
    if (app->flow && app->flow->slots)
        people = (int64_t)seal_slots_used(app->flow->slots, NULL) * 100 / KEPT_RECORDS_MAX;
    bool kept = !app->public_only; /* in safe mode nothing of a visitor is so much as looked for */
    if (kept && file_path(path, app->data, "kiosk.db") == FAULT_NONE && stat(path, &st) == 0)
        bytes = (int64_t)st.st_size * 100 / KEPT_BYTES_MAX;
    return (int32_t)(people > bytes ? people : bytes);
}

void flow_kiosk_refresh(struct app *app)
{
    bool takes = app->store && store_takes_signups(app->store);
    int64_t room = host_disk_free(app->data);
    app->staff.filled = filled(app);
    app->kiosk = (struct kiosk_facts){
        .desk_only = !app->flow || app->flow->desk,
        .store_closed = !takes,
        .disk_low = room >= 0 && room < DISK_LOW_BYTES,
        .full = app->staff.filled >= 100,
        .moved = app->flow && app->flow->kiosk.moved,
        .restored =
            app->flow && app->flow->kiosk.restored > 0 && flow_today() - app->flow->kiosk.restored < RETAIN_MEMBER_DAYS,
        .clock_back = clock_back(app),
        .behind = app->flow && app->flow->shut,
    };
    app->staff.free_bytes = room;
}

int32_t flow_today(void)
{
    int64_t now = host_now();
    return date_wall(now < 0 ? 0 : now, NULL);
}

/* Further on than a month after all that was ever seen: not believed, or a year that was typed wrong for an hour would make
 * every later clock look like one that went back. flow_retain makes up for it, day by day. */
static bool clock_ahead(const struct flow *flow)
{
    return flow->newest > 0 && host_now() - flow->newest > (int64_t)RETAIN_LEAP_DAYS * DAY_SECONDS;
}

bool flow_clock_sure(const struct app *app)
{
    return app->flow && !clock_back(app) && !clock_ahead(app->flow);
}

/* The disk gets the day alone: the hour at which the kiosk was last in use is nobody's. */
static int64_t day_of(int64_t moment)
{
    return moment - moment % DAY_SECONDS;
}

static fault seen(struct app *app, int64_t moment)
{
    int64_t kept = 0;
    fault f = store_time_seen(app->store, day_of(moment), &kept);
    if (f == FAULT_NONE && moment > app->flow->newest)
        app->flow->newest = moment;
    return f;
}

fault flow_clock_start(struct app *app)
{
    fault f = store_time_newest(app->store, &app->flow->newest);
    return f == FAULT_NONE && flow_clock_sure(app) ? seen(app, host_now()) : f;
}

fault flow_clock_day(struct app *app)
{
    struct flow *flow = app->flow;
    return clock_ahead(flow) ? seen(app, flow->newest + RETAIN_CATCH_UP_DAYS * DAY_SECONDS) : FAULT_NONE;
}

/* Remembers the newest moment seen, and says once a run that the clock went back. Not while an export holds the store. */
void flow_clock_seen(struct app *app)
{
    struct flow *flow = app->flow;
    if (!flow || flow->desk || app->job)
        return;
    if (clock_back(app)) {
        if (!flow->clock_told) {
            flow->clock_told = true;
            flow_log("clock", FAULT_CLOCK_BACK, "");
            (void)flow_journal(app, EVENT_clock_back, NULL);
        }
        return;
    }
    if (clock_ahead(flow) ||
        host_now() < flow->newest + 3600) /* once an hour is enough to see a clock that lost a day */
        return;
    fault f = seen(app, host_now());
    if (f != FAULT_NONE)
        flow_log("clock: newest", f, store_why(app->store));
}

/* From here on the clock is believed, wherever it stood: back or far ahead of what was seen is now what was seen. How long
 * records are kept is counted by a day of its own, which this does not touch (retain.c). */
fault flow_clock_confirm(struct app *app, int64_t now)
{
    struct flow *flow = app->flow;
    fault f = store_time_set(app->store, day_of(now));
    if (f == FAULT_NONE && now - flow->newest >= DAY_SECONDS) /* no hand makes a day go by */
        f = store_age_slow(app->store);
    if (f != FAULT_NONE)
        return f;
    flow->newest = now;
    flow->clock_told = false;
    flow->day_ms = 0; /* the day may be another one */
    return FAULT_NONE;
}

void flow_agenda(struct app *app)
{
    fault f = app->setup.on ? FAULT_NONE : store_agenda(app->store, host_now());
    if (f != FAULT_NONE)
        flow_log("meetings of the day", f, store_why(app->store));
}

void flow_centre_load(struct app *app)
{
    fault f = store_centre(app->store, app->session.language, &app->centre);
    if (f != FAULT_NONE)
        flow_log("centre", f, store_why(app->store));
}

/* A wait is counted by the steady clock; one begun before the machine was started anew begins again with it (T2). */
struct tries flow_tries(const struct app *app, const struct tries_row *row)
{
    int64_t since = row->boot == app->flow->boot ? row->steady_ms : app->flow->opened_ms;
    return (struct tries){.wrong = row->count, .waited_seconds = (host_steady_ms() - since) / 1000};
}

fault flow_reserve_keep(const char *data)
{
    char path[FILE_PATH_MAX];
    struct stat st;
    fault f = file_path(path, data, "reserve");
    if (f != FAULT_NONE || (stat(path, &st) == 0 && st.st_size >= DISK_RESERVE_BYTES))
        return f;
    if (host_disk_free(data) < DISK_LOW_BYTES + DISK_RESERVE_BYTES)
        return FAULT_NONE; /* kept when there is room again */
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return FAULT_DISK_READONLY;
    f = fault_errno(posix_fallocate(fd, 0, DISK_RESERVE_BYTES));
    close(fd);
    if (f != FAULT_NONE)
        unlink(path);
    return f;
}

bool flow_reserve_release(struct app *app)
{
    char path[FILE_PATH_MAX];
    if (file_path(path, app->data, "reserve") != FAULT_NONE || unlink(path) != 0)
        return false;
    flow_log("reserve given up", FAULT_DISK_FULL, "");
    return true;
}

const char *flow_first_language(struct app *app)
{
    char codes[CENTRE_LANGUAGES_MAX][CENTRE_LANGUAGE_MAX];
    size_t count = 0;
    if (store_languages(app->store, codes, &count) == FAULT_NONE)
        for (size_t i = 0; i < count; i++)
            if (words_language(codes[i]))
                return words_language(codes[i])->code;
    return words_languages(&count)[0].code;
}
