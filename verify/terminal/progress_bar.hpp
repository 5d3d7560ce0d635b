#pragma once

#include <chrono>
#include <string>

namespace featdyn::verify {

/// How far work is and how long it will still take, on standard error, once it has taken a second: on a
/// terminal a bar; elsewhere a line at once where it will take longer than ten seconds, and one every minute.
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
  enum class Way { silent, bar, lines };
  void draw_bar(double part, double seconds_left);
  void say_line(double part, double seconds_left);

  std::string label_;
  long total_, skipped_ = 0;
  Way way_;
  bool shown_ = false;
  Clock::time_point start_, last_;
};

/// Several works in a row, of which nothing is known but how long the finished ones took.
class Parts {
 public:
  Parts(std::string what, std::size_t count, bool quiet);
  /// Begins the next part and says how far the whole is, as ProgressBar does where there is no terminal; what
  /// to call the part in its own bars: "figures 7 of 21, about 3 min in all, figure-2".
  std::string begin(const std::string& name);

 private:
  using Clock = std::chrono::steady_clock;
  std::string what_;
  std::size_t count_, begun_ = 0;
  bool speaks_;
  Clock::time_point start_;
  Clock::time_point said_ = {};  ///< never: the clock's beginning
};

/// "12 s", "3 min", "2.5 h", "4 days".
std::string in_words(double seconds);

}  // namespace featdyn::verify
