#pragma once

#include "numerics/problem.hpp"

namespace featdyn::verify {

inline constexpr int fresh_draws = 4000;  ///< samples that a test error is measured on

/// How many of `fresh_draws` fresh samples x = (mu_y, xi) a trained classifier gets wrong, y a fair coin; an
/// output of exactly 0 is wrong. Two-patch data only. Free of d: outputs see a fresh xi through
///   <w_r, xi>, jointly N(0, sigma_xi^2 (G - sum_j A_j A_j^T / |mu|^2)),   A_j = <w_r, mu_j>.
/// Deterministic in the data's seed.
int count_errors_on_fresh_data(const numerics::Problem& problem, const numerics::Matrix<double>& A,
                               const numerics::Matrix<double>& G);

}  // namespace featdyn::verify
