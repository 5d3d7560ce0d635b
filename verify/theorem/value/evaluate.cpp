#include "verify/theorem/value/evaluate.hpp"

#include <fmt/format.h>

#include <cmath>

#include "theory/formula/error.hpp"
#include "theory/formula/names.hpp"
#include "verify/theorem/run/step_index.hpp"
#include "verify/theorem/value/lookup.hpp"

namespace featdyn::verify {
namespace {

using namespace formula;

double call(Function function, double x) {
  switch (function) {
    case Function::log:
      return std::log(x);
    case Function::exp:
      return std::exp(x);
    case Function::sqrt:
      return std::sqrt(x);
    case Function::abs:
      return std::abs(x);
    case Function::Phi:
      return std::erfc(-x / std::sqrt(2.0)) / 2;
    case Function::relu:
      return std::isnan(x) ? x : std::fmax(x, 0.0);
    case Function::erf:
      return std::erf(x);
    case Function::tanh:
      return std::tanh(x);
    case Function::Ei:
      return std::expint(x);
    default:
      return x;
  }
}

Array call(const Call& node, const Environment& environment) {
  Array result = evaluate(node.arguments.front(), environment);
  if (node.function != Function::max && node.function != Function::min)
    return mapped(std::move(result), [&](double x) { return call(node.function, x); });
  for (std::size_t k = 1; k < node.arguments.size(); ++k)
    result = combined(std::move(result), evaluate(node.arguments[k], environment),
                      node.function == Function::max ? larger : smaller);
  return result;
}

Array sum(const Sum& node, const Environment& environment) {
  Array result = Array::of(0);
  for (const Term& term : node.terms) {
    const Array next = evaluate(term.value, environment);
    const double sign = term.subtracted ? -1 : 1;
    result = combined(std::move(result), next, [sign](double a, double b) { return a + sign * b; });
  }
  return result;
}

Array product(const Product& node, const Environment& environment) {
  Array result = Array::of(1);
  for (const Factor& factor : node.factors) {
    const Array next = evaluate(factor.value, environment);
    result = factor.divided ? combined(std::move(result), next, [](double a, double b) { return a / b; })
                            : combined(std::move(result), next, [](double a, double b) { return a * b; });
  }
  return result;
}

std::vector<std::string> indices_of(const std::vector<Binding>& bindings) {
  std::vector<std::string> indices;
  for (const Binding& binding : bindings) indices.push_back(binding.index);
  return indices;
}

Array reduction(const Reduction& node, const Environment& environment) {
  Array body = node.body ? evaluate(node.body, environment) : truth_of(node.counted, environment);
  const Array mask = admitted(node.bindings, node.filter, environment);
  const auto axes = joined(body.axes, mask.axes);
  body = spread(body, axes);
  const Array wide = spread(mask, axes);
  return reduced(body, {.kind = node.kind, .indices = indices_of(node.bindings)}, &wide);
}

/// Of one binding alone.
Array within_bounds(const Binding& binding, const Environment& environment) {
  const Array index = values_of_index(binding.index, environment);
  Array result = mapped(index, [](double) { return 1.0; });
  const auto meet = [&](const Expression& bound, auto relation) {
    if (bound)
      result = combined(std::move(result), combined(index, evaluate(bound, environment), relation),
                        [](double a, double b) { return a * b; });
  };
  meet(binding.lower,
       [&](double a, double b) { return (binding.lower_is_open ? a > b : a >= b) ? 1.0 : 0.0; });
  meet(binding.upper,
       [&](double a, double b) { return (binding.upper_is_open ? a < b : a <= b) ? 1.0 : 0.0; });
  if (binding.values.empty()) return result;
  Array listed = mapped(index, [](double) { return 0.0; });
  for (const Expression& value : binding.values)
    listed = combined(
        std::move(listed),
        combined(index, evaluate(value, environment), [](double a, double b) { return a == b ? 1.0 : 0.0; }),
        larger);
  return combined(std::move(result), listed, [](double a, double b) { return a * b; });
}

Array junction(const Junction& node, const Environment& environment) {
  const bool both = node.connective == Connective::conjunction;
  Array result = Array::of(both ? 1 : 0);
  for (const Condition& part : node.parts)
    result = combined(std::move(result), truth_of(part, environment), both ? smaller : larger);
  return result;
}

Array chain(const Chain& node, const Environment& environment) {
  Array result = Array::of(1);
  for (std::size_t k = 0; k < node.comparisons.size(); ++k) {
    const Array holds =
        combined(evaluate(node.operands[k], environment), evaluate(node.operands[k + 1], environment),
                 [&](double a, double b) { return compare(a, node.comparisons[k], b) ? 1.0 : 0.0; });
    result = combined(std::move(result), holds, smaller);
  }
  return result;
}

}  // namespace

bool compare(double left, Comparison comparison, double right) {
  switch (comparison) {
    case Comparison::less:
      return left < right;
    case Comparison::less_equal:
      return left <= right;
    case Comparison::equal:
      return left == right;
    case Comparison::greater_equal:
      return left >= right;
    case Comparison::greater:
      return left > right;
    case Comparison::not_equal:
      return left < right || left > right;
  }
  return false;
}

Array values_of_index(const std::string& index, const Environment& environment) {
  const auto kind = index_kind(index);
  if (!kind || *kind == IndexKind::step || environment.facts == nullptr)
    throw FormulaError({}, "an index that nothing runs over", index, "r, s, j, i, p or a of a run");
  return {.axes = {{index, environment.facts->size(*kind)}}, .values = environment.facts->values(*kind)};
}

Array admitted(const std::vector<Binding>& bindings, const Condition& filter,
               const Environment& environment) {
  Array result = Array::of(1);
  const auto both = [](double a, double b) { return a * b; };
  for (const Binding& binding : bindings)
    if (index_kind(binding.index) != IndexKind::step)
      result = combined(std::move(result), within_bounds(binding, environment), both);
  return filter ? combined(std::move(result), truth_of(filter, environment), both) : result;
}

Array truth_of(const Condition& condition, const Environment& environment) {
  if (const auto* node = as<Chain>(condition)) return chain(*node, environment);
  if (const auto* node = as<Junction>(condition)) return junction(*node, environment);
  if (const auto* node = as<Negation>(condition))
    return mapped(truth_of(node->body, environment), [](double x) { return x == 0 ? 1.0 : 0.0; });
  throw FormulaError(condition->place, "a statement where a condition is needed", "it",
                     "comparisons, and, or, not");
}

Array evaluate(const Expression& expression, const Environment& environment) {
  if (const auto* node = as<Number>(expression)) return Array::of(node->value);
  if (const auto* node = as<Quantity>(expression)) return look_up(*node, expression->place, environment);
  if (const auto* node = as<InnerProduct>(expression)) return look_up(*node, expression->place, environment);
  if (const auto* node = as<Call>(expression)) return call(*node, environment);
  if (const auto* node = as<Negative>(expression))
    return mapped(evaluate(node->value, environment), [](double x) { return -x; });
  if (const auto* node = as<Sum>(expression)) return sum(*node, environment);
  if (const auto* node = as<Product>(expression)) return product(*node, environment);
  if (const auto* node = as<Power>(expression))
    return combined(evaluate(node->base, environment), evaluate(node->exponent, environment),
                    [](double a, double b) { return std::pow(a, b); });
  if (const auto* node = as<Reduction>(expression))
    return binds_a_step(node->bindings) ? environment.found(expression) : reduction(*node, environment);
  if (const auto* node = as<InRun>(expression)) {
    if (!environment.in_run)
      throw FormulaError(expression->place, "a run is named where the first one alone is meant", node->run,
                         "the same without its name");
    return evaluate(node->body, environment.in_run(node->run));
  }
  return environment.found(expression);  // first
}

double number_of(const Expression& expression, const Environment& environment) {
  const Array value = evaluate(expression, environment);
  if (!value.is_number())
    throw FormulaError(expression->place, "a value for each " + value.axes.front().index, "it",
                       "one number: a formula whose indices are bound");
  return value.number();
}

}  // namespace featdyn::verify
