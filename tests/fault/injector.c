// Plays a disk to the program under test: preloaded (LD_PRELOAD), it stands between the program and the files of one
// folder, counts the calls that change them, and lets something happen at one of them.
//
//   FAULT_FOLDER  the folder; files below it whose names end with `-shm` are memory and do not count
//   FAULT_KIND    cut     the power fails: what was not synced by then is gone, and so is the process
//                 eio     this one call fails
//                 enospc  this and every later write fails
//                 short   this one write takes half of its bytes
//   FAULT_AT      at which call, counted from 1; 0 is none of them, and a cut then comes at the end of the process
//   FAULT_SEED    0: whatever was not synced is gone. Else each sector, length and name is the old or the new one, by
//                 chance: a disk may have written any part of what it was not yet asked to keep
//   FAULT_READS   1: reads count as well (for eio)
//   FAULT_LIE     1: a sync does nothing, as with `synchronous=OFF`
//   FAULT_REPORT  a file that gets the number of calls, and 1 or 0: whether it happened
//
// What a power cut leaves: the bytes of a file as of its last fsync; names (made, renamed, removed) as of the last fsync
// of the folder, and of later ones only a first part. That is stricter than most file systems are.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { SECTOR = 512, MOST_FILES = 64, MOST_CHANGES = 1024, CUT_EXIT = 99 };

typedef struct {
    dev_t dev;
    ino_t ino;
    int fd; // our own; never closed, for closing it would drop the program's locks
    char path[PATH_MAX];
    int named;
    unsigned char *kept; // as of the last sync
    size_t length;
} File;

typedef enum { MADE, REMOVED, RENAMED } Kind;

typedef struct {
    Kind kind;
    int file;
    int replaced; // what a rename wrote over, or -1
    char from[PATH_MAX];
} Change;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static File files[MOST_FILES];
static int n_files;
static Change changes[MOST_CHANGES]; // names since the folder was synced
static int n_changes;

static char folder[PATH_MAX];
static const char *kind = "";
static long at, calls;
static int fired, lie, reads, ready;
static unsigned long chance;

