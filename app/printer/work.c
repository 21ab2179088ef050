/* What the children do at the printer: IPP (RFC 8010, 8011) over the machine's own loopback, where ipp-usb makes a printer on USB
 * reachable. All that a printer says of itself is a stranger's text. */
#include "printer/work.h"

#include <arpa/inet.h>
#include <cups/cups.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "base/text.h"

/* --- what a printer says of itself, made into what the kiosk knows (base/printer.def) ------------------------------- */

/* What stops a printer; the first is what people should hear of first. */
enum facts_reason {
    REASON_JAM = 1 << 0,
    REASON_OPEN = 1 << 1,
    REASON_PAPER = 1 << 2,
    REASON_INK = 1 << 3,
    REASON_STOPPED = 1 << 4,
};

static const struct {
    const char *keyword;
    unsigned reason;
    bool always; /* it stops any printer, however mildly that speaks of it */
} reason_rows[] = {
    {"media-jam", REASON_JAM, true},
    {"cover-open", REASON_OPEN, true},
    {"door-open", REASON_OPEN, true},
    {"interlock-open", REASON_OPEN, true},
    {"media-needed", REASON_PAPER, true},
    {"media-empty", REASON_PAPER, false}, /* with a mild ending: one tray of two */
    {"input-tray-missing", REASON_PAPER, false},
    {"marker-supply-empty", REASON_INK, false}, /* one colour of four */
    {"toner-empty", REASON_INK, false},
    {"marker-waste-full", REASON_STOPPED, false},
    {"paused", REASON_STOPPED, false},
    {"output-area-full", REASON_STOPPED, false},
};

static bool ends_in(const char *text, size_t length, const char *end)
{
    return length > strlen(end) && memcmp(text + length - strlen(end), end, strlen(end)) == 0;
}

/* The bit of a keyword of printer-state-reasons (RFC 8011 5.4.12); 0 for what stops nothing and for a word we don't
 * know. A report or a warning counts only for what stops any printer: an open cover, a jam, paper that is needed. */
static unsigned facts_reason(const char *keyword)
{
    static const char *const endings[] = {"-error", "-warning", "-report"};
    size_t length = strlen(keyword);
    bool mild = false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_in(keyword, length, endings[i])) {
            length -= strlen(endings[i]);
            mild = i > 0;
            break;
        }
    for (size_t i = 0; i < sizeof reason_rows / sizeof *reason_rows; i++)
        if (strlen(reason_rows[i].keyword) == length && memcmp(keyword, reason_rows[i].keyword, length) == 0)
            return reason_rows[i].always || !mild ? reason_rows[i].reason : 0;
    return 0;
}

/* How it stands, by those bits and by printer-state (stopped) and printer-is-accepting-jobs. */
static enum printer_state facts_state(unsigned bits, bool stopped, bool accepting)
{
    if (bits & REASON_JAM)
        return PRINTER_JAM;
    if (bits & REASON_OPEN)
        return PRINTER_OPEN;
    if (bits & REASON_PAPER)
        return PRINTER_PAPER;
    if (bits & REASON_INK)
        return PRINTER_INK;
    return (bits & REASON_STOPPED) || stopped || !accepting ? PRINTER_STOPPED : PRINTER_READY;
}

/* Letters, signs and the space; no controls, nothing that turns the direction of a line, nothing private or broken. */
static bool is_shown(uint32_t code)
{
    return code >= 0x20 && !(code >= 0x7f && code < 0xa0) && !(code >= 0x200b && code <= 0x200f) &&
           !(code >= 0x2028 && code <= 0x202e) && !(code >= 0x2060 && code <= 0x206f) && code != 0xad &&
           code != 0x61c && !(code >= 0xe000 && code <= 0xf8ff) && code != 0xfeff &&
           !(code >= 0xfff0 && code <= 0xffff) && code < 0xe0000;
}

/* Make and model as we show and log it: printable UTF-8, cut between two letters. */
static void facts_name(char out[PRINTER_NAME], const char *name)
{
    size_t used = 0;
    char letter[5];
    for (uint32_t code; (code = text_next(&name)) != 0;) {
        size_t length = text_put(letter, code);
        if (!is_shown(code))
            continue;
        if (used + length >= PRINTER_NAME)
            break;
        memcpy(out + used, letter, length);
        used += length;
    }
    memset(out + used, 0, PRINTER_NAME - used);
}

