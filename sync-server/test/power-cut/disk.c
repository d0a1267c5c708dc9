/*
 * A disk that can lose its power. Preloaded into a server, it writes down in DISK_TRACE what a cut would leave of everything below DISK_ROOT: which names were
 * made and taken away in which folder, and which bytes and names were synced. It changes nothing itself; `what-a-cut-leaves.ts` rebuilds the folder from it.
 *
 *   DISK_SYNC=kept     a sync is written down and not carried out: the page cache outlives the process, and only what was asked for counts (default)
 *   DISK_SYNC=carried  written down and carried out: what syncing costs
 *   DISK_SYNC=lost     neither: a disk that lies, or a server that does not ask
 *   DISK_CUT_AT=n      the process is killed at the n-th line that it writes
 *   DISK_CUT_LOG=m     those lines count from where the m-th file is made whose name ends in .log: LevelDB has turned to a new one
 *   DISK_GRAVE         a folder of the same file system: what is unlinked lies there under its number, for a cut may bring it back
 *
 * Lines (numbers are inodes): create FOLDER FILE NAME · mkdir FOLDER FILE NAME · unlink FOLDER FILE NAME · rename FOLDER FOLDER FILE NAME NAME · emptied FILE ·
 * begin THREAD · synced THREAD FILE BYTES · unlike WHAT (something this disk does not know how to follow).
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))next(#name))

static const char *root, *grave;
static size_t root_length;
static int trace = -1;
static atomic_long cut_at;
static long cut_log;
static enum { KEPT, CARRIED, LOST } sync_is;
static atomic_long lines, logs;

static void *next(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("DISK_TRACE"), *how = getenv("DISK_SYNC"), *cut = getenv("DISK_CUT_AT"),
             *log = getenv("DISK_CUT_LOG");
  grave = getenv("DISK_GRAVE");
  if (file == NULL || grave == NULL || getenv("DISK_ROOT") == NULL) return;
  trace = (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  sync_is = how == NULL ? KEPT : strcmp(how, "lost") == 0 ? LOST : strcmp(how, "carried") == 0 ? CARRIED : KEPT;
  cut_log = log == NULL ? 0 : atol(log);
  cut_at = cut == NULL ? 0 : atol(cut);
  root = getenv("DISK_ROOT");
  root_length = strlen(root);
}

static int is_ours(const char *path) {
  return root != NULL && path != NULL && strncmp(path, root, root_length) == 0 && (path[root_length] == '/' || path[root_length] == 0);
}

/* One line, whole or not at all, whoever else writes. */
static void say(const char *form, ...) {
  char line[3 * PATH_MAX];
  va_list rest;
  va_start(rest, form);
  int length = vsnprintf(line, sizeof line, form, rest);
  va_end(rest);
  int before = errno;
  if (syscall(SYS_write, trace, line, (size_t)length) != length) abort();
  if (atomic_fetch_add(&lines, 1) + 1 == cut_at && cut_log == 0) kill(getpid(), SIGKILL);
  errno = before;
}

static unsigned long number_of(const char *path) {
  struct stat found;
  return lstat(path, &found) == 0 ? (unsigned long)found.st_ino : 0;
}

static const char *name_in(const char *path) { return strrchr(path, '/') + 1; }

static unsigned long folder_of(const char *path) {
  char folder[PATH_MAX];
  snprintf(folder, sizeof folder, "%.*s", (int)(strrchr(path, '/') - path), path);
  return number_of(folder);
}

/* What loses its last name is kept, and so its number is not given to another. */
static unsigned long buried(const char *path) {
  char kept[PATH_MAX];
  unsigned long number = number_of(path);
  snprintf(kept, sizeof kept, "%s/%lu", grave, number);
  if (number != 0 && link(path, kept) != 0 && errno != EEXIST) say("unlike link %s\n", path);
  return number;
}

static void made(const char *path, int was_there, int is_emptied) {
  size_t length = strlen(path);
  if (!was_there && length > 4 && strcmp(path + length - 4, ".log") == 0 && cut_log > 0 && atomic_fetch_add(&logs, 1) + 1 == cut_log) {
    cut_log = 0;
    cut_at += lines;
  }
  if (!was_there) say("create %lu %lu %s\n", folder_of(path), number_of(path), name_in(path));
  else if (is_emptied) say("emptied %lu\n", number_of(path));
}

