// Definitions of FlowStages<R>; included by the one source file per scalar type that instantiates it.
#pragma once

#include <type_traits>

#include "numerics/flow/flow_stages.hpp"
#include "numerics/scalar/unit_roundoff.hpp"

namespace featdyn::numerics {
namespace detail {

/// The root of g between a and b, g(a) < 0 <= g(b) [Ridders, IEEE Trans. Circuits Syst. 26 (1979)]: the
/// bracket is halved at least, and the digits double where g is smooth. To a few units in the last place of
/// b.
template <class R, class Function>
R root_between(const Function& g, R a, R b) {
  using std::abs, std::sqrt;
  const R unit = unit_roundoff<R>();
  R low = g(a), high = g(b), last = a;
  while (high > R(0) && b - a > R(2) * unit * b) {
    const R middle = (a + b) / R(2), half = (b - a) / R(2), value = g(middle);
    const R next = middle - half * value / sqrt(R(value * value - low * high));
    const R there = g(next);
    // The narrowest of the brackets that the four points make.
    for (const auto& [at, its] : {std::pair(middle, value), std::pair(next, there)}) {
      if (!(at > a && at < b)) continue;
      its < R(0) ? void((a = at, low = its)) : void((b = at, high = its));
    }
    const R near = R(8) * unit * b;
    const bool settled = abs(R(next - last)) <= near;
    if (settled && g(R(next - near)) < R(0) && g(R(next + near)) >= R(0)) return next;
    last = next;
  }
  return b;
}

/// Powers of a step may leave the doubles where their products with Taylor coefficients do not.
template <class R>
using WideRange = std::conditional_t<std::is_same_v<R, double>, long double, R>;

template <class R>
Event<double> rounded(const Event<R>& event) {
  Event<double> result{.name = event.name, .forms = {}, .of_overlaps = {}};
  for (const MeanForm<R>& form : event.forms) {
    result.forms.push_back({.constant = static_cast<double>(form.constant)});
    for (std::size_t q = 0; q < mean_count; ++q)
      result.forms.back().coefficients[q] = static_cast<double>(form.coefficients[q]);
  }
  return result;
}

}  // namespace detail

template <class R>
FlowStages<R>::FlowStages(const Problem& problem, const InitialState<R>& start, const R& eta,
                          const StageLevels& levels)
    : training_clock_(problem.settings.training, eta),
      means_(select_overlaps(problem), start.A),
      events_(stage_events(means_, start.G, levels)),
      A_(start.A),
      G_(start.G) {
  const auto more = mode_events<R>(problem, start.A);
  events_.insert(events_.end(), more.begin(), more.end());
  found_.setConstant(1, static_cast<Index>(events_.size()), R(-1));
}

template <class R>
R FlowStages<R>::value(const FlowSystem<R>& system, const Event<R>& event, const FlatState<R>& x) {
  system.show(x, A_, G_);
  return event.value(means_.at(A_, G_), A_);
}

/// Looks closer in [from, to], whose ends were found with doubles: where their signs are not so in R, a
/// little beyond.
template <class R>
void FlowStages<R>::locate(const FlowSystem<R>& system, const FlowStep& step, std::size_t event, R from,
                           R to) {
  const auto g = [&](const R& t) {
    step.at(t, x_);
    return value(system, events_[event], x_);
  };
  R room = step.length / R(1L << 40);
  if (!(room > R(0))) room = step.length;
  for (; from > R(0) && g(from) >= R(0); room *= R(2)) from = from > room ? R(from - room) : R(0);
  for (; to < step.length && !(g(to) >= R(0)); room *= R(2))
    to = to + room < step.length ? R(to + room) : step.length;
  if (!(g(to) >= R(0))) return;  // at the start of the next step
  const R t = g(from) >= R(0) ? from : detail::root_between(g, from, to);
  found_(0, static_cast<Index>(event)) = training_clock_.step_at(R(step.from + t));
}

template <class R>
StepPolynomials FlowStages<R>::polynomials(const FlowSystem<R>& system, const TaylorStepper<R>& stepper) {
  const FlatSeries<R>& series = stepper.series();
  const Index order = static_cast<Index>(series.size()) - 1;
  const Index entries = means_.entries(true) + means_.entries(false);
  StepPolynomials result{.entries = Matrix<double>(order + 1, entries),
                         .growth = Matrix<double>(1, entries),
                         .is_signal = {},
                         .weight = Matrix<double>(order + 1, 1)};
  using Wide = detail::WideRange<R>;
  const Wide h(stepper.current_time_step());
  Wide power(1);
  for (Index k = 0; k <= order; ++k, power *= h) {
    system.show(series, static_cast<std::size_t>(k), A_, G_);
    Index e = 0;
    for (const Selection::Column& column : means_.selection().columns)
      for (Index r = column.first_neuron; r < column.first_neuron + column.neurons; ++r, ++e) {
        result.entries(k, e) = static_cast<double>(Wide(Wide(A_(r, column.patch)) * power));
        if (k > 0) continue;
        result.growth(0, e) = static_cast<double>(R(A_(r, column.patch) - means_.start()(r, column.patch)));
        result.is_signal.push_back(column.is_signal);
      }
    result.weight(k, 0) = static_cast<double>(Wide(Wide(G_.trace()) * power / Wide(G_.rows())));
  }
  return result;
}

template <class R>
void FlowStages<R>::search(const FlowSystem<R>& system, const TaylorStepper<R>& stepper) {
  if ((found_.array() >= R(0)).all()) return;
  const StepPolynomials step = polynomials(system, stepper);
  const FlowStep dense{
      .from = stepper.previous_time(),
      .length = stepper.current_time_step(),
      .at = [&](const R& t, FlatState<R>& x) { stepper.calc_state(R(stepper.previous_time() + t), x); }};
  std::vector<std::size_t> sought;
  std::vector<Event<double>> events;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    if (found_(0, static_cast<Index>(i)) >= R(0)) continue;
    if (!events_[i].of_overlaps) {
      sought.push_back(i);
      events.push_back(detail::rounded(events_[i]));
      continue;
    }
    dense.at(dense.length, x_);
    if (value(system, events_[i], x_) >= R(0)) locate(system, dense, i, R(0), dense.length);
  }
  const auto brackets = first_sign_changes(step, events);
  for (std::size_t e = 0; e < sought.size(); ++e)
    if (const auto& bracket = brackets[e])
      locate(system, dense, sought[e], R(bracket->from) * dense.length, R(bracket->to) * dense.length);
}

template <class R>
void FlowStages<R>::search(const FlowSystem<R>& system, const FlowStep& step) {
  for (std::size_t i = 0; i < events_.size(); ++i) {
    if (found_(0, static_cast<Index>(i)) >= R(0)) continue;
    step.at(step.length, x_);
    if (value(system, events_[i], x_) >= R(0)) locate(system, step, i, R(0), step.length);
  }
}

template <class R>
std::vector<Stage<R>> FlowStages<R>::stages(long last) const {
  std::vector<Stage<R>> result = stages_of(events_, found_);
  for (Stage<R>& stage : result)
    if (stage.step && *stage.step > R(last)) stage.step.reset();
  return result;
}

}  // namespace featdyn::numerics
