#include "numerics/flow/series_values.hpp"

namespace featdyn::numerics {
namespace {

constexpr long guard_bits_of_powers = 32;

/// t^(count - 1), ..., t, 1.
FlatState<BigReal> falling_powers(const BigReal& t, std::size_t count) {
  const PrecisionScope scope(working_bits() + guard_bits_of_powers);
  FlatState<BigReal> result(count, BigReal(1));
  for (std::size_t q = count - 1; q-- > 0;) result[q] = result[q + 1] * t;
  return result;
}

}  // namespace

/// Terms are compared where they are largest: 2^-growth is the first power of two beyond all times.
void SeriesValues<BigReal>::take(const FlatSeries<BigReal>& series, const BigReal& longest) {
  const auto rows = static_cast<Index>(series[0].size());
  coefficients_ = WholeSeries(rows, std::ssize(series), working_bits(), -ARF_EXP(arb_midref(longest.raw())));
  for (Index i = 0; i < rows; ++i) {
    const auto number = [&](Index k) {
      return arb_midref(series[static_cast<std::size_t>(k)][static_cast<std::size_t>(i)].raw());
    };
    for (Index k = 0; k < std::ssize(series); ++k) coefficients_.append(i, k, number);
  }
}

/// x(t) is coefficient p of the product of x_0, ..., x_p and t^p, ..., 1.
void SeriesValues<BigReal>::at(const FlatSeries<BigReal>& series, const BigReal& t,
                               FlatState<BigReal>& x) const {
  const bool is_read =
      coefficients_.orders() > 0 && arf_cmpabs_2exp_si(arb_midref(t.raw()), -coefficients_.growth()) <= 0;
  if (!is_read) return by_horner(series, t, x);
  const FlatState<BigReal> powers = falling_powers(t, series.size());
  const Index order = coefficients_.orders() - 1;
  WholeSeries weights(1, order + 1, coefficients_.bits(), coefficients_.growth());
  for (Index q = 0; q <= order; ++q)
    weights.append(0, q, [&](Index j) { return arb_midref(powers[static_cast<std::size_t>(j)].raw()); });
  x.resize(series[0].size());
  for (std::size_t i = 0; i < x.size(); ++i)
    WholeSeries::multiply(coefficients_, static_cast<Index>(i), weights, 0, order, arb_midref(x[i].raw()));
}

}  // namespace featdyn::numerics
