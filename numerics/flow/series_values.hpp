#pragma once

#include "numerics/scalar/whole_series.hpp"
#include "numerics/training/integration.hpp"

namespace featdyn::numerics {

/// Coefficients x_0, x_1, ... of x(t) = sum_k x_k (t - t_0)^k.
template <class R>
using FlatSeries = std::vector<FlatState<R>>;

/// x_0 + t (x_1 + t (x_2 + ...)).
template <class R>
void by_horner(const FlatSeries<R>& series, const R& t, FlatState<R>& x) {
  x = series.back();
  const R at = t;  // which is none of x, so that the loop may be one of vectors
  for (std::size_t k = series.size() - 1; k-- > 0;) {
    const FlatState<R>& coefficient = series[k];
    for (std::size_t i = 0; i < x.size(); ++i) {  // in place: long numbers are costly to make
      x[i] *= at;
      x[i] += coefficient[i];
    }
  }
}

/// Values of one series after the other, each at many times. Before the first is taken any may be asked for.
template <class R>
class SeriesValues {
 public:
  /// A finite series, for times up to that one.
  void take(const FlatSeries<R>&, const R&) {}
  /// x(t_0 + t) of the series that was taken.
  void at(const FlatSeries<R>& series, const R& t, FlatState<R>& x) const { by_horner(series, t, x); }
};

/// Long numbers are read once, and each value is one sum that is rounded once.
template <>
class SeriesValues<BigReal> {
 public:
  void take(const FlatSeries<BigReal>& series, const BigReal& longest);
  void at(const FlatSeries<BigReal>& series, const BigReal& t, FlatState<BigReal>& x) const;

 private:
  WholeSeries coefficients_;
};

}  // namespace featdyn::numerics
