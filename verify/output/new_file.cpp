#include "verify/output/new_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <system_error>

namespace featdyn::verify {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& file, int error) {
  throw fs::filesystem_error("", file, std::error_code(error, std::generic_category()));
}

/// An open file; of a file system that has no files without a name it is removed at the end.
class Nameless {
 public:
  explicit Nameless(const fs::path& directory)
      : descriptor_(open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0666)) {
    if (descriptor_ >= 0) return;
    name_ = (directory / ".featdyn-new-XXXXXX").string();
    descriptor_ = mkstemp(name_.data());
    if (descriptor_ < 0) fail(directory, errno);
    fchmod(descriptor_, 0644);
  }
  ~Nameless() {
    close(descriptor_);
    if (!name_.empty()) unlink(name_.c_str());
  }
  Nameless(const Nameless&) = delete;
  Nameless& operator=(const Nameless&) = delete;

  int descriptor() const { return descriptor_; }
  /// Gives the file a name that nobody has; false where somebody has it.
  bool give(const fs::path& file) const {
    const std::string from = name_.empty() ? fmt::format("/proc/self/fd/{}", descriptor_) : name_;
    if (linkat(AT_FDCWD, from.c_str(), AT_FDCWD, file.c_str(), AT_SYMLINK_FOLLOW) == 0) return true;
    if (errno != EEXIST) fail(file, errno);
    return false;
  }

 private:
  int descriptor_;
  std::string name_;
};

void write_all(int descriptor, std::string_view bytes, const fs::path& file) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) fail(file, errno);
    if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

fs::path folder_of(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

}  // namespace

bool make_new_file(const fs::path& file, std::string_view bytes) {
  const Nameless nameless(folder_of(file));
  write_all(nameless.descriptor(), bytes, file);
  return nameless.give(file);
}

void replace_file(const fs::path& file, std::string_view bytes) {
  const Nameless nameless(folder_of(file));
  write_all(nameless.descriptor(), bytes, file);
  fdatasync(nameless.descriptor());
  const std::string start = "." + file.filename().string() + ".featdyn-new-";
  for (int number = 0;; ++number) {
    const fs::path beside = folder_of(file) / (start + std::to_string(number));
    if (!nameless.give(beside)) continue;
    if (rename(beside.c_str(), file.c_str()) == 0) return;
    const int error = errno;
    unlink(beside.c_str());
    fail(file, error);
  }
}

bool has_locks(const fs::path& directory) {
  const Nameless nameless(directory.empty() ? fs::path(".") : directory);
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return fcntl(nameless.descriptor(), F_SETLK, &lock) == 0 || errno == EAGAIN || errno == EACCES;
}

}  // namespace featdyn::verify