/* --- the connection to the printer --------------------------------------------------------------------------------- */

struct link { /* {.place = p} */
    const struct link_place *place;
    http_t *http;
};
struct link_facts { /* what the printer says of itself */
    enum printer_state
        state; /* REFUSED where it does not take PWG raster in a form that we make, and a job in two steps */
    char name[PRINTER_NAME];
    struct form form; /* the one we chose */
};

enum { CONNECT_MS = 1000, ANSWER_SECONDS = 5, VALUES_MAX = 256 };
#define HOST "127.0.0.1"

bool link_place_read(struct link_place *place, const char *uri)
{
    char scheme[32], user[32], host[LINK_TEXT];
    *place = (struct link_place){};
    return httpSeparateURI(HTTP_URI_CODING_ALL, uri, scheme, sizeof scheme, user, sizeof user, host, sizeof host,
                           &place->port, place->path, sizeof place->path) == HTTP_URI_STATUS_OK &&
           strcmp(scheme, "ipp") == 0 && !*user && (strcmp(host, HOST) == 0 || strcmp(host, "localhost") == 0) &&
           text_copy(place->uri, sizeof place->uri, uri);
}

/* Is somebody there at all? READY, NONE (nobody) or SILENT, in at most a second. */
static enum printer_state link_probe(const struct link_place *place)
{
    const struct sockaddr_in at = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)place->port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    enum printer_state state = PRINTER_SILENT;
    int error = 0, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return PRINTER_NONE;
    if (connect(fd, (const struct sockaddr *)&at, sizeof at) != 0 && errno != EINPROGRESS)
        error = errno;
    struct pollfd wait = {.fd = fd, .events = POLLOUT};
    if (!error && poll(&wait, 1, CONNECT_MS) == 1)
        state = getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &(socklen_t){sizeof error}) == 0 && !error
                    ? PRINTER_READY
                    : PRINTER_SILENT;
    if (error == ECONNREFUSED)
        state = PRINTER_NONE;
    close(fd);
    return state;
}

static bool link_open(struct link *link)
{
    if (!link->http)
        link->http = httpConnect2(HOST, link->place->port, NULL, AF_INET, HTTP_ENCRYPTION_NEVER, 1, CONNECT_MS, NULL);
    if (link->http)
        httpSetTimeout(link->http, ANSWER_SECONDS, NULL, NULL);
    return link->http != NULL;
}

static void hang_up(struct link *link)
{
    httpClose(link->http);
    link->http = NULL;
}

/* A request with its first attributes: who asks (always "sirkel"), of which job (0: none). */
static ipp_t *link_request(const struct link *link, ipp_op_t operation, int job)
{
    ipp_t *request = ippNewRequest(operation);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, link->place->uri);
    if (job > 0)
        ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, "sirkel");
    return request;
}

/* Sends it (it is freed) and gives the answer (to be freed), or NULL. Connects when there is no connection. */
static ipp_t *link_do(struct link *link, ipp_t *request)
{
    if (!link_open(link)) {
        ippDelete(request);
        return NULL;
    }
    ipp_t *answer = cupsDoRequest(link->http, request, link->place->path);
    if (!answer)
        hang_up(link);
    return answer;
}

static bool holds_text(ipp_t *answer, const char *name, const char *value)
{
    ipp_attribute_t *attribute = ippFindAttribute(answer, name, IPP_TAG_ZERO);
    for (int i = 0; attribute && i < ippGetCount(attribute) && i < VALUES_MAX; i++) {
        const char *text = ippGetString(attribute, i, NULL);
        if (text && strcmp(text, value) == 0)
            return true;
    }
    return false;
}

static bool holds_operation(ipp_t *answer, ipp_op_t operation)
{
    ipp_attribute_t *attribute = ippFindAttribute(answer, "operations-supported", IPP_TAG_ENUM);
    for (int i = 0; attribute && i < ippGetCount(attribute) && i < VALUES_MAX; i++)
        if (ippGetInteger(attribute, i) == (int)operation)
            return true;
    return false;
}