static int opened(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode) {
  int matters = is_ours(path) && (flags & (O_CREAT | O_TRUNC)) != 0;
  int was_there = matters && number_of(path) != 0;
  int file = real(path, flags, mode);
  if (matters && file >= 0) made(path, was_there, flags & O_TRUNC);
  return file;
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = va_arg(rest, mode_t); \
    va_end(rest); \
    return opened(REAL(name), path, flags, mode); \
  }
OPEN(open)
OPEN(open64)

#define FOPEN(name) \
  FILE *name(const char *path, const char *how) { \
    int matters = is_ours(path) && how[0] != 'r'; \
    int was_there = matters && number_of(path) != 0; \
    FILE *file = REAL(name)(path, how); \
    if (matters && file != NULL) made(path, was_there, how[0] == 'w'); \
    return file; \
  }
FOPEN(fopen)
FOPEN(fopen64)

/* The path of an open file, or 0: not ours. */
static int is_open_here(int file, char path[PATH_MAX]) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = root == NULL ? -1 : readlink(link, path, PATH_MAX - 1);
  path[length < 0 ? 0 : length] = 0;
  return length > 0 && is_ours(path);
}

static int synced(int file, int (*real)(int)) {
  char path[PATH_MAX];
  struct stat found;
  if (!is_open_here(file, path)) return real(file);
  if (sync_is == LOST) return 0;
  long thread = syscall(SYS_gettid);
  say("begin %ld\n", thread);
  /* What is written while the sync is under way is not in it. */
  if (fstat(file, &found) != 0 || (sync_is == CARRIED && real(file) != 0)) return -1;
  say("synced %ld %lu %ld\n", thread, (unsigned long)found.st_ino, (long)found.st_size);
  return 0;
}

int fsync(int file) { return synced(file, REAL(fsync)); }
int fdatasync(int file) { return synced(file, REAL(fdatasync)); }

int unlink(const char *path) {
  if (!is_ours(path)) return REAL(unlink)(path);
  unsigned long folder = folder_of(path), number = buried(path);
  int answer = REAL(unlink)(path);
  if (answer == 0) say("unlink %lu %lu %s\n", folder, number, name_in(path));
  return answer;
}

static int is_empty(const char *path) {
  DIR *folder = opendir(path);
  int entries = 0;
  while (folder != NULL && readdir(folder) != NULL) entries += 1;
  if (folder != NULL) closedir(folder);
  return entries == 2;
}

/* A folder too keeps its number from others. */
int rmdir(const char *path) {
  if (!is_ours(path) || !is_empty(path)) return REAL(rmdir)(path);
  char kept[PATH_MAX];
  unsigned long folder = folder_of(path), number = number_of(path);
  snprintf(kept, sizeof kept, "%s/%lu", grave, number);
  int answer = REAL(rename)(path, kept);
  if (answer == 0) say("unlink %lu %lu %s\n", folder, number, name_in(path));
  return answer;
}

int mkdir(const char *path, mode_t mode) {
  int answer = REAL(mkdir)(path, mode);
  if (answer == 0 && is_ours(path)) say("mkdir %lu %lu %s\n", folder_of(path), number_of(path), name_in(path));
  return answer;
}

int rename(const char *from, const char *to) {
  if (!is_ours(from) || !is_ours(to)) return REAL(rename)(from, to);
  unsigned long number = number_of(from);
  struct stat over;
  if (lstat(to, &over) == 0 && !S_ISDIR(over.st_mode)) buried(to);
  int answer = REAL(rename)(from, to);
  if (answer == 0) say("rename %lu %lu %lu %s %s\n", folder_of(from), folder_of(to), number, name_in(from), name_in(to));
  return answer;
}

#define FTRUNCATE(name, length_type) \
  int name(int file, length_type length) { \
    char path[PATH_MAX]; \
    int answer = REAL(name)(file, length); \
    if (answer == 0 && is_open_here(file, path)) say("emptied %lu\n", number_of(path)); \
    return answer; \
  }
FTRUNCATE(ftruncate, off_t)
FTRUNCATE(ftruncate64, off64_t)

/* Files are appended to, or written anew; what is written over is not followed. */
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
  char path[PATH_MAX];
  struct stat found;
  if (is_open_here(file, path) && fstat(file, &found) == 0 && at < found.st_size) say("unlike pwrite %s\n", path);
  return REAL(pwrite64)(file, bytes, count, at);
}

void *mmap64(void *where, size_t length, int may, int flags, int file, off64_t at) {
  char path[PATH_MAX];
  if (file >= 0 && (may & PROT_WRITE) && (flags & MAP_SHARED) && is_open_here(file, path)) say("unlike mmap %s\n", path);
  return (void *)syscall(SYS_mmap, where, length, may, flags, file, at);
}
