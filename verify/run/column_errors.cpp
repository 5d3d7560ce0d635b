#include "verify/run/column_errors.hpp"

#include <cmath>

namespace featdyn::verify {
namespace {

using numerics::Index;
using numerics::Matrix;
using numerics::Record;

/// max |A| and mean |A| over entries, and the error of each.
struct Summary {
  double largest = -1, largest_error = 0, sum = 0, error = 0;
  long count = 0;
  void add(double value, double moved) {
    if (std::abs(value) > largest) largest = std::abs(value), largest_error = std::abs(moved);
    sum += std::abs(value);
    error += value == 0 ? std::abs(moved) : std::copysign(moved, value * moved);
    ++count;
  }
  double mean_error() const { return std::abs(error) / static_cast<double>(count); }
  double relative() const { return error / sum; }
};

/// f(a, b) of each column.
template <class F>
Record<double> by_column(const Record<double>& a, const Record<double>& b, F f) {
  const auto both = [&](const std::optional<double>& x, const std::optional<double>& y) {
    return x && y ? std::optional(f(*x, *y)) : std::nullopt;
  };
  return {.step = a.step,
          .time = a.time,
          .loss = f(a.loss, b.loss),
          .signal_max = f(a.signal_max, b.signal_max),
          .signal_mean = f(a.signal_mean, b.signal_mean),
          .noise_max = both(a.noise_max, b.noise_max),
          .noise_mean = both(a.noise_mean, b.noise_mean),
          .ratio = both(a.ratio, b.ratio),
          .weight_norm_sq_mean = f(a.weight_norm_sq_mean, b.weight_norm_sq_mean),
          .gradient_norm = f(a.gradient_norm, b.gradient_norm)};
}

}  // namespace

Record<double> column_errors(const numerics::Selection& selection, const Record<double>& now,
                             const Matrix<double>& A, const StateErrors& errors) {
  Summary signal, noise;
  for (const auto& column : selection.columns)
    for (Index r = column.first_neuron; r < column.first_neuron + column.neurons; ++r)
      (column.is_signal ? signal : noise).add(A(r, column.patch), errors.A(r, column.patch));
  Record<double> result = now;
  result.loss = std::abs(errors.loss);
  result.signal_max = signal.largest_error;
  result.signal_mean = signal.mean_error();
  if (now.noise_max) result.noise_max = noise.largest_error;
  if (now.noise_mean) result.noise_mean = noise.mean_error();
  if (now.ratio) result.ratio = *now.ratio * std::abs(signal.relative() - noise.relative());
  result.weight_norm_sq_mean = std::abs(numerics::mean_square(errors.G));
  result.gradient_norm = std::abs(errors.gradient_square);
  return result;
}

Record<double> larger(const Record<double>& a, const Record<double>& b) {
  return by_column(a, b, [](double x, double y) { return !(y <= x) && x == x ? y : x; });
}

Record<double> squared(Record<double> record) {
  record.gradient_norm *= record.gradient_norm;
  return record;
}

Record<double> sum(const Record<double>& a, double factor, const Record<double>& b) {
  return by_column(a, b, [factor](double x, double y) { return std::abs(x) + factor * std::abs(y); });
}

}  // namespace featdyn::verify