static enum printer_state read_state(ipp_t *answer)
{
    ipp_attribute_t *state = ippFindAttribute(answer, "printer-state", IPP_TAG_ENUM),
                    *accepting = ippFindAttribute(answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN),
                    *list = ippFindAttribute(answer, "printer-state-reasons", IPP_TAG_KEYWORD);
    unsigned reasons = 0;
    for (int i = 0; list && i < ippGetCount(list) && i < VALUES_MAX; i++) {
        const char *keyword = ippGetString(list, i, NULL);
        reasons |= keyword ? facts_reason(keyword) : 0;
    }
    return facts_state(reasons, state && ippGetInteger(state, 0) == (int)IPP_PSTATE_STOPPED,
                       !accepting || ippGetBoolean(accepting, 0));
}

/* 118 per centimetre is 300 an inch: what comes within one of a multiple of 20 was rounded to it. */
static int per_inch(int per_cm)
{
    if (per_cm < 0 || per_cm > FORM_DPI_MAX)
        return 0;
    int inch = (per_cm * 254 + 50) / 100, round = (inch + 10) / 20 * 20;
    return inch - round >= -1 && inch - round <= 1 ? round : inch;
}

static const char *const keywords[FORM_TYPES] = {
#define FORM(name, keyword, bits) [FORM_##name] = keyword,
#include "printer/form.def"
#undef FORM
};

/* The type of that keyword (pwg-raster-document-type-supported); FORM_NONE for one that we don't make. */
static enum form_type type_of(const char *keyword)
{
    for (enum form_type t = FORM_NONE + 1; t < FORM_TYPES; t++)
        if (strcmp(keywords[t], keyword) == 0)
            return t;
    return FORM_NONE;
}

/* Takes a type, or a resolution, that the printer offers if it serves us better than what stands in the form (all zero
 * at first): of types the first in form.def; of resolutions ours, then the lowest whole multiple of it, then the lowest
 * above, then the highest below. */
static void offer_type(struct form *form, const char *keyword)
{
    const enum form_type type = keyword ? type_of(keyword) : FORM_NONE;
    if (type != FORM_NONE && (form->type == FORM_NONE || type < form->type))
        form->type = type;
}

/* Lower serves better. Each class is further away than any number of px within one. */
static uint64_t distance(uint32_t x_dpi, uint32_t y_dpi)
{
    const uint64_t pixels = (uint64_t)x_dpi * y_dpi, apart = (uint64_t)FORM_DPI_MAX * FORM_DPI_MAX + 1;
    if (x_dpi % PRINTER_DPI == 0 && y_dpi % PRINTER_DPI == 0)
        return pixels;
    if (x_dpi > PRINTER_DPI && y_dpi > PRINTER_DPI)
        return apart + pixels;
    return 3 * apart - pixels;
}

static void offer_dpi(struct form *form, int x_dpi, int y_dpi)
{
    if (x_dpi < FORM_DPI_MIN || x_dpi > FORM_DPI_MAX || y_dpi < FORM_DPI_MIN || y_dpi > FORM_DPI_MAX)
        return;
    if (form->x_dpi == 0 || distance((uint32_t)x_dpi, (uint32_t)y_dpi) < distance(form->x_dpi, form->y_dpi)) {
        form->x_dpi = (uint32_t)x_dpi;
        form->y_dpi = (uint32_t)y_dpi;
    }
}

/* Some firmware writes its units, or nothing, where the second number belongs ("600 x 2"): then the first stands for both. */
static void read_resolutions(ipp_t *answer, const char *name, struct form *form)
{
    ipp_attribute_t *list = ippFindAttribute(answer, name, IPP_TAG_RESOLUTION);
    for (int i = 0; list && i < ippGetCount(list) && i < VALUES_MAX; i++) {
        ipp_res_t unit = IPP_RES_PER_CM;
        int y = 0, x = ippGetResolution(list, i, &y, &unit);
        if (unit == IPP_RES_PER_CM) {
            x = per_inch(x);
            y = per_inch(y);
        } else if (unit != IPP_RES_PER_INCH) {
            continue;
        }
        offer_dpi(form, x, y < FORM_DPI_MIN && x >= FORM_DPI_MIN ? x : y);
    }
}

/* What the printer leaves unsaid of PWG raster is taken from what it says of printing at all, or from what PWG 5100.14 asks of each printer
 * (sgray_8); a list that names nothing of ours is believed. */
