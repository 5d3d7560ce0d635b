#include "numerics/activation/formula_jet.hpp"

#include <algorithm>
#include <boost/math/special_functions/expint.hpp>
#include <cmath>
#include <memory>
#include <numbers>

#include "numerics/activation/taylor_jet.hpp"
#include "theory/formula/constant.hpp"
#include "theory/formula/text.hpp"

namespace featdyn::numerics {
namespace {

using namespace formula;

/// A formula whose parts without z are numbers.
struct Compiled {
  enum class Kind { number, variable, sum, difference, product, quotient, power, call, rectified_power };
  Kind kind = Kind::number;
  long double number = 0;  ///< the exponent of a power, too
  Function function{};
  std::vector<Compiled> parts = {};
};
using Kind = Compiled::Kind;

Compiled compile(const Expression& f);

Compiled joined(Kind kind, Compiled left, Compiled right) {
  return {.kind = kind, .parts = {std::move(left), std::move(right)}};
}

/// 1 + x, of which the logarithm is taken without losing x; nothing for another formula.
Expression beside_one(const Expression& f, bool subtracted) {
  const auto* sum = as<Sum>(f);
  if (!sum || sum->terms.size() != 2) return nullptr;
  for (const std::size_t k : {0U, 1U}) {
    const Term &one = sum->terms[k], &other = sum->terms[1 - k];
    const auto value = constant(one.value);
    if (!value || *value != 1 || one.subtracted != subtracted) continue;
    return other.subtracted ? make(Negative{other.value}) : other.value;
  }
  return nullptr;
}

Compiled compile(const Call& call) {
  if (call.arguments.size() > 1) {
    Compiled result = compile(call.arguments.front());
    for (std::size_t k = 1; k < call.arguments.size(); ++k)
      result = {.kind = Kind::call,
                .function = call.function,
                .parts = {std::move(result), compile(call.arguments[k])}};
    return result;
  }
  const Expression inside =
      call.function == Function::log ? beside_one(call.arguments.front(), false) : nullptr;
  if (inside) return {.kind = Kind::call, .number = 1, .function = Function::log, .parts = {compile(inside)}};
  return {.kind = Kind::call, .function = call.function, .parts = {compile(call.arguments.front())}};
}

Compiled compile(const Power& power) {
  if (has_z(power.exponent)) {
    Compiled logarithm{.kind = Kind::call, .function = Function::log, .parts = {compile(power.base)}};
    return {.kind = Kind::call,
            .function = Function::exp,
            .parts = {joined(Kind::product, compile(power.exponent), std::move(logarithm))}};
  }
  const auto* base = as<Call>(power.base);
  const bool is_rectified = base && base->function == Function::relu;
  return {.kind = is_rectified ? Kind::rectified_power : Kind::power,
          .number = constant_value(power.exponent),
          .parts = {compile(is_rectified ? base->arguments.front() : power.base)}};
}

Compiled compile(const Expression& f) {
  if (!has_z(f)) return {.kind = Kind::number, .number = constant_value(f)};
  if (as<Quantity>(f)) return {.kind = Kind::variable};
  if (const auto* call = as<Call>(f)) return compile(*call);
  if (const auto* power = as<Power>(f)) return compile(*power);
  if (const auto* negative = as<Negative>(f))
    return joined(Kind::product, {.kind = Kind::number, .number = -1}, compile(negative->value));
  if (const auto* sum = as<Sum>(f)) {
    Compiled result = compile(sum->terms.front().value);
    for (std::size_t k = 1; k < sum->terms.size(); ++k)
      result = joined(sum->terms[k].subtracted ? Kind::difference : Kind::sum, std::move(result),
                      compile(sum->terms[k].value));
    return result;
  }
  const auto* product = as<Product>(f);
  Compiled result = compile(product->factors.front().value);
  for (std::size_t k = 1; k < product->factors.size(); ++k)
    result = joined(product->factors[k].divided ? Kind::quotient : Kind::product, std::move(result),
                    compile(product->factors[k].value));
  return result;
}

template <class R>
TaylorJet<R> evaluate(const Compiled& f, R z) {
  const auto part = [&](std::size_t k) { return evaluate<R>(f.parts[k], z); };
  switch (f.kind) {
    case Kind::number:
      return {static_cast<R>(f.number)};
    case Kind::variable:
      return {z, 1};
    case Kind::sum:
      return part(0) + part(1);
    case Kind::difference:
      return part(0) - part(1);
    case Kind::product:
      return part(0) * part(1);
    case Kind::quotient:
      return part(0) * reciprocal(part(1));
    case Kind::power:
      return power(part(0), static_cast<R>(f.number));
    case Kind::rectified_power:
      return rectified_power(part(0), static_cast<R>(f.number));
    case Kind::call:
      break;
  }
  if (f.parts.size() == 2) return extreme(part(0), part(1), f.function == Function::max);
  if (f.function == Function::log && f.number == 1) return log_beside_one(part(0));
  return apply(f.function, part(0));
}

bool is_finite(const Jet& jet) {
  return std::ranges::all_of(jet, [](double x) { return std::isfinite(x); });
}

/// f as a quadratic at most; nothing where it is none.
std::optional<std::array<double, 3>> quadratic(const Expression& f) {
  const auto polynomial = as_polynomial(f);
  if (!polynomial || polynomial->degree(theory::Symbol::z) > 2) return std::nullopt;
  std::array<double, 3> result{};
  for (const auto& term : polynomial->terms())
    result.at(term.exponents[static_cast<std::size_t>(theory::Symbol::z)]) =
        theory::to_real<double>(term.coefficient);
  return result;
}

bool jumps_at(const std::function<Jet(double)>& jet, double z) {
  const double h = 1e-7 * std::max(1.0, std::abs(z));
  const double left = jet(z - h)[1], right = jet(z + h)[1];
  return !(std::abs(right - left) <= 1e-5 * (1 + std::abs(left)));
}

/// Whether the slope of the whole may jump where the part changes its sign.
bool jumps_at_zeros(const Expression& part, const std::function<Jet(double)>& whole) {
  const auto q = quadratic(part);
  if (!q) return true;
  const auto [c, b, a] = *q;
  if (a == 0) return b != 0 && jumps_at(whole, -c / b);
  const double inside = b * b - 4 * a * c;
  if (!(inside > 0)) return false;
  return jumps_at(whole, (-b - std::sqrt(inside)) / (2 * a)) ||
         jumps_at(whole, (-b + std::sqrt(inside)) / (2 * a));
}

bool jumps(const Expression& f, const std::function<Jet(double)>& whole) {
  if (!has_z(f)) return false;
  const auto any = [&](const Expression& part) { return jumps(part, whole); };
  if (const auto* call = as<Call>(f)) {
    const auto& all = call->arguments;
    if (call->function == Function::relu || call->function == Function::abs)
      return jumps_at_zeros(all.front(), whole) || any(all.front());
    for (std::size_t k = 1; k < all.size(); ++k)
      for (std::size_t i = 0; i < k; ++i)
        if (jumps_at_zeros(make(Sum{{{false, all[k]}, {true, all[i]}}}), whole)) return true;
    return std::ranges::any_of(all, any);
  }
  if (const auto* power = as<Power>(f)) return any(power->base) || any(power->exponent);
  if (const auto* negative = as<Negative>(f)) return any(negative->value);
  if (const auto* sum = as<Sum>(f)) return std::ranges::any_of(sum->terms, any, &Term::value);
  if (const auto* product = as<Product>(f)) return std::ranges::any_of(product->factors, any, &Factor::value);
  return false;
}

}  // namespace

double constant_value(const Expression& f) {
  const auto value = constant(f, [](const std::string&) { return std::nullopt; });
  if (value) return theory::to_real<double>(*value);
  if (as<Quantity>(f)) return std::numbers::pi;
  if (const auto* call = as<Call>(f)) {
    Compiled compiled{.kind = Kind::call, .function = call->function};
    for (const Expression& argument : call->arguments)
      compiled.parts.push_back({.kind = Kind::number, .number = constant_value(argument)});
    double result = evaluate<double>(compiled.parts.front(), 0)[0];
    if (compiled.parts.size() == 1) return evaluate<double>(compiled, 0)[0];
    for (const Compiled& part : compiled.parts)
      result = call->function == Function::max ? std::fmax(result, static_cast<double>(part.number))
                                               : std::fmin(result, static_cast<double>(part.number));
    return result;
  }
  if (const auto* negative = as<Negative>(f)) return -constant_value(negative->value);
  if (const auto* power = as<Power>(f))
    return std::pow(constant_value(power->base), constant_value(power->exponent));
  double result = 0;
  if (const auto* sum = as<Sum>(f))
    for (const Term& term : sum->terms) result += (term.subtracted ? -1 : 1) * constant_value(term.value);
  if (const auto* product = as<Product>(f)) {
    result = 1;
    for (const Factor& factor : product->factors)
      result = factor.divided ? result / constant_value(factor.value) : result * constant_value(factor.value);
  }
  return result;
}

std::function<Jet(double)> formula_jet(const Expression& f) {
  const auto compiled = std::make_shared<const Compiled>(compile(f));
  return [compiled](double z) -> Jet {
    const Jet jet = evaluate<double>(*compiled, z).derivatives;
    if (is_finite(jet)) return jet;
    const auto wide = evaluate<long double>(*compiled, z).derivatives;
    return {static_cast<double>(wide[0]), static_cast<double>(wide[1]), static_cast<double>(wide[2]),
            static_cast<double>(wide[3])};
  };
}

bool slope_jumps(const Expression& f) {
  return jumps(f, formula_jet(f));
}

}  // namespace featdyn::numerics
