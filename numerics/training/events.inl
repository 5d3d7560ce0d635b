// Definitions of the templates of events.hpp; included by the one source file per scalar type.
#pragma once

#include <cmath>
#include <type_traits>

#include "numerics/training/events.hpp"

namespace featdyn::numerics {
namespace detail {

inline std::size_t at(Mean mean) {
  return static_cast<std::size_t>(mean);
}

template <class R>
void add_size(R& value, R& sum) {
  if constexpr (std::is_floating_point_v<R>)
    sum += std::abs(value);
  else
    value < R(0) ? sum -= value : sum += value;
}

/// factor mean + constant >= 0.
template <class R>
MeanForm<R> form(Mean mean, const R& factor, const R& constant) {
  MeanForm<R> result{.constant = constant};
  result.coefficients[at(mean)] = factor;
  return result;
}

/// S / N within x of L: (1 + x) L N - S >= 0 and S - (1 - x) L N >= 0.
template <class R>
Event<R> ratio_event(const StageLevels& levels) {
  const auto near = [&](int side) -> MeanForm<R> {
    const theory::Rational bound = *levels.ratio_limit * (1 + side * levels.closeness);
    MeanForm<R> result = form<R>(Mean::signal_size, R(-side), R(0));
    result.coefficients[at(Mean::noise_size)] = R(side) * theory::to_real<R>(bound);
    return result;
  };
  return {.name = "ratio_settled", .forms = {near(1), near(-1)}, .of_overlaps = {}};
}

}  // namespace detail

template <class R>
R Event<R>::value(const Means<R>& means) const {
  R least(0), sum;
  for (std::size_t i = 0; i < forms.size(); ++i) {
    sum = forms[i].constant;
    for (std::size_t q = 0; q < mean_count; ++q)
      if (!(forms[i].coefficients[q] == R(0))) sum += forms[i].coefficients[q] * means[q];
    if (i == 0 || !(least <= sum)) least = sum;
  }
  return least;
}

template <class R>
long StateMeans<R>::entries(bool signal) const {
  long count = 0;
  for (const Selection::Column& column : selection_.columns)
    if (column.is_signal == signal) count += column.neurons;
  return count;
}

template <class R>
R StateMeans<R>::initial_size(bool signal) const {
  using std::sqrt;
  R sum(0);
  for (const Selection::Column& column : selection_.columns)
    for (Index r = 0; r < (column.is_signal == signal ? column.neurons : 0); ++r) {
      const R& entry = start_(column.first_neuron + r, column.patch);
      sum += entry * entry;
    }
  return sqrt(R(sum / R(entries(signal))));
}

template <class R>
void Event<R>::need(NeededMeans& means) const {
  for (const MeanForm<R>& form : forms)
    for (std::size_t q = 0; q < mean_count; ++q) means[q] = means[q] || !(form.coefficients[q] == R(0));
}

template <class R>
void StateMeans<R>::add_column(const Selection::Column& column, const Matrix<R>& A,
                               const NeededMeans& needed) {
  const std::size_t growth = detail::at(column.is_signal ? Mean::signal_growth : Mean::noise_growth),
                    size = detail::at(column.is_signal ? Mean::signal_size : Mean::noise_size);
  const bool grows = needed[growth], sizes = needed[size];
  if (!grows && !sizes) return;
  // doubles are added up in registers, other scalars where they stand
  using Sum = std::conditional_t<std::is_floating_point_v<R>, R, R&>;
  Sum growths = now_[growth], sum = now_[size], entry = entry_;
  for (Index r = column.first_neuron; r < column.first_neuron + column.neurons; ++r) {
    entry = A(r, column.patch);
    if (sizes) detail::add_size(entry, sum);
    if (!grows) continue;
    entry -= start_(r, column.patch);
    detail::add_size(entry, growths);
  }
  now_[growth] = growths;
  now_[size] = sum;
}

template <class R>
const Means<R>& StateMeans<R>::at(const Matrix<R>& A, const Matrix<R>& G, const NeededMeans& needed) {
  using detail::at;
  for (R& mean : now_) mean = R(0);
  for (const Selection::Column& column : selection_.columns) add_column(column, A, needed);
  for (Index r = 0; r < G.rows(); ++r) now_[at(Mean::weight)] += G(r, r % G.cols());
  now_[at(Mean::weight)] /= R(G.rows());
  for (const bool signal : {true, false}) {
    const long count = std::max(1L, entries(signal));
    now_[at(signal ? Mean::signal_growth : Mean::noise_growth)] /= R(count);
    now_[at(signal ? Mean::signal_size : Mean::noise_size)] /= R(count);
  }
  return now_;
}

template <class R>
std::vector<Event<R>> stage_events(StateMeans<R>& means, const Matrix<R>& G0, const StageLevels& levels) {
  const R level = theory::to_real<R>(levels.size),
          weight = means.at(means.start(), G0)[detail::at(Mean::weight)];
  std::vector<Event<R>> events{
      {.name = "t_signal", .forms = {detail::form(Mean::signal_growth, R(1), R(-means.initial_size(true)))}},
      {.name = "signal_level", .forms = {detail::form(Mean::signal_size, R(1), R(-level))}},
      {.name = "weight_doubled", .forms = {detail::form(Mean::weight, R(1), R(R(-2) * weight))}}};
  if (means.entries(false) == 0) return events;
  events.insert(
      events.begin() + 1,
      {.name = "t_noise", .forms = {detail::form(Mean::noise_growth, R(1), R(-means.initial_size(false)))}});
  events.insert(events.begin() + 3,
                {.name = "noise_level", .forms = {detail::form(Mean::noise_size, R(1), R(-level))}});
  if (levels.ratio_limit) events.push_back(detail::ratio_event<R>(levels));
  return events;
}

#define FEATDYN_INSTANTIATE_EVENTS(R) \
  template struct Event<R>;           \
  template class StateMeans<R>;       \
  template std::vector<Event<R>> stage_events<R>(StateMeans<R>&, const Matrix<R>&, const StageLevels&);

}  // namespace featdyn::numerics
