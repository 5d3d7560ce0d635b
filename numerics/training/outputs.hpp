#pragma once

#include <vector>

#include "numerics/problem/problem.hpp"

namespace featdyn::numerics {

/// f(x_i) of the n training samples, of a classifier with two classes and a fixed second layer, by what its neurons make of
/// the patches: activity = sigma(A), neurons x N.
template <class R>
std::vector<R> outputs_from(const Problem& problem, const Matrix<R>& activity) {
  const Settings& settings = problem.settings;
  const Matrix<R> of_patches =
      second_layer_signs<R>(settings) * activity / R(settings.width) * output_scale<R>(problem);
  std::vector<R> result;
  for (Index i = 0; i < problem.data.samples(); ++i) {
    R f(0);
    for (const int p : problem.data.sample_patches.row(i)) f += of_patches(0, p);
    result.push_back(f);
  }
  return result;
}
/// The same at overlaps A, neurons x N, by any activation.
std::vector<double> outputs_of(const Problem& problem, const Matrix<double>& A);

}  // namespace featdyn::numerics
