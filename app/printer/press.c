/* The printing program's one state. */
#include "printer/press.h"

#include <stdio.h>
#include <string.h>
#include "base/bytes.h"
#include "printer/work.h"

static void say(const char *what, enum printer_state state)
{
    fprintf(stderr, "printer: %s%s\n", what, printer_words(state));
}

/* Tells how the sheet stands, each change once. `name` holds PRINTER_NAME bytes. */
static void tell(struct press *press, enum printer_state state, uint32_t page, const char *name)
{
    struct printer_event now = {.state = state, .serial = press->told.serial, .page = page, .pages = press->told.pages};
    memcpy(now.name, name, sizeof now.name);
    if (memcmp(&now, &press->told, sizeof now) == 0)
        return;
    if (state != press->told.state)
        say("", state);
    press->told = now;
    press->tells(press->whom, &now);
}

static void tell_apart(struct press *press, enum printer_state state, uint32_t serial, const char *name)
{
    struct printer_event now = {.state = state, .serial = serial};
    if (name)
        memcpy(now.name, name, sizeof now.name);
    press->tells(press->whom, &now);
}

static bool start(struct press *press, enum press_child which, worker_does *does, const struct order *order,
                  int64_t limit_ms)
{
    bool started = worker_start(&press->child[which], does, order, limit_ms);
    if (!started)
        fprintf(stderr, "printer: no child can be started\n");
    return started;
}

static void recall_later(struct press *press)
{
    press->recall_at_ms = worker_now_ms() + press->recall_pause_ms;
    press->recall_pause_ms *= 2;
    if (press->recall_pause_ms > PRESS_AGAIN_MOST_MS)
        press->recall_pause_ms = PRESS_AGAIN_MOST_MS;
}

static void recall_now(struct press *press)
{
    const struct order order = {.place = press->place, .job = press->recall_job};
    if (!start(press, PRESS_RECALL, work_recall, &order, PRESS_RECALL_MS))
        recall_later(press);
}

/* From now on the printer is asked to forget what it has of ours. */
static void owe_recall(struct press *press, int job)
{
    press->recall_owed = true;
    press->recall_job = job;
    press->recall_at_ms = worker_now_ms();
    press->recall_pause_ms = PRESS_AGAIN_MS;
}

void press_open(struct press *press, const struct link_place *place, press_tells *tells, void *whom)
{
    *press = (struct press){.place = place, .tells = tells, .whom = whom};
    owe_recall(press, 0);
}

/* The sheet has ended: no child of it runs, nothing of it is left. `printed`: the printer has nothing of it either. */
static void end_sheet(struct press *press, enum press_stage stage, bool printed)
{
    bool was_sent = press->stage == PRESS_PRINTING;
    worker_stop(&press->child[PRESS_WATCH]);
    worker_stop(&press->child[PRESS_SEND]);
    pages_wipe(&press->pages);
    if (was_sent && !printed)
        owe_recall(press, press->job);
    else if (press->recall_owed)
        press->recall_at_ms = worker_now_ms(); /* it had to wait for us */
    press->job = 0;
    press->cut_short = false;
    press->stage = stage;
}

void press_stop(struct press *press)
{
    end_sheet(press, PRESS_FREE, false);
    if (press->recall_owed && !worker_runs(&press->child[PRESS_RECALL]))
        recall_now(press);
}

static void watch(struct press *press)
{
    const struct order order = {.place = press->place, .pages = &press->pages};
    press->stage = PRESS_PRINTING;
    if (start(press, PRESS_WATCH, work_watch, &order, PRESS_ANSWER_MS))
        return;
    tell(press, PRINTER_SILENT, 0, press->told.name);
    end_sheet(press, PRESS_FREE, true);
}

/* The whole sheet is here. */
static void print(struct press *press)
{
    tell(press, PRINTER_BUSY, 0, press->told.name);
    press->stage = PRESS_WAITING;
    if (!press->recall_owed)
        watch(press);
    else if (!worker_runs(&press->child[PRESS_RECALL]))
        recall_now(press);
}

