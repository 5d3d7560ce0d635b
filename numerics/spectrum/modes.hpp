#pragma once

#include "numerics/data/modes.hpp"
#include "numerics/problem/problem.hpp"

namespace featdyn::numerics {

/// Of the problem's patches, in numbers of type R. Throws std::runtime_error where the eigensolver fails.
template <class R>
Modes<R> modes_of(const Problem& problem);

/// <u_a, D u_b> of the linear map D = m^(-1/2) W^T W (tied layers with sigma(z) = z), K x K, from A = W X^T; of one
/// layer, whose A is X W X^T, of W itself. Its diagonal is the weights of the modes.
template <class R>
Matrix<R> in_modes(const Settings& settings, const Modes<R>& modes, const Matrix<R>& A);

/// The sum of squares on the diagonal over that of all entries: 1 where the modes do not mix; nan where all are 0.
template <class R>
R alignment(const Matrix<R>& D);

/// Where training leads the weight of a mode of the linear denoiser, one layer or two: for target q x + e eps
/// (q alpha lambda + e nu beta)/(alpha^2 lambda + nu beta^2), nu the patches of a sample; over several times numerator
/// and denominator are summed. Nothing where there is weight decay, a bias and a mean, a denoiser for each noise
/// scale, or another network.
template <class R>
std::optional<R> end_weight(const Problem& problem, const R& lambda);

/// Whether a run shows the weights of its modes: data of a given spectrum, or an aligned start.
bool shows_modes(const Settings& settings);

}  // namespace featdyn::numerics
