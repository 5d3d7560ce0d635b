#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "numerics/training/observables.hpp"

namespace featdyn::verify {

/// How many digits rounding has left of a column of trajectory.csv.
struct DigitsLeft {
  const char* column;
  std::optional<double> end = {};  ///< of the last record; absent where the column is empty or forgotten
  double least = 17;               ///< of any record, and no more than may be claimed
  long least_step = 0;
};

/// Fewer are said on the terminal.
inline constexpr double least_digits_trusted = 6;

/// A record rounded to double.
template <class R>
numerics::Record<double> rounded(const numerics::Record<R>& record) {
  const auto cast = [](const std::optional<R>& x) {
    return x ? std::optional(static_cast<double>(*x)) : std::nullopt;
  };
  return {.step = record.step,
          .time = static_cast<double>(record.time),
          .loss = static_cast<double>(record.loss),
          .signal_max = static_cast<double>(record.signal_max),
          .signal_mean = static_cast<double>(record.signal_mean),
          .noise_max = cast(record.noise_max),
          .noise_mean = cast(record.noise_mean),
          .ratio = cast(record.ratio),
          .weight_norm_sq_mean = static_cast<double>(record.weight_norm_sq_mean),
          .gradient_norm = static_cast<double>(record.gradient_norm),
          .converged = record.converged};
}

/// (moved - now) factor in every column, and of the gradient's norm of squares: they are what rounding moves.
template <class R>
numerics::Record<double> change_of(const numerics::Record<R>& now, const numerics::Record<R>& moved,
                                   const R& factor) {
  numerics::Record<R> change = now;
  const auto less = [&](const std::optional<R>& x, const std::optional<R>& y) {
    return x && y ? std::optional(R((*x - *y) * factor)) : std::nullopt;
  };
  change.loss = *less(moved.loss, now.loss);
  change.signal_max = *less(moved.signal_max, now.signal_max);
  change.signal_mean = *less(moved.signal_mean, now.signal_mean);
  change.noise_max = less(moved.noise_max, now.noise_max);
  change.noise_mean = less(moved.noise_mean, now.noise_mean);
  change.ratio = less(moved.ratio, now.ratio);
  change.weight_norm_sq_mean = *less(moved.weight_norm_sq_mean, now.weight_norm_sq_mean);
  const R square = now.gradient_norm * now.gradient_norm, other = moved.gradient_norm * moved.gradient_norm;
  change.gradient_norm = *less(other, square);
  return rounded(change);
}

/// The digits of every column, record by record. What is known of an error is random, and may be small by chance: no
/// column gains more than half a digit from one record to the next.
class DigitsWatch {
 public:
  /// Decimal digits.
  struct Digits {
    double own;        ///< of the method's numbers, or of its tolerance
    double forgotten;  ///< of its numbers: overlaps below that part of their start are forgotten
    double asked_for;  ///< no more are claimed, whatever the numbers have in reserve
  };
  DigitsWatch(const Digits& digits, const numerics::Selection& selection);

  /// A record, and the error of each column in units of 10^-own (change_of).
  void see(const numerics::Record<double>& now, const numerics::Record<double>& error);
  /// Nothing is known of the digits from this step on.
  void lose(long step);
  const std::vector<DigitsLeft>& digits() const { return digits_; }
  /// Columns x (end or nan, least, step, largest error lately), for checkpoints, and back.
  numerics::Matrix<double> memory() const;
  void restore(const numerics::Matrix<double>& memory);

 private:
  double most() const { return std::min(known_.own, known_.asked_for); }

  Digits known_;
  numerics::Selection selection_;
  std::vector<DigitsLeft> digits_;
  std::vector<double> lately_;  ///< by column: its error relative to its size, in units of 10^-own
};

/// Whether an overlap's mean has decayed below one rounding of what it was at the start.
bool is_forgotten(double mean, double start, double own_digits);

/// The column with the fewest digits of those that a run is judged by (all but gradient_norm, which is a
/// difference at rest), or nothing where rounding was not watched.
const DigitsLeft* fewest(const std::vector<DigitsLeft>& digits);

/// "rounding leaves 3.2 digits of ratio at step 40 ...", or nothing where enough are left.
std::string reason_for_few_digits(const std::vector<DigitsLeft>& digits);

/// What to say where signal or noise overlaps were forgotten; empty where they were not.
std::string forgetting(const numerics::Record<double>& end, const numerics::Selection& selection,
                       double own_digits);

}  // namespace featdyn::verify
