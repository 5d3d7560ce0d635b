// Statements in balls: truth with a third value.
#include "verify/theorem/certified/enclosed_statement.hpp"

#include <fmt/format.h>

#include "numerics/scalar/ball_functions.hpp"
#include "theory/formula/constant.hpp"
#include "verify/theorem/value/relation.hpp"

namespace featdyn::verify {
namespace {

using namespace formula;

Truth implied(Truth premise, Truth conclusion) {
  return either(opposite(premise), conclusion);
}

/// |A - B| <= B tolerance / 100.
Truth within_percents(const Ball& left, const Ball& right, const Ball& percents) {
  return compare(abs(left - right), Comparison::less_equal, abs(right) * percents / Ball(100));
}

/// A / B between 1 / factor and factor.
Truth within_factor(const Ball& left, const Ball& right, const Ball& factor) {
  const Ball ratio = left / right;
  return both(compare(ratio, Comparison::greater, Ball(0)),
              both(compare(ratio, Comparison::less_equal, factor),
                   compare(right / left, Comparison::less_equal, factor)));
}

/// Equality is of the exact numbers; what is not equal by more than the rounding that judge() allows is not.
Truth equal(const Ball& left, const Ball& right) {
  const Truth exactly = compare(left, Comparison::equal, right);
  if (exactly != Truth::no) return exactly;
  const Ball room = Ball(rounding) * numerics::largest(abs(left), abs(right));
  return truth(false, abs(left - right) > room);
}

Truth compare_exactly(const theory::Rational& one, Comparison comparison, const theory::Rational& other) {
  const Ball sign(one < other ? -1 : one == other ? 0 : 1);
  return compare(sign, comparison, Ball(0));
}

/// What a comparison of a number with itself comes to.
Truth of_itself(const Ball& x, Comparison comparison) {
  const bool holds = comparison == Comparison::less_equal || comparison == Comparison::equal ||
                     comparison == Comparison::greater_equal;
  return isfinite(x) ? truth(holds, !holds) : Truth::unknown;
}

}  // namespace

Truth compare(const Ball& left, Comparison comparison, const Ball& right) {
  switch (comparison) {
    case Comparison::less:
      return truth(left < right, left >= right);
    case Comparison::less_equal:
      return truth(left <= right, left > right);
    case Comparison::greater:
      return truth(left > right, left <= right);
    case Comparison::greater_equal:
      return truth(left >= right, left < right);
    case Comparison::equal:
      return truth(left == right, left < right || left > right);
    case Comparison::not_equal:
      return truth(left < right || left > right, left == right);
  }
  return Truth::unknown;
}

Truth EnclosedStatement::truth_of(const Condition& statement) {
  const Along<Truth> result = truth(statement);
  if (!result.axes.empty()) throw NotEnclosed("an index that is not bound");
  return result.values.front();
}

Along<Truth> EnclosedStatement::truth(const Condition& condition) {
  if (const auto* node = as<Chain>(condition)) return chain(*node);
  if (const auto* node = as<Implication>(condition))
    return combined(truth(node->premise), truth(node->conclusion), implied);
  if (const auto* node = as<Negation>(condition)) return mapped(truth(node->body), opposite);
  if (const auto* node = as<Quantified>(condition)) return quantified(*node);
  const auto* node = as<Junction>(condition);
  if (!node) throw NotEnclosed("it speaks of more than one run");  // an order, a crossing
  Along<Truth> result = truth(node->parts.front());
  for (std::size_t k = 1; k < node->parts.size(); ++k)
    result =
        combined(result, truth(node->parts[k]), node->connective == Connective::conjunction ? both : either);
  return result;
}

Along<Truth> EnclosedStatement::chain(const Chain& node) {
  Along<Truth> result = Along<Truth>::of(Truth::yes);
  Along<Ball> left = evaluate(node.operands.front());
  for (std::size_t k = 0; k < node.comparisons.size(); ++k) {
    const Along<Ball> right = evaluate(node.operands[k + 1]);
    const Comparison comparison = node.comparisons[k];
    const auto one = exact(node.operands[k]), other = exact(node.operands[k + 1]);
    if (one && other && !(comparison == Comparison::equal && node.tolerance.value))
      result = combined(result, Along<Truth>::of(compare_exactly(*one, comparison, *other)), both);
    else if (is_same(at_bound_steps(node.operands[k]), at_bound_steps(node.operands[k + 1])))
      result = combined(result, mapped(left, [&](const Ball& x) { return of_itself(x, comparison); }), both);
    else if (comparison == Comparison::equal)
      result = combined(result, equality(left, right, node.tolerance), both);
    else
      result = combined(
          result,
          combined(left, right, [&](const Ball& a, const Ball& b) { return compare(a, comparison, b); }),
          both);
    left = right;
  }
  return result;
}

/// Of decimals, counts and what is made of them.
std::optional<theory::Rational> EnclosedStatement::exact(const Expression& expression) const {
  return constant(expression, [&](const std::string& name) -> std::optional<theory::Rational> {
    if (const auto step = steps_.find(name); step != steps_.end()) return theory::Rational(step->second);
    for (const auto& [known, value] : stated_.constants)
      if (known == name) return exact(value);
    return environment().numbers().exact(name);
  });
}

/// With the numbers of the steps that are bound.
Expression EnclosedStatement::at_bound_steps(const Expression& expression) const {
  std::vector<Substitution> numbers;
  for (const auto& [name, step] : steps_)
    numbers.push_back(
        {.name = name,
         .value = make(Number{.literal = std::to_string(step), .value = static_cast<double>(step)})});
  return substituted(expression, numbers);
}

Along<Truth> EnclosedStatement::equality(const Along<Ball>& left, const Along<Ball>& right,
                                         const Tolerance& tolerance) {
  if (!tolerance.value) return combined(left, right, equal);
  const auto judge = tolerance.is_percent ? within_percents : within_factor;
  const auto sides = combined(left, right, [](const Ball& a, const Ball& b) { return std::pair(a, b); });
  return combined(sides, evaluate(tolerance.value), [judge](const auto& pair, const Ball& allowed) {
    return judge(pair.first, pair.second, allowed);
  });
}

Along<Truth> EnclosedStatement::quantified(const Quantified& node) {
  const bool everywhere = node.quantifier == Quantifier::for_all;
  const auto items = over_steps(node.bindings, [&] {
    return combined(admitted(node.bindings, node.filter), truth(node.body), everywhere ? implied : both);
  });
  std::vector<std::string> bound;
  for (const Binding& binding : node.bindings) bound.push_back(binding.index);
  return folded(items, bound, everywhere ? Truth::yes : Truth::no, [everywhere](Truth& so_far, Truth next) {
    so_far = everywhere ? both(so_far, next) : either(so_far, next);
  });
}

Along<Truth> EnclosedStatement::admitted(const std::vector<Binding>& bindings, const Condition& filter) {
  Along<Truth> result = Along<Truth>::of(Truth::yes);
  for (const Binding& binding : bindings)
    if (!is_step(binding.index)) result = combined(result, within_bounds(binding), both);
  return filter ? combined(result, truth(filter), both) : result;
}

Along<Truth> EnclosedStatement::within_bounds(const Binding& binding) {
  const Along<Ball> index = environment().index(binding.index);
  Along<Truth> result = mapped(index, [](const Ball&) { return Truth::yes; });
  const auto compared = [&](const Expression& value, Comparison comparison) {
    return combined(index, evaluate(value),
                    [comparison](const Ball& a, const Ball& b) { return compare(a, comparison, b); });
  };
  if (binding.lower)
    result = combined(
        result,
        compared(binding.lower, binding.lower_is_open ? Comparison::greater : Comparison::greater_equal),
        both);
  if (binding.upper)
    result = combined(
        result, compared(binding.upper, binding.upper_is_open ? Comparison::less : Comparison::less_equal),
        both);
  if (binding.values.empty()) return result;
  Along<Truth> listed = mapped(index, [](const Ball&) { return Truth::no; });
  for (const Expression& value : binding.values)
    listed = combined(listed, compared(value, Comparison::equal), either);
  return combined(result, listed, both);
}

/// As StepReduction has them.
std::vector<long> EnclosedStatement::steps_of(const Binding& binding, bool is_first) {
  std::vector<long> steps;
  for (const Expression& value : binding.values) steps.push_back(step_of(value));
  if (!steps.empty()) return steps;
  long lower = binding.upper && !is_first ? 1 : 0, upper = environment().settings().training.steps;
  if (binding.lower) lower = step_of(binding.lower) + (binding.lower_is_open ? 1 : 0);
  if (binding.upper) upper = step_of(binding.upper) - (binding.upper_is_open ? 1 : 0);
  const long last = environment().run().reached;
  if (upper > last && !is_first) throw NotEnclosed(fmt::format("step {} is not enclosed", last + 1));
  for (long k = std::max(lower, 0L); k <= std::min(upper, last); ++k) steps.push_back(k);
  return steps;
}

}  // namespace featdyn::verify
