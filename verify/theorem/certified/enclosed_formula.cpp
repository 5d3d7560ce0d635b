// Formulas in balls.
#include <fmt/format.h>

#include <utility>

#include "numerics/scalar/ball_functions.hpp"
#include "verify/theorem/certified/enclosed_statement.hpp"

namespace featdyn::verify {

using namespace formula;

namespace {

/// An element of what is reduced, and whether it counts.
struct Item {
  Ball value;
  Truth is_in;
};

Ball sum_of(const std::vector<Ball>& values) {
  Ball sum(0);
  for (const Ball& value : values) sum += value;
  return sum;
}

Ball reduced(Reduced kind, const std::vector<Ball>& values) {
  if (kind == Reduced::sum || kind == Reduced::count) return sum_of(values);
  if (values.empty()) throw NotEnclosed("a reduction of nothing");
  const Ball count(std::ssize(values));
  if (kind == Reduced::mean) return sum_of(values) / count;
  if (kind == Reduced::rms) {
    std::vector<Ball> squares;
    for (const Ball& value : values) squares.push_back(value * value);
    return numerics::root_of_square(sum_of(squares) / count);
  }
  Ball result = values.front();
  for (const Ball& value : values)
    result = kind == Reduced::max ? numerics::largest(result, value) : numerics::smallest(result, value);
  return result;
}

Ball called(Function function, const Ball& x) {
  switch (function) {
    case Function::log:
      return log(x);
    case Function::exp:
      return exp(x);
    case Function::sqrt:
      return sqrt(x);
    case Function::abs:
      return abs(x);
    case Function::Phi:
      return numerics::distribution(x);
    case Function::relu:
      return numerics::largest(x, Ball(0));
    case Function::erf:
      return numerics::erf(x);
    case Function::tanh:
      return numerics::tanh(x);
    case Function::Ei:
      return numerics::exponential_integral(x);
    default:
      return x;
  }
}

}  // namespace

Along<Ball> EnclosedStatement::evaluate(const Expression& expression) {
  if (const auto* node = as<Number>(expression)) {
    if (node->literal.empty()) return Along<Ball>::of(Ball(node->value));
    return Along<Ball>::of(theory::to_real<Ball>(theory::rational_from_decimal(node->literal)));
  }
  if (const auto* node = as<Quantity>(expression)) return quantity(*node, expression->place);
  if (const auto* node = as<InnerProduct>(expression))
    return environment().overlaps(*node, expression->place, state_at(node->step));
  if (const auto* node = as<Negative>(expression))
    return mapped(evaluate(node->value), [](const Ball& x) { return -x; });
  if (const auto* node = as<Sum>(expression)) return sum(*node);
  if (const auto* node = as<Product>(expression)) return product(*node);
  if (const auto* node = as<Power>(expression))
    return combined(evaluate(node->base), evaluate(node->exponent), numerics::power);
  if (const auto* node = as<Call>(expression)) return call(*node);
  if (const auto* node = as<Reduction>(expression)) return reduction(*node);
  if (const auto* node = as<First>(expression)) return first(*node);
  const auto& node = *as<InRun>(expression);
  const std::string outer = std::exchange(run_, node.run);
  Along<Ball> result = evaluate(node.body);
  run_ = outer;
  return result;
}

Along<Ball> EnclosedStatement::sum(const Sum& node) {
  Along<Ball> result = Along<Ball>::of(Ball(0));
  for (const Term& term : node.terms)
    result = combined(result, evaluate(term.value),
                      [&](const Ball& a, const Ball& b) { return term.subtracted ? a - b : a + b; });
  return result;
}

Along<Ball> EnclosedStatement::product(const Product& node) {
  Along<Ball> result = Along<Ball>::of(Ball(1));
  for (const Factor& factor : node.factors)
    result = combined(result, evaluate(factor.value),
                      [&](const Ball& a, const Ball& b) { return factor.divided ? a / b : a * b; });
  return result;
}

/// Of max and min any number of arguments, of the others one.
Along<Ball> EnclosedStatement::call(const Call& node) {
  Along<Ball> result = evaluate(node.arguments.front());
  for (std::size_t k = 1; k < node.arguments.size(); ++k)
    result = combined(result, evaluate(node.arguments[k]),
                      node.function == Function::max ? numerics::largest : numerics::smallest);
  return mapped(result, [&](const Ball& x) { return called(node.function, x); });
}

Along<Ball> EnclosedStatement::quantity(const Quantity& node, Place place) {
  if (node.indices.empty() && !node.step) {
    if (const auto step = steps_.find(node.name); step != steps_.end())
      return Along<Ball>::of(Ball(step->second));
    if (index_kind(node.name)) return environment().index(node.name);
    return Along<Ball>::of(number(node.name));
  }
  return node.step ? environment().observable(node, place, state_at(node.step))
                   : environment().fact(node, place);
}

Ball EnclosedStatement::number(const std::string& name) {
  for (const auto& [constant, value] : stated_.constants)
    if (constant == name) return evaluate(value).values.front();
  const auto found = environment().numbers().find(name);
  if (!found) throw NotEnclosed(name + " is known in doubles alone");
  return *found;
}

Along<Ball> EnclosedStatement::reduction(const Reduction& node) {
  const bool counts = node.kind == Reduced::count;
  const auto items = over_steps(node.bindings, [&] {
    const auto is_in = admitted(node.bindings, node.filter);
    if (counts)
      return mapped(combined(truth(node.counted), is_in, both), [](Truth one) {
        return Item{.value = one == Truth::yes ? Ball(1) : Ball(0), .is_in = one};
      });
    return combined(evaluate(node.body), is_in,
                    [](const Ball& value, Truth in) { return Item{.value = value, .is_in = in}; });
  });
  std::vector<std::string> bound;
  for (const Binding& binding : node.bindings) bound.push_back(binding.index);
  const auto cells = folded(items, bound, std::vector<Ball>{}, [](std::vector<Ball>& cell, const Item& item) {
    if (item.is_in == Truth::unknown) throw NotEnclosed("balls do not tell which elements are meant");
    if (item.is_in == Truth::yes) cell.push_back(item.value);
  });
  return mapped(cells, [&](const std::vector<Ball>& cell) { return reduced(node.kind, cell); });
}

Along<Ball> EnclosedStatement::first(const First& node) {
  for (const long k : steps_of(node.step, true)) {
    steps_[node.step.index] = k;
    const Truth is_there = truth_of(node.condition);
    steps_.erase(node.step.index);
    if (is_there == Truth::unknown)
      throw NotEnclosed(fmt::format("balls do not tell an event at step {}", k));
    if (is_there == Truth::yes) return Along<Ball>::of(Ball(k));
  }
  throw NotEnclosed("an event that is not seen");
}

long EnclosedStatement::step_of(const Expression& step) {
  const auto at = evaluate(step);
  const auto whole = at.axes.empty() ? numerics::nearest_integer(at.values.front()) : std::nullopt;
  if (!whole) throw NotEnclosed("a step that balls do not tell");
  return *whole;
}

const EnclosedState& EnclosedStatement::state_at(const Expression& step) {
  const auto* name = as<Quantity>(step);
  return name && name->name == "rest" ? environment().rest() : environment().state(step_of(step));
}

}  // namespace featdyn::verify
