#include "numerics/activation/formula_jet.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>

#include "numerics/activation/jet_program.hpp"
#include "theory/formula/constant.hpp"
#include "theory/formula/text.hpp"

namespace featdyn::numerics {
namespace {

using namespace formula;

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
    double result = constant_value(call->arguments.front());
    if (call->arguments.size() == 1) return apply(call->function, TaylorJet<double>(result))[0];
    for (const Expression& argument : call->arguments)
      result = call->function == Function::max ? std::fmax(result, constant_value(argument))
                                               : std::fmin(result, constant_value(argument));
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
  const auto compiled = std::make_shared<const JetProgram>(jet_program(f));
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
