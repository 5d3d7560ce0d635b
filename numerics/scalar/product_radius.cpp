#include "numerics/scalar/product_radius.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace featdyn::numerics {
namespace {

constexpr slong smallest_exponent =
    500;  // 2^-500 bounds all that is smaller, of numbers at most 1; no product underflows

slong exponent_bound(mag_srcptr x) {
  return fmpz_get_si(MAG_EXPREF(x));  // x < 2^exponent
}

/// An upper bound of x 2^-exponent, which is at most 1.
double scaled_bound(mag_srcptr x, slong exponent) {
  if (mag_is_zero(x)) return 0;
  const slong shift = std::max(exponent_bound(x) - exponent, -smallest_exponent);
  return std::ldexp(static_cast<double>(MAG_MAN(x)), static_cast<int>(shift - MAG_BITS));
}

void take_mid(mag_ptr magnitude, arb_srcptr x) {
  arf_get_mag(magnitude, arb_midref(x));
}
void take_radius(mag_ptr magnitude, arb_srcptr x) {
  mag_set(magnitude, arb_radref(x));
}
void take_whole(mag_ptr magnitude, arb_srcptr x) {
  arb_get_mag(magnitude, x);
}

}  // namespace

/// A magnitude below 2^(exponent - smallest_exponent) keeps its mantissa at that place, which bounds it.
template <class Magnitude>
ProductRadius::Bounds ProductRadius::bounds_of(const ArbLines& x, const Magnitude& magnitude) {
  Bounds result{.numbers = Matrix<double>(x.lines, x.length), .exponent = {}};
  const auto all = static_cast<std::size_t>(x.length);
  std::vector<mag_struct> line(all);
  for (mag_struct& number : line) mag_init(&number);
  for (Index i = 0; i < x.lines; ++i) {
    slong largest = std::numeric_limits<slong>::min();
    for (Index k = 0; k < x.length; ++k) {
      mag_ptr const number = &line[static_cast<std::size_t>(k)];
      magnitude(number, x.entry(i, k));
      if (!mag_is_zero(number)) largest = std::max(largest, exponent_bound(number));
    }
    if (largest == std::numeric_limits<slong>::min()) largest = 0;
    for (Index k = 0; k < x.length; ++k) {
      result.numbers(i, k) = scaled_bound(&line[static_cast<std::size_t>(k)], largest);
      if (result.numbers(i, k) != 0) result.is_zero = false;
    }
    result.exponent.push_back(largest);
  }
  for (mag_struct& number : line) mag_clear(&number);
  return result;
}

void ProductRadius::add(const Bounds& x, const Bounds& y) {
  if (x.is_zero || y.is_zero) return;
  Part part{.sums = product<double>({x.numbers}, {y.numbers, true}), .row = x.exponent, .column = y.exponent};
  // a sum of k numbers >= 0: each product and each sum is rounded within 2^-53 of itself
  const auto terms = static_cast<double>(x.numbers.cols());
  part.sums *= 1 + (terms + 64) * std::ldexp(1.0, -50);
  parts_.push_back(std::move(part));
}

ProductRadius::ProductRadius(const ArbLines& x, const ArbLines& y) {
  const Bounds x_radius = bounds_of(x, take_radius), y_radius = bounds_of(y, take_radius);
  if (!y_radius.is_zero) add(bounds_of(x, take_mid), y_radius);
  if (!x_radius.is_zero) add(x_radius, bounds_of(y, take_whole));
}

void ProductRadius::write(Index i, Index j, mag_ptr radius) const {
  mag_zero(radius);
  mag_t part_bound;
  mag_init(part_bound);
  for (const auto& [sums, row, column] : parts_) {
    mag_set_d(part_bound, sums(i, j));
    mag_mul_2exp_si(part_bound, part_bound,
                    row[static_cast<std::size_t>(i)] + column[static_cast<std::size_t>(j)]);
    mag_add(radius, radius, part_bound);
  }
  mag_clear(part_bound);
}

}  // namespace featdyn::numerics
