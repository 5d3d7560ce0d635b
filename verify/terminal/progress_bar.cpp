#include "verify/terminal/progress_bar.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "verify/terminal/console.hpp"

namespace featdyn::verify {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds before_it_shows = 1s, between_bars = 100ms, between_lines = 60s;
constexpr double long_work = 10;  ///< seconds that are announced

}  // namespace

std::string in_words(double seconds) {
  if (!(seconds >= 0 && seconds < HUGE_VAL)) return "an unknown time";
  if (seconds < 90) return fmt::format("{:.0f} s", std::ceil(seconds));
  if (seconds < 90 * 60) return fmt::format("{:.0f} min", seconds / 60);
  if (seconds < 36 * 3600) return fmt::format("{:.1f} h", seconds / 3600);
  if (seconds < 1000 * 86400.0) return fmt::format("{:.0f} days", seconds / 86400);
  return fmt::format("{:.3g} years", seconds / (365.25 * 86400));
}

Parts::Parts(std::string what, std::size_t count, bool quiet)
    : what_(std::move(what)),
      count_(count),
      speaks_(!quiet && !is_quiet() && isatty(STDERR_FILENO) == 0),
      start_(Clock::now()) {}

std::string Parts::begin(const std::string& name) {
  const auto now = Clock::now();
  const auto done = static_cast<double>(begun_++);
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  const double left = done > 0 ? elapsed * (static_cast<double>(count_) - done) / done : 0;
  const bool is_long = left > long_work;
  if (speaks_ && is_long && (said_ == Clock::time_point() || now - said_ >= between_lines)) {
    said_ = now;
    warn("{}: {:.0f} of {}, about {} left", what_, done, count_, in_words(left));
  }
  return fmt::format("{} {} of {}{}, {}", what_, begun_, count_,
                     is_long ? ", about " + in_words(left) + " in all" : "", name);
}

ProgressBar::ProgressBar(std::string label, long total, bool quiet)
    : label_(std::move(label)),
      total_(std::max(total, 1L)),
      way_(quiet || is_quiet()          ? Way::silent
           : isatty(STDERR_FILENO) != 0 ? Way::bar
                                        : Way::lines),
      start_(Clock::now()),
      last_(start_) {}

ProgressBar::~ProgressBar() {
  if (shown_ && way_ == Way::bar) write_error("\r\033[K");
}

void ProgressBar::update(long done) {
  if (way_ == Way::silent || done <= skipped_) return;
  const auto now = Clock::now();
  const auto pause =
      way_ == Way::bar || !shown_ ? Clock::duration(between_bars) : Clock::duration(between_lines);
  if (now - start_ < before_it_shows || now - last_ < pause) return;
  last_ = now;
  const auto worked = static_cast<double>(done - skipped_);
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  const double part = static_cast<double>(done) / static_cast<double>(total_);
  const double left = elapsed * static_cast<double>(total_ - done) / worked;
  way_ == Way::bar ? draw_bar(part, left) : say_line(part, left);
}

void ProgressBar::draw_bar(double part, double seconds_left) {
  shown_ = true;
  constexpr int width = 30;
  const int filled = std::clamp(static_cast<int>(part * width), 0, width);
  write_error(fmt::format("\r\033[K{} [{:#<{}}{:.<{}}] {:3.0f} %, about {} left", label_, "", filled, "",
                          width - filled, 100 * part, in_words(seconds_left)));
}

void ProgressBar::say_line(double part, double seconds_left) {
  if (!shown_ && seconds_left < long_work) return;
  shown_ = true;
  warn("{}: {:.0f} %, about {} left", label_, 100 * part, in_words(seconds_left));
}

}  // namespace featdyn::verify
