#include "verify/output/change.hpp"

#include <fcntl.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "verify/output/permission.hpp"

namespace featdyn::verify {
namespace {

namespace fs = std::filesystem;

/// Whether a file is the one that the change found there.
bool is_earlier(const fs::path& directory, const std::string& name, const Change& change) {
  const auto found = change.earlier.find(name);
  const fs::path file = directory / name;
  std::error_code ignored;
  return found != change.earlier.end() && fs::is_regular_file(fs::symlink_status(file, ignored)) &&
         numerics::content_of(file) == found->second;
}

/// Moves a file to a name that nobody has.
void move_to_free_name(const fs::path& from, const fs::path& to) {
  if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return;
  if (errno == EEXIST) refuse_foreign(to, "one that has come there meanwhile");
  if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
    throw fs::filesystem_error("", to, std::error_code(errno, std::generic_category()));
  fs::rename(from, to);  // a file system that cannot promise it
}

void move(const fs::path& directory, const Change::Move& step, const Change& change) {
  const fs::path from = directory / step.from, to = directory / step.to;
  if (!is_there(from)) return;  // moved before the kill
  fs::create_directories(to.parent_path());
  if (!is_there(to)) return move_to_free_name(from, to);
  if (!is_earlier(directory, step.to, change)) refuse_foreign(to, "one that has come there meanwhile");
  fs::rename(from, to);
}

void remove(const fs::path& directory, const std::string& name, const Change& change) {
  if (!is_earlier(directory, name, change)) return;
  fs::remove(directory / name);
  std::error_code ignored;
  const fs::path parent = fs::path(name).parent_path();
  if (!parent.empty()) fs::remove(directory / parent, ignored);  // where it is empty
}

}  // namespace

void end_change(const fs::path& directory, Manifest manifest) {
  const Change change = *manifest.change;
  for (const Change::Move& step : change.moves) move(directory, step, change);
  for (const std::string& name : change.removals) {
    remove(directory, name, change);
    if (is_there(directory / name)) manifest.unfinished.insert(name);  // a damaged part is a part
  }
  manifest.change.reset();
  write_manifest(directory, manifest);
}

}  // namespace featdyn::verify
