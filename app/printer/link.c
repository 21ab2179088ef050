/* The line to the printer. */
#include "printer/link.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "base/text.h"
#include "printer/facts.h"

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

enum printer_state link_probe(const struct link_place *place)
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

bool link_open(struct link *link)
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

ipp_t *link_request(const struct link *link, ipp_op_t operation, int job)
{
    ipp_t *request = ippNewRequest(operation);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, link->place->uri);
    if (job > 0)
        ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, "sirkel");
    return request;
}

ipp_t *link_do(struct link *link, ipp_t *request)
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

static struct form read_form(ipp_t *answer)
{
    struct form form = {};
    ipp_attribute_t *list = ippFindAttribute(answer, "pwg-raster-document-type-supported", IPP_TAG_KEYWORD);
    for (int i = 0; list && i < ippGetCount(list) && i < VALUES_MAX; i++) {
        const char *keyword = ippGetString(list, i, NULL);
        form_offer_type(&form, keyword ? form_type_of(keyword) : FORM_NONE);
    }
    list = ippFindAttribute(answer, "pwg-raster-document-resolution-supported", IPP_TAG_RESOLUTION);
    for (int i = 0; list && i < ippGetCount(list) && i < VALUES_MAX; i++) {
        ipp_res_t unit = IPP_RES_PER_CM;
        int y_dpi = 0, x_dpi = ippGetResolution(list, i, &y_dpi, &unit);
        if (unit == IPP_RES_PER_INCH)
            form_offer_dpi(&form, x_dpi, y_dpi);
    }
    return form;
}

static bool takes(ipp_t *answer, const struct form *form)
{
    return form->type != FORM_NONE && form->x_dpi > 0 &&
           holds_text(answer, "document-format-supported", "image/pwg-raster") &&
           holds_operation(answer, IPP_OP_CREATE_JOB) && holds_operation(answer, IPP_OP_SEND_DOCUMENT);
}

bool link_facts(struct link *link, struct link_facts *ret)
{
    static const char *const wanted[] = {"printer-state",
                                         "printer-state-reasons",
                                         "printer-is-accepting-jobs",
                                         "printer-make-and-model",
                                         "document-format-supported",
                                         "operations-supported",
                                         "pwg-raster-document-type-supported",
                                         "pwg-raster-document-resolution-supported"};
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
