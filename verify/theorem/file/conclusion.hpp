#pragma once

#include <optional>

#include "verify/theorem/file/stated_theorem.hpp"
#include "verify/theorem/value/reading.hpp"
#include "verify/theorem/value/relation.hpp"

namespace featdyn::verify {

/// One line of a theorem's conclusions.
struct Conclusion {
  enum class Kind { relation, order, crossing };
  Kind kind;
  formula::Condition statement;
  FormulaSource source;
  const formula::Order* order = nullptr;        ///< of kind order
  const formula::Crossing* crossing = nullptr;  ///< of kind crossing
  /// The relation that holds named constants or is an equality: whose constant and exponent are told.
  std::optional<Relation> fitted_relation = {};
  /// Constants in it whose values are asked for, at most one.
  std::string fitted = {};
  bool has_exists = false;
  bool is_premised = false;
};
/// Throws FormulaError where Theta, O or Omega stand under `exists`, `or`, `not`, or beside another statement,
/// and where a crossing does not stand alone.
Conclusion conclusion_of(const formula::Condition& statement, const FormulaSource& source,
                         const Stated& stated);

/// Whether the constant that a conclusion asks for is what its runs can tell: it stands once, as a factor of a side of
/// its comparison or as its tolerance.
bool can_be_fitted(const Conclusion& conclusion, const Stated& stated);

/// The constants of `A = Theta(B) within C`: c of c/C <= A/B <= C c, and C.
struct OrderBounds {
  double constant = 1, tolerance = HUGE_VAL;
};
/// What a run's reading comes to with these, where it is one of an order.
Reading finished(const Conclusion& conclusion, const OrderBounds& bounds, Reading reading);

}  // namespace featdyn::verify
