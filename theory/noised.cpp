#include "theory/noised.hpp"

#include "theory/gaussian_moment.hpp"

namespace featdyn::theory {
namespace {

Polynomial beta_square() {
  return Polynomial(Symbol::beta).pow(2);
}

HermiteMatrices means(const Activation& sigma, Matrix a, Matrix G) {
  const Matrix v = beta_square() * diagonal(G);
  return sigma.is_polynomial() ? HermiteMatrices(hermite_family(sigma.polynomial), a, v)
                               : HermiteMatrices(sigma.function, a, v);
}

}  // namespace

Noised::Noised(const Activation& sigma, const Inputs& in)
    : sigma_(sigma), a_(Polynomial(Symbol::alpha) * in.A), G_(in.G), phi_(means(sigma, a_, in.G)) {}

Matrix Noised::mehler(const Polynomial& factor, Matrix D, Matrix c, unsigned first) const {
  const auto G_powers = entrywise_powers(G_, static_cast<unsigned>(phi_.size()));
  const auto D_times_power = [&](unsigned k) {
    if (D.node == G_.node) return G_powers[k];
    return k == 0 ? D : hadamard(D, G_powers[k - 1]);
  };
  // A column phi_k is the same for all patches, so that only the sum of the weights counts.
  const Matrix total = sum(c);
  Matrix energy = Polynomial() * total;
  for (unsigned k = first; k < phi_.size(); ++k) {
    if (!phi_[k]) continue;
    const bool column = phi_[k]->shape().columns == Extent::one;
    const Polynomial weight = factor * beta_square().pow(k) * Polynomial(Rational(1) / factorial(k));
    energy = energy + weight * sum(hadamard(D_times_power(k), weighted_gram(*phi_[k], column ? total : c)));
  }
  return energy;
}

Matrix Noised::pair_sum(const Polynomial& factor, Matrix D, Matrix c) const {
  if (sigma_.is_polynomial()) return mehler(factor, D, c, 0);
  return factor * pair_energy(sigma_.function, a_, beta_square() * G_, D, c);
}

Matrix Noised::covariance_sum(const Polynomial& factor, Matrix D, Matrix c) const {
  if (sigma_.is_polynomial()) return mehler(factor, D, c, 1);
  return pair_sum(factor, D, c) - factor * sum(hadamard(D, weighted_gram(*phi_[0], c)));
}

}  // namespace featdyn::theory
