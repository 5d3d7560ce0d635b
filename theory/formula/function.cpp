#include "theory/formula/function.hpp"

#include <algorithm>

#include "theory/formula/constant.hpp"
#include "theory/formula/error.hpp"
#include "theory/formula/grammar.hpp"
#include "theory/formula/text.hpp"

namespace featdyn::formula {
namespace {

using theory::Polynomial;
using theory::Symbol;

/// The parts that stand directly inside; nothing for what no function of z has.
std::vector<Expression> parts(const Expression& f) {
  std::vector<Expression> result;
  if (const auto* call = as<Call>(f)) result = call->arguments;
  if (const auto* negative = as<Negative>(f)) result = {negative->value};
  if (const auto* power = as<Power>(f)) result = {power->base, power->exponent};
  if (const auto* sum = as<Sum>(f))
    for (const Term& term : sum->terms) result.push_back(term.value);
  if (const auto* product = as<Product>(f))
    for (const Factor& factor : product->factors) result.push_back(factor.value);
  return result;
}

void require_function(const Expression& f) {
  const auto refuse = [&](const char* what) {
    throw FormulaError(f->place, what, "'" + text(f) + "'", "numbers, z, pi, + - * / ^ and functions of z");
  };
  const auto* quantity = as<Quantity>(f);
  if (quantity && !vocabulary_of_functions().find(quantity->name)) refuse("not a name of a function of z");
  if (quantity && (!quantity->indices.empty() || quantity->step)) refuse("z has no indices");
  if (as<InnerProduct>(f) || as<Reduction>(f) || as<First>(f) || as<InRun>(f)) refuse("no function of z");
  for (const Expression& part : parts(f)) require_function(part);
}

using PolynomialValue = std::optional<Polynomial>;

PolynomialValue power_of(const Power& power) {
  const PolynomialValue base = as_polynomial(power.base);
  const auto exponent = constant(power.exponent);
  if (!base || !exponent || !exponent->is_integer() || *exponent < 0) return std::nullopt;
  const long degree = std::max<long>(base->degree(Symbol::z), 1);
  if (*exponent > largest_expanded_degree / degree) return std::nullopt;
  return base->pow(static_cast<unsigned>(static_cast<long>(*exponent)));
}

PolynomialValue product_of(const Product& product) {
  Polynomial result = 1;
  for (const Factor& factor : product.factors) {
    const PolynomialValue value = as_polynomial(factor.value);
    if (!value) return std::nullopt;
    if (!factor.divided) {
      result = result * *value;
    } else {
      if (value->is_zero() || value->degree(Symbol::z) > 0) return std::nullopt;
      result = result * Polynomial(theory::Rational(1) / value->terms().front().coefficient);
    }
    if (result.degree(Symbol::z) > largest_expanded_degree) return std::nullopt;
  }
  return result;
}

PolynomialValue sum_of(const Sum& sum) {
  Polynomial result;
  for (const Term& term : sum.terms) {
    const PolynomialValue value = as_polynomial(term.value);
    if (!value) return std::nullopt;
    result = term.subtracted ? result - *value : result + *value;
  }
  return result;
}

}  // namespace

const Vocabulary& vocabulary_of_functions() {
  static const Vocabulary names = Vocabulary::of({"z", "pi"});
  return names;
}

Expression read_function(const std::string& text) {
  const Expression f = read_expression(text, vocabulary_of_functions());
  require_function(f);
  return f;
}

bool has_z(const Expression& f) {
  const auto* quantity = as<Quantity>(f);
  return (quantity && quantity->name == "z") || std::ranges::any_of(parts(f), has_z);
}

std::optional<Polynomial> as_polynomial(const Expression& f) {
  if (const auto* quantity = as<Quantity>(f))
    return quantity->name == "z" ? PolynomialValue(Polynomial(Symbol::z)) : std::nullopt;
  if (const auto* negative = as<Negative>(f)) {
    const PolynomialValue value = as_polynomial(negative->value);
    return value ? PolynomialValue(-*value) : std::nullopt;
  }
  if (const auto* sum = as<Sum>(f)) return sum_of(*sum);
  if (const auto* product = as<Product>(f)) return product_of(*product);
  if (const auto* power = as<Power>(f); power && has_z(f)) return power_of(*power);
  if (has_z(f)) return std::nullopt;
  const auto value = constant(f);
  return value ? PolynomialValue(Polynomial(*value)) : std::nullopt;
}

}  // namespace featdyn::formula
