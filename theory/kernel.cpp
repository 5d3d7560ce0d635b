#include "theory/kernel.hpp"

#include <stdexcept>

#include "theory/gaussian_moment.hpp"

namespace featdyn::theory {

Polynomial activation(const std::vector<Rational>& coefficients) {
  Polynomial sigma;
  for (std::size_t k = 0; k < coefficients.size(); ++k)
    sigma = sigma + Polynomial(coefficients[k]) * Polynomial(Symbol::z).pow(static_cast<unsigned>(k));
  if (sigma.is_zero())
    throw std::invalid_argument("activation: every coefficient is 0, a nonzero one is needed");
  return sigma;
}

std::vector<Polynomial> hermite_family(const Polynomial& sigma) {
  std::vector<Polynomial> phi{gaussian_expectation(sigma, Symbol::a_r, Symbol::v_r)};
  for (unsigned k = 1; k <= sigma.degree(Symbol::z); ++k) phi.push_back(phi.back().derivative(Symbol::a_r));
  return phi;
}

Polynomial of_neuron_s(const Polynomial& of_r) {
  return of_r.substitute(Symbol::a_r, Symbol::a_s).substitute(Symbol::v_r, Symbol::v_s);
}

Polynomial kappa_by_mehler(const std::vector<Polynomial>& phi) {
  Polynomial kappa;
  for (unsigned k = 0; k < phi.size(); ++k) {
    const Polynomial power = Polynomial(Symbol::c_rs).pow(k) * Polynomial(Rational(1) / factorial(k));
    kappa = kappa + power * phi[k] * of_neuron_s(phi[k]);
  }
  return kappa;
}

Polynomial kappa_by_isserlis(const Polynomial& sigma) {
  const unsigned degree = sigma.degree(Symbol::z);
  const auto moments = isserlis_moments(degree, degree);
  std::vector<Polynomial> of_r, of_s;
  for (unsigned i = 0; i <= degree; ++i) {
    of_r.push_back(taylor_coefficient(sigma, i, Symbol::a_r));
    of_s.push_back(taylor_coefficient(sigma, i, Symbol::a_s));
  }
  Polynomial kappa;
  for (unsigned i = 0; i <= degree; ++i) {
    Polynomial of_power;  // E[Z_r^i sigma(z_s)], so that long sums are added once a power
    for (unsigned j = 0; j <= degree; ++j) of_power = of_power + of_s[j] * moments[i][j];
    kappa = kappa + of_r[i] * of_power;
  }
  return kappa;
}

double count_kappa_terms(const Polynomial& sigma) {
  double count = 0;
  for (const Polynomial& phi : hermite_family(sigma)) {
    const auto terms = static_cast<double>(phi.terms().size());
    count += terms * terms;  // times c_rs^k, which no other k has
  }
  return count;
}

Kernels derive_kernels(const Polynomial& sigma) {
  Kernels kernels{.phi = hermite_family(sigma), .kappa = {}, .tau = {}};
  kernels.kappa = kappa_by_mehler(kernels.phi);
  kernels.tau = kernels.phi.size() > 1 ? kernels.phi[1] : Polynomial();
  if (!(kernels.kappa == kappa_by_isserlis(sigma)))
    throw std::logic_error("derive_kernels: Mehler's expansion and Isserlis' theorem disagree on kappa");
  return kernels;
}

}  // namespace featdyn::theory
