#include "verify/output/file_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

#include "numerics/refusal/input_error.hpp"

namespace featdyn::verify {
namespace {

constexpr std::chrono::milliseconds between_tries{20};

int open_lock(const std::filesystem::path& file, const std::filesystem::path& what) {
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (descriptor >= 0) return descriptor;
  throw numerics::InputError(
      {what.string(), 1},
      fmt::format("cannot be written, read '{}', allowed: a folder that can be written and has room",
                  std::strerror(errno)));
}

/// Whether a file is still the one that is open: its last holder may have removed it.
bool is_open_file(const std::filesystem::path& file, int descriptor) {
  struct stat named {
  }, opened{};
  return stat(file.c_str(), &named) == 0 && fstat(descriptor, &opened) == 0 &&
         named.st_ino == opened.st_ino && named.st_dev == opened.st_dev;
}

}  // namespace

FileLock::FileLock(std::filesystem::path file, const std::filesystem::path& what,
                   std::chrono::milliseconds patience)
    : file_(std::move(file)), descriptor_(open_lock(file_, what)) {
  const auto last_try = std::chrono::steady_clock::now() + patience;
  for (;;) {
    const bool busy = flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (!busy && is_open_file(file_, descriptor_)) return;
    close(std::exchange(descriptor_, -1));
    if (busy && std::chrono::steady_clock::now() >= last_try)
      throw numerics::InputError(
          {what.string(), 1},
          "another run is writing there, read a place in use, allowed: another one with --out, or the same "
          "when that run has ended");
    if (busy) std::this_thread::sleep_for(between_tries);
    descriptor_ = open_lock(file_, what);
  }
}

FileLock::FileLock(FileLock&& other) noexcept
    : file_(std::move(other.file_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      removes_(other.removes_) {}

FileLock::~FileLock() {
  if (descriptor_ < 0) return;
  if (removes_) unlink(file_.c_str());
  close(descriptor_);
}

bool is_known_to_be_free(const std::filesystem::path& file) {
  const int descriptor = open(file.c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return errno == ENOENT;
  const bool free = flock(descriptor, LOCK_EX | LOCK_NB) == 0;
  close(descriptor);
  return free;
}

}  // namespace featdyn::verify
