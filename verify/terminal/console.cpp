#include "verify/terminal/console.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <utility>

#include "verify/finding/verdict.hpp"

namespace featdyn::verify {
namespace {

std::atomic<int> first_output_error = 0;
std::atomic<bool> only_we_exit = false, quiet = false;

void remember(bool written) {
  int none = 0;
  if (!written) first_output_error.compare_exchange_strong(none, errno == 0 ? EIO : errno);
}

void say_who_ended() {
  if (!only_we_exit) return;
  constexpr std::string_view line =
      "featdyn: command line: a library ended the program, most often for want of memory or threads, read "
      "its message above, allowed: a smaller problem, fewer --threads, or a higher limit (ulimit)\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
  _exit(exit_code::bad_input);
}

}  // namespace

void be_quiet() noexcept {
  quiet = true;
}

bool is_quiet() noexcept {
  return quiet;
}

void write_out(std::string_view text) noexcept {
  errno = 0;
  remember(std::fwrite(text.data(), 1, text.size(), stdout) == text.size());
}

void write_error(std::string_view text) noexcept {
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void write_warning(std::string_view line) noexcept {
  try {
    std::string text = fmt::format("featdyn: {}", line);
    std::ranges::replace(text, '\n', ' ');
    write_error(text + "\n");
  } catch (const std::bad_alloc&) {
    write_error("featdyn: out of memory\n");
  }
}

void flush_output() noexcept {
  errno = 0;
  remember(std::fflush(stdout) == 0);
}

std::optional<int> output_error() noexcept {
  flush_output();
  const int error = first_output_error;
  return error == 0 ? std::nullopt : std::optional(error);
}

void hold_standard_streams() noexcept {
  // open() takes the lowest number that is free
  const std::pair<int, const char*> streams[] = {
      {STDIN_FILENO, "/dev/null"}, {STDOUT_FILENO, "/dev/full"}, {STDERR_FILENO, "/dev/null"}};
  for (const auto& [number, stand_in] : streams)
    if (fcntl(number, F_GETFD) < 0) [[maybe_unused]]
      const int opened = open(stand_in, number == STDIN_FILENO ? O_RDONLY : O_WRONLY);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

OwnExit::OwnExit() {
  static const int registered = std::atexit(say_who_ended);
  only_we_exit = registered == 0;
}

OwnExit::~OwnExit() {
  only_we_exit = false;
}

}  // namespace featdyn::verify
