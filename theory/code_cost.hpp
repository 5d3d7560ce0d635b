#pragma once

#include <vector>

#include "theory/derivation.hpp"
#include "theory/noised.hpp"

namespace featdyn::theory {

/// A tied network whose code is noised and costs,
///   f(x) = m^{-1/2} sum_r (sigma(z_r) + s eps_r) w_r,  eps_r ~ N(0, 1),  and (lambda_c/2) sum_r sigma(z_r)^2 a patch.
/// With the target data, alpha = 1 and beta = 0: a tied variational autoencoder. s = code_noise, lambda_c =
/// code_penalty.

/// chi(a_r, v_r) = E sigma(z_r)^2, z_r = a_r + Z_r, Z_r ~ N(0, v_r). E.g. sigma = z^2: a^4 + 6 a^2 v + 3 v^2 [derived].
Polynomial code_square(const Polynomial& sigma);

/// E_eps[(sigma(z) + s eps)^2] - sigma(z)^2, by the moments of eps: s^2 for every sigma [derived].
Polynomial code_variance(const Polynomial& sigma);

/// What the expected loss rests on: eps leaves the mean of the code and so its alignment with the target; it adds s^2
/// to the mean square of a neuron's code and nothing to the product of two neurons'; chi is kappa of a neuron with
/// itself.
std::vector<Identity> code_identities(const Polynomial& sigma);

/// chi and its partial derivatives.
std::vector<Definition> code_definitions(const Polynomial& sigma);

/// What noise and cost of the code add to the expected loss [derived]:
///   sum_p c_p sum_r [ (s^2/2m) |w_r|^2 + (lambda_c/2) chi_rp ]
Matrix code_cost(const Inputs& in, const Polynomial& sigma);

}  // namespace featdyn::theory
