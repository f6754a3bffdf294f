/* Writes down, in order, what a program does to one folder's files, so that a power cut can be played at any point.
 *
 * Loaded below the program with LD_PRELOAD. POWER_CUT_FOLDER names the folder (absolute, no links), POWER_CUT_LOG the
 * log. What is written to stdout is logged too: it is what the program promised, and when. Whatever changes files in a
 * way that is not understood here is logged as 'X', so that no recording is silently incomplete. power_cut.py reads it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

struct __attribute__((packed)) record {
    char kind;          /* see the calls of note() */
    uint16_t path_size; /* bytes of the path that follows */
    uint64_t inode;
    int64_t at;         /* offset of a write, or a new size */
    uint32_t data_size; /* bytes of data (a second path for a rename) that follow the path */
};

static pthread_mutex_t turn = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static int log_file = -1;
static char folder[PATH_MAX];
static size_t folder_size;

__attribute__((constructor)) static void begin(void) {
    const char *name = getenv("POWER_CUT_FOLDER"), *log_name = getenv("POWER_CUT_LOG");
    if (!name || !log_name) return;
    snprintf(folder, sizeof folder, "%s", name);
    folder_size = strlen(folder);
    log_file = (int)syscall(SYS_openat, AT_FDCWD, log_name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log_file < 0) _exit(97);
}

static void put(const void *bytes, size_t size) {
    const char *rest = bytes;
    while (size) {
        long done = syscall(SYS_write, log_file, rest, size);
        if (done <= 0) _exit(98);
        rest += done;
        size -= (size_t)done;
    }
}

static void note(char kind, uint64_t inode, int64_t at, const char *path, const void *data, size_t size) {
    int before = errno;
    struct record head = {kind, (uint16_t)strlen(path), inode, at, (uint32_t)size};
    put(&head, sizeof head);
    put(path, head.path_size);
    if (size) put(data, size);
    errno = before;
}

static int inside(const char *path) {
    return log_file >= 0 && !strncmp(path, folder, folder_size) && (!path[folder_size] || path[folder_size] == '/');
}

/* The path of an open file; 0 where it is none of ours. */
static int path_of(int file, char *path) {
    if (log_file < 0) return 0;
    char name[64];
    int before = errno;
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    ssize_t size = readlink(name, path, PATH_MAX - 1);
    errno = before;
    path[size < 0 ? 0 : size] = 0;
    return size > 0 && inside(path);
}

/* The path of a name: its folder resolved, the name itself not. 0 where it is none of ours. */
static int path_named(int at, const char *name, char *path) {
    if (log_file < 0 || !name) return 0;
    int before = errno;
    char whole[4 * PATH_MAX], parent[PATH_MAX], base[2 * PATH_MAX];
    if (name[0] == '/' || at == AT_FDCWD) {
        snprintf(whole, sizeof whole, "%s", name);
    } else {
        path_of(at, base);
        snprintf(whole, sizeof whole, "%s/%s", base, name);
    }
    char *last = strrchr(whole, '/');
    snprintf(base, sizeof base, "%s", last ? last + 1 : whole);
    if (last) *last = 0;
    char *known = realpath(last ? (last == whole ? "/" : whole) : ".", parent);
    errno = before;
    if (!known || snprintf(path, PATH_MAX, "%s/%s", parent, base) >= PATH_MAX) return 0;
    return inside(path);
}

static uint64_t inode_of(int file, struct stat *found) {
    int before = errno;
    memset(found, 0, sizeof *found);
    fstat(file, found);
    errno = before;
    return found->st_ino;
}

static int is_there(int at, const char *name) {
    struct stat found;
    int before = errno, known = fstatat(at, name, &found, AT_SYMLINK_NOFOLLOW) == 0;
    errno = before;
    return known;
}

static void opened(int file, int flags, int was_there) {
    char path[PATH_MAX];
    struct stat found;
    if (file < 0 || !path_of(file, path)) return;
    uint64_t inode = inode_of(file, &found);
    if (flags & (O_DSYNC | O_DIRECT) || (flags & O_TMPFILE) == O_TMPFILE) note('X', inode, 0, path, "open", 4);
    if (!was_there && (flags & O_CREAT)) note('C', inode, 0, path, "", 0);
    else if (flags & O_TRUNC) note('T', inode, 0, path, "", 0);
}

#define MODE() \
    mode_t mode = 0; \
    if (flags & (O_CREAT | __O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, flags); \
        mode = va_arg(rest, mode_t); \
        va_end(rest); \
    }
