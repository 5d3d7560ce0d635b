#pragma once

#include "theory/formula/expression.hpp"

namespace featdyn::formula {

/// `within 20%`: |A - B| <= value/100 |B|; `within 2`, `within C`: a factor, A/B between 1/value and value.
struct Tolerance {
  Expression value;  ///< null where nothing was said
  bool is_percent = false;
};

enum class Comparison { less, less_equal, equal, greater_equal, greater, not_equal };
/// `a <= b < c`, `A = B within 10%`: operands are one more than comparisons. A tolerance belongs to `=`
/// alone.
struct Chain {
  std::vector<Expression> operands;
  std::vector<Comparison> comparisons;
  Tolerance tolerance;
};

enum class Growth { theta, big_o, omega };
/// `A = Theta(B) within C`, `A = ~O(B)` (also written `A <= ~O(B)`).
struct Order {
  Expression quantity;
  Growth growth;
  bool up_to_logarithms = false;  ///< the tilde
  Expression law;
  Tolerance tolerance;
};

/// `A = B at X = L within 20%`: the value of the parameter X at which A and B cross is L.
struct Crossing {
  Expression left, right;
  Expression parameter, law;
  Tolerance tolerance;
};

enum class Quantifier { for_all, exists };
/// `for all r, j, k <= T: ...`, `exists k in [a, b]: ...`, `for all r, s with r != s: ...`.
struct Quantified {
  Quantifier quantifier;
  std::vector<Binding> bindings;
  Condition filter;  ///< null where there is none
  Condition body;
};

/// `premise => conclusion`
struct Implication {
  Condition premise, conclusion;
};

enum class Connective { conjunction, disjunction };
/// `a <= b and c <= d`, `... or ...`: at least two parts.
struct Junction {
  Connective connective;
  std::vector<Condition> parts;
};

/// `not (a <= b)`
struct Negation {
  Condition body;
};

/// What a theorem says, or the condition of a `first`, a filter or a `count`.
struct Statement {
  std::variant<Chain, Order, Crossing, Quantified, Implication, Junction, Negation> content;
  Place place;
};

template <class T>
const T* as(const Condition& condition) {
  return condition ? std::get_if<T>(&condition->content) : nullptr;
}

template <class T>
Condition make_statement(T content, Place place = {}) {
  return std::make_shared<const Statement>(Statement{std::move(content), place});
}

bool is_same(const Condition& one, const Condition& other);

}  // namespace featdyn::formula
