/* Shared by the two files that fill a timetable: build.c (the file) and fill.c (its rows). */
#pragma once

#include "store/inside.h"

enum { BUILD_FIELDS = 3 }; /* the place of the first field of rule/group.def in PUT_GROUP and PUT_GROUP_TEXT */

enum put {
#define PUT(name, text) PUT_##name,
#include "store/build.def"
#undef PUT
    PUT_COUNT
};

struct build {
    const struct centre_file *file;
    const char *source; /* hash of the kept centre file, or "" */
    sqlite3 *db;
    sqlite3_stmt *puts[PUT_COUNT];
    char *why; /* STORE_WHY_MAX */
};

sqlite3_stmt *build_use(struct build *b, enum put which);
fault build_put(struct build *b, sqlite3_stmt *q);
fault build_centre(struct build *b); /* languages, the centre, its topics */
fault build_groups(struct build *b); /* groups, in the order of their names, and the search */
