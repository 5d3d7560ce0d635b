#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "theory/rational.hpp"

namespace featdyn::theory {

/// The indeterminates of the one polynomial ring of the project, in the order that printing uses.
/// a = <w, x> scaled by alpha, v = beta^2 |w|^2, c = beta^2 <w_r, w_s>; z is an activation's argument.
/// The rest are the parameters of a run: alpha, beta, eta, and root = 1/sqrt(m), inverse_n = 1/n; weight of a
/// time (alpha, beta and weight differ from time to time), decay = lambda, momentum = nu; of an autoencoder's code:
/// code_noise = s_c, code_penalty = lambda_c.
enum class Symbol {
  a_r,
  a_s,
  v_r,
  v_s,
  c_rs,
  z,
  alpha,
  beta,
  eta,
  root,
  inverse_n,
  weight,
  decay,
  momentum,
  code_noise,
  code_penalty
};
inline constexpr std::size_t symbol_count = 16;

/// How results and documents write a symbol.
struct SymbolName {
  const char* text;
  const char* latex;
};
SymbolName name(Symbol symbol);

/// An exact multivariate polynomial with rational coefficients: an immutable value over FLINT's fmpq_mpoly.
class Polynomial {
 public:
  Polynomial();  ///< 0
  Polynomial(long value);
  Polynomial(const Rational& value);
  Polynomial(Symbol symbol);

  Polynomial operator+(const Polynomial& other) const;
  Polynomial operator-(const Polynomial& other) const;
  Polynomial operator*(const Polynomial& other) const;
  Polynomial operator-() const { return Polynomial() - *this; }
  bool operator==(const Polynomial& other) const;

  Polynomial pow(unsigned exponent) const;
  Polynomial derivative(Symbol symbol) const;
  /// This polynomial with `value` put for `symbol`.
  Polynomial substitute(Symbol symbol, const Polynomial& value) const;
  /// The coefficient of symbol^power, a polynomial free of `symbol`.
  Polynomial coefficient(Symbol symbol, unsigned power) const;
  /// The highest power of `symbol`; 0 for constants and for 0.
  unsigned degree(Symbol symbol) const;
  bool is_zero() const;
  /// Whether it is the same at every time: free of alpha, beta and weight.
  bool is_timeless() const;

  /// coefficient * prod_s s^exponents[s]
  struct Term {
    Rational coefficient;
    std::array<unsigned, symbol_count> exponents;
  };
  /// All terms in the ring's fixed order (the same in every run).
  std::vector<Term> terms() const;

  /// "3*a_r^2*v_r + 1/2", which any calculator reads.
  std::string text() const;
  /// The terms as LaTeX, each with its sign, so that long formulas can be broken between them.
  std::vector<std::string> latex_terms() const;
  std::string latex() const;

  /// The value with values[s] put for symbol s.
  template <class R>
  R evaluate(const std::array<R, symbol_count>& values) const {
    R sum(0);
    for (const Term& term : terms()) {
      R product = to_real<R>(term.coefficient);
      for (std::size_t s = 0; s < symbol_count; ++s)
        for (unsigned k = 0; k < term.exponents[s]; ++k) product *= values[s];
      sum += product;
    }
    return sum;
  }

 private:
  struct Representation;
  explicit Polynomial(std::shared_ptr<const Representation> representation);
  std::shared_ptr<const Representation> representation_;
};

/// k! and the odd factorial k!! of the moments.
Rational factorial(unsigned k);

}  // namespace featdyn::theory