static bool ask_look(struct press *press, uint32_t serial)
{
    const struct order order = {.place = press->place};
    if (press->stage == PRESS_PRINTING || press->stage == PRESS_WAITING) {
        tell_apart(press, (enum printer_state)press->told.state, serial, press->told.name);
        return true;
    }
    press->look_serial = serial;
    press->look_awaited = true;
    if (!worker_runs(&press->child[PRESS_LOOK]) && !start(press, PRESS_LOOK, work_look, &order, PRESS_LOOK_MS)) {
        press->look_awaited = false;
        tell_apart(press, PRINTER_SILENT, serial, NULL);
    }
    return true;
}

static bool ask_begin(struct press *press, const struct printer_ask *ask)
{
    if (ask->count < 1 || ask->count > PRINTER_PAGES)
        return false;
    press_stop(press);
    press->told.state = PRINTER_STATES; /* its name stays, until the printer says another */
    press->told.serial = ask->serial;
    press->told.page = 0;
    press->told.pages = ask->count;
    press->stage = PRESS_TAKING;
    if (!pages_begin(&press->pages, ask->count)) {
        tell_apart(press, PRINTER_REFUSED, ask->serial, NULL);
        end_sheet(press, PRESS_DROPPED, true);
    }
    return true;
}

static bool ask_grey(struct press *press, const struct printer_ask *ask, const uint8_t *grey)
{
    if (ask->serial != press->told.serial || (press->stage != PRESS_TAKING && press->stage != PRESS_DROPPED))
        return false;
    if (press->stage == PRESS_DROPPED)
        return true;
    if (!pages_add(&press->pages, grey, ask->count))
        return false;
    if (press->pages.over) {
        fprintf(stderr, "printer: a sheet took more than %d bytes\n", PAGES_BYTES);
        tell(press, PRINTER_REFUSED, 0, press->told.name);
        end_sheet(press, PRESS_DROPPED, true);
    }
    return true;
}

static bool ask_send(struct press *press, const struct printer_ask *ask)
{
    if (ask->serial != press->told.serial || (press->stage != PRESS_DROPPED && press->stage != PRESS_TAKING))
        return false;
    if (press->stage == PRESS_DROPPED) {
        press->stage = PRESS_FREE;
        return true;
    }
    if (!pages_whole(&press->pages))
        return false;
    print(press);
    return true;
}

static bool ask_cancel(struct press *press, const struct printer_ask *ask)
{
    press_stop(press);
    press->gone_awaited = worker_runs(&press->child[PRESS_RECALL]);
    press->gone_serial = ask->serial;
    if (!press->gone_awaited)
        tell_apart(press, PRINTER_GONE, ask->serial, NULL);
    return true;
}

bool press_ask(struct press *press, const struct printer_ask *ask, const uint8_t *grey)
{
    if (ask->verb == PRINTER_LOOK)
        return ask->count == 0 && ask_look(press, ask->serial);
    if (ask->verb == PRINTER_BEGIN)
        return ask_begin(press, ask);
    if (ask->verb == PRINTER_GREY)
        return ask_grey(press, ask, grey);
    if (ask->verb == PRINTER_SEND)
        return ask->count == 0 && ask_send(press, ask);
    return ask->verb == PRINTER_CANCEL && ask->count == 0 && ask_cancel(press, ask);
}

static void hear_look(struct press *press, const struct news *news)
{
    if (news->state != PRINTER_NONE && news->state != PRINTER_SILENT && press->recall_owed)
        press->recall_at_ms = worker_now_ms(); /* a printer is there again */
    if (press->look_awaited) {
        say("asked how it stands: ", news->state);
        tell_apart(press, news->state, press->look_serial, news->name);
        if (press->stage != PRESS_PRINTING && press->stage != PRESS_WAITING)
            memcpy(press->told.name, news->name, sizeof news->name);
    }
    press->look_awaited = false;
}

/* The printer did not take the sheet. The watching child has some seconds to hear why; then it is SILENT. */
static void cut_short(struct press *press)
{
    fprintf(stderr, "printer: the sheet was not taken whole\n");
    press->cut_short = true;
    worker_more(&press->child[PRESS_WATCH], PRESS_SENT_MS);
}