#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(int, #name, const char *, int, ...); \
        MODE() \
        pthread_mutex_lock(&turn); \
        int was_there = is_there(AT_FDCWD, path), file = real(path, flags, mode); \
        opened(file, flags, was_there); \
        pthread_mutex_unlock(&turn); \
        return file; \
    }
#define OPENAT(name) \
    int name(int at, const char *path, int flags, ...) { \
        REAL(int, #name, int, const char *, int, ...); \
        MODE() \
        pthread_mutex_lock(&turn); \
        int was_there = is_there(at, path), file = real(at, path, flags, mode); \
        opened(file, flags, was_there); \
        pthread_mutex_unlock(&turn); \
        return file; \
    }
OPEN(open) OPEN(open64) OPENAT(openat) OPENAT(openat64)

static void wrote(int file, int64_t at, const void *data, ssize_t size) {
    char path[PATH_MAX];
    struct stat found;
    if (size <= 0) return;
    if (path_of(file, path)) note('W', inode_of(file, &found), at, path, data, (size_t)size);
    else if (file == STDOUT_FILENO && log_file >= 0) note('K', 0, 0, "", data, (size_t)size);
}

ssize_t write(int file, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    pthread_mutex_lock(&turn);
    int before = errno;
    struct stat found;
    int64_t at = lseek(file, 0, SEEK_CUR);
    if (fcntl(file, F_GETFL) & O_APPEND) inode_of(file, &found), at = found.st_size;
    errno = before;
    ssize_t done = real(file, data, size);
    wrote(file, at, data, done);
    pthread_mutex_unlock(&turn);
    return done;
}

#define PWRITE(name, offset) \
    ssize_t name(int file, const void *data, size_t size, offset at) { \
        REAL(ssize_t, #name, int, const void *, size_t, offset); \
        pthread_mutex_lock(&turn); \
        ssize_t done = real(file, data, size, at); \
        wrote(file, at, data, done); \
        pthread_mutex_unlock(&turn); \
        return done; \
    }
PWRITE(pwrite, off_t) PWRITE(pwrite64, off64_t)

/* One change to an open file, told by one record once it has worked. */
#define CHANGE(name, parameters, types, arguments, kind, at) \
    int name parameters { \
        REAL(int, #name, types); \
        char path[PATH_MAX]; \
        struct stat found; \
        pthread_mutex_lock(&turn); \
        int done = real arguments; \
        if (done == 0 && path_of(file, path)) { \
            uint64_t inode = inode_of(file, &found); \
            note(S_ISDIR(found.st_mode) ? 'D' : kind, inode, at, path, #name, kind == 'X' ? strlen(#name) : 0); \
        } \
        pthread_mutex_unlock(&turn); \
        return done; \
    }
#define LIST(...) __VA_ARGS__
CHANGE(ftruncate, (int file, off_t size), LIST(int, off_t), (file, size), 'T', size)
CHANGE(ftruncate64, (int file, off64_t size), LIST(int, off64_t), (file, size), 'T', size)
CHANGE(fsync, (int file), int, (file), 'S', 0)
CHANGE(fdatasync, (int file), int, (file), 'S', 0)

/* Room taken beforehand shows as a new size, if it shows at all. */
#define ROOM(name, offset) \
    int name(int file, offset at, offset size) { \
        REAL(int, #name, int, offset, offset); \
        char path[PATH_MAX]; \
        struct stat found; \
        pthread_mutex_lock(&turn); \
        int done = real(file, at, size); \
        if (done == 0 && path_of(file, path)) { \
            uint64_t inode = inode_of(file, &found); \
            note('T', inode, found.st_size, path, "", 0); \
        } \
        pthread_mutex_unlock(&turn); \
        return done; \
    }
ROOM(posix_fallocate, off_t) ROOM(posix_fallocate64, off64_t)
CHANGE(fallocate, (int file, int mode, off_t at, off_t size),
     LIST(int, int, off_t, off_t), (file, mode, at, size), 'X', 0)
CHANGE(fallocate64, (int file, int mode, off64_t at, off64_t size),
     LIST(int, int, off64_t, off64_t), (file, mode, at, size), 'X', 0)

#define SENT(name, parameters, types, arguments) \
    ssize_t name parameters { \
        REAL(ssize_t, #name, types); \
        char path[PATH_MAX]; \
        ssize_t done = real arguments; \
        if (done > 0 && path_of(file, path)) note('X', 0, 0, path, #name, strlen(#name)); \
        return done; \
    }
SENT(writev, (int file, const struct iovec *some, int count), LIST(int, const struct iovec *, int), (file, some, count))
SENT(pwritev, (int file, const struct iovec *some, int count, off_t at),
     LIST(int, const struct iovec *, int, off_t), (file, some, count, at))
SENT(pwritev64, (int file, const struct iovec *some, int count, off64_t at),
     LIST(int, const struct iovec *, int, off64_t), (file, some, count, at))
SENT(sendfile, (int file, int from, off_t *at, size_t size), LIST(int, int, off_t *, size_t), (file, from, at, size))
SENT(sendfile64, (int file, int from, off64_t *at, size_t size),
     LIST(int, int, off64_t *, size_t), (file, from, at, size))
SENT(copy_file_range, (int from, off64_t *at, int file, off64_t *to, size_t size, unsigned flags),
     LIST(int, off64_t *, int, off64_t *, size_t, unsigned), (from, at, file, to, size, flags))

/* A file written through memory is seen by nobody here; SQLite's -shm is one, and power_cut.py leaves it out. */
#define MMAP(name, offset) \
    void *name(void *where, size_t size, int may, int flags, int file, offset at) { \
        REAL(void *, #name, void *, size_t, int, int, int, offset); \
        char path[PATH_MAX]; \
        int shared = file >= 0 && (may & PROT_WRITE) && (flags & MAP_SHARED); \
        if (shared && path_of(file, path)) note('X', 0, 0, path, "mmap", 4); \
        return real(where, size, may, flags, file, at); \
    }
MMAP(mmap, off_t) MMAP(mmap64, off64_t)

/* One change to a folder's names. */
#define NAMES(name, parameters, types, arguments, at, from, kind, second) \
    int name parameters { \
        REAL(int, #name, types); \
        char path[PATH_MAX], to[PATH_MAX] = ""; \
        struct stat found = {0}; \
        char told = kind; \
        pthread_mutex_lock(&turn); \
        int ours = path_named(at, from, path), done = real arguments; \
        if (done == 0) { \
            int second_ours = second; \
            if (ours && told == 'M') stat(path, &found); \
            if (!ours || (*to && !second_ours)) told = 'X'; /* moved in or out */ \
            if (ours || second_ours) note(told, found.st_ino, 0, path, to, strlen(to)); \
        } \
        pthread_mutex_unlock(&turn); \
        return done; \
    }
NAMES(unlink, (const char *name), const char *, (name), AT_FDCWD, name, 'U', 0)
NAMES(unlinkat, (int at, const char *name, int flags),
     LIST(int, const char *, int), (at, name, flags), at, name, 'U', 0)
NAMES(remove, (const char *name), const char *, (name), AT_FDCWD, name, 'U', 0)
NAMES(rmdir, (const char *name), const char *, (name), AT_FDCWD, name, 'U', 0)
NAMES(mkdir, (const char *name, mode_t mode), LIST(const char *, mode_t), (name, mode), AT_FDCWD, name, 'M', 0)
NAMES(mkdirat, (int at, const char *name, mode_t mode),
     LIST(int, const char *, mode_t), (at, name, mode), at, name, 'M', 0)
NAMES(rename, (const char *name, const char *now),
     LIST(const char *, const char *), (name, now), AT_FDCWD, name, 'R', path_named(AT_FDCWD, now, to))
NAMES(renameat, (int at, const char *name, int in, const char *now),
     LIST(int, const char *, int, const char *), (at, name, in, now), at, name, 'R', path_named(in, now, to))
NAMES(renameat2, (int at, const char *name, int in, const char *now, unsigned flags),
     LIST(int, const char *, int, const char *, unsigned), (at, name, in, now, flags),
     at, name, flags ? 'X' : 'R', path_named(in, now, to))
NAMES(link, (const char *name, const char *now),
     LIST(const char *, const char *), (name, now), AT_FDCWD, name, 'X', path_named(AT_FDCWD, now, to))
NAMES(linkat, (int at, const char *name, int in, const char *now, int flags),
     LIST(int, const char *, int, const char *, int), (at, name, in, now, flags),
     at, name, 'X', path_named(in, now, to))
NAMES(truncate, (const char *name, off_t size), LIST(const char *, off_t), (name, size), AT_FDCWD, name, 'X', 0)
NAMES(truncate64, (const char *name, off64_t size), LIST(const char *, off64_t), (name, size), AT_FDCWD, name, 'X', 0)
NAMES(symlink, (const char *target, const char *name),
     LIST(const char *, const char *), (target, name), AT_FDCWD, name, 'X', 0)