static struct form read_form(ipp_t *answer)
{
    struct form form = {};
    ipp_attribute_t *list = ippFindAttribute(answer, "pwg-raster-document-type-supported", IPP_TAG_KEYWORD);
    for (int i = 0; list && i < ippGetCount(list) && i < VALUES_MAX; i++)
        offer_type(&form, ippGetString(list, i, NULL));
    if (!list)
        offer_type(&form, "sgray_8");
    read_resolutions(answer, "pwg-raster-document-resolution-supported", &form);
    if (form.x_dpi == 0)
        read_resolutions(answer, "printer-resolution-supported", &form);
    if (form.x_dpi == 0)
        read_resolutions(answer, "printer-resolution-default", &form);
    return form;
}

static bool takes(ipp_t *answer, const struct form *form)
{
    return form->type != FORM_NONE && form->x_dpi > 0 &&
           holds_text(answer, "document-format-supported", "image/pwg-raster") &&
           holds_operation(answer, IPP_OP_CREATE_JOB) && holds_operation(answer, IPP_OP_SEND_DOCUMENT);
}

/* False when no answer of a printer came. */
static bool link_facts(struct link *link, struct link_facts *ret)
{
    static const char *const wanted[] = {"printer-state",
                                         "printer-state-reasons",
                                         "printer-is-accepting-jobs",
                                         "printer-make-and-model",
                                         "document-format-supported",
                                         "operations-supported",
                                         "pwg-raster-document-type-supported",
                                         "pwg-raster-document-resolution-supported",
                                         "printer-resolution-supported",
                                         "printer-resolution-default"};
    ipp_t *request = link_request(link, IPP_OP_GET_PRINTER_ATTRIBUTES, 0);
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", sizeof wanted / sizeof *wanted,
                  NULL, wanted);
    ipp_t *answer = link_do(link, request);
    *ret = (struct link_facts){.state = PRINTER_REFUSED};
    if (!answer)
        return false;
    if (ippGetStatusCode(answer) < IPP_STATUS_REDIRECTION_OTHER_SITE) {
        const char *name = ippGetString(ippFindAttribute(answer, "printer-make-and-model", IPP_TAG_TEXT), 0, NULL);
        facts_name(ret->name, name ? name : "");
        ret->form = read_form(answer);
        ret->state = takes(answer, &ret->form) ? read_state(answer) : PRINTER_REFUSED;
    }
    ippDelete(answer);
    return true;
}

/* --- the four jobs ------------------------------------------------------------------------------------------------- */

static void send_news(int fd, const struct news *news)
{
    if (write(fd, news, sizeof *news) != (ssize_t)sizeof *news) /* less than PIPE_BUF: whole or not at all */
        _exit(1);
}

enum {
    ROUND_SECONDS = 1,
    BUSY_ROUNDS = 120, /* another's job on the printer: we wait so many times for our turn */
    JOBS_MAX = 32      /* of ours that are cancelled at once */
};

static bool is_good(ipp_t *answer)
{
    return answer && ippGetStatusCode(answer) < IPP_STATUS_REDIRECTION_OTHER_SITE;
}

