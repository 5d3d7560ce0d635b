#include "verify/theorem/judge/judge.hpp"

#include <algorithm>
#include <cmath>

#include "theory/formula/error.hpp"
#include "theory/formula/names.hpp"
#include "verify/theorem/value/evaluate.hpp"
#include "verify/theorem/value/relation.hpp"

namespace featdyn::verify {
namespace {

using namespace formula;

std::vector<std::string> indices_of(const std::vector<Binding>& bindings) {
  std::vector<std::string> indices;
  for (const Binding& binding : bindings) indices.push_back(binding.index);
  return indices;
}

Readings spread(const Readings& x, const std::vector<Axis>& over) {
  if (x.axes == over) return x;
  Readings result{.axes = over, .values = {}};
  for (const long at : positions(over, x.axes))
    result.values.push_back(x.values[static_cast<std::size_t>(at)]);
  return result;
}

template <class F>
Readings combined_readings(const Readings& one, const Readings& other, F f) {
  const auto axes = joined(one.axes, other.axes);
  Readings result = spread(one, axes);
  const Readings wide = spread(other, axes);
  for (std::size_t k = 0; k < result.values.size(); ++k)
    result.values[k] = f(result.values[k], wide.values[k]);
  return result;
}

/// Where the readings along these axes stand, with the steps that are bound.
std::vector<Spot> spots(const std::vector<Axis>& axes, const Judging& judging) {
  std::vector<Spot> result(static_cast<std::size_t>(count_of(axes)), no_spot());
  for (std::size_t slot = 0; slot < judging.indices.size(); ++slot) {
    const std::string& index = judging.indices[slot];
    Array values;
    if (has_axis(axes, index))
      values = values_of_index(index, judging.environment);
    else if (const auto step = judging.environment.number(index))
      values = Array::of(*step);
    else
      continue;
    const auto at = positions(axes, values.axes);
    for (std::size_t k = 0; k < at.size(); ++k)
      result[k][slot] = values.values[static_cast<std::size_t>(at[k])];
  }
  return result;
}

/// One relation along the axes of its sides.
Readings relation_along(const Relation& relation, const Judging& judging) {
  const Sides sides = sides_of(relation, judging);
  const auto axes = joined(sides.left.axes, sides.law.axes);
  const auto where = spots(axes, judging);
  const auto of_left = positions(axes, sides.left.axes), of_law = positions(axes, sides.law.axes);
  Readings result{.axes = axes, .values = {}};
  for (std::size_t k = 0; k < where.size(); ++k)
    result.values.push_back(read({.relation = relation,
                                  .left = sides.left.values[static_cast<std::size_t>(of_left[k])],
                                  .law = sides.law.values[static_cast<std::size_t>(of_law[k])],
                                  .factor = sides.factor,
                                  .tolerance = sides.tolerance,
                                  .spot = where[k]}));
  return result;
}

/// Which relation of a chain tells constant and exponent: the first with named constants, else the first.
std::size_t telling(const std::vector<Relation>& relations, const Judging& judging) {
  const auto tells = [&](const Relation& one) {
    return !without_constants(one.left, judging.constants).constants.empty() ||
           !without_constants(one.right, judging.constants).constants.empty();
  };
  const auto found = std::ranges::find_if(relations, tells);
  return found == relations.end() ? 0 : static_cast<std::size_t>(found - relations.begin());
}

Readings chain(const Chain& node, const Judging& judging) {
  std::vector<Relation> relations;
  for (std::size_t k = 0; k < node.comparisons.size(); ++k)
    relations.push_back({.left = node.operands[k],
                         .comparison = node.comparisons[k],
                         .right = node.operands[k + 1],
                         .tolerance = node.tolerance});
  const std::size_t tells = telling(relations, judging);
  Readings result{.axes = {}, .values = {all_of_none()}};
  for (std::size_t k = 0; k < relations.size(); ++k) {
    Readings next = relation_along(relations[k], judging);
    if (k != tells)
      for (Reading& reading : next.values) reading = without_law(reading);
    result = combined_readings(result, next, all);
  }
  return result;
}

Readings quantified(const Quantified& node, const std::vector<Binding>& bindings, const Judging& judging) {
  const bool everywhere = node.quantifier == Quantifier::for_all;
  const Array mask = admitted(bindings, node.filter, judging.environment);
  Readings body = judge(node.body, judging);
  const auto axes = joined(body.axes, mask.axes);
  body = spread(body, axes);
  const auto mask_at = positions(axes, mask.axes);
  Readings result;
  const auto bound = indices_of(bindings);
  for (const Axis& axis : axes)
    if (std::ranges::find(bound, axis.index) == bound.end()) result.axes.push_back(axis);
  const auto to = positions(axes, result.axes);
  result.values.assign(static_cast<std::size_t>(count_of(result.axes)),
                       everywhere ? all_of_none() : any_of_none());
  for (std::size_t k = 0; k < to.size(); ++k) {
    if (mask.values[static_cast<std::size_t>(mask_at[k])] == 0) continue;
    Reading& so_far = result.values[static_cast<std::size_t>(to[k])];
    so_far = everywhere ? all(so_far, body.values[k]) : any(so_far, body.values[k]);
  }
  return result;
}

Readings implication(const Implication& node, const Judging& judging) {
  return combined_readings(judge(node.premise, judging), judge(node.conclusion, judging),
                           [](const Reading& premise, const Reading& conclusion) {
                             Reading result = premise.holds ? conclusion : all_of_none();
                             result.asked += 1;
                             result.met += premise.holds ? 1 : 0;
                             return result;
                           });
}

Readings junction(const Junction& node, const Judging& judging) {
  Readings result = judge(node.parts.front(), judging);
  for (std::size_t k = 1; k < node.parts.size(); ++k)
    result = combined_readings(result, judge(node.parts[k], judging),
                               node.connective == Connective::conjunction ? all : any);
  return result;
}

Readings negation(const Negation& node, const Judging& judging) {
  Readings result = judge(node.body, judging);
  for (Reading& reading : result.values) {
    reading.holds = !reading.holds && !std::isnan(reading.margin);
    reading.margin = -reading.margin;
  }
  return result;
}

}  // namespace

Condition step_part(const Quantified& node) {
  const auto step = std::ranges::find_if(
      node.bindings, [](const Binding& binding) { return index_kind(binding.index) == IndexKind::step; });
  if (step == node.bindings.end()) return nullptr;
  Quantified inner = node;
  inner.bindings.assign(step, node.bindings.end());
  return make_statement(std::move(inner));
}

Readings judge_at_step(const Quantified& over_steps, const Judging& judging) {
  return quantified(over_steps, {over_steps.bindings.begin() + 1, over_steps.bindings.end()}, judging);
}

Readings judge(const Condition& condition, const Judging& judging) {
  if (const auto* node = as<Chain>(condition)) return chain(*node, judging);
  if (const auto* node = as<formula::Order>(condition))
    return relation_along({.left = node->quantity, .right = node->law, .growth = node->growth}, judging);
  if (const auto* node = as<Implication>(condition)) return implication(*node, judging);
  if (const auto* node = as<Junction>(condition)) return junction(*node, judging);
  if (const auto* node = as<Negation>(condition)) return negation(*node, judging);
  if (const auto* node = as<Quantified>(condition)) {
    const Condition inner = step_part(*node);
    if (!inner) return quantified(*node, node->bindings, judging);
    const auto outer = node->bindings.size() - as<Quantified>(inner)->bindings.size();
    if (outer == 0) return judging.environment.judged(condition);
    const Quantified rest{.quantifier = node->quantifier, .bindings = {}, .filter = {}, .body = inner};
    return quantified(rest, {node->bindings.begin(), node->bindings.begin() + static_cast<long>(outer)},
                      judging);
  }
  throw FormulaError(condition->place, "a crossing inside a statement", "at", "a crossing alone");
}

Reading reading_of(const Condition& condition, const Judging& judging) {
  const Readings readings = judge(condition, judging);
  if (!readings.axes.empty())
    throw FormulaError(condition->place, "an index that is not bound", readings.axes.front().index,
                       "for all " + readings.axes.front().index + ": ...");
  return readings.values.front();
}

}  // namespace featdyn::verify
