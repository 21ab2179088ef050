/* What tests of every floor need of the outside: a folder that goes away, and running another program. */
#pragma once

/* Removes the folder and all in it; nothing when it is not there. */
void scratch_remove(const char *folder);
/* Runs a program with its output thrown away; its exit status, 127 when there is none of that name, 128 when a signal ended it. */
int scratch_run(const char *const argv[]);
#define RUN(...) scratch_run((const char *const[]){__VA_ARGS__, NULL})
