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

 private:
  using Clock = std::chrono::steady_clock;
  std::string label_;
  long total_;
  bool enabled_, shown_ = false;
  Clock::time_point start_, last_;
};

}  // namespace featdyn::verify
