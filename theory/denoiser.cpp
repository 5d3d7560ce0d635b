#include "theory/denoiser.hpp"

#include "theory/entrywise.hpp"

namespace featdyn::theory {
namespace {

/// sum_p c_p (1/2m) sum_{r,s} D_rs kappa_rs = (1/2m) sum_k beta^{2k}/k! <D o G^(k), Phi_k diag(c) Phi_k^T>,
/// where G^(k) is the entrywise power: kappa's c_rs is beta^2 G_rs.
Matrix self_energy(const Inputs& in, Matrix D, const HermiteMatrices& phi) {
  const auto G_powers = entrywise_powers(in.G, static_cast<unsigned>(phi.size()));
  const auto D_times_power = [&](unsigned k) {
    if (D.node == in.G.node) return G_powers[k];
    return k == 0 ? D : hadamard(D, G_powers[k - 1]);
  };
  const Polynomial half_over_m = Polynomial(Rational(1, 2)) * Polynomial(Symbol::root).pow(2);
  // A column phi_k is the same for all patches, so that only the sum of the weights counts.
  const Matrix total = sum(in.c);
  Matrix energy = Polynomial() * total;
  for (unsigned k = 0; k < phi.size(); ++k) {
    if (!phi[k]) continue;
    const bool column = phi[k]->shape().columns == Extent::one;
    const Polynomial factor =
        half_over_m * Polynomial(Symbol::beta).pow(2 * k) * Polynomial(Rational(1) / factorial(k));
    energy = energy + factor * sum(hadamard(D_times_power(k), weighted_gram(*phi[k], column ? total : in.c)));
  }
  return energy;
}

/// m^{-1/2} sum_{r,p} c_p (e beta B_rr phi_1 + x_weight C_rp phi_0) = sum_p c_p E<f_p, target>.
Matrix alignment(const Inputs& in, const SecondLayerProducts& second, const HermiteMatrices& phi,
                 const TargetWeights& target) {
  Matrix sum_of_parts = Polynomial() * sum(in.c);
  if (!target.noise.is_zero() && phi[1])
    sum_of_parts = sum_of_parts +
                   target.noise * Symbol::beta * sum(hadamard(hadamard(*phi[1], in.c), diagonal(second.B)));
  if (!target.data.is_zero() && phi[0])
    sum_of_parts = sum_of_parts + target.data * sum(hadamard(hadamard(*phi[0], in.c), second.C));
  return Polynomial(Symbol::root) * sum_of_parts;
}

}  // namespace

Inputs make_inputs(MatrixProgram& program) {
  return {.A = program.state("A", {.rows = Extent::neurons, .columns = Extent::patches}),
          .G = program.state("G", {.rows = Extent::neurons, .columns = Extent::neurons}),
          .K = program.constant("K", {.rows = Extent::patches, .columns = Extent::patches}),
          .c = program.constant("c", {.rows = Extent::one, .columns = Extent::patches})};
}

Matrix denoiser_loss(const Inputs& in, const SecondLayerProducts& second, const Activation& sigma,
                     const TargetWeights& target) {
  const Polynomial beta_square = Polynomial(Symbol::beta).pow(2);
  const Matrix a = Polynomial(Symbol::alpha) * in.A;
  if (sigma.is_polynomial()) {
    const HermiteMatrices phi(hermite_family(sigma.polynomial), a, beta_square * diagonal(in.G));
    return self_energy(in, second.D, phi) - alignment(in, second, phi, target);
  }
  const Matrix C = beta_square * in.G;
  const HermiteMatrices phi(sigma.function, a, diagonal(C));
  const Polynomial half_over_m = Polynomial(Rational(1, 2)) * Polynomial(Symbol::root).pow(2);
  return half_over_m * pair_energy(sigma.function, a, C, second.D, in.c) - alignment(in, second, phi, target);
}

}  // namespace featdyn::theory
