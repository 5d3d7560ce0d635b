#pragma once

#include "theory/formula/statement.hpp"

namespace featdyn::formula {

/// Calls `action` with each part directly inside, in the order of writing, absent ones left out: a `const
/// Expression&` or `const Condition&`, without const where the whole has none.
template <class Whole, class Action>
void for_each_slot(Whole& whole, const Action& action);

template <class Whole, class Action>
struct Slots {
  const Action& action;

  template <class Part>
  void part(Part& one) const {
    if (one) action(one);
  }
  template <class Parts>
  void parts(Parts& all) const {
    for (auto& one : all) part(one);
  }
  template <class Vector>
  void vector(Vector& quantity) const {
    parts(quantity.indices);
    part(quantity.step);
  }
  template <class Bindings>
  void bindings(Bindings& all) const {
    for (auto& one : all) parts(one.values), part(one.lower), part(one.upper);
  }
};

template <class Whole, class Action>
void for_each_slot(Whole& whole, const Action& action) {
  using Plain = std::remove_const_t<Whole>;
  const Slots<Whole, Action> slots{action};
  if constexpr (std::is_same_v<Plain, Quantity>)
    slots.vector(whole);
  else if constexpr (std::is_same_v<Plain, InnerProduct>)
    slots.vector(whole.left), slots.vector(whole.right), slots.part(whole.step);
  else if constexpr (std::is_same_v<Plain, Call>)
    slots.parts(whole.arguments);
  else if constexpr (std::is_same_v<Plain, Negative>)
    slots.part(whole.value);
  else if constexpr (std::is_same_v<Plain, Sum>)
    for (auto& term : whole.terms) slots.part(term.value);
  else if constexpr (std::is_same_v<Plain, Product>)
    for (auto& factor : whole.factors) slots.part(factor.value);
  else if constexpr (std::is_same_v<Plain, Power>)
    slots.part(whole.base), slots.part(whole.exponent);
  else if constexpr (std::is_same_v<Plain, Reduction>)
    slots.bindings(whole.bindings), slots.part(whole.filter), slots.part(whole.body),
        slots.part(whole.counted);
  else if constexpr (std::is_same_v<Plain, First>)
    slots.parts(whole.step.values), slots.part(whole.step.lower), slots.part(whole.step.upper),
        slots.part(whole.condition);
  else if constexpr (std::is_same_v<Plain, InRun> || std::is_same_v<Plain, Negation>)
    slots.part(whole.body);
  else if constexpr (std::is_same_v<Plain, Chain>)
    slots.parts(whole.operands), slots.part(whole.tolerance.value);
  else if constexpr (std::is_same_v<Plain, Order>)
    slots.part(whole.quantity), slots.part(whole.law), slots.part(whole.tolerance.value);
  else if constexpr (std::is_same_v<Plain, Crossing>)
    slots.part(whole.left), slots.part(whole.right), slots.part(whole.parameter), slots.part(whole.law),
        slots.part(whole.tolerance.value);
  else if constexpr (std::is_same_v<Plain, Quantified>)
    slots.bindings(whole.bindings), slots.part(whole.filter), slots.part(whole.body);
  else if constexpr (std::is_same_v<Plain, Implication>)
    slots.part(whole.premise), slots.part(whole.conclusion);
  else if constexpr (std::is_same_v<Plain, Junction>)
    slots.parts(whole.parts);
  else
    static_assert(std::is_same_v<Plain, Number>);
}

}  // namespace featdyn::formula
