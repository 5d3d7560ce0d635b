#include "verify/run/directory_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "numerics/settings/input_error.hpp"

namespace featdyn::verify {

DirectoryLock::DirectoryLock(const std::filesystem::path& directory)
    : descriptor_(open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
  close(descriptor_);
  throw numerics::InputError(
      {directory.string(), 1},
      "another run is writing there, read a folder in use, allowed: another one with --out, or the "
      "same when that run has ended");
}

DirectoryLock::~DirectoryLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace featdyn::verify
