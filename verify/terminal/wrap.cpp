#include "verify/terminal/wrap.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace featdyn::verify {
namespace {

/// Code points: every byte but those that continue one.
std::size_t characters(const std::string& word) {
  return static_cast<std::size_t>(
      std::ranges::count_if(word, [](unsigned char byte) { return (byte & 0xC0U) != 0x80U; }));
}

std::string wrapped_line(const std::string& line, std::size_t width) {
  std::istringstream words(line);
  std::string result, word;
  for (std::size_t used = 0; words >> word;) {
    const std::size_t length = characters(word);
    const bool fits = used == 0 || used + 1 + length <= width;
    if (!result.empty()) result += fits ? ' ' : '\n';
    used = fits && used > 0 ? used + 1 + length : length;
    result += word;
  }
  return result;
}

}  // namespace

std::size_t text_width() noexcept {
  constexpr std::size_t narrowest = 40, widest = 100;
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return std::clamp<std::size_t>(size.ws_col, narrowest, widest);
  const char* const columns = std::getenv("COLUMNS");
  const long wanted = columns != nullptr ? std::strtol(columns, nullptr, 10) : 0;
  return wanted > 0 ? std::clamp(static_cast<std::size_t>(wanted), narrowest, widest) : widest;
}

std::string wrapped(const std::string& text, std::size_t width) {
  std::istringstream lines(text);
  std::string result, line;
  for (bool first = true; std::getline(lines, line); first = false)
    result += (first ? "" : "\n") + (line.starts_with(' ') ? line : wrapped_line(line, width));
  return result;
}

}  // namespace featdyn::verify
