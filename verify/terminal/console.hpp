#pragma once

#include <fmt/core.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace featdyn::verify {

// What is said to who started the program. Nothing here throws: an output that is closed, full or gone costs
// what was to be said, and no work.

/// From now on nobody wants to know how far work is (--quiet).
void be_quiet() noexcept;
bool is_quiet() noexcept;

/// Text on standard output; what failed first output_error() says.
void write_out(std::string_view text) noexcept;
/// Text on standard error.
void write_error(std::string_view text) noexcept;

template <class... T>
void say(fmt::format_string<T...> format, T&&... values) {
  write_out(fmt::format(format, std::forward<T>(values)...));
}

/// One line on standard error: "featdyn: <text>", the text's own line ends as spaces.
void write_warning(std::string_view text) noexcept;

template <class... T>
void warn(fmt::format_string<T...> format, T&&... values) {
  write_warning(fmt::format(format, std::forward<T>(values)...));
}

/// Hands what was said to the system.
void flush_output() noexcept;
/// The system's error (errno) of the first text that could not be written to standard output; flushes first.
std::optional<int> output_error() noexcept;

/// To be called before any file is opened. A standard stream that is closed is given to nobody else: who
/// writes to a closed standard output is told so. A reader that has gone, or a limit of files' sizes (ulimit -f),
/// does not end the program: what is written fails.
void hold_standard_streams() noexcept;

/// As long as it lives, a library that ends the process does not choose the exit code (1 would be a verdict):
/// it becomes that of bad input, with a line that says so.
class OwnExit {
 public:
  OwnExit();
  ~OwnExit();
  OwnExit(const OwnExit&) = delete;
  OwnExit& operator=(const OwnExit&) = delete;
};

}  // namespace featdyn::verify
