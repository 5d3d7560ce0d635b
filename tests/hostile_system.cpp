// A library to preload: a system that kills at the n-th change of a file, has no locks, no shared memory.
//   FEATDYN_TEST_KILL=n     SIGKILL in place of the n-th operation that changes files
//   FEATDYN_TEST_COUNT=f    at the end, how many of them there were, into the file f
//   FEATDYN_TEST_NO_LOCKS=1, FEATDYN_TEST_NO_SHARED_MEMORY=1
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>

namespace {

std::atomic<long> operations = 0;

long number(const char* name) {
  const char* text = getenv(name);
  return text ? atol(text) : 0;
}

bool is_on(const char* name) {
  return getenv(name) != nullptr;
}

/// Called before an operation is done.
void change() {
  static const long last = number("FEATDYN_TEST_KILL");
  if (++operations == last) raise(SIGKILL);
}

template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

struct Count {
  ~Count() {
    const char* file = getenv("FEATDYN_TEST_COUNT");
    if (file == nullptr) return;
    unsetenv("FEATDYN_TEST_KILL");
    const long total = operations;
    if (FILE* out = real<FILE*(const char*, const char*)>("fopen64")(file, "w")) {
      fprintf(out, "%ld", total);
      fclose(out);
    }
  }
} count;

template <class Function>
int opened(const char* name, const char* path, int flags, mode_t mode) {
  if ((flags & (O_CREAT | O_TRUNC)) != 0 || (flags & O_TMPFILE) == O_TMPFILE) change();
  return real<Function>(name)(path, flags, mode);
}

int locked(const char* name, int descriptor, int command, void* argument) {
  if (is_on("FEATDYN_TEST_NO_LOCKS") && (command == F_SETLK || command == F_SETLKW || command == F_GETLK)) {
    errno = ENOLCK;
    return -1;
  }
  return real<int(int, int, ...)>(name)(descriptor, command, argument);
}

void* mapped(const char* name, void* start, size_t length, int protection, int flags, int descriptor,
             off_t offset) {
  if (is_on("FEATDYN_TEST_NO_SHARED_MEMORY") && (flags & MAP_SHARED) != 0 && descriptor >= 0) {
    errno = ENODEV;
    return MAP_FAILED;
  }
  return real<void*(void*, size_t, int, int, int, off_t)>(name)(start, length, protection, flags, descriptor,
                                                                offset);
}

}  // namespace

#define CHANGING(result, name, parameters, arguments) \
  result name parameters {                            \
    change();                                         \
    return real<result parameters>(#name) arguments;  \
  }
#define OPENING(name)                                                    \
  int name(const char* path, int flags, ...) {                           \
    va_list list;                                                        \
    va_start(list, flags);                                               \
    const mode_t mode = va_arg(list, mode_t);                            \
    va_end(list);                                                        \
    return opened<int(const char*, int, ...)>(#name, path, flags, mode); \
  }
#define CONTROLLING(name)                                \
  int name(int descriptor, int command, ...) {           \
    va_list list;                                        \
    va_start(list, command);                             \
    void* argument = va_arg(list, void*);                \
    va_end(list);                                        \
    return locked(#name, descriptor, command, argument); \
  }
#define MAPPING(name)                                                                                        \
  void* name(void* start, size_t length, int protection, int flags, int descriptor, off_t offset) noexcept { \
    return mapped(#name, start, length, protection, flags, descriptor, offset);                              \
  }

#undef fcntl
#undef open
#undef mmap
extern "C" {
OPENING(open)
OPENING(open64)
CONTROLLING(fcntl)
CONTROLLING(fcntl64)
MAPPING(mmap)
MAPPING(mmap64)
CHANGING(ssize_t, write, (int a, const void* b, size_t c), (a, b, c))
CHANGING(ssize_t, writev, (int a, const struct iovec* b, int c), (a, b, c))
CHANGING(ssize_t, pwrite64, (int a, const void* b, size_t c, off64_t d), (a, b, c, d))
CHANGING(int, ftruncate64, (int a, off64_t b) noexcept, (a, b))
CHANGING(int, truncate, (const char* a, off_t b) noexcept, (a, b))
CHANGING(int, mkdir, (const char* a, mode_t b) noexcept, (a, b))
CHANGING(int, rename, (const char* a, const char* b) noexcept, (a, b))
CHANGING(int, renameat2, (int a, const char* b, int c, const char* d, unsigned int e) noexcept,
         (a, b, c, d, e))
CHANGING(int, linkat, (int a, const char* b, int c, const char* d, int e) noexcept, (a, b, c, d, e))
CHANGING(int, unlink, (const char* a) noexcept, (a))
CHANGING(int, unlinkat, (int a, const char* b, int c) noexcept, (a, b, c))
CHANGING(int, remove, (const char* a) noexcept, (a))
CHANGING(FILE*, fopen64, (const char* a, const char* b), (a, b))
CHANGING(char*, mkdtemp, (char* a) noexcept, (a))
int flock(int descriptor, int operation) noexcept {
  if (is_on("FEATDYN_TEST_NO_LOCKS")) {
    errno = ENOLCK;
    return -1;
  }
  return real<int(int, int)>("flock")(descriptor, operation);
}
}
