#pragma once

#include <array>
#include <concepts>
#include <cstddef>

namespace featdyn::numerics {

/// A number with its derivatives by n variables.
template <class R, std::size_t n>
struct Differentiated {
  R value{};
  std::array<R, n> by{};

  Differentiated() = default;
  template <std::integral I>
  explicit Differentiated(I constant) : value(constant) {}
  Differentiated(const R& at, std::size_t variable) : value(at) { by[variable] = R(1); }

  friend Differentiated operator+(Differentiated x, const Differentiated& y) {
    x.value += y.value;
    for (std::size_t i = 0; i < n; ++i) x.by[i] += y.by[i];
    return x;
  }
  friend Differentiated operator-(Differentiated x, const Differentiated& y) {
    x.value -= y.value;
    for (std::size_t i = 0; i < n; ++i) x.by[i] -= y.by[i];
    return x;
  }
  friend Differentiated operator*(const Differentiated& x, const Differentiated& y) {
    Differentiated result;
    result.value = x.value * y.value;
    for (std::size_t i = 0; i < n; ++i) result.by[i] = x.value * y.by[i] + y.value * x.by[i];
    return result;
  }
  friend Differentiated operator/(const Differentiated& x, const Differentiated& y) {
    Differentiated result;
    result.value = x.value / y.value;
    for (std::size_t i = 0; i < n; ++i) result.by[i] = (x.by[i] - result.value * y.by[i]) / y.value;
    return result;
  }
};

}  // namespace featdyn::numerics
