/* The long form: libFuzzer in a child, over the seeds in a folder of its own; then a line of JSON. PROGRAM SECONDS. What libFuzzer
 * says, and an input it fell over, lie beside the program. */
#include "fuzz.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "base/file.h"
#include "scratch.h"

int LLVMFuzzerInitialize(int *count, char ***words);
int __wrap_LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int __real_LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct figures { /* shared with the child */
    long tried;
    double slowest_ms;
} * figures;
static char corpus[] = "/tmp/sirkel-corpus-XXXXXX";
static int seed_count;

void fuzz_seed(const void *data, size_t size)
{
    char path[FILE_PATH_MAX];
    snprintf(path, sizeof path, "%s/seed-%d", corpus, seed_count++);
    if (file_new(path, data, size, 0600) != FAULT_NONE)
        abort();
}

void fuzz_taken(void)
{
}

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); /* how busy the machine is says nothing of a reader */
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

int __wrap_LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    double begin = now_ms();
    int result = __real_LLVMFuzzerTestOneInput(data, size);
    double took = now_ms() - begin;
    figures->tried++;
    if (took > figures->slowest_ms)
        figures->slowest_ms = took;
    return result;
}

static void fuzz(int *count, char ***words, const char *program)
{
    static char log[FILE_PATH_MAX], finds[FILE_PATH_MAX], seconds[64];
    static char *given[] = {NULL, seconds, finds, "-timeout=10", "-rss_limit_mb=2048", "-max_len=65536", corpus, NULL};
    snprintf(log, sizeof log, "%s.log", program);
    snprintf(finds, sizeof finds, "-artifact_prefix=%s.", program);
    snprintf(seconds, sizeof seconds, "-max_total_time=%d", *count > 1 ? atoi((*words)[1]) : 60);
    int fd = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || dup2(fd, STDOUT_FILENO) < 0 || dup2(fd, STDERR_FILENO) < 0)
        abort();
    fuzz_seeds();
    given[0] = (*words)[0];
    *words = given;
    *count = sizeof given / sizeof *given - 1;
}

/* The child goes back to libFuzzer; this process waits for it and ends. */
int LLVMFuzzerInitialize(int *count, char ***words)
{
    const char *program = (*words)[0], *name = strrchr(program, '/');
    int status = 1;
    figures = mmap(NULL, sizeof *figures, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (figures == MAP_FAILED || !mkdtemp(corpus))
        abort();
    pid_t child = fork();
    if (child == 0) {
        fuzz(count, words, program);
        return 0;
    }
    bool ended = child > 0 && waitpid(child, &status, 0) == child;
    int crashed = !ended || status != 0;
    printf("{\"attack\": \"%s\", \"tried\": %ld, \"crashed\": %d, \"slowest_ms\": %.1f}\n", name ? name + 1 : program,
           figures->tried, crashed, figures->slowest_ms);
    if (crashed)
        printf("what it fell over lies in %s.*, what it said in %s.log\n", program, program);
    fflush(stdout);
    scratch_remove(corpus);
    _exit(crashed);
}