static long number(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

static void give_up(const char *why) {
    dprintf(2, "injector: %s\n", why);
    _exit(98);
}

__attribute__((constructor)) static void begin(void) {
    const char *name = getenv("FAULT_FOLDER");
    if (!name || !realpath(name, folder)) return;
    kind = getenv("FAULT_KIND") ? getenv("FAULT_KIND") : "";
    at = number("FAULT_AT");
    chance = (unsigned long)number("FAULT_SEED");
    lie = (int)number("FAULT_LIE");
    reads = (int)number("FAULT_READS");
    ready = 1;
}

static unsigned long roll(unsigned long sides) {
    // The constants are those of Knuth's MMIX.
    chance = chance * 6364136223846793005UL + 1442695040888963407UL;
    return (chance >> 33) % sides;
}

// Whether a path is ours: its absolute form, directly in the folder.
static int is_ours(const char *path, char *absolute) {
    if (!ready) return 0;
    if (path[0] == '/') {
        snprintf(absolute, PATH_MAX, "%s", path);
    } else {
        char here[PATH_MAX];
        if (!getcwd(here, sizeof here)) return 0;
        if (snprintf(absolute, PATH_MAX, "%s/%s", here, path) >= PATH_MAX) return 0;
    }
    size_t length = strlen(folder), whole = strlen(absolute);
    if (strncmp(absolute, folder, length) != 0 || absolute[length] != '/') return 0;
    if (strchr(absolute + length + 1, '/')) return 0;
    return !(whole >= 4 && strcmp(absolute + whole - 4, "-shm") == 0);
}

static void read_all(int fd, unsigned char **bytes, size_t *length) {
    struct stat facts;
    if (fstat(fd, &facts) != 0) give_up("fstat");
    *bytes = realloc(*bytes, (size_t)facts.st_size + 1);
    *length = 0;
    while (*length < (size_t)facts.st_size) {
        long got = syscall(SYS_pread64, fd, *bytes + *length, (size_t)facts.st_size - *length, (off_t)*length);
        if (got <= 0) break;
        *length += (size_t)got;
    }
}

static int find(dev_t dev, ino_t ino) {
    for (int i = 0; i < n_files; i++)
        if (files[i].dev == dev && files[i].ino == ino) return i;
    return -1;
}

static int find_fd(int fd) {
    struct stat facts;
    if (!ready || fstat(fd, &facts) != 0 || !S_ISREG(facts.st_mode)) return -1;
    return find(facts.st_dev, facts.st_ino);
}

static int is_folder(int fd) {
    struct stat facts, ours;
    return ready && fstat(fd, &facts) == 0 && S_ISDIR(facts.st_mode) && stat(folder, &ours) == 0 &&
           facts.st_dev == ours.st_dev && facts.st_ino == ours.st_ino;
}

// Begins to watch a file, as it is on the disk.
static int watch(const char *path, int is_new) {
    struct stat facts;
    if (lstat(path, &facts) != 0 || !S_ISREG(facts.st_mode)) return -1;
    int known = find(facts.st_dev, facts.st_ino);
    if (known >= 0) return known;
    if (n_files == MOST_FILES) give_up("too many files");
    File *file = &files[n_files];
    file->fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
    if (file->fd < 0) return -1;
    file->dev = facts.st_dev;
    file->ino = facts.st_ino;
    file->named = 1;
    file->kept = NULL;
    file->length = 0;
    snprintf(file->path, sizeof file->path, "%s", path);
    if (!is_new) read_all(file->fd, &file->kept, &file->length);
    return n_files++;
}

static void note(Kind what, int file, int replaced, const char *from) {
    if (n_changes == MOST_CHANGES) give_up("too many names");
    Change *change = &changes[n_changes++];
    change->kind = what;
    change->file = file;
    change->replaced = replaced;
    snprintf(change->from, sizeof change->from, "%s", from);
}

static void write_all(int fd, const unsigned char *bytes, size_t length) {
    for (size_t done = 0; done < length;) {
        long wrote = syscall(SYS_pwrite64, fd, bytes + done, length - done, (off_t)done);
        if (wrote <= 0) give_up("pwrite");
        done += (size_t)wrote;
    }
    if (syscall(SYS_ftruncate, fd, (off_t)length) != 0) give_up("ftruncate");
}

// Gives a file its name back, as a file of its own.
static void name_again(int file, const char *path) {
    File *it = &files[file];
    unsigned char *bytes = NULL;
    size_t length = 0;
    read_all(it->fd, &bytes, &length);
    it->fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (it->fd < 0) give_up("openat");
    write_all(it->fd, bytes, length);
    free(bytes);
    it->named = 1;
    snprintf(it->path, sizeof it->path, "%s", path);
}

static void take_back(const Change *change) {
    File *file = &files[change->file];
    switch (change->kind) {
    case MADE:
        syscall(SYS_unlinkat, AT_FDCWD, file->path, 0);
        file->named = 0;
        break;
    case REMOVED:
        name_again(change->file, change->from);
        break;
    case RENAMED: {
        char to[PATH_MAX];
        snprintf(to, sizeof to, "%s", file->path);
        syscall(SYS_renameat2, AT_FDCWD, to, AT_FDCWD, change->from, 0);
        snprintf(file->path, sizeof file->path, "%s", change->from);
        if (change->replaced >= 0) name_again(change->replaced, to);
        break;
    }
    }
}

// Leaves of a file what a power cut leaves.
static void settle(File *file, int random) {
    unsigned char *now = NULL;
    size_t length = 0;
    read_all(file->fd, &now, &length);
    size_t end = random && roll(2) ? length : file->length;
    unsigned char *left = calloc(1, end + 1);
    for (size_t from = 0; from < end; from += SECTOR) {
        int is_new = random && roll(2);
        const unsigned char *bytes = is_new ? now : file->kept;
        size_t has = is_new ? length : file->length;
        if (from >= has) continue; // never written: zeros
        size_t part = has - from < SECTOR ? has - from : SECTOR;
        if (part > end - from) part = end - from;
        memcpy(left + from, bytes + from, part);
    }
    write_all(file->fd, left, end);
    free(left);
    free(now);
}

static void report(void) {
    const char *name = getenv("FAULT_REPORT");
    if (!name) return;
    char text[64];
    int length = snprintf(text, sizeof text, "%ld %d\n", calls, fired);
    int fd = (int)syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || syscall(SYS_write, fd, text, (size_t)length) != length) give_up("report");
}

static void cut(void) {
    int random = chance != 0;
    int keep = random ? (int)roll((unsigned long)n_changes + 1) : 0;
    while (n_changes > keep) take_back(&changes[--n_changes]);
    for (int i = 0; i < n_files; i++)
        if (files[i].named) settle(&files[i], random);
}

__attribute__((destructor)) static void end(void) {
    if (!ready) return;
    if (at == 0 && strcmp(kind, "cut") == 0) cut();
    report();
}

typedef enum { WRITES, SYNCS, NAMES, READS } Call;

// Counts a call; the errno that it fails with, 0 when it goes on, -1 when it is to be short.
static int happens(Call call) {
    if (call == READS && !reads) return 0;
    calls++;
    if (strcmp(kind, "enospc") == 0 && at && calls >= at && call == WRITES) {
        fired = 1;
        return ENOSPC;
    }
    if (calls != at) return 0;
    fired = 1;
    if (strcmp(kind, "cut") == 0) {
        cut();
        report();
        _exit(CUT_EXIT);
    }
    if (strcmp(kind, "eio") == 0) return EIO;
    if (strcmp(kind, "short") == 0 && call == WRITES) return -1;
    return 0;
}

static int fails(int error) {
    if (error <= 0) return 0;
    pthread_mutex_unlock(&lock);
    errno = error;
    return 1;
}

