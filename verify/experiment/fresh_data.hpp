#pragma once

#include "numerics/problem/problem.hpp"

namespace featdyn::verify {

inline constexpr int fresh_draws = 4000;  ///< samples that a test error is measured on

/// Whether that can be done from overlaps and Gram matrix alone: two-patch data with white noise, and a
/// second layer that stays +1 and -1.
bool can_count_errors(const numerics::Settings& settings);

/// How many of `fresh_draws` fresh samples x = (mu_y, .., xi, ..) a trained classifier gets wrong, y = 1 with
/// the probability of its class; an output of exactly 0 is wrong. Free of d: outputs see a fresh xi through
///   <w_r, xi>, jointly N(0, sigma_xi^2 (G - A_s Gamma^-1 A_s^T)),   A_s = <w_r, mu_j>, Gamma = <mu_i, mu_j>.
/// Deterministic in the data's seed.
int count_errors_on_fresh_data(const numerics::Problem& problem, const numerics::Matrix<double>& A,
                               const numerics::Matrix<double>& G);

}  // namespace featdyn::verify
