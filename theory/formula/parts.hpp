#pragma once

#include <functional>

#include "theory/formula/statement.hpp"

namespace featdyn::formula {

/// What is done with each part directly inside a formula or statement, bindings' bounds and filters among
/// them, in the order of writing.
struct PartVisitor {
  std::function<void(const Expression&)> expression;
  std::function<void(const Condition&)> condition;
};
void visit_parts(const Expression& whole, const PartVisitor& visitor);
void visit_parts(const Condition& whole, const PartVisitor& visitor);

/// Calls `action` for the formula or statement and everything inside it, outside first.
void visit_all(const Expression& whole, const PartVisitor& action);
void visit_all(const Condition& whole, const PartVisitor& action);

/// The formula with every part replaced by what `change` makes of it, innermost first; null keeps a part.
using Change = std::function<Expression(const Expression&)>;
Expression rewritten(const Expression& whole, const Change& change);
Condition rewritten(const Condition& whole, const Change& change);

/// The formula with values put for names (indices, steps): what a definition's body is at its arguments.
/// Names that are bound inside keep their meaning. `x[p]` with `mu[j]` put for p stays x[mu[j]].
struct Substitution {
  std::string name;
  Expression value;
};
Expression substituted(const Expression& whole, const std::vector<Substitution>& substitutions);
Condition substituted(const Condition& whole, const std::vector<Substitution>& substitutions);

}  // namespace featdyn::formula
