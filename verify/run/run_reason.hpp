#pragma once

#include <optional>
#include <string>

#include "numerics/problem/problem.hpp"

namespace featdyn::verify {

/// Why a run left the finite numbers: its learning rate against 2 / largest curvature, at the recorded state
/// with the smallest loss, (A, G).
std::string divergence_reason(const numerics::Problem& problem, long diverged_at, long smallest_loss_at,
                              const numerics::Matrix<double>& A, const numerics::Matrix<double>& G);

/// Kernels with three true digits train what they are meant to train.
constexpr double largest_quadrature_error = 1e-3;
/// Whether kernels that were integrated, if any were, are off by more than that, or by what is no number.
inline bool is_rough(const std::optional<double>& quadrature_error) {
  return quadrature_error && !(*quadrature_error <= largest_quadrature_error);
}
/// Why a run on kernels of a larger relative error is not to be relied on.
std::string quadrature_reason(const numerics::Settings& settings, double error);

}  // namespace featdyn::verify
