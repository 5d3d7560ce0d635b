#include "theory/code_cost.hpp"

#include "theory/gaussian_moment.hpp"
#include "theory/kernel.hpp"

namespace featdyn::theory {
namespace {

Polynomial variance() {
  return Polynomial(Symbol::code_noise).pow(2);
}

/// E_eps (sigma(z) + s eps)^k, a polynomial in z and s.
Polynomial code_moment(unsigned k, const Polynomial& sigma) {
  return gaussian_expectation(Polynomial(Symbol::z).pow(k), sigma, variance());
}

/// In the variables of one neuron: kappa where s is r.
Polynomial with_itself(const Polynomial& kappa) {
  return kappa.substitute(Symbol::a_s, Symbol::a_r)
      .substitute(Symbol::v_s, Symbol::v_r)
      .substitute(Symbol::c_rs, Symbol::v_r);
}

}  // namespace

Polynomial code_square(const Polynomial& sigma) {
  return gaussian_expectation(sigma.pow(2), Symbol::a_r, Symbol::v_r);
}

Polynomial code_variance(const Polynomial& sigma) {
  return code_moment(2, sigma) - sigma.pow(2);
}

std::vector<Identity> code_identities(const Polynomial& sigma) {
  const Polynomial chi = code_square(sigma), kappa = kappa_by_mehler(hermite_family(sigma));
  const Polynomial square = gaussian_expectation(code_moment(2, sigma), Symbol::a_r, Symbol::v_r);
  // With eps_r and eps_s independent, E over both of the product is the product of the two means.
  const Polynomial mean = code_moment(1, sigma);
  return {{.name = "code: E[sigma(z) + s eps | z] = sigma(z)", .difference = mean - sigma},
          {.name = "code: E[(sigma(z) + s eps)^2] = chi + s^2", .difference = square - chi - variance()},
          {.name = "code: kappa_rs of two noised neurons is kappa_rs",
           .difference = kappa_by_isserlis(mean) - kappa},
          {.name = "code: chi = kappa at s = r", .difference = chi - with_itself(kappa)},
          {.name = "Price: d chi/dv = d^2 chi/da^2 / 2",
           .difference = chi.derivative(Symbol::v_r) -
                         Polynomial(Rational(1, 2)) * chi.derivative(Symbol::a_r).derivative(Symbol::a_r)}};
}

std::vector<Definition> code_definitions(const Polynomial& sigma) {
  const Polynomial chi = code_square(sigma);
  return {{.name = "chi", .value = chi},
          {.name = "dchi_da_r", .value = chi.derivative(Symbol::a_r)},
          {.name = "dchi_dv_r", .value = chi.derivative(Symbol::v_r)}};
}

Matrix code_cost(const Inputs& in, const Polynomial& sigma) {
  const Polynomial half(Rational(1, 2)), per_neuron = half * Polynomial(Symbol::root).pow(2);
  const Noised square(Activation(sigma.pow(2)), in);
  const Matrix noise = per_neuron * code_variance(sigma) * hadamard(sum(in.c), sum(diagonal(in.G)));
  return noise + half * Symbol::code_penalty * sum(hadamard(*square.phi()[0], in.c));
}

}  // namespace featdyn::theory
