#include "theory/derivation.hpp"

#include <algorithm>
#include <iterator>

#include "theory/code_cost.hpp"
#include "theory/formula/error.hpp"
#include "theory/formula/function.hpp"
#include "theory/gaussian_moment.hpp"
#include "theory/kernel.hpp"

namespace featdyn::theory {
namespace {

void add_with_partials(std::vector<Definition>& out, const std::string& name_of_f, const Polynomial& f,
                       const std::vector<Symbol>& symbols) {
  for (const Symbol symbol : symbols)
    out.push_back({.name = "d" + name_of_f + "_d" + name(symbol).text, .value = f.derivative(symbol)});
}

/// phi_{k+2} / 2 - d phi_k / dv for every k: 0 by Price's theorem.
Polynomial price_defect(const std::vector<Polynomial>& phi) {
  Polynomial defect;
  for (std::size_t k = 0; k < phi.size(); ++k) {
    const Polynomial second = k + 2 < phi.size() ? phi[k + 2] : Polynomial();
    const Polynomial difference = phi[k].derivative(Symbol::v_r) - Polynomial(Rational(1, 2)) * second;
    defect = defect + difference * difference;  // squares cannot cancel
  }
  return defect;
}

Polynomial swapped(const Polynomial& f) {
  return f.substitute(Symbol::a_r, Symbol::z)
      .substitute(Symbol::a_s, Symbol::a_r)
      .substitute(Symbol::z, Symbol::a_s)
      .substitute(Symbol::v_r, Symbol::z)
      .substitute(Symbol::v_s, Symbol::v_r)
      .substitute(Symbol::z, Symbol::v_s);
}

/// And its derivative in z, where the formula is one of the language that has no kinks.
void add_with_slope(std::vector<Formula>& out, const std::string& name, const std::string& text) {
  out.push_back({.name = name, .text = text});
  try {
    if (const auto slope = formula::derivative(formula::read_function(text)))
      out.push_back({.name = "d" + name + "_dz", .text = formula::calculator_text(slope)});
  } catch (const formula::FormulaError&) {  // a user's own way of writing
  }
}

}  // namespace

std::vector<Definition> derive(const Assumptions& assumptions) {
  if (!assumptions.function.name.empty()) return {};
  const Polynomial sigma = activation(assumptions.activation);
  if (assumptions.objective == Objective::classification && !assumptions.noised_inputs)
    return {{.name = "sigma", .value = sigma}, {.name = "dsigma_dz", .value = sigma.derivative(Symbol::z)}};
  const Kernels kernels = derive_kernels(sigma);
  std::vector<Definition> result{{.name = "phi", .value = kernels.phi[0]},
                                 {.name = "tau", .value = kernels.tau},
                                 {.name = "kappa", .value = kernels.kappa}};
  add_with_partials(result, "phi", kernels.phi[0], {Symbol::a_r, Symbol::v_r});
  add_with_partials(result, "tau", kernels.tau, {Symbol::a_r, Symbol::v_r});
  add_with_partials(result, "kappa", kernels.kappa,
                    {Symbol::a_r, Symbol::a_s, Symbol::v_r, Symbol::v_s, Symbol::c_rs});
  if (assumptions.costs_code) std::ranges::move(code_definitions(sigma), std::back_inserter(result));
  return result;
}

std::vector<Identity> identities(const Polynomial& sigma) {
  const auto phi = hermite_family(sigma);
  const Polynomial kappa = kappa_by_mehler(phi), sigma_prime = sigma.derivative(Symbol::z);
  const Polynomial tau = phi.size() > 1 ? phi[1] : Polynomial();
  // E[Z sigma(a + Z)] = E[(z - a) sigma(z)] with z = a + Z.
  const Polynomial weighted = gaussian_expectation(Polynomial(Symbol::z) * sigma, Symbol::a_r, Symbol::v_r) -
                              Polynomial(Symbol::a_r) * phi[0];
  const Polynomial kappa_prime = sigma_prime.is_zero() ? Polynomial() : kappa_by_isserlis(sigma_prime);
  return {
      {.name = "kappa: Mehler's expansion = Isserlis' theorem",
       .difference = kappa - kappa_by_isserlis(sigma)},
      {.name = "Stein: E[Z sigma(a + Z)] = v tau", .difference = weighted - Polynomial(Symbol::v_r) * tau},
      {.name = "Price: d phi_k/dv = phi_{k+2}/2 for all k", .difference = price_defect(phi)},
      {.name = "Price: d kappa/dc = E[sigma'(z_r) sigma'(z_s)]",
       .difference = kappa.derivative(Symbol::c_rs) - kappa_prime},
      {.name = "kappa is symmetric in (r, s)", .difference = kappa - swapped(kappa)}};
}

std::vector<Formula> formulas_of(const Assumptions& assumptions) {
  std::vector<Formula> result;
  if (!assumptions.function.name.empty()) add_with_slope(result, "sigma", assumptions.function.formula);
  if (assumptions.objective == Objective::diffusion) return result;
  if (assumptions.loss.kind == MarginLoss::cross_entropy) {
    result.push_back({.name = "loss", .text = "log(sum_c exp(f_c)) - f_y"});
    return result;
  }
  const auto loss = formulas(assumptions.loss);
  result.push_back({.name = "loss", .text = loss.value});
  if (!loss.slope.empty()) result.push_back({.name = "dloss_dz", .text = loss.slope});
  return result;
}

std::string as_text(const std::vector<Definition>& definitions) {
  std::string text;
  for (const Definition& definition : definitions)
    text += definition.name + " = " + definition.value.text() + "\n";
  return text;
}

}  // namespace featdyn::theory
