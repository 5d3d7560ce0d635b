#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <vector>

#include "numerics/methods/recurrence.hpp"
#include "numerics/scalar/bounds.hpp"
#include "numerics/scalar/precision.hpp"

namespace featdyn::numerics {

/// What the exact discrete run came to: every overlap after so many steps lies between its bounds.
struct Enclosure {
  Index neurons = 0, patches = 0;
  std::vector<Bounds> overlaps;  ///< neuron-major
  long digits = 0;               ///< of the arithmetic that was enough
};

/// What is asked of an enclosure.
struct EnclosureRequest {
  long steps;
  long places;        ///< every enclosure narrower than 10^-places
  long first_digits;  ///< the precision to begin with
  std::function<void(long digits, long step)> progress = {};
};

/// The widest of some enclosures, as a decimal logarithm; infinite where one is unbounded.
template <class R>
double widest(const Matrix<R>& A) {
  double result = -std::numeric_limits<double>::infinity();
  for (Index i = 0; i < A.size(); ++i) result = std::max(result, log10_width(A.data()[i]));
  return result;
}

namespace detail {

/// One attempt: how far it came and the widest enclosure there, as a decimal logarithm.
template <class R>
struct Attempt {
  Matrix<R> overlaps;
  long step = 0;
  double width = 0;
  bool finite = true;
};

/// Interval iteration of the recurrence from exact data, until an enclosure is wider than 1: nothing is known
/// then.
template <class R>
Attempt<R> attempt(const Problem& problem, const EnclosureRequest& request, long digits) {
  const PrecisionScope scope(bits_of_digits(digits));
  Recurrence<R> recurrence(problem, initial_state<R>(problem), learning_rate<R>(problem.settings));
  for (long k = 0;; ++k) {
    const Matrix<R>& A = recurrence.overlaps();
    const double width = widest(A);
    const bool finite = std::all_of(A.data(), A.data() + A.size(), [](const R& x) { return isfinite(x); });
    if (k >= request.steps || !(width < 0) || !finite)
      return {.overlaps = A, .step = k, .width = width, .finite = finite || !(width < 0)};
    recurrence.evaluate();
    recurrence.advance();
    if (request.progress) request.progress(digits, k + 1);
  }
}

/// The digits that the next attempt needs, from those that this one lost by its step; between 3/2 and 8 times
/// as many.
template <class R>
long more_digits(const Attempt<R>& last, const EnclosureRequest& request, long digits) {
  const double left = std::isfinite(last.width) ? -last.width : 0;
  const double lost_per_step =
      (static_cast<double>(digits) - left) / static_cast<double>(std::max(last.step, 1L));
  const double needed = static_cast<double>(request.places) +
                        1.25 * lost_per_step * static_cast<double>(request.steps) + guard_digits;
  return static_cast<long>(
      std::clamp(needed, 1.5 * static_cast<double>(digits), 8.0 * static_cast<double>(digits)));
}

}  // namespace detail

/// Encloses the exact run in arithmetic R, with more digits until it is narrow enough. Nothing where the
/// values leave the finite numbers or more than largest_digits would be needed.
template <class R>
std::optional<Enclosure> enclose(const Problem& problem, const EnclosureRequest& request) {
  for (long digits = request.first_digits; digits <= largest_digits;) {
    const auto last = detail::attempt<R>(problem, request, digits);
    if (!last.finite) return std::nullopt;
    if (last.step < request.steps || !(last.width < static_cast<double>(-request.places))) {
      digits = detail::more_digits(last, request, digits);
      continue;
    }
    Enclosure result{
        .neurons = last.overlaps.rows(), .patches = last.overlaps.cols(), .overlaps = {}, .digits = digits};
    for (Index i = 0; i < last.overlaps.size(); ++i)
      result.overlaps.push_back(bounds(last.overlaps.data()[i]));
    return result;
  }
  return std::nullopt;
}

}  // namespace featdyn::numerics
