#include "theory/formula/constant.hpp"

#include <algorithm>
#include <cmath>

namespace featdyn::formula {
namespace {

using theory::Rational;
using RationalValue = std::optional<Rational>;

class Folder {
 public:
  explicit Folder(const NamedValue& value_of) : value_of_(value_of) {}

  RationalValue of(const Expression& expression) const {
    return std::visit([this](const auto& content) { return fold(content); }, expression->content);
  }

 private:
  static RationalValue fold(const Number& number) {
    if (number.literal == without_end) return std::nullopt;
    return theory::rational_from_decimal(number.literal);
  }
  RationalValue fold(const Quantity& quantity) const {
    if (!value_of_ || !quantity.indices.empty() || quantity.step) return std::nullopt;
    return value_of_(quantity.name);
  }
  RationalValue fold(const Negative& negative) const {
    const RationalValue inner = of(negative.value);
    return inner ? RationalValue(-*inner) : std::nullopt;
  }
  RationalValue fold(const Sum& sum) const {
    Rational total = 0;
    for (const Term& term : sum.terms) {
      const RationalValue value = of(term.value);
      if (!value) return std::nullopt;
      total += term.subtracted ? Rational(-*value) : *value;
    }
    return total;
  }
  RationalValue fold(const Product& product) const {
    Rational total = 1;
    for (const Factor& factor : product.factors) {
      const RationalValue value = of(factor.value);
      if (!value || (factor.divided && *value == 0)) return std::nullopt;
      total = factor.divided ? Rational(total / *value) : Rational(total * *value);
      if (digits(total) > most_digits) return std::nullopt;
    }
    return total;
  }
  RationalValue fold(const Power& power) const {
    const RationalValue base = of(power.base), exponent = of(power.exponent);
    if (!base || !exponent || !exponent->is_integer()) return std::nullopt;
    if (*base == 0 && *exponent <= 0) return std::nullopt;
    if (*base == 0 || *base == 1) return *base;
    if (theory::abs(*exponent) * digits(*base) > most_digits) return std::nullopt;
    return theory::pow(*base, static_cast<long>(*exponent));
  }
  RationalValue fold(const Call& call) const {
    std::vector<Rational> values;
    for (const Expression& argument : call.arguments) {
      const RationalValue value = of(argument);
      if (!value) return std::nullopt;
      values.push_back(*value);
    }
    if (call.function == Function::abs) return theory::abs(values.front());
    if (call.function == Function::min) return *std::ranges::min_element(values);
    if (call.function == Function::max) return *std::ranges::max_element(values);
    return std::nullopt;
  }
  template <class Other>
  static RationalValue fold(const Other&) {
    return std::nullopt;
  }

  /// About the decimal digits of numerator and denominator.
  static long digits(const Rational& value) { return static_cast<long>(value.str().size()); }
  static constexpr long most_digits = 5000;

  const NamedValue& value_of_;
};

}  // namespace

std::optional<Rational> constant(const Expression& expression, const NamedValue& value_of) {
  return Folder(value_of).of(expression);
}

}  // namespace featdyn::formula
