#pragma once

#include <string>
#include <utility>
#include <vector>

#include "theory/polynomial.hpp"

namespace featdyn::theory {

/// sigma: a polynomial in z, or a function that numerics/ knows by name.
struct Activation {
  Activation(Polynomial sigma) : polynomial(std::move(sigma)) {}
  explicit Activation(std::string name) : function(std::move(name)) {}
  Polynomial polynomial = {};
  std::string function = {};
  bool is_polynomial() const { return function.empty(); }
};

/// sigma(z) = sum_k coefficients[k] z^k. Throws std::invalid_argument when all coefficients are 0.
Polynomial activation(const std::vector<Rational>& coefficients);

/// phi_k(a_r, v_r) = E[sigma^(k)(a_r + Z)], Z ~ N(0, v_r), k = 0 .. degree of sigma [derived].
/// phi_0 by Gaussian moments, the others by d phi_k/da = phi_{k+1}. E.g. sigma = z^2: a^2 + v, 2a, 2.
std::vector<Polynomial> hermite_family(const Polynomial& sigma);

/// The same polynomial in the variables of neuron s.
Polynomial of_neuron_s(const Polynomial& of_r);

/// kappa = E[sigma(a_r + Z_r) sigma(a_s + Z_s)] by Mehler's expansion,
/// sum_k c_rs^k / k! phi_k(a_r, v_r) phi_k(a_s, v_s) [derived].
Polynomial kappa_by_mehler(const std::vector<Polynomial>& phi);

/// kappa a second way: both activations expanded about their means, moments of (Z_r, Z_s) by Isserlis'
/// theorem.
Polynomial kappa_by_isserlis(const Polynomial& sigma);

/// How many terms kappa will have, found without it: about (degree)^5/80 where sigma has every power.
double count_kappa_terms(const Polynomial& sigma);

/// What a denoiser with activation sigma is made of, and the partial derivatives of its kernels.
struct Kernels {
  std::vector<Polynomial> phi;
  Polynomial kappa, tau;
};

/// Derives the kernels; throws std::logic_error when the two ways to kappa differ (they are then wrong).
Kernels derive_kernels(const Polynomial& sigma);

}  // namespace featdyn::theory
