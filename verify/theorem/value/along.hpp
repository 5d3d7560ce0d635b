#pragma once

#include <algorithm>

#include "verify/theorem/value/array_value.hpp"

namespace featdyn::verify {

/// Things of any kind with named axes, the last axis fastest: what Array is for doubles.
template <class T>
struct Along {
  std::vector<Axis> axes;
  std::vector<T> values;
  static Along of(T value) { return {.axes = {}, .values = {std::move(value)}}; }
};

template <class T, class F>
auto mapped(const Along<T>& x, F f) {
  Along<decltype(f(x.values[0]))> result{.axes = x.axes, .values = {}};
  for (const T& value : x.values) result.values.push_back(f(value));
  return result;
}

/// f of every pair of elements, along the axes of both.
template <class T, class U, class F>
auto combined(const Along<T>& x, const Along<U>& y, F f) {
  const auto axes = joined(x.axes, y.axes);
  const auto of_x = positions(axes, x.axes), of_y = positions(axes, y.axes);
  Along<decltype(f(x.values[0], y.values[0]))> result{.axes = axes, .values = {}};
  for (std::size_t k = 0; k < of_x.size(); ++k)
    result.values.push_back(
        f(x.values[static_cast<std::size_t>(of_x[k])], y.values[static_cast<std::size_t>(of_y[k])]));
  return result;
}

/// What is left along the other axes when `add(cell, element)` has taken in all elements along the bound ones.
template <class T, class U, class F>
Along<U> folded(const Along<T>& x, const std::vector<std::string>& bound, const U& start, F add) {
  Along<U> result;
  for (const Axis& axis : x.axes)
    if (std::ranges::find(bound, axis.index) == bound.end()) result.axes.push_back(axis);
  result.values.assign(static_cast<std::size_t>(count_of(result.axes)), start);
  const auto to = positions(x.axes, result.axes);
  for (std::size_t k = 0; k < to.size(); ++k)
    add(result.values[static_cast<std::size_t>(to[k])], x.values[k]);
  return result;
}

}  // namespace featdyn::verify
