#include <utility>

#include "theory/formula/constant.hpp"
#include "theory/formula/function.hpp"

namespace featdyn::formula {
namespace {

using theory::Rational;

/// The slope jumps somewhere.
struct Jump {};

Expression slope_of(const Expression& f);

Expression number(const Rational& value) {
  if (value < 0) return make(Negative{number(-value)});
  const auto integer = [](const Rational& n) { return make(Number{n.str(), static_cast<double>(n)}); };
  if (value.is_integer()) return integer(value);
  return make(Product{{{false, integer(value.numerator())}, {true, integer(value.denominator())}}});
}

bool is(const Expression& f, long value) {
  const auto known = constant(f);
  return known && *known == Rational(value);
}

/// The factors of a product, or the formula itself as the only one.
std::vector<Factor> factors_of(const Expression& f) {
  const auto* product = as<Product>(f);
  return product && !constant(f) ? product->factors : std::vector<Factor>{{false, f}};
}

/// Numbers come first and are one, signs stand before the product.
Expression times(const Expression& f, const Expression& g) {
  if (is(f, 0) || is(g, 0)) return number(0);
  if (is(f, 1)) return g;
  if (is(g, 1)) return f;
  const auto* signed_g = as<Negative>(g);
  if (is(f, -1)) return signed_g ? signed_g->value : make(Negative{g});
  if (is(g, -1)) return times(g, f);
  if (const auto* negative = as<Negative>(f)) return times(number(-1), times(negative->value, g));
  if (signed_g) return times(number(-1), times(f, signed_g->value));
  const auto left = constant(f), right = constant(g);
  if (left && right) return number(*left * *right);
  if (right) return times(g, f);
  Product result{factors_of(f)};
  std::vector<Factor> others = factors_of(g);
  if (const auto first = constant(others.front().value)) {  // a number before one product is before the whole
    const Expression before = number(left ? *left * *first : *first);
    if (left)
      result.factors = {{false, before}};
    else
      result.factors.insert(result.factors.begin(), {false, before});
    others.erase(others.begin());
  }
  result.factors.insert(result.factors.end(), others.begin(), others.end());
  return make(std::move(result));
}

Expression over(const Expression& f, const Expression& g) {
  if (is(f, 0) || is(g, 1)) return f;
  if (const auto* negative = as<Negative>(f)) return times(number(-1), over(negative->value, g));
  Product result{factors_of(f)};
  result.factors.push_back({true, g});
  return make(std::move(result));
}

Expression plus(const Expression& f, const Expression& g, bool subtracted = false) {
  if (is(g, 0)) return f;
  if (is(f, 0)) return subtracted ? times(number(-1), g) : g;
  const auto* negative = as<Negative>(g);
  const Term last{negative ? !subtracted : subtracted, negative ? negative->value : g};
  Sum result{{{false, f}}};
  if (const auto* sum = as<Sum>(f)) result = *sum;
  result.terms.push_back(last);
  return make(std::move(result));
}

Expression to_the(const Expression& base, const Expression& exponent) {
  if (is(exponent, 0)) return number(1);
  if (is(exponent, 1)) return base;
  return make(Power{base, exponent});
}

Expression of(Function function, const Expression& f) {
  return make(Call{function, {f}});
}
Expression square(const Expression& f) {
  return to_the(f, number(2));
}
Expression pi() {
  return make(Quantity{"pi", {}, nullptr});
}

/// f'(u) of a function of one argument.
Expression slope(Function function, const Expression& u) {
  switch (function) {
    case Function::log:
      return over(number(1), u);
    case Function::exp:
      return of(Function::exp, u);
    case Function::sqrt:
      return over(number(1), times(number(2), of(Function::sqrt, u)));
    case Function::Phi:
      return over(of(Function::exp, over(make(Negative{square(u)}), number(2))),
                  of(Function::sqrt, times(number(2), pi())));
    case Function::erf:
      return over(times(number(2), of(Function::exp, make(Negative{square(u)}))), of(Function::sqrt, pi()));
    case Function::tanh:
      return plus(number(1), square(of(Function::tanh, u)), true);
    case Function::Ei:
      return over(of(Function::exp, u), u);
    default:
      throw Jump();
  }
}

Expression of_power(const Power& power) {
  const Expression &u = power.base, &v = power.exponent;
  if (has_z(v)) {
    const Expression f = make(power);
    return times(f, plus(times(slope_of(v), of(Function::log, u)), over(times(v, slope_of(u)), u)));
  }
  const auto exponent = constant(v);
  const Expression less = exponent ? number(*exponent - Rational(1)) : plus(v, number(1), true);
  // relu(u)^c has no jump in its slope c relu(u)^(c-1) u' for c > 1
  const auto* call = as<Call>(u);
  const bool is_rectified = call && call->function == Function::relu && exponent && *exponent > 1;
  const Expression inner = slope_of(is_rectified ? call->arguments.front() : u);
  return times(exponent ? number(*exponent) : v, times(to_the(u, less), inner));
}

Expression of_product(const Product& product) {
  Expression value = product.factors.front().value, result = slope_of(value);
  for (std::size_t k = 1; k < product.factors.size(); ++k) {
    const auto& [divided, next] = product.factors[k];
    if (divided && !has_z(next))
      result = over(result, next);
    else if (divided)
      result = plus(over(result, next), over(times(value, slope_of(next)), square(next)), true);
    else
      result = plus(times(result, next), times(value, slope_of(next)));
    Product so_far{{product.factors.begin(), product.factors.begin() + static_cast<long>(k) + 1}};
    value = make(std::move(so_far));
  }
  return result;
}

Expression slope_of(const Expression& f) {
  if (!has_z(f)) return number(0);
  if (as<Quantity>(f)) return number(1);
  if (const auto* negative = as<Negative>(f)) return times(number(-1), slope_of(negative->value));
  if (const auto* power = as<Power>(f)) return of_power(*power);
  if (const auto* product = as<Product>(f)) return of_product(*product);
  if (const auto* call = as<Call>(f))
    return call->arguments.size() > 1
               ? throw Jump()
               : times(slope(call->function, call->arguments.front()), slope_of(call->arguments.front()));
  Expression result = number(0);
  if (const auto* sum = as<Sum>(f))
    for (const Term& term : sum->terms) result = plus(result, slope_of(term.value), term.subtracted);
  return result;
}

}  // namespace

Expression derivative(const Expression& f) {
  try {
    return slope_of(f);
  } catch (const Jump&) {
    return nullptr;
  }
}

}  // namespace featdyn::formula
