#include <array>
#include <optional>
#include <utility>

#include "theory/formula/grammar_rules.hpp"

namespace featdyn::formula {
namespace {

constexpr std::array comparisons{
    std::pair{"<", Comparison::less},    std::pair{"<=", Comparison::less_equal},
    std::pair{"=", Comparison::equal},   std::pair{">=", Comparison::greater_equal},
    std::pair{">", Comparison::greater}, std::pair{"!=", Comparison::not_equal}};

std::optional<Comparison> comparison_of(const Token& token) {
  for (const auto& [text, comparison] : comparisons)
    if (token.kind == Token::Kind::symbol && token.text == text) return comparison;
  return std::nullopt;
}

std::optional<Growth> growth_of(const Token& token) {
  if (token.kind != Token::Kind::word) return std::nullopt;
  if (token.text == "Theta") return Growth::theta;
  if (token.text == "O") return Growth::big_o;
  if (token.text == "Omega") return Growth::omega;
  return std::nullopt;
}

}  // namespace

Piece Grammar::statement() {
  const Level level(*this);
  const Place place = token().place;
  Piece premise = disjunction();
  if (!take_symbol("=>")) return premise;
  const Place after = token().place;
  return make_statement(Implication{condition(premise, place), condition(statement(), after)}, place);
}

Piece Grammar::disjunction() {
  const Place place = token().place;
  Piece only = conjunction();
  if (!is_word("or")) return only;
  Junction result{Connective::disjunction, {condition(only, place)}};
  while (take_word("or")) {
    const Place next = token().place;
    result.parts.push_back(condition(conjunction(), next));
  }
  return make_statement(std::move(result), place);
}

Piece Grammar::conjunction() {
  const Place place = token().place;
  Piece only = claim();
  if (!is_word("and")) return only;
  Junction result{Connective::conjunction, {condition(only, place)}};
  while (take_word("and")) {
    const Place next = token().place;
    result.parts.push_back(condition(claim(), next));
  }
  return make_statement(std::move(result), place);
}

Piece Grammar::claim() {
  const Level level(*this);
  const Place place = token().place;
  if (take_word("not")) {
    const Place next = token().place;
    return make_statement(Negation{condition(claim(), next)}, place);
  }
  if (is_word("exists")) return quantified(Quantifier::exists);
  if (is_word("forall")) return quantified(Quantifier::for_all);
  if (is_word("for")) {
    take();
    if (!is_word("all")) refuse("not a quantifier", "'for all'");
    return quantified(Quantifier::for_all);
  }
  return relation();
}

Condition Grammar::quantified(Quantifier quantifier) {
  const Place place = take().place;
  Quantified result{quantifier, {}, nullptr, nullptr};
  finish_bindings(result.bindings, result.filter);
  expect(":", "after the quantifier");
  const Place inside = token().place;
  result.body = condition(statement(), inside);
  return make_statement(std::move(result), place);
}

Piece Grammar::relation() {
  const Place place = token().place;
  Piece left = sum();
  const auto comparison = comparison_of(token());
  if (!comparison) return left;
  const std::size_t ahead = is_symbol("~", 1) ? 2 : 1;
  if (growth_of(token(ahead)) && is_symbol("(", ahead + 1)) return order(value(left, place), place);
  return chain(value(left, place), place);
}

/// `= Theta(B) within C`; `<= O(B)` says the same as `= O(B)`, `>= Omega(B)` as `= Omega(B)`.
Condition Grammar::order(const Expression& quantity, Place place) {
  const Comparison relation = *comparison_of(token());
  const bool tilde = is_symbol("~", 1);
  const Growth growth = *growth_of(token(tilde ? 2 : 1));
  const bool fits = relation == Comparison::equal ||
                    (relation == Comparison::less_equal && growth == Growth::big_o) ||
                    (relation == Comparison::greater_equal && growth == Growth::omega);
  if (!fits) refuse("no relation to an order", "A = Theta(B), A = O(B) or A = Omega(B)");
  take(), take();
  if (tilde) take();
  const Place inside = token().place;
  Expression law = value(parenthesis(), inside);
  return make_statement(Order{quantity, growth, tilde, std::move(law), tolerance()}, place);
}

Condition Grammar::chain(Expression first, Place place) {
  Chain result{{std::move(first)}, {}, {}};
  bool only_equal = true;
  while (const auto comparison = comparison_of(token())) {
    if (is_symbol("~", 1) || (growth_of(token(1)) && is_symbol("(", 2)))
      refuse("an order in a chain", "two statements joined by 'and'");
    take();
    const Place next = token().place;
    result.operands.push_back(value(sum(), next));
    result.comparisons.push_back(*comparison);
    only_equal = only_equal && *comparison == Comparison::equal;
  }
  if (is_word("at")) {
    if (!only_equal || result.operands.size() != 2) refuse("no crossing", "A = B at X = L");
    return crossing(result, place);
  }
  if (is_word("within") && !only_equal) refuse("a tolerance of an inequality", "'within' after A = B");
  result.tolerance = tolerance();
  return make_statement(std::move(result), place);
}

Condition Grammar::crossing(const Chain& sides, Place place) {
  take();
  Place next = token().place;
  Expression parameter = value(sum(), next);
  expect("=", "after the parameter of a crossing");
  next = token().place;
  Expression law = value(sum(), next);
  return make_statement(
      Crossing{sides.operands[0], sides.operands[1], std::move(parameter), std::move(law), tolerance()},
      place);
}

Tolerance Grammar::tolerance() {
  if (!take_word("within")) return {};
  if (is_word("a")) refuse("not a tolerance", "within 10%, within 2 or within C");
  const Place place = token().place;
  Expression size = value(sum(), place);
  return {std::move(size), take_symbol("%")};
}

Condition read_statement(const std::string& text, const Vocabulary& vocabulary) {
  return Grammar(text, vocabulary).whole_statement();
}

/// Of what stands behind a statement: what may stand there, or what was probably meant.
std::string Grammar::what_may_follow() const {
  if (is_symbol(",")) return "'and' between statements, or another line";
  if (is_symbol("~")) return "= ~Theta(B), = Theta(B) for an order, = B within 10% for what is nearly so";
  if (is_word("at"))
    return "A = B at X = L alone; a statement speaks of one setting: others are points of [over], and A = "
           "Theta(B) says how A depends on them";
  return "an operator, a relation, '=>' or the end";
}

Condition Grammar::whole_statement() {
  const Place place = token().place;
  const Piece result = statement();
  if (token().kind != Token::Kind::end) refuse("the statement goes on", what_may_follow());
  return condition(result, place);
}

}  // namespace featdyn::formula