static int open_at(int at_fd, const char *path, int flags, mode_t mode) {
    char absolute[PATH_MAX];
    int ours = at_fd == AT_FDCWD && is_ours(path, absolute);
    if (!ours) return (int)syscall(SYS_openat, at_fd, path, flags, mode);
    pthread_mutex_lock(&lock);
    struct stat facts;
    int is_new = (flags & O_CREAT) && lstat(absolute, &facts) != 0;
    if (is_new && fails(happens(WRITES))) return -1;
    if ((flags & O_TRUNC) && !is_new) watch(absolute, 0);
    int fd = (int)syscall(SYS_openat, at_fd, path, flags, mode);
    if (fd >= 0) {
        int file = watch(absolute, is_new);
        if (is_new && file >= 0) note(MADE, file, -1, "");
    }
    int error = errno;
    pthread_mutex_unlock(&lock);
    errno = error;
    return fd;
}

#define MODE(flags, last) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | __O_TMPFILE)) { \
        va_list more; \
        va_start(more, last); \
        mode = va_arg(more, mode_t); \
        va_end(more); \
    }

int open(const char *path, int flags, ...) { MODE(flags, flags) return open_at(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, flags) return open_at(AT_FDCWD, path, flags, mode); }
int openat(int fd, const char *path, int flags, ...) { MODE(flags, flags) return open_at(fd, path, flags, mode); }
int openat64(int fd, const char *path, int flags, ...) { MODE(flags, flags) return open_at(fd, path, flags, mode); }

// How many bytes of a write go on, or -1 with errno.
static ssize_t writes(int fd, size_t count) {
    if (find_fd(fd) < 0) return (ssize_t)count;
    pthread_mutex_lock(&lock);
    int error = happens(WRITES);
    if (fails(error)) return -1;
    pthread_mutex_unlock(&lock);
    return (ssize_t)(error == -1 && count > 1 ? count / 2 : count);
}

ssize_t write(int fd, const void *bytes, size_t count) {
    ssize_t some = writes(fd, count);
    return some < 0 ? -1 : syscall(SYS_write, fd, bytes, (size_t)some);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
    ssize_t some = writes(fd, count);
    return some < 0 ? -1 : syscall(SYS_pwrite64, fd, bytes, (size_t)some, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) { return pwrite64(fd, bytes, count, offset); }

static int may_read(int fd) {
    if (!reads || find_fd(fd) < 0) return 1;
    pthread_mutex_lock(&lock);
    if (fails(happens(READS))) return 0;
    pthread_mutex_unlock(&lock);
    return 1;
}

ssize_t read(int fd, void *bytes, size_t count) { return may_read(fd) ? syscall(SYS_read, fd, bytes, count) : -1; }

ssize_t pread64(int fd, void *bytes, size_t count, off64_t offset) {
    return may_read(fd) ? syscall(SYS_pread64, fd, bytes, count, offset) : -1;
}

ssize_t pread(int fd, void *bytes, size_t count, off_t offset) { return pread64(fd, bytes, count, offset); }

int ftruncate64(int fd, off64_t length) {
    if (find_fd(fd) >= 0) {
        pthread_mutex_lock(&lock);
        if (fails(happens(WRITES))) return -1;
        pthread_mutex_unlock(&lock);
    }
    return (int)syscall(SYS_ftruncate, fd, length);
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int sync_fd(int fd) {
    int file = find_fd(fd), names = is_folder(fd);
    if (file < 0 && !names) return (int)syscall(SYS_fsync, fd);
    pthread_mutex_lock(&lock);
    if (fails(happens(SYNCS))) return -1;
    if (!lie && file >= 0) read_all(files[file].fd, &files[file].kept, &files[file].length);
    if (!lie && names) n_changes = 0;
    pthread_mutex_unlock(&lock);
    return 0;
}

int fsync(int fd) { return sync_fd(fd); }
int fdatasync(int fd) { return sync_fd(fd); }

int unlink(const char *path) {
    char absolute[PATH_MAX];
    if (!is_ours(path, absolute)) return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    pthread_mutex_lock(&lock);
    struct stat facts;
    if (lstat(absolute, &facts) == 0 && fails(happens(NAMES))) return -1;
    int file = watch(absolute, 0);
    int done = (int)syscall(SYS_unlinkat, AT_FDCWD, absolute, 0);
    int error = errno;
    if (done == 0 && file >= 0) {
        files[file].named = 0;
        note(REMOVED, file, -1, absolute);
    }
    pthread_mutex_unlock(&lock);
    errno = error;
    return done;
}

int rename(const char *from, const char *to) {
    char old[PATH_MAX], new[PATH_MAX];
    if (!is_ours(from, old) || !is_ours(to, new)) {
        return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    }
    pthread_mutex_lock(&lock);
    if (fails(happens(NAMES))) return -1;
    int file = watch(old, 0), replaced = watch(new, 0);
    int done = (int)syscall(SYS_renameat2, AT_FDCWD, old, AT_FDCWD, new, 0);
    int error = errno;
    if (done == 0 && file >= 0) {
        if (replaced >= 0) files[replaced].named = 0;
        note(RENAMED, file, replaced, old);
        snprintf(files[file].path, sizeof files[file].path, "%s", new);
    }
    pthread_mutex_unlock(&lock);
    errno = error;
    return done;
}
