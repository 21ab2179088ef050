/* A small centre file with something of everything and nothing to find in it; for tests that spoil it. */
#pragma once

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BOTH(nb, en) "{\"nb\":\"" nb "\",\"en\":\"" en "\"}"
static const char centre_good[] =
    "{\"format\":1,\"id\":\"demo\",\"languages\":[\"nb\",\"en\"],\"name\":" BOTH("Senteret", "The centre") ",\"desk\":" BOTH("Skranken", "The desk") ",\"hours\":" BOTH("8 til 15", "8 to 15") ",\"phone\":" BOTH("1", "1") ",\"responsible\":" BOTH(
        "Lederen",
        "The head") ",\"recipients\":[\"age1rezqaslzxp53vm57s3uqxzmenakm2fezc7ex8wkacynz6vutrgjqx8ju0e\""
                    ",\"age1jteypaezhv4zakr30pg5fuf8u7g6vtw9998untzkrwa2jd9any9sfx78lv\"]"
                    ",\"panel\":{\"width_mm\":268,\"height_mm\":476,\"width_px\":1080,\"height_px\":1920,\"lower_edge_mm\":800}"
                    ",\"topics\":[{\"key\":\"alone\",\"icon\":\"alone\",\"name\":" BOTH(
                        "Alene",
                        "Alone") "}"
                                 ",{\"key\":\"sleep\",\"icon\":\"sleep\",\"name\":" BOTH(
                                     "Søvn",
                                     "Sleep") "}]"
                                              ",\"groups\":[{\"key\":\"tirsdag\",\"setting\":2,\"state\":\"meeting\",\"capacity\":8,\"taken\":3"
                                              ",\"topics\":[\"sleep\",\"alone\"],\"rules_version\":2,\"checked\":\"2026-11-10\",\"step_free\":true,\"hearing_loop\":false"
                                              ",\"name\":" BOTH("Tirsdagsgruppa", "The Tuesday group") ",\"purpose\":" BOTH("a", "b") ",\"whom\":" BOTH("c", "d") ",\"led\":" BOTH("e", "f") ",\"visit\":" BOTH(
                                                  "g",
                                                  "h") ",\"place\":" BOTH("i",
                                                                          "j") ",\"way\":" BOTH("k",
                                                                                                "l") ",\"meetings\":[{\"repeat\":\"weekly\",\"weekday\":2,\"every\":2,\"first\":\"2026-09-01\",\"last\":\"2027-06-01\""
                                                                                                     ",\"start\":\"18:00\",\"minutes\":150,\"longer_agreed\":true,\"cancelled\":[\"2026-12-22\"]"
                                                                                                     ",\"moved\":[{\"from\":\"2026-12-08\",\"to\":\"2026-12-09\",\"start\":\"17:30\"}]}"
                                                                                                     ",{\"repeat\":\"nth\",\"weekday\":4,\"nth\":5,\"first\":\"2026-09-01\",\"start\":\"09:05\",\"minutes\":60}"
                                                                                                     ",{\"repeat\":\"once\",\"first\":\"2026-12-13\",\"start\":\"00:00\",\"minutes\":1}"
                                                                                                     ",{\"repeat\":\"last\",\"weekday\":1,\"first\":\"2026-09-01\",\"start\":\"23:59\",\"minutes\":720"
                                                                                                     ",\"longer_agreed\":true}],\"rules\":[\"stays_here\""
                                                                                                     ",{\"sentence\":" BOTH(
                                                                                                         "m",
                                                                                                         "n") ",\"why\":" BOTH("o",
                                                                                                                               "p") "}]}]}";

/* `from` becomes `to`, the first of several, or the last where it begins with a closing bracket; frees `json`. */
static inline char *centre_swap(char *json, const char *from, const char *to)
{
    char *at = NULL;
    for (char *p = strstr(json, from); p; p = *from == '}' ? strstr(p + 1, from) : NULL)
        at = p;
    assert(at);
    size_t size = strlen(json) + strlen(to) + 1;
    char *out = calloc(1, size);
    assert(out);
    snprintf(out, size, "%.*s%s%s", (int)(at - json), json, to, at + strlen(from));
    free(json);
    return out;
}
