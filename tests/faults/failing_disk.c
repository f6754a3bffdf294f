/* A disk that fails on command, below a program's own SQLite.
 *
 * Loaded with LD_PRELOAD. The program under test, or its test, says what fails through failing_disk(): which calls, in
 * which files, beginning with which one, for how many, with which error. Files are told by a part of their path.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define SYNCS 1
#define WRITES 2
#define TRUNCATES 4
#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int calls, left_out, failures, error, failed;
static char part[PATH_MAX], cure[PATH_MAX];

/* From the `first` such call on (1 is the next), `times` of them fail with `code`. `file` is a part of a path, empty for
 * any; a call whose file is removed with `until` in its path ends the failing: room was made. Returns how many failed
 * since the last time. */
int failing_disk(int which, int first, int times, int code, const char *file, const char *until) {
    pthread_mutex_lock(&turn);
    int before = failed;
    calls = which, left_out = first - 1, failures = times, error = code, failed = 0;
    snprintf(part, sizeof part, "%s", file);
    snprintf(cure, sizeof cure, "%s", until);
    pthread_mutex_unlock(&turn);
    return before;
}

static int fails(int call, int handle) {
    char link[64], path[PATH_MAX];
    int now = 0;
    if (!(calls & call)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return 0;
    path[size] = 0;
    pthread_mutex_lock(&turn);
    if ((calls & call) && failures > 0 && strstr(path, part)) {
        if (left_out > 0) left_out--;
        else now = 1, failures--, failed++;
    }
    pthread_mutex_unlock(&turn);
    if (now) errno = error;
    return now;
}

int fsync(int handle) {
    REAL(int, "fsync", int);
    return fails(SYNCS, handle) ? -1 : real(handle);
}

int fdatasync(int handle) {
    REAL(int, "fdatasync", int);
    return fails(SYNCS, handle) ? -1 : real(handle);
}

ssize_t write(int handle, const void *bytes, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return fails(WRITES, handle) ? -1 : real(handle, bytes, size);
}

ssize_t pwrite(int handle, const void *bytes, size_t size, off_t at) {
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    return fails(WRITES, handle) ? -1 : real(handle, bytes, size, at);
}

ssize_t pwrite64(int handle, const void *bytes, size_t size, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    return fails(WRITES, handle) ? -1 : real(handle, bytes, size, at);
}

int ftruncate(int handle, off_t size) {
    REAL(int, "ftruncate", int, off_t);
    return fails(TRUNCATES, handle) ? -1 : real(handle, size);
}

int ftruncate64(int handle, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    return fails(TRUNCATES, handle) ? -1 : real(handle, size);
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    pthread_mutex_lock(&turn);
    if (*cure && strstr(path, cure)) failures = 0;
    pthread_mutex_unlock(&turn);
    return real(path);
}