static void hear_watch(struct press *press, const struct news *news)
{
    const bool done = news->state == PRINTER_DONE;
    const struct order order = {.place = press->place, .pages = &press->pages, .form = news->form, .job = news->job};
    if (!press->cut_short)
        worker_more(&press->child[PRESS_WATCH], PRESS_ANSWER_MS);
    if (news->job > 0 && press->job == 0) {
        press->job = news->job;
        if (!start(press, PRESS_SEND, work_send, &order, INT32_MAX))
            cut_short(press);
    }
    tell(press, news->state, done ? press->told.pages : news->page, news->name);
    if (printer_ends(news->state))
        end_sheet(press, PRESS_FREE, done);
}

/* It took all of the sheet (BUSY), and the rest is the printer's; or it did not. */
static void hear_send(struct press *press, const struct news *news)
{
    worker_stop(&press->child[PRESS_SEND]);
    if (news->state == PRINTER_REFUSED) {
        tell(press, PRINTER_REFUSED, press->told.page, press->told.name);
        end_sheet(press, PRESS_FREE, false);
    } else if (news->state != PRINTER_BUSY) {
        cut_short(press);
    }
}

/* Calling back has ended; all but GONE leave it owed. */
static void end_recall(struct press *press, enum printer_state state)
{
    worker_stop(&press->child[PRESS_RECALL]);
    if (state == PRINTER_GONE)
        press->recall_owed = false;
    else
        recall_later(press);
    if (press->gone_awaited)
        tell_apart(press, PRINTER_GONE, press->gone_serial, NULL);
    press->gone_awaited = false;
    if (press->stage == PRESS_WAITING)
        watch(press);
}

/* A child has ended by itself, or was ended at its limit. */
static void child_ended(struct press *press, enum press_child which)
{
    const struct news silent = {.state = PRINTER_SILENT};
    if (which == PRESS_LOOK)
        hear_look(press, &silent);
    else if (which == PRESS_RECALL)
        end_recall(press, PRINTER_SILENT);
    else if (which == PRESS_SEND)
        hear_send(press, &silent);
    else if (which == PRESS_WATCH && press->stage == PRESS_PRINTING) {
        tell(press, PRINTER_SILENT, press->told.page, press->told.name);
        end_sheet(press, PRESS_FREE, false);
    }
}

void press_hear(struct press *press, enum press_child which)
{
    struct news news;
    enum worker_heard heard = worker_hear(&press->child[which], &news);
    if (heard == WORKER_ENDED)
        child_ended(press, which);
    if (heard != WORKER_NEWS)
        return;
    if (which == PRESS_LOOK) {
        worker_stop(&press->child[PRESS_LOOK]);
        hear_look(press, &news);
    } else if (which == PRESS_WATCH) {
        hear_watch(press, &news);
    } else if (which == PRESS_SEND) {
        hear_send(press, &news);
    } else {
        end_recall(press, news.state);
    }
}

int press_tick(struct press *press)
{
    int64_t now = worker_now_ms(), next = INT32_MAX;
    for (enum press_child c = 0; c < PRESS_CHILDREN; c++)
        if (worker_runs(&press->child[c]) && now >= press->child[c].deadline_ms) {
            worker_stop(&press->child[c]);
            child_ended(press, c);
        }
    bool due = press->recall_owed && !worker_runs(&press->child[PRESS_RECALL]) && press->stage != PRESS_PRINTING;
    if (due && now >= press->recall_at_ms)
        recall_now(press);
    else if (due)
        next = press->recall_at_ms - now;
    for (enum press_child c = 0; c < PRESS_CHILDREN; c++)
        if (worker_runs(&press->child[c]) && press->child[c].deadline_ms - now < next)
            next = press->child[c].deadline_ms - now;
    return next == INT32_MAX ? -1 : next > 0 ? (int)next : 0;
}

void press_close(struct press *press)
{
    for (enum press_child c = 0; c < PRESS_CHILDREN; c++)
        worker_stop(&press->child[c]);
    pages_wipe(&press->pages);
}
