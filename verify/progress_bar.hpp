#pragma once

#include <chrono>
#include <string>

namespace featdyn::verify {

/// A progress bar on standard error: shown only on a terminal, and only once the work has taken a second.
class ProgressBar {
 public:
  ProgressBar(std::string label, long total, bool quiet);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  void update(long done);
  /// One of what update() counts took no time: the estimate leaves it out.
  void skip() { ++skipped_; }

 private:
  using Clock = std::chrono::steady_clock;
  std::string label_;
  long total_, skipped_ = 0;
  bool enabled_, shown_ = false;
  Clock::time_point start_, last_;
};

}  // namespace featdyn::verify
