/* Loaded before the C library: counts the calls by which a process changes files, and ends the process, or lets the calls
 * fail, from a chosen one on. The program itself knows nothing of it.
 *
 *   FAULT_KIND   kill      before the call of that number the process is killed, in a write after half of the bytes
 *                full      from that call on nothing can be created or written (ENOSPC); names still change
 *                io        that call alone fails (EIO)
 *                readonly  from that call on nothing changes (EROFS)
 *   FAULT_AT     the number of the call, from 1; never when absent
 *   FAULT_COUNT  file that the number of calls is written to at the end
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum kind { KILL, FULL, IO, READONLY };

static atomic_long calls;
static long at;
static enum kind kind;

__attribute__((constructor)) static void begin(void) {
    const char *number = getenv("FAULT_AT"), *name = getenv("FAULT_KIND");
    at = number ? atol(number) : 0;
    if (!name || !strcmp(name, "kill")) kind = KILL;
    else if (!strcmp(name, "full")) kind = FULL;
    else if (!strcmp(name, "io")) kind = IO;
    else kind = READONLY;
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("FAULT_COUNT");
    if (!path) return;
    char text[32];
    int length = snprintf(text, sizeof text, "%ld", (long)calls);
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, 0600);
    if (fd >= 0) {
        (void)!syscall(SYS_write, fd, text, (size_t)length);
        syscall(SYS_close, fd);
    }
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* The error that a call fails with, or 0. `grows`: whether it needs room on the disk. */
static int fault(int grows, int dies) {
    long number = atomic_fetch_add(&calls, 1) + 1;
    if (at <= 0 || number < at) return 0;
    switch (kind) {
    case KILL:
        if (dies) die();
        return -1;
    case FULL: return grows ? ENOSPC : 0;
    case IO: return number == at ? EIO : 0;
    default: return EROFS;
    }
}

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define FAIL(grows) \
    do { \
        int error = fault(grows, 1); \
        if (error) { errno = error; return -1; } \
    } while (0)

static int changes(const char *path, int flags) {
    if (!strncmp(path, "/dev/", 5) || !strncmp(path, "/proc/", 6)) return 0;
    return (flags & (O_CREAT | O_TRUNC)) || (flags & O_ACCMODE) != O_RDONLY;
}

#define MODE() \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list list; va_start(list, flags); mode = va_arg(list, mode_t); va_end(list); }

int open(const char *path, int flags, ...) {
    REAL(open);
    MODE();
    if (changes(path, flags)) FAIL(1);
    return real(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    REAL(open64);
    MODE();
    if (changes(path, flags)) FAIL(1);
    return real(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...) {
    REAL(openat);
    MODE();
    if (changes(path, flags)) FAIL(1);
    return real(folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...) {
    REAL(openat64);
    MODE();
    if (changes(path, flags)) FAIL(1);
    return real(folder, path, flags, mode);
}

ssize_t write(int fd, const void *bytes, size_t length) {
    REAL(write);
    struct stat found;
    if (fstat(fd, &found) || !S_ISREG(found.st_mode)) return real(fd, bytes, length);
    int error = fault(1, 0);
    if (error < 0) {
        (void)!real(fd, bytes, length / 2);
        die();
    }
    if (error) { errno = error; return -1; }
    return real(fd, bytes, length);
}

int fsync(int fd) { REAL(fsync); FAIL(0); return real(fd); }
int fdatasync(int fd) { REAL(fdatasync); FAIL(0); return real(fd); }
int ftruncate(int fd, off_t length) { REAL(ftruncate); FAIL(1); return real(fd, length); }
int ftruncate64(int fd, off64_t length) { REAL(ftruncate64); FAIL(1); return real(fd, length); }
int rename(const char *from, const char *to) { REAL(rename); FAIL(0); return real(from, to); }
int renameat(int a, const char *from, int b, const char *to) { REAL(renameat); FAIL(0); return real(a, from, b, to); }
int link(const char *from, const char *to) { REAL(link); FAIL(1); return real(from, to); }
int linkat(int a, const char *from, int b, const char *to, int flags) { REAL(linkat); FAIL(1); return real(a, from, b, to, flags); }
int unlink(const char *path) { REAL(unlink); FAIL(0); return real(path); }
int unlinkat(int folder, const char *path, int flags) { REAL(unlinkat); FAIL(0); return real(folder, path, flags); }
int mkdir(const char *path, mode_t mode) { REAL(mkdir); FAIL(1); return real(path, mode); }
int mkdirat(int folder, const char *path, mode_t mode) { REAL(mkdirat); FAIL(1); return real(folder, path, mode); }
int rmdir(const char *path) { REAL(rmdir); FAIL(0); return real(path); }
