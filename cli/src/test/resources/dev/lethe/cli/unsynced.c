/*
 * Interposes fsync and fdatasync (LD_PRELOAD) to remember what a crash would leave: on the sync of a
 * file its content, on the sync of a folder its names, each in a mirror folder ($UNSYNCED_MIRROR),
 * keyed by inode and time of birth, for inode numbers are reused. What is in no mirror was never
 * synced. A rename or a new size lasts only once the folder or file is synced after it.
 *
 * The process dies at its n-th sync, before that sync takes effect, if $UNSYNCED_KILL_AT is n.
 *
 * Compiled with -DTOOL it is a program that remembers a whole tree as it is (for what earlier
 * processes made lasting) and prints the key of its root.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int key_of(int fd, const char *name, int flags, char *key, size_t size, unsigned *mode) {
  struct statx st;
  if (statx(fd, name, flags, STATX_BASIC_STATS | STATX_BTIME, &st) != 0) {
    return -1;
  }
  *mode = st.stx_mode;
  snprintf(key, size, "%llu-%lld-%u", (unsigned long long)st.stx_ino,
           (long long)st.stx_btime.tv_sec, st.stx_btime.tv_nsec);
  return 0;
}

static int copy_content(int fd, FILE *out) {
  char buffer[65536];
  off_t at = 0;
  ssize_t n;
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  int in = open(path, O_RDONLY);
  if (in < 0) {
    return -1;
  }
  while ((n = pread(in, buffer, sizeof buffer, at)) > 0) {
    fwrite(buffer, 1, (size_t)n, out);
    at += n;
  }
  close(in);
  return n < 0 ? -1 : 0;
}

static int copy_names(int fd, FILE *out) {
  int again = openat(fd, ".", O_RDONLY | O_DIRECTORY);
  DIR *dir = again < 0 ? NULL : fdopendir(again);
  if (dir == NULL) {
    return -1;
  }
  struct dirent *entry;
  while ((entry = readdir(dir)) != NULL) {
    char key[128];
    unsigned mode;
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
      continue;
    }
    if (key_of(dirfd(dir), entry->d_name, AT_SYMLINK_NOFOLLOW, key, sizeof key, &mode) == 0) {
      fprintf(out, "%c %s %s\n", S_ISDIR(mode) ? 'd' : 'f', key, entry->d_name);
    }
  }
  closedir(dir);
  return 0;
}

static int remember(int fd) {
  const char *mirror = getenv("UNSYNCED_MIRROR");
  char key[128], temporary[4096], final[4096];
  unsigned mode;
  if (mirror == NULL || key_of(fd, "", AT_EMPTY_PATH, key, sizeof key, &mode) != 0) {
    return -1;
  }
  if (!S_ISREG(mode) && !S_ISDIR(mode)) {
    return 0;
  }
  snprintf(temporary, sizeof temporary, "%s/.%s.%d.%d", mirror, key, getpid(), gettid());
  snprintf(final, sizeof final, "%s/%s", mirror, key);
  FILE *out = fopen(temporary, "w");
  if (out == NULL) {
    return -1;
  }
  int failed = S_ISDIR(mode) ? copy_names(fd, out) : copy_content(fd, out);
  failed |= fclose(out);
  return failed != 0 ? -1 : rename(temporary, final);
}

#ifdef TOOL

static int remember_all(const char *path) {
  int fd = open(path, O_RDONLY);
  if (fd < 0 || remember(fd) != 0) {
    return -1;
  }
  DIR *dir = fdopendir(fd);
  if (dir == NULL) { /* a file */
    return close(fd);
  }
  struct dirent *entry;
  while ((entry = readdir(dir)) != NULL) {
    char child[4096];
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
      continue;
    }
    snprintf(child, sizeof child, "%s/%s", path, entry->d_name);
    if (remember_all(child) != 0) {
      return -1;
    }
  }
  return closedir(dir);
}

int main(int argc, char **argv) {
  char key[128];
  unsigned mode;
  if (argc != 2 || remember_all(argv[1]) != 0 ||
      key_of(AT_FDCWD, argv[1], 0, key, sizeof key, &mode) != 0) {
    perror("unsynced");
    return 1;
  }
  puts(key);
  return 0;
}

#else

static atomic_int syncs;

static int synced(int fd) {
  const char *last = getenv("UNSYNCED_KILL_AT");
  if (last != NULL && atomic_fetch_add(&syncs, 1) + 1 == atoi(last)) {
    kill(getpid(), SIGKILL);
  }
  if (remember(fd) != 0) {
    errno = EIO;
    return -1;
  }
  return 0;
}

int fsync(int fd) { return synced(fd); }

int fdatasync(int fd) { return synced(fd); }

#endif
