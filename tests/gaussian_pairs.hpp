#pragma once

#include <vector>

#include "theory/polynomial.hpp"

namespace featdyn::testing {

/// E[Z_r^i Z_s^j] by counting: k pairs across, the rest within, i! j! / (k! a! b! 2^(a+b)) pairings with
/// a = (i-k)/2, b = (j-k)/2.
inline theory::Polynomial moment_by_pairings(unsigned i, unsigned j) {
  using theory::factorial, theory::Polynomial, theory::Rational, theory::Symbol;
  Polynomial sum;
  for (unsigned k = 0; k <= i && k <= j; ++k) {
    if ((i - k) % 2 != 0 || (j - k) % 2 != 0) continue;
    const unsigned a = (i - k) / 2, b = (j - k) / 2;
    const Rational count =
        factorial(i) * factorial(j) / (factorial(k) * factorial(a) * factorial(b) * Rational(1L << (a + b)));
    sum = sum + Polynomial(count) * Polynomial(Symbol::c_rs).pow(k) * Polynomial(Symbol::v_r).pow(a) *
                    Polynomial(Symbol::v_s).pow(b);
  }
  return sum;
}

/// E[sigma(a_r + Z_r) sigma(a_s + Z_s)], both activations by the binomial theorem.
inline theory::Polynomial kappa_by_binomials(const std::vector<theory::Rational>& coefficients) {
  using theory::factorial, theory::Polynomial, theory::Rational, theory::Symbol;
  const auto binomial = [](unsigned n, unsigned k) -> Rational {
    return factorial(n) / (factorial(k) * factorial(n - k));
  };
  const auto power_term = [&](Symbol a, unsigned n, unsigned k) {
    return Polynomial(binomial(n, k) * coefficients[n]) * Polynomial(a).pow(n - k);
  };
  Polynomial kappa;
  for (unsigned n = 0; n < coefficients.size(); ++n)
    for (unsigned l = 0; l < coefficients.size(); ++l)
      for (unsigned i = 0; i <= n; ++i)
        for (unsigned j = 0; j <= l; ++j)
          kappa = kappa +
                  power_term(Symbol::a_r, n, i) * power_term(Symbol::a_s, l, j) * moment_by_pairings(i, j);
  return kappa;
}

}  // namespace featdyn::testing
