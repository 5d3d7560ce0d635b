#pragma once

#include <chrono>
#include <string>

#include "numerics/settings/settings.hpp"
#include "verify/certificate/provenance.hpp"

namespace featdyn::verify {

/// What a run in the arithmetic of proofs has to multiply: for its first inner products, and every step.
struct Products {
  double first, every_step;
};
Products products_of(const numerics::Settings& settings, const Sizes& sizes);

/// Seconds of one product and sum in Ball or Interval with so many digits, on this machine, now.
template <class R>
double seconds_of_product(long digits);

/// What certify (R = Ball) or check (Interval) takes at least: the first of its attempts, to the last step.
template <class R>
double expected_seconds(const numerics::Settings& settings, const Sizes& sizes, const std::string& width,
                        long steps);

/// Throws InputError where data and weights, and the text that a certificate makes of them, do not fit in
/// memory.
void require_memory_for_certificate(const numerics::Settings& settings, const Sizes& sizes);

/// How long a command will take: shown where that is long, refused where it is longer than allowed, both
/// before the work and, from its pace, during it.
class Effort {
 public:
  Effort(std::string command, double hours, bool quiet)
      : command_(std::move(command)), most_seconds_(3600 * hours), quiet_(quiet) {}

  /// Throws InputError where so many seconds are more than allowed.
  void expect(double seconds);
  /// Step `step` of `steps` is done with so many digits: what those of one attempt took tells what it takes.
  void follow(long digits, long step, long steps);

 private:
  using Clock = std::chrono::steady_clock;
  std::string command_;
  double most_seconds_, shown_seconds_ = 30;
  bool quiet_;
  long digits_ = 0, first_step_ = 0;
  Clock::time_point start_ = Clock::now();
};

/// "40 s", "3.5 min", "12 h", "6 days", "32000 years".
std::string duration_text(double seconds);

}  // namespace featdyn::verify
