#pragma once

#include <string>
#include <vector>

#include "theory/formula/expression.hpp"

namespace featdyn::verify {

/// One index and how many values it takes: `r` of 20.
struct Axis {
  std::string index;
  long size;
  bool operator==(const Axis&) const = default;
};

/// How many elements these axes have; 1 for none.
long count_of(const std::vector<Axis>& axes);
/// The axes of both, the first's first. Throws logic_error where one index has two sizes.
std::vector<Axis> joined(const std::vector<Axis>& one, const std::vector<Axis>& other);
bool has_axis(const std::vector<Axis>& axes, const std::string& index);

/// Numbers with named axes, the last axis fastest; without axes one number.
struct Array {
  std::vector<Axis> axes;
  std::vector<double> values;

  static Array of(double value) { return {.axes = {}, .values = {value}}; }
  bool is_number() const { return axes.empty(); }
  /// Of an array without axes.
  double number() const { return values.front(); }
};

/// Where each element of `over` is found in an array of `axes`, which are some of them.
std::vector<long> positions(const std::vector<Axis>& over, const std::vector<Axis>& axes);
/// The same numbers along more axes.
Array spread(const Array& x, const std::vector<Axis>& over);

/// f of every element.
template <class F>
Array mapped(Array x, F f) {
  for (double& value : x.values) value = f(value);
  return x;
}

/// f of every pair of elements, along the axes of both.
template <class F>
Array combined(Array x, const Array& y, F f) {
  if (y.is_number()) {
    for (double& value : x.values) value = f(value, y.values[0]);
    return x;
  }
  if (x.axes != y.axes) {
    const auto axes = joined(x.axes, y.axes);
    x = spread(x, axes);
    const auto at = positions(axes, y.axes);
    for (std::size_t k = 0; k < at.size(); ++k)
      x.values[k] = f(x.values[k], y.values[static_cast<std::size_t>(at[k])]);
    return x;
  }
  for (std::size_t k = 0; k < x.values.size(); ++k) x.values[k] = f(x.values[k], y.values[k]);
  return x;
}

/// Over some axes; elements where `mask` (an array of the same axes, or none) is 0 are left out. A NaN stays;
/// max, min, mean and rms of nothing are NaN. `count` counts elements that are not 0.
struct ReducedOver {
  formula::Reduced kind;
  std::vector<std::string> indices;
};
Array reduced(const Array& x, const ReducedOver& over, const Array* mask = nullptr);

/// The larger and the smaller of two numbers; NaN where one of them is.
double larger(double a, double b);
double smaller(double a, double b);

}  // namespace featdyn::verify
