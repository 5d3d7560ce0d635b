#include "verify/progress_bar.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace featdyn::verify {

ProgressBar::ProgressBar(std::string label, long total, bool quiet)
    : label_(std::move(label)),
      total_(std::max(total, 1L)),
      enabled_(!quiet && isatty(STDERR_FILENO) != 0),
      start_(Clock::now()),
      last_(start_) {}

ProgressBar::~ProgressBar() {
  if (shown_) fmt::print(stderr, "\r\033[K");
}

void ProgressBar::update(long done) {
  using namespace std::chrono_literals;
  if (!enabled_) return;
  const auto now = Clock::now();
  if (now - start_ < 1s || now - last_ < 100ms) return;
  last_ = now;
  shown_ = true;
  constexpr int width = 30;
  const double part = static_cast<double>(done) / static_cast<double>(total_);
  const auto worked = static_cast<double>(std::max(done - skipped_, 1L));
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  const int filled = std::clamp(static_cast<int>(part * width), 0, width);
  fmt::print(stderr, "\r\033[K{} [{:#<{}}{:.<{}}] {:3.0f} %, about {:.0f} s left", label_, "", filled, "",
             width - filled, 100 * part, elapsed * static_cast<double>(total_ - done) / worked);
  std::fflush(stderr);
}

}  // namespace featdyn::verify