static void work_look(const struct work_order *order, int fd)
{
    struct link link = {.place = order->place};
    struct link_facts facts;
    struct news news = {.state = link_probe(order->place)};
    if (news.state == PRINTER_READY) {
        news.state = link_facts(&link, &facts) ? facts.state : PRINTER_SILENT;
        memcpy(news.name, facts.name, sizeof news.name);
    }
    send_news(fd, &news);
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

/* The job has ended, and says itself that something went wrong. */
static bool went_wrong(ipp_t *answer)
{
    static const char *const reasons[] = {"job-completed-with-errors",  "aborted-by-system",
                                          "processing-to-stop-point",   "document-format-error",
                                          "document-access-error",      "document-unprintable-error",
                                          "unsupported-document-format"};
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (holds_text(answer, "job-state-reasons", reasons[i]))
            return true;
    return false;
}

/* What is in the tray when a job ends that way: `nothing` where no page is known to be out. */
static enum printer_state in_the_tray(const struct news *news, uint32_t pages, enum printer_state nothing)
{
    if (news->page == 0)
        return nothing;
    return news->page < pages ? PRINTER_PART : PRINTER_MAYBE;
}

/* How our job stands; as the printer does while it is under way. "Printed" is said of a job that ended without an error and with all
 * its pages; of one that counts none, its word is taken. */
static enum printer_state state_of(ipp_jstate_t job, const struct news *news, uint32_t pages, bool wrong)
{
    switch (job) {
    case IPP_JSTATE_COMPLETED:
        if (!wrong && (news->page == 0 || news->page >= pages))
            return PRINTER_DONE;
        return in_the_tray(news, pages, PRINTER_MAYBE);
    case IPP_JSTATE_CANCELED:
        return in_the_tray(news, pages, PRINTER_GONE);
    case IPP_JSTATE_ABORTED:
        return in_the_tray(news, pages, PRINTER_REFUSED);
    default:
        if (news->state != PRINTER_READY)
            return news->state;
        return job == IPP_JSTATE_STOPPED ? PRINTER_STOPPED : PRINTER_BUSY;
    }
}

/* `news`: how the printer stands, then our job. False: no answer. */
static bool look_at_job(struct link *link, struct news *news, uint32_t pages)
{
    static const char *const wanted[] = {"job-state", "job-impressions-completed", "job-state-reasons"};
    ipp_t *request = link_request(link, IPP_OP_GET_JOB_ATTRIBUTES, news->job);
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", sizeof wanted / sizeof *wanted,
                  NULL, wanted);
    ipp_t *answer = link_do(link, request);
    if (!answer)
        return false;
    ipp_attribute_t *out = ippFindAttribute(answer, "job-impressions-completed", IPP_TAG_INTEGER),
                    *stands = ippFindAttribute(answer, "job-state", IPP_TAG_ENUM);
    if (out && ippGetInteger(out, 0) > 0)
        news->page = (uint32_t)ippGetInteger(out, 0);
    if (is_good(answer) && stands) {
        ipp_jstate_t job = (ipp_jstate_t)ippGetInteger(stands, 0);
        news->begun |= job == IPP_JSTATE_PROCESSING || job == IPP_JSTATE_STOPPED;
        news->state = state_of(job, news, pages, went_wrong(answer));
    } else { /* it knows nothing of the job any more */
        news->state = news->begun || news->page > 0 ? PRINTER_MAYBE : PRINTER_GONE;
    }
    ippDelete(answer);
    return true;
}

/* One round: how the printer stands, then our job; the job is made in the first round in which the printer takes one.
 * False when nothing was heard. */
static bool round_of(struct link *link, struct news *news, uint32_t pages, int *busy)
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
    return look_at_job(link, news, pages);
}

static void work_watch(const struct work_order *order, int fd)
{
    struct link link = {.place = order->place};
    struct news news = {};
    int busy = 0;
    for (;; sleep(ROUND_SECONDS)) { /* ends by reporting that the sheet has ended, or by the parent's limit */
        if (!round_of(&link, &news, order->pages->pages, &busy))
            continue;
        if (news.page > order->pages->pages)
            news.page = order->pages->pages;
        send_news(fd, &news);
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

static void work_recall(const struct work_order *order, int fd)
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
    send_news(fd, &news);
}

/* A printer without paper takes no bytes until it has some. How long that may last is the watching child's business. */
static int wait_on(http_t *http, void *nothing)
{
    (void)http;
    (void)nothing;
    return 1;
}

static void work_send(const struct work_order *order, int fd)
{
    struct link link = {.place = order->place};
    struct news news = {.state = PRINTER_SILENT, .job = order->job};
    if (!link_open(&link))
        return;
    httpSetTimeout(link.http, 5, wait_on, NULL);
    ipp_t *request = link_request(&link, IPP_OP_SEND_DOCUMENT, order->job);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, "image/pwg-raster");
    ippAddBoolean(request, IPP_TAG_OPERATION, "last-document", 1);
    http_status_t status = cupsSendRequest(link.http, request, order->place->path, CUPS_LENGTH_VARIABLE);
    bool sent = status == HTTP_STATUS_CONTINUE && form_send(&order->form, order->pages, link.http);
    ipp_t *answer = cupsGetResponse(link.http, order->place->path); /* also when it stopped us: it says why */
    if (answer && ippGetStatusCode(answer) >= IPP_STATUS_REDIRECTION_OTHER_SITE)
        news.state = PRINTER_REFUSED;
    else if (answer && sent)
        news.state = PRINTER_BUSY;
    send_news(fd, &news);
}

worker_does *const work_does[PRESS_CHILDREN] = {
    [PRESS_LOOK] = work_look, [PRESS_WATCH] = work_watch, [PRESS_SEND] = work_send, [PRESS_RECALL] = work_recall};
