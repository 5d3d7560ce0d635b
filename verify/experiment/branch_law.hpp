#pragma once

#include <optional>

#include "numerics/points/stationary.hpp"
#include "verify/experiment/converged.hpp"

namespace featdyn::verify {

/// The two-patch setting with exactly orthogonal patches, its classes merged: orthogonal patches of equal
/// norm and weight whose overlaps are equal act as one, with the sum of their weights and the squared norm
/// divided by their number, since every term of the step then is a sum of equal terms [derived]. So N = 2, c
/// = (1, 1),
///   K = diag(|mu|^2 / 2, sigma_xi^2 d / n),
/// and all that is left of the data are n SNR^2 = 2 K_11 / K_22 and K_22. Weights are not set.
numerics::Problem merged_problem(const numerics::Settings& settings);

/// The setting whose merged problem has the same noise on average: if all noise overlaps are a, their part of
/// |u|^2 is a^2 1^T K^-1 1, and E[1^T K^-1 1] = n / (sigma_xi^2 (d - 2 - n - 1)) (inverse Wishart; the noise
/// has d - 2 dimensions). For d large against n this is the n / (sigma_xi^2 d) of orthogonal patches.
numerics::Settings effective(const numerics::Settings& settings);

/// The symmetric branch of a merged problem [derived]: all neurons equal up to a simplex off the data; the
/// point with the smallest loss and positive overlaps. Nothing where Newton's method finds none.
std::optional<numerics::SymmetricPoint> symmetric_branch(const numerics::Problem& merged);

/// The ratio on a branch of the merged problem: the symmetric one, or the one where `turned_signal` neurons
/// keep a negative signal overlap and `turned_noise` a negative noise overlap (found by turning these of the
/// symmetric point, training, and Newton's method). Columns: ratio, loss, unstable (directions); NaN where
/// the branch is not there.
Measurement branch_law(const Branching& branch);

}  // namespace featdyn::verify
