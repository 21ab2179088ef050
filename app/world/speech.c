/* What is said, as a log: one line a sentence, "nb", a tab, the words. Apart from host.c, so that a walk may bring
 * a host of its own. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "world/world.h"

enum { SPEECH_MAX = 8192 };

static const char *world_log;

void world_speech(const char *path)
{
    world_log = path;
}

void world_speak(const char *language, const char *text)
{
    struct buffer line = {.limit = SPEECH_MAX};
    bool loud = world_log && strcmp(world_log, "-") == 0;
    int fd = !world_log ? -1 : loud ? STDERR_FILENO : open(world_log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);

    buffer_format(&line, "%s\t%s\n", language, text);
    /* A log that can't be written is no reason to disturb a visitor. */
    if (fd >= 0 && file_write_all(fd, buffer_string(&line), line.length) != FAULT_NONE)
        world_log = NULL;
    if (fd >= 0 && !loud)
        close(fd);
    buffer_free(&line);
}
