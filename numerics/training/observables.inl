// Definitions of the templates of observables.hpp; included by the one source file per scalar type.
#pragma once

#include <cmath>

#include "numerics/scalar/unit_roundoff.hpp"
#include "numerics/scalar/worst.hpp"
#include "numerics/training/overlap_sizes.hpp"

namespace featdyn::numerics {
template <class R>
R mean_square(const Matrix<R>& G) {
  R sum(0);
  for (Index r = 0; r < G.rows(); ++r) sum += G(r, r % G.cols());
  return sum / R(G.rows());
}

template <class R>
Selection started(Selection selection, const Matrix<R>& A0) {
  const auto [signal, noise] = overlap_sizes(selection, A0, worst_of<R>);
  selection.signal_start = static_cast<double>(signal.mean());
  selection.noise_start = static_cast<double>(noise.mean());
  return selection;
}

template <class R>
Record<R> summarise(const Selection& selection, long step, const R& eta, const Evaluation<R>& evaluation,
                    const Matrix<R>& A, const Matrix<R>& G) {
  const auto [signal, noise] = overlap_sizes(selection, A, worst_of<R>);
  Record<R> record{.step = step,
                   .time = R(step) * eta,
                   .loss = evaluation.loss,
                   .signal_max = signal.largest,
                   .signal_mean = signal.mean(),
                   .noise_max = {},
                   .noise_mean = {},
                   .ratio = {},
                   .weight_norm_sq_mean = mean_square(G),
                   .gradient_norm = evaluation.gradient_norm};
  if (noise.count > 0) {
    record.noise_max = noise.largest;
    record.noise_mean = noise.mean();
    const R unit = unit_roundoff<R>();
    const bool known = !(signal.mean() < unit * R(selection.signal_start)) &&
                       !(noise.mean() < unit * R(selection.noise_start));
    if (known && noise.mean() > R(0)) record.ratio = R(signal.mean() / noise.mean());
  }
  return record;
}

#define FEATDYN_INSTANTIATE_OBSERVABLES(R)                                                                  \
  template R mean_square<R>(const Matrix<R>&);                                                              \
  template Selection started<R>(Selection, const Matrix<R>&);                                               \
  template Record<R> summarise<R>(const Selection&, long, const R&, const Evaluation<R>&, const Matrix<R>&, \
                                  const Matrix<R>&);

}  // namespace featdyn::numerics
