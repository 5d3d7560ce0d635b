#pragma once

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "numerics/flow/series_values.hpp"

namespace boost::numeric::odeint {
struct dense_output_stepper_tag;
}

namespace featdyn::numerics {

/// Taylor integration of x' = f(x) with dense output, an Odeint dense output stepper.
///   System: system(series, order) fills series[1 .. order] from series[0].
/// Order p = ceil(1 - ln(tolerance)/2) and step
///   h = exp(-2 - 0.7/(p - 1)) min_{j = p-1, p} (scale / |x_j|)^(1/j),  scale = |x_0| + absolute/relative,
/// in the maximum norm [Jorba and Zou, Experimental Mathematics 14 (2005), section 3].
template <class R>
class TaylorStepper {
 public:
  using state_type = FlatState<R>;
  using value_type = R;
  using deriv_type = FlatState<R>;
  using time_type = R;
  using order_type = unsigned;
  using stepper_category = boost::numeric::odeint::dense_output_stepper_tag;

  explicit TaylorStepper(const Accuracy<R>& accuracy)
      : TaylorStepper(accuracy, order_for(accuracy.relative)) {}
  TaylorStepper(const Accuracy<R>& accuracy, order_type order);
  static order_type order_for(const R& tolerance);

  /// Starts at x(t); the sign of dt is the direction of time, and twice |dt| the first step where x' = 0.
  void initialize(const state_type& x, const R& t, const R& dt);
  /// One step; nothing moves unless the result is `reached`.
  template <class System>
  [[nodiscard]] Integration try_step(System& system);
  /// The same for Odeint: the times between which calc_state answers. Throws std::runtime_error on failure.
  template <class System>
  std::pair<R, R> do_step(System system);
  /// x(t) inside the last step.
  void calc_state(const R& t, state_type& x) const { values_.at(series_, R(t - previous_time_), x); }

  order_type order() const { return order_; }
  const R& current_time() const { return current_time_; }
  const R& previous_time() const { return previous_time_; }
  const R& current_time_step() const { return step_; }
  const state_type& current_state() const { return current_; }
  const state_type& previous_state() const { return series_[0]; }
  const FlatSeries<R>& series() const { return series_; }  ///< about previous_time()

 private:
  R step_size() const;

  order_type order_;
  R absolute_over_relative_, safety_;
  FlatSeries<R> series_;
  SeriesValues<R> values_;  ///< of the last step
  state_type current_;
  R previous_time_{0}, current_time_{0}, step_{1};
};

template <class R>
TaylorStepper<R>::TaylorStepper(const Accuracy<R>& accuracy, order_type order)
    : order_(order), absolute_over_relative_(accuracy.absolute / accuracy.relative), series_(order + 1) {
  using std::exp;
  safety_ = exp(R(R(-2) - R(7) / R(10 * (static_cast<long>(order) - 1))));
}

template <class R>
typename TaylorStepper<R>::order_type TaylorStepper<R>::order_for(const R& tolerance) {
  using std::log;
  if (!(tolerance > R(0) && tolerance < R(1)))
    throw std::invalid_argument("TaylorStepper: the tolerance must be in (0, 1)");
  const double order = std::ceil(1 - static_cast<double>(log(tolerance)) / 2);
  return std::max(2U, static_cast<order_type>(order));
}

template <class R>
void TaylorStepper<R>::initialize(const state_type& x, const R& t, const R& dt) {
  series_.assign(order_ + 1, x);
  values_ = {};
  current_ = x;
  previous_time_ = current_time_ = t;
  step_ = dt;
}

template <class R>
R TaylorStepper<R>::step_size() const {
  using std::abs, std::exp, std::log;
  R scale = largest_size(series_[0]) + absolute_over_relative_;
  if (!(scale > R(0))) scale = R(1);
  R h = R(2) * abs(step_);
  bool bounded = false;
  for (order_type j = order_; j > 0 && (j + 1 >= order_ || !bounded); --j) {
    const R size = largest_size(series_[j]);
    if (!(size > R(0))) continue;
    // scale / size may overflow
    const R candidate = safety_ * exp(R(R(log(scale) - log(size)) / R(static_cast<long>(j))));
    if (!bounded || candidate < h) h = candidate;
    bounded = true;
  }
  return step_ < R(0) ? R(-h) : h;
}

template <class R>
template <class System>
Integration TaylorStepper<R>::try_step(System& system) {
  series_[0] = current_;
  previous_time_ = current_time_;
  system(series_, order_);
  for (const state_type& coefficient : series_)
    if (!is_finite(coefficient)) return Integration::not_finite;
  const R h = step_size(), next = current_time_ + h;
  if (!(next != current_time_)) return Integration::step_vanished;
  values_.take(series_, h);
  values_.at(series_, h, current_);
  if (!is_finite(current_)) {
    current_ = series_[0];
    return Integration::not_finite;
  }
  step_ = h;
  current_time_ = next;
  return Integration::reached;
}

template <class R>
template <class System>
std::pair<R, R> TaylorStepper<R>::do_step(System system) {
  if (const Integration status = try_step(system); status != Integration::reached)
    throw std::runtime_error(message(status));
  return {previous_time_, current_time_};
}

}  // namespace featdyn::numerics
