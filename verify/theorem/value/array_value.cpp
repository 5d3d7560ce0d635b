#include "verify/theorem/value/array_value.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace featdyn::verify {
namespace {

using formula::Reduced;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

const Axis* find(const std::vector<Axis>& axes, const std::string& index) {
  const auto found = std::ranges::find(axes, index, &Axis::index);
  return found == axes.end() ? nullptr : &*found;
}

/// How far apart neighbours along each axis of `over` are in an array of `axes`; 0 along an axis it lacks.
std::vector<long> strides(const std::vector<Axis>& over, const std::vector<Axis>& axes) {
  std::vector<long> result;
  for (const Axis& axis : over) {
    long stride = 0, size = 1;
    for (auto at = axes.rbegin(); at != axes.rend(); size *= at++->size)
      if (at->index == axis.index) stride = size;
    result.push_back(stride);
  }
  return result;
}

/// What an element begins with, before any is added.
double start(Reduced kind) {
  if (kind == Reduced::max) return -HUGE_VAL;
  return kind == Reduced::min ? HUGE_VAL : 0;
}

void add(Reduced kind, double value, double& so_far) {
  switch (kind) {
    case Reduced::max:
      so_far = larger(so_far, value);
      return;
    case Reduced::min:
      so_far = smaller(so_far, value);
      return;
    case Reduced::count:
      so_far += value == 0 ? 0 : 1;
      return;
    case Reduced::rms:
      so_far += value * value;
      return;
    default:
      so_far += value;
  }
}

double finished(Reduced kind, double so_far, double count) {
  if (kind == Reduced::sum || kind == Reduced::count) return so_far;
  if (count == 0) return nan;
  if (kind == Reduced::mean) return so_far / count;
  return kind == Reduced::rms ? std::sqrt(so_far / count) : so_far;
}

}  // namespace

double larger(double a, double b) {
  return std::isnan(a) || std::isnan(b) ? nan : std::max(a, b);
}
double smaller(double a, double b) {
  return std::isnan(a) || std::isnan(b) ? nan : std::min(a, b);
}

long count_of(const std::vector<Axis>& axes) {
  long count = 1;
  for (const Axis& axis : axes) count *= axis.size;
  return count;
}

bool has_axis(const std::vector<Axis>& axes, const std::string& index) {
  return find(axes, index) != nullptr;
}

std::vector<Axis> joined(const std::vector<Axis>& one, const std::vector<Axis>& other) {
  std::vector<Axis> result = one;
  for (const Axis& axis : other) {
    const Axis* known = find(one, axis.index);
    if (known == nullptr) result.push_back(axis);
    if (known != nullptr && known->size != axis.size)
      throw std::logic_error("one index of two sizes: " + axis.index);
  }
  return result;
}

std::vector<long> positions(const std::vector<Axis>& over, const std::vector<Axis>& axes) {
  const auto steps = strides(over, axes);
  std::vector<long> result(static_cast<std::size_t>(count_of(over))), index(over.size(), 0);
  long at = 0;
  for (long& position : result) {
    position = at;
    for (std::size_t a = over.size(); a-- > 0;) {
      at += steps[a];
      if (++index[a] < over[a].size) break;
      at -= steps[a] * over[a].size;
      index[a] = 0;
    }
  }
  return result;
}

Array spread(const Array& x, const std::vector<Axis>& over) {
  if (x.axes == over) return x;
  Array result{.axes = over, .values = {}};
  for (const long at : positions(over, x.axes))
    result.values.push_back(x.values[static_cast<std::size_t>(at)]);
  return result;
}

Array reduced(const Array& x, const ReducedOver& over, const Array* mask) {
  Array result;
  for (const Axis& axis : x.axes)
    if (std::ranges::find(over.indices, axis.index) == over.indices.end()) result.axes.push_back(axis);
  const auto to = positions(x.axes, result.axes);
  result.values.assign(static_cast<std::size_t>(count_of(result.axes)), start(over.kind));
  std::vector<double> counts(result.values.size(), 0);
  for (std::size_t k = 0; k < to.size(); ++k) {
    if (mask != nullptr && mask->values[k] == 0) continue;
    const auto at = static_cast<std::size_t>(to[k]);
    add(over.kind, x.values[k], result.values[at]);
    ++counts[at];
  }
  for (std::size_t k = 0; k < counts.size(); ++k)
    result.values[k] = finished(over.kind, result.values[k], counts[k]);
  return result;
}

}  // namespace featdyn::verify
