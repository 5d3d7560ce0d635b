#include "theory/denoiser.hpp"

namespace featdyn::theory {
namespace {

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
  const Noised sigma_of(sigma, in);
  const Polynomial half_over_m = Polynomial(Rational(1, 2)) * Polynomial(Symbol::root).pow(2);
  return sigma_of.pair_sum(half_over_m, second.D, in.c) - alignment(in, second, sigma_of.phi(), target);
}

}  // namespace featdyn::theory
