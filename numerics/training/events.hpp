#pragma once

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "numerics/training/observables.hpp"

namespace featdyn::numerics {

/// What stages are told by: means over the selected signal or noise entries of |A - A(0)| (growth) and of |A|
/// (size), and the mean of |w_r|^2.
enum class Mean { signal_growth, noise_growth, signal_size, noise_size, weight };
inline constexpr std::size_t mean_count = 5;
template <class R>
using Means = std::array<R, mean_count>;
/// Which of them somebody reads.
using NeededMeans = std::array<bool, mean_count>;
inline constexpr NeededMeans all_means{true, true, true, true, true};

/// constant + sum_q coefficients_q mean_q.
template <class R>
struct MeanForm {
  R constant{0};
  Means<R> coefficients{};
};

/// A stage of training: reached where every form is >= 0, that is g = min form >= 0; sought is the first such
/// time. Or g is a function of the overlaps; a flow then sees it change sign at the ends of its steps.
template <class R>
struct Event {
  std::string name;
  std::vector<MeanForm<R>> forms;
  std::function<R(const Matrix<R>& A)> of_overlaps = {};
  R value(const Means<R>& means) const;  ///< g of the forms
  void need(NeededMeans& means) const;   ///< adds those that the forms have
  R value(const Means<R>& means, const Matrix<R>& A) const {
    return of_overlaps ? of_overlaps(A) : value(means);
  }
};

/// What the events of a run ask for besides its start.
struct StageLevels {
  theory::Rational size = 1;                              ///< of mean |overlap|
  std::optional<theory::Rational> ratio_limit = {};       ///< absent: no event of the ratio
  theory::Rational closeness = theory::Rational(1, 100);  ///< relative, to the limit
};

/// The means of a state, computed in place: in double nothing is allocated.
template <class R>
class StateMeans {
 public:
  /// A0 = A(0), m x N.
  StateMeans(const Selection& selection, const Matrix<R>& A0) : selection_(selection), start_(A0) {}
  /// Those that are not needed are 0.
  const Means<R>& at(const Matrix<R>& A, const Matrix<R>& G, const NeededMeans& needed = all_means);
  /// Root mean square of A(0) over the signal entries or the noise entries.
  R initial_size(bool signal) const;
  long entries(bool signal) const;
  const Selection& selection() const { return selection_; }
  const Matrix<R>& start() const { return start_; }

 private:
  void add_column(const Selection::Column& column, const Matrix<R>& A, const NeededMeans& needed);

  Selection selection_;
  Matrix<R> start_;
  Means<R> now_{};
  R entry_{};
};

/// The events of a run that starts at A(0), G(0):
///   t_signal, t_noise          mean |A - A(0)| reaches the root mean square of A(0)
///   signal_level, noise_level  mean |A| reaches a level
///   weight_doubled             mean |w_r|^2 reaches twice its initial value
///   ratio_settled              signal_size / noise_size comes within `closeness` of its limit
/// Those of noise are left out where there are no noise patches.
template <class R>
std::vector<Event<R>> stage_events(StateMeans<R>& means, const Matrix<R>& G0, const StageLevels& levels);

}  // namespace featdyn::numerics
