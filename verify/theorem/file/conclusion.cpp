#include "verify/theorem/file/conclusion.hpp"

#include <algorithm>
#include <cmath>

#include "theory/formula/error.hpp"
#include "theory/formula/parts.hpp"
#include "verify/theorem/judge/judge.hpp"

namespace featdyn::verify {
namespace {

using namespace formula;

/// Looks through a statement for what decides how it is judged.
class Look {
 public:
  Look(Conclusion& conclusion, const Stated& stated) : conclusion_(conclusion), stated_(stated) {}

  void at(const Condition& whole, bool alone) {
    if (const auto* node = as<formula::Order>(whole)) return see_order(*node, whole->place, alone);
    if (as<Crossing>(whole))
      throw FormulaError(whole->place, "a crossing inside a statement", "at", "a crossing alone");
    if (const auto* node = as<Chain>(whole)) return see_chain(*node);
    if (const auto* node = as<Quantified>(whole)) {
      conclusion_.has_exists = conclusion_.has_exists || node->quantifier == Quantifier::exists;
      return at(node->body, alone && node->quantifier == Quantifier::for_all);
    }
    if (const auto* node = as<Implication>(whole)) {
      conclusion_.is_premised = true;
      is_premise_ = true;  // whose constants are given
      at(node->premise, false);
      is_premise_ = false;
      return at(node->conclusion, alone);
    }
    if (const auto* node = as<Junction>(whole))
      for (const Condition& part : node->parts) at(part, false);
    if (const auto* node = as<Negation>(whole)) at(node->body, false);
  }

 private:
  void see_order(const formula::Order& node, Place place, bool alone) {
    if (!alone)
      throw FormulaError(place, "a law of order inside another statement", "Theta, O or Omega",
                         "one alone, after `for all ...:` and premises; several lines of conclude");
    conclusion_.kind = Conclusion::Kind::order;
    conclusion_.order = &node;
    conclusion_.fitted_relation = Relation{.left = node.quantity, .right = node.law, .growth = node.growth};
  }

  void see_chain(const Chain& node) {
    for (std::size_t k = 0; k < node.comparisons.size(); ++k) {
      const Relation relation{.left = node.operands[k],
                              .comparison = node.comparisons[k],
                              .right = node.operands[k + 1],
                              .tolerance = node.tolerance};
      const bool has_constants =
          !without_constants(relation.left, stated_.constant_names).constants.empty() ||
          !without_constants(relation.right, stated_.constant_names).constants.empty();
      const bool is_equality = relation.comparison == Comparison::equal && node.tolerance.value;
      if (!is_premise_ && !conclusion_.fitted_relation && (has_constants || is_equality))
        conclusion_.fitted_relation = relation;
    }
  }

  Conclusion& conclusion_;
  const Stated& stated_;
  bool is_premise_ = false;
};

bool is_a_quantity(const std::string& name, const Expression& expression) {
  const auto* quantity = as<Quantity>(expression);
  return quantity && quantity->name == name;
}

int places_of(const std::string& name, const Condition& whole) {
  int places = 0;
  visit_all(whole, {[&](const Expression& part) { places += is_a_quantity(name, part) ? 1 : 0; },
                    [](const Condition&) {}});
  return places;
}

bool is_factor_of(const std::string& name, const Expression& side, const Stated& stated) {
  const Law law = without_constants(side, stated.constant_names);
  return std::ranges::any_of(law.constants, [&](const auto& constant) { return constant.first == name; });
}

/// What is said once all that is bound and premised: a chain or a law of order, or two statements in one.
const Condition& innermost(const Condition& whole) {
  if (const auto* node = as<Quantified>(whole)) return innermost(node->body);
  const auto* node = as<Implication>(whole);
  return node ? innermost(node->conclusion) : whole;
}

/// A / B against c and C.
Reading finished_order(Growth growth, const OrderBounds& bounds, Reading reading) {
  const double above = reading.high / bounds.constant, below = bounds.constant / reading.low;
  const bool is_high = growth == Growth::big_o || (growth == Growth::theta && above >= below);
  const double apart = is_high ? above : below;
  if (reading.count == 0) return reading;
  reading.spot = is_high ? reading.high_spot : reading.low_spot;
  reading.left = is_high ? reading.high : reading.low;
  reading.right = bounds.constant;
  reading.margin = std::isinf(bounds.tolerance) && std::isfinite(apart)
                       ? 1
                       : (bounds.tolerance - apart) / larger(bounds.tolerance, apart);
  reading.holds = reading.holds && apart <= bounds.tolerance;
  return reading;
}

}  // namespace

Conclusion conclusion_of(const Condition& statement, const FormulaSource& source, const Stated& stated) {
  Conclusion conclusion{.kind = Conclusion::Kind::relation, .statement = statement, .source = source};
  if (const auto* crossing = as<Crossing>(statement)) {
    conclusion.kind = Conclusion::Kind::crossing;
    conclusion.crossing = crossing;
    return conclusion;
  }
  Look(conclusion, stated).at(statement, true);
  const auto names = names_in(statement);
  for (const std::string& name : stated.fitted)
    if (names.contains(name)) {
      if (!conclusion.fitted.empty())
        throw FormulaError(statement->place, "two constants to be fitted in one line",
                           conclusion.fitted + " and " + name, "one of them");
      conclusion.fitted = name;
    }
  return conclusion;
}

bool can_be_fitted(const Conclusion& conclusion, const Stated& stated) {
  const std::string& name = conclusion.fitted;
  if (places_of(name, conclusion.statement) != 1) return false;
  const Condition& said = innermost(conclusion.statement);
  if (const auto* order = as<formula::Order>(said))
    return order->growth == Growth::theta && is_a_quantity(name, order->tolerance.value);
  const auto& relation = conclusion.fitted_relation;
  return as<Chain>(said) && relation &&
         (is_a_quantity(name, relation->tolerance.value) || is_factor_of(name, relation->left, stated) ||
          is_factor_of(name, relation->right, stated));
}

Reading finished(const Conclusion& conclusion, const OrderBounds& bounds, Reading reading) {
  return conclusion.order ? finished_order(conclusion.order->growth, bounds, std::move(reading)) : reading;
}

}  // namespace featdyn::verify
