#include "verify/draw/gnuplot.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <thread>
#include <vector>

namespace featdyn::verify {
namespace {

using Clock = std::chrono::steady_clock;

/// The program of that name on the PATH; nothing where there is none.
std::optional<std::filesystem::path> find_program(const char* name) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "/usr/bin:/bin" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    std::error_code error;
    const auto file = std::filesystem::absolute(std::filesystem::path(folder.empty() ? "." : folder) / name);
    if (std::filesystem::is_regular_file(file, error) && access(file.c_str(), X_OK) == 0) return file;
  }
  return std::nullopt;
}

/// What gnuplot may see of this process's environment: where programs, libraries and fonts are.
std::vector<std::string> environment() {
  std::vector<std::string> result{"LC_ALL=C.UTF-8"};
  for (const char* name :
       {"PATH", "LD_LIBRARY_PATH", "TMPDIR", "FONTCONFIG_PATH", "FONTCONFIG_FILE", "XDG_CACHE_HOME"})
    if (const char* value = std::getenv(name)) result.push_back(fmt::format("{}={}", name, value));
  // the cache of fonts, without the settings beside it
  if (const char* home = std::getenv("HOME"); home != nullptr && std::getenv("XDG_CACHE_HOME") == nullptr)
    result.push_back(fmt::format("XDG_CACHE_HOME={}/.cache", home));
  return result;
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> result;
  for (std::string& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

/// A file without a name that holds a text and is read from its start; -1 with errno.
int unnamed_file(const std::string& text) {
  const int file = memfd_create("script", MFD_CLOEXEC);
  if (file < 0) return -1;
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t written = ::write(file, text.data() + done, text.size() - done);
    if (written <= 0) return close(file), -1;
    done += static_cast<std::size_t>(written);
  }
  lseek(file, 0, SEEK_SET);
  return file;
}

/// Starts a program in a folder and a process group of its own, with `input` as all that it has of our files;
/// an error number, or 0.
int start(const std::filesystem::path& program, const std::filesystem::path& folder, int input,
          pid_t& child) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&files);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_addchdir_np(&files, folder.empty() ? "." : folder.c_str());
  posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
  sigset_t to_default, blocked;
  sigemptyset(&to_default);
  for (const int ignored_by_us : {SIGPIPE, SIGXFSZ}) sigaddset(&to_default, ignored_by_us);
  sigemptyset(&blocked);
  posix_spawnattr_setsigdefault(&attributes, &to_default);
  posix_spawnattr_setsigmask(&attributes, &blocked);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes,
                           POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  std::vector<std::string> words{"gnuplot", "-d"}, variables = environment();
  const int error = posix_spawn(&child, program.c_str(), &files, &attributes, pointers_to(words).data(),
                                pointers_to(variables).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return error;
}

/// The status with which a child ended, 0 where the system does not keep it; nothing when time is up.
std::optional<int> end_of(pid_t child, Clock::time_point latest) {
  std::chrono::microseconds pause(500);
  for (int status = 0;;) {
    const pid_t ended = waitpid(child, &status, WNOHANG);
    if (ended == child) return status;
    if (ended < 0 && errno != EINTR) return 0;
    if (Clock::now() >= latest) return std::nullopt;
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, std::chrono::microseconds(5000));
  }
}

/// With everything that it has started.
void stop(pid_t child) {
  kill(-child, SIGKILL);
  waitpid(child, nullptr, 0);
}

}  // namespace

std::optional<GnuplotFailure> run_gnuplot(const std::string& script, const std::filesystem::path& folder,
                                          std::chrono::milliseconds allowed) {
  const auto failure = [](const std::string& reason) { return GnuplotFailure{.reason = reason}; };
  const auto program = find_program("gnuplot");
  if (!program) return failure("gnuplot is missing (Debian: apt-get install gnuplot-nox)");
  const int input = unnamed_file(script);
  if (input < 0) return failure(fmt::format("no memory for gnuplot's script: {}", std::strerror(errno)));
  pid_t child = 0;
  const int error = start(*program, folder, input, child);
  close(input);
  if (error != 0) return failure(fmt::format("gnuplot cannot be started: {}", std::strerror(error)));
  const auto status = end_of(child, Clock::now() + allowed);
  if (!status) {
    stop(child);
    const double seconds = std::chrono::duration<double>(allowed).count();
    return GnuplotFailure{.reason = fmt::format("gnuplot did not end within {} s", seconds), .hangs = true};
  }
  if (WIFSIGNALED(*status)) return failure(fmt::format("gnuplot was killed by signal {}", WTERMSIG(*status)));
  if (WEXITSTATUS(*status) != 0)
    return failure(fmt::format("gnuplot failed with code {}", WEXITSTATUS(*status)));
  return std::nullopt;
}

}  // namespace featdyn::verify
