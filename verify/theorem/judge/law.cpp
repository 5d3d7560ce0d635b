#include "verify/theorem/judge/judge.hpp"
#include "verify/theorem/value/evaluate.hpp"

namespace featdyn::verify {

using namespace formula;

namespace {

const Quantity* constant_in(const Expression& expression, const std::set<std::string>& constants) {
  const auto* name = as<Quantity>(expression);
  return name && name->indices.empty() && !name->step && constants.contains(name->name) ? name : nullptr;
}

}  // namespace

Law without_constants(const Expression& expression, const std::set<std::string>& constants) {
  if (const Quantity* name = constant_in(expression, constants))
    return {.rest = make(Number{.literal = "1", .value = 1}), .constants = {{name->name, 1}}};
  const auto* product = as<Product>(expression);
  if (product == nullptr) return {.rest = expression, .constants = {}};
  Law law;
  Product rest{.factors = {{.divided = false, .value = make(Number{.literal = "1", .value = 1})}}};
  for (const Factor& factor : product->factors)
    if (const Quantity* name = constant_in(factor.value, constants))
      law.constants.emplace_back(name->name, factor.divided ? -1 : 1);
    else
      rest.factors.push_back(factor);
  law.rest = law.constants.empty() ? expression : make(std::move(rest), expression->place);
  return law;
}

double factor_of(const Law& law, const Environment& environment) {
  double factor = 1;
  for (const auto& [name, power] : law.constants) {
    const double value = environment.number(name).value_or(NAN);
    factor = power > 0 ? factor * value : factor / value;
  }
  return factor;
}

}  // namespace featdyn::verify
