#include "theory/polynomial.hpp"

#include <flint/fmpq_mpoly.h>

#include <stdexcept>

#include "theory/flint_rational.hpp"

namespace featdyn::theory {
namespace {

constexpr std::array<SymbolName, symbol_count> names{{{"a_r", "a_r"},
                                                      {"a_s", "a_s"},
                                                      {"v_r", "v_r"},
                                                      {"v_s", "v_s"},
                                                      {"c_rs", "c_{rs}"},
                                                      {"z", "z"},
                                                      {"alpha", "\\alpha"},
                                                      {"beta", "\\beta"},
                                                      {"eta", "\\eta"},
                                                      {"root", "m^{-1/2}"},
                                                      {"inverse_n", "n^{-1}"},
                                                      {"weight", "\\omega"},
                                                      {"decay", "\\lambda"},
                                                      {"momentum", "\\nu"},
                                                      {"code_noise", "s_c"},
                                                      {"code_penalty", "\\lambda_c"}}};

/// The one ring: a constant of the program, never changed after it is made.
struct Ring {
  fmpq_mpoly_ctx_t context;
  Ring() { fmpq_mpoly_ctx_init(context, symbol_count, ORD_DEGLEX); }
  ~Ring() { fmpq_mpoly_ctx_clear(context); }
};

const fmpq_mpoly_ctx_struct* ring() {
  static const Ring the_ring;
  return the_ring.context;
}

int index(Symbol symbol) {
  return static_cast<int>(symbol);
}

/// prod_s s^exponents[s] in the notation of `names`, factors joined by `times`.
std::string monomial(const Polynomial::Term& term, bool latex, const char* times) {
  std::string result;
  for (std::size_t s = 0; s < symbol_count; ++s) {
    const unsigned power = term.exponents[s];
    if (power == 0) continue;
    if (!result.empty()) result += times;
    const std::string base = latex ? names[s].latex : names[s].text;
    if (power == 1)
      result += base;
    else if (latex)
      result += (base.find('^') == std::string::npos ? base : "(" + base + ")") + "^{" +
                std::to_string(power) + "}";
    else
      result += base + "^" + std::to_string(power);
  }
  return result;
}

}  // namespace

struct Polynomial::Representation {
  fmpq_mpoly_t value;
  Representation() { fmpq_mpoly_init(value, ring()); }
  ~Representation() { fmpq_mpoly_clear(value, ring()); }
  Representation(const Representation&) = delete;
  Representation& operator=(const Representation&) = delete;
};

SymbolName name(Symbol symbol) {
  return names[static_cast<std::size_t>(symbol)];
}

Polynomial::Polynomial(std::shared_ptr<const Representation> representation)
    : representation_(std::move(representation)) {}

Polynomial::Polynomial() : representation_(std::make_shared<Representation>()) {}

Polynomial::Polynomial(long value) {
  auto result = std::make_shared<Representation>();
  fmpq_mpoly_set_si(result->value, value, ring());
  representation_ = std::move(result);
}

Polynomial::Polynomial(const Rational& value) {
  auto result = std::make_shared<Representation>();
  fmpq_mpoly_set_fmpq(result->value, flint(value), ring());
  representation_ = std::move(result);
}

Polynomial::Polynomial(Symbol symbol) {
  auto result = std::make_shared<Representation>();
  fmpq_mpoly_gen(result->value, index(symbol), ring());
  representation_ = std::move(result);
}

Polynomial Polynomial::operator+(const Polynomial& other) const {
  auto result = std::make_shared<Representation>();
  fmpq_mpoly_add(result->value, representation_->value, other.representation_->value, ring());
  return Polynomial(std::move(result));
}

Polynomial Polynomial::operator-(const Polynomial& other) const {
  auto result = std::make_shared<Representation>();
  fmpq_mpoly_sub(result->value, representation_->value, other.representation_->value, ring());
  return Polynomial(std::move(result));
}

Polynomial Polynomial::operator*(const Polynomial& other) const {
  auto result = std::make_shared<Representation>();
  fmpq_mpoly_mul(result->value, representation_->value, other.representation_->value, ring());
  return Polynomial(std::move(result));
}

bool Polynomial::operator==(const Polynomial& other) const {
  return fmpq_mpoly_equal(representation_->value, other.representation_->value, ring()) != 0;
}

Polynomial Polynomial::pow(unsigned exponent) const {
  auto result = std::make_shared<Representation>();
  if (!fmpq_mpoly_pow_ui(result->value, representation_->value, exponent, ring()))
    throw std::length_error("Polynomial::pow: the power does not fit in memory");
  return Polynomial(std::move(result));
}

Polynomial Polynomial::derivative(Symbol symbol) const {
  auto result = std::make_shared<Representation>();
  fmpq_mpoly_derivative(result->value, representation_->value, index(symbol), ring());
  return Polynomial(std::move(result));
}

Polynomial Polynomial::substitute(Symbol symbol, const Polynomial& value) const {
  Polynomial result;
  for (unsigned k = degree(symbol) + 1; k-- > 0;) result = result * value + coefficient(symbol, k);  // Horner
  return result;
}

Polynomial Polynomial::coefficient(Symbol symbol, unsigned power) const {
  auto result = std::make_shared<Representation>();
  const slong variable = index(symbol);
  const ulong exponent = power;
  fmpq_mpoly_get_coeff_vars_ui(result->value, representation_->value, &variable, &exponent, 1, ring());
  return Polynomial(std::move(result));
}

unsigned Polynomial::degree(Symbol symbol) const {
  const slong degree = fmpq_mpoly_degree_si(representation_->value, index(symbol), ring());
  return degree < 0 ? 0 : static_cast<unsigned>(degree);
}

bool Polynomial::is_zero() const {
  return fmpq_mpoly_is_zero(representation_->value, ring()) != 0;
}

bool Polynomial::is_timeless() const {
  return degree(Symbol::alpha) == 0 && degree(Symbol::beta) == 0 && degree(Symbol::weight) == 0;
}

std::vector<Polynomial::Term> Polynomial::terms() const {
  std::vector<Term> result(static_cast<std::size_t>(fmpq_mpoly_length(representation_->value, ring())));
  Rational coefficient;
  std::array<ulong, symbol_count> exponents{};
  for (std::size_t i = 0; i < result.size(); ++i) {
    const slong term = static_cast<slong>(i);
    fmpq_mpoly_get_term_coeff_fmpq(flint(coefficient), representation_->value, term, ring());
    fmpq_mpoly_get_term_exp_ui(exponents.data(), representation_->value, term, ring());
    result[i].coefficient = coefficient;
    for (std::size_t s = 0; s < symbol_count; ++s)
      result[i].exponents[s] = static_cast<unsigned>(exponents[s]);
  }
  return result;
}

std::string Polynomial::text() const {
  std::string result;
  for (const Term& term : terms()) {
    const bool negative = term.coefficient < 0;
    const Rational size = abs(term.coefficient);
    const std::string factors = monomial(term, false, "*");
    result += result.empty() ? (negative ? "-" : "") : (negative ? " - " : " + ");
    if (factors.empty())
      result += size.str();
    else
      result += size == 1 ? factors : size.str() + "*" + factors;
  }
  return result.empty() ? "0" : result;
}

std::vector<std::string> Polynomial::latex_terms() const {
  std::vector<std::string> result;
  for (const Term& term : terms()) {
    const Rational size = abs(term.coefficient);
    const std::string factors = monomial(term, true, " ");
    std::string number = size.numerator().str();
    if (!size.is_integer()) number = "\\tfrac{" + number + "}{" + size.denominator().str() + "}";
    if (size == 1 && !factors.empty()) number.clear();
    result.push_back((term.coefficient < 0 ? "-" : "+") +
                     (number + (number.empty() || factors.empty() ? "" : " ") + factors));
  }
  return result;
}

std::string Polynomial::latex() const {
  std::string result;
  for (const std::string& term : latex_terms())
    result += (result.empty() && term[0] == '+') ? term.substr(1) : term;
  return result.empty() ? "0" : result;
}

Rational factorial(unsigned k) {
  Rational result(1);
  for (unsigned i = 2; i <= k; ++i) result *= i;
  return result;
}

}  // namespace featdyn::theory
