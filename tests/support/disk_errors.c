/* A disk that fails when it is told to: preloaded into a program, for files below the folder DISK_BELOW only.

   The file DISK_ORDER is shared memory of three numbers: what fails (see `disk.py`), how many calls go well
   before that, and how many have failed so far. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

enum { NOTHING, NO_ROOM, NO_WRITE, HALF, NO_SYNC, NO_READ };
enum { WRITES = 0, SYNCS = NO_SYNC, READS = NO_READ };

static volatile int *order;

__attribute__((constructor)) static void listen_to(void) {
  const char *path = getenv("DISK_ORDER");
  int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
  void *found = fd < 0 ? MAP_FAILED : mmap(NULL, 3 * sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  order = found == MAP_FAILED ? NULL : found;
}

static int below(int fd) {
  char link[64], path[4096];
  const char *folder = getenv("DISK_BELOW");
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t size = readlink(link, path, sizeof path - 1);
  return folder && size > 0 && !strncmp(path, folder, strlen(folder));
}

/* What fails of a call that writes, syncs or reads, NOTHING if it goes well. */
static int fails(int fd, int does) {
  int kind = order ? order[0] : NOTHING;
  if (kind == NOTHING || (kind < NO_SYNC ? WRITES : kind) != does || !below(fd)) return NOTHING;
  if (__sync_sub_and_fetch(&order[1], 1) >= 0) return NOTHING;
  order[1] = -1;
  __sync_fetch_and_add(&order[2], 1);
  return kind;
}

/* How many bytes of `size` are written; -1 if none, with errno. */
static ssize_t room(int fd, size_t size) {
  int kind = fails(fd, WRITES);
  if (kind == NOTHING) return size;
  if (kind == HALF && size > 1) return size / 2;
  errno = kind == NO_WRITE ? EIO : ENOSPC;
  return -1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *data, size_t size) {
  ssize_t some = room(fd, size);
  return some < 0 ? -1 : REAL(write)(fd, data, some);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
  ssize_t some = room(fd, size);
  return some < 0 ? -1 : REAL(pwrite)(fd, data, some, at);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
  ssize_t some = room(fd, size);
  return some < 0 ? -1 : REAL(pwrite64)(fd, data, some, at);
}

ssize_t read(int fd, void *data, size_t size) {
  if (fails(fd, READS) == NOTHING) return REAL(read)(fd, data, size);
  errno = EIO;
  return -1;
}

ssize_t pread(int fd, void *data, size_t size, off_t at) {
  if (fails(fd, READS) == NOTHING) return REAL(pread)(fd, data, size, at);
  errno = EIO;
  return -1;
}

ssize_t pread64(int fd, void *data, size_t size, off64_t at) {
  if (fails(fd, READS) == NOTHING) return REAL(pread64)(fd, data, size, at);
  errno = EIO;
  return -1;
}

int fsync(int fd) {
  if (fails(fd, SYNCS) == NOTHING) return REAL(fsync)(fd);
  errno = EIO;
  return -1;
}

int fdatasync(int fd) {
  if (fails(fd, SYNCS) == NOTHING) return REAL(fdatasync)(fd);
  errno = EIO;
  return -1;
}
