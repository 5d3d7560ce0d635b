#pragma once

#include "numerics/data/dataset.hpp"

namespace featdyn::numerics {

/// The eigenvalues that a list or a law names, in its order: as written, k^-a, or exp(Phi^-1((k - 1/2)/K)) scaled to
/// mean 1.
std::vector<double> eigenvalues_of(const SpectrumSettings& data);

/// Samples of one patch each, without labels, whose second moment sum_p c_p x_p x_p^T is sum_a lambda_a u_a u_a^T:
/// x_a = sqrt(K lambda_a) u_a, where the mean is to be 0 with -x_a after it. u_a are the first axes, or the
/// eigenvectors of the file's matrix, the largest eigenvalue first.
Dataset make_spectrum(const SpectrumSettings& data, const Settings& settings);

}  // namespace featdyn::numerics
