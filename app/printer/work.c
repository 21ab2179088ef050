/* What the children do at the printer, but for sending the sheet (work_send.c). */
#include "printer/work.h"

#include <string.h>
#include <unistd.h>

enum {
    ROUND_SECONDS = 1,
    BUSY_ROUNDS = 120, /* another's job on the printer: we wait so many times for our turn */
    JOBS_MAX = 32      /* of ours that are cancelled at once */
};

static bool is_good(ipp_t *answer)
{
    return answer && ippGetStatusCode(answer) < IPP_STATUS_REDIRECTION_OTHER_SITE;
}

void work_look(const struct order *order, int fd)
{
    struct link link = {.place = order->place};
    struct link_facts facts;
    struct news news = {.state = link_probe(order->place)};
    if (news.state == PRINTER_READY) {
        news.state = link_facts(&link, &facts) ? facts.state : PRINTER_SILENT;
        memcpy(news.name, facts.name, sizeof news.name);
    }
    worker_tell(fd, &news);
}

static void prefer(ipp_t *request, const char *name, ipp_tag_t tag, const char *value)
{
    ippAddString(request, IPP_TAG_JOB, tag, name, NULL, value);
}

/* The job's number; 0: not now (the printer is busy, or gave no answer); -1: never. */
static int create(struct link *link)
{
    ipp_t *request = link_request(link, IPP_OP_CREATE_JOB, 0);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, "Sirkel");
    ippAddBoolean(request, IPP_TAG_OPERATION, "ipp-attribute-fidelity", 0); /* what it can't do, it leaves */
    prefer(request, "media", IPP_TAG_KEYWORD, "iso_a4_210x297mm");
    prefer(request, "sides", IPP_TAG_KEYWORD, "one-sided");
    prefer(request, "print-color-mode", IPP_TAG_KEYWORD, "monochrome");
    ippAddInteger(request, IPP_TAG_JOB, IPP_TAG_INTEGER, "copies", 1);
    ipp_t *answer = link_do(link, request);
    int job = 0;
    if (is_good(answer))
        job = ippGetInteger(ippFindAttribute(answer, "job-id", IPP_TAG_INTEGER), 0);
    else if (answer && ippGetStatusCode(answer) < IPP_STATUS_ERROR_INTERNAL)
        job = -1;
    ippDelete(answer);
    return job > 0 ? job : job < 0 ? -1 : 0;
}

/* How our job stands; as the printer does while it is under way. */
static enum printer_state state_of(ipp_jstate_t job, enum printer_state printer)
{
    if (job == IPP_JSTATE_COMPLETED)
        return PRINTER_DONE;
    if (job == IPP_JSTATE_CANCELED)
        return PRINTER_GONE;
    if (job == IPP_JSTATE_ABORTED)
        return PRINTER_REFUSED;
    if (printer != PRINTER_READY)
        return printer;
    return job == IPP_JSTATE_STOPPED ? PRINTER_STOPPED : PRINTER_BUSY;
}

/* `state`: the printer's, then our job's. False: no answer. */
static bool look_at_job(struct link *link, int job, enum printer_state *state, uint32_t *page)
{
    static const char *const wanted[] = {"job-state", "job-impressions-completed", "job-state-reasons"};
    ipp_t *request = link_request(link, IPP_OP_GET_JOB_ATTRIBUTES, job);
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", sizeof wanted / sizeof *wanted,
                  NULL, wanted);
    ipp_t *answer = link_do(link, request);
    if (!answer)
        return false;
    ipp_attribute_t *out = ippFindAttribute(answer, "job-impressions-completed", IPP_TAG_INTEGER),
                    *stands = ippFindAttribute(answer, "job-state", IPP_TAG_ENUM);
    if (out && ippGetInteger(out, 0) > 0)
        *page = (uint32_t)ippGetInteger(out, 0);
    bool known = is_good(answer) && stands; /* else it knows nothing of the job any more */
    *state = known ? state_of((ipp_jstate_t)ippGetInteger(stands, 0), *state) : PRINTER_GONE;
    ippDelete(answer);
    return true;
}

/* One round: how the printer stands, then our job; the job is made in the first round in which the printer takes one.
 * False when nothing was heard. */
static bool round_of(struct link *link, struct news *news, int *busy)
{
    struct link_facts facts;
    if (!link_facts(link, &facts)) {
        news->state = link_probe(link->place);
        return news->state == PRINTER_NONE;
    }
    news->state = facts.state;
    memcpy(news->name, facts.name, sizeof news->name);
    if (facts.state == PRINTER_REFUSED)
        return true;
    if (news->job == 0) {
        news->form = facts.form;
        int job = create(link);
        if (job < 0 || (job == 0 && ++*busy >= BUSY_ROUNDS))
            news->state = PRINTER_REFUSED;
        else if (news->state == PRINTER_READY)
            news->state = PRINTER_BUSY;
        news->job = job > 0 ? job : 0;
        return true;
    }
    return look_at_job(link, news->job, &news->state, &news->page);
}

void work_watch(const struct order *order, int fd)
{
    struct link link = {.place = order->place};
    struct news news = {};
    int busy = 0;
    for (;; sleep(ROUND_SECONDS)) { /* ends by telling that the sheet has ended, or by the parent's limit */
        if (!round_of(&link, &news, &busy))
            continue;
        if (news.page > order->pages->pages)
            news.page = order->pages->pages;
        worker_tell(fd, &news);
        if (printer_ends(news.state))
            return;
    }
}

/* The numbers of jobs that are ours and have not ended; -1: no answer. */
static int ours(struct link *link, int jobs[JOBS_MAX])
{
    ipp_t *request = link_request(link, IPP_OP_GET_JOBS, 0);
    ippAddBoolean(request, IPP_TAG_OPERATION, "my-jobs", 1);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", NULL, "not-completed");
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", NULL, "job-id");
    ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "limit", JOBS_MAX);
    ipp_t *answer = link_do(link, request);
    int count = 0;
    if (!answer)
        return -1;
    for (ipp_attribute_t *a = ippFindAttribute(answer, "job-id", IPP_TAG_INTEGER); a && count < JOBS_MAX;
         a = ippFindNextAttribute(answer, "job-id", IPP_TAG_INTEGER))
        jobs[count++] = ippGetInteger(a, 0);
    ippDelete(answer);
    return count;
}

static bool cancel(struct link *link, int job)
{
    ipp_t *answer = link_do(link, link_request(link, IPP_OP_CANCEL_JOB, job));
    ippDelete(answer);
    return answer != NULL;
}

void work_recall(const struct order *order, int fd)
{
    struct link link = {.place = order->place};
    struct news news = {.state = link_probe(order->place)};
    int jobs[JOBS_MAX], count = 0;
    if (news.state == PRINTER_READY) {
        bool heard = order->job == 0 || cancel(&link, order->job);
        count = ours(&link, jobs);
        for (int i = 0; i < count; i++)
            heard = cancel(&link, jobs[i]) && heard;
        news.state = heard && count >= 0 ? PRINTER_GONE : PRINTER_SILENT;
    }
    worker_tell(fd, &news);
}
