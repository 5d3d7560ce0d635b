#include <utility>

#include "theory/formula/grammar_rules.hpp"

namespace featdyn::formula {
namespace {

[[noreturn]] void refuse_bounds(Place place) {
  throw FormulaError(place, "no bounds of an index", "another relation",
                     "k <= T, T_1 <= k <= T_2, k in [T_1, T_2] or r != s");
}

/// What is varied by the domain, and not within one run.
bool is_of_the_point(const Expression& expression, const Vocabulary& vocabulary) {
  const Quantity* quantity = as<Quantity>(expression);
  const Name* name = quantity ? vocabulary.find(quantity->name) : nullptr;
  return name && (name->kind == NameKind::parameter || name->kind == NameKind::setting);
}

[[noreturn]] void refuse_parameter(Place place, const std::string& name) {
  throw FormulaError(place, "no index of one run", name,
                     "r, s, j, i, p, k or a; parameters vary in [over], and A = Theta(B) says how A depends "
                     "on them");
}

/// The name of a bare index; empty for anything else.
std::string index_of(const Expression& expression) {
  const Quantity* name = as<Quantity>(expression);
  return name && name->indices.empty() && !name->step && index_kind(name->name) ? name->name : "";
}

Binding unbounded(const Expression& index) {
  return {index_of(index), nullptr, nullptr, false, false, {}, index->place};
}

/// `limit` bounds the index from the side on which it stands: `1 <= k` before it, `k <= T` behind it.
void add_limit(Binding& bound, Comparison relation, bool before, const Expression& limit) {
  const bool is_open = relation == Comparison::less || relation == Comparison::greater;
  const bool smaller = relation == Comparison::less || relation == Comparison::less_equal;
  Expression& side = smaller == before ? bound.lower : bound.upper;
  if (relation == Comparison::equal || relation == Comparison::not_equal || side) refuse_bounds(bound.place);
  side = limit;
  (smaller == before ? bound.lower_is_open : bound.upper_is_open) = is_open;
}

Condition joined(const Condition& one, Condition other, Place place) {
  if (!one) return other;
  return make_statement(Junction{Connective::conjunction, {one, std::move(other)}}, place);
}

}  // namespace

/// The bindings up to `:` or `]`, then perhaps a filter: `r, s with r != s`, inside brackets also `r, s: r !=
/// s`.
void Grammar::finish_bindings(std::vector<Binding>& bindings, Condition& filter) {
  const bool in_brackets = at_ > 0 && tokens_[at_ - 1].text == "[";
  do binding(bindings, filter);
  while (take_symbol(","));
  if (!take_word("with") && !(in_brackets && take_symbol(":"))) return;
  const Place place = token().place;
  Condition said = condition(disjunction(), place);
  filter =
      filter ? make_statement(Junction{Connective::conjunction, {filter, std::move(said)}}, place) : said;
}

void Grammar::binding(std::vector<Binding>& bindings, Condition& filter) {
  const bool is_index = token().kind == Token::Kind::word && index_kind(token().text);
  const Token& next = token(1);
  const bool stands_alone = next.kind == Token::Kind::end || is_symbol(",", 1) || is_symbol(":", 1) ||
                            is_symbol("]", 1) || is_word("with", 1) || is_word("in", 1);
  if (is_index && stands_alone) {
    const Token index = take();
    Binding bound{index.text, nullptr, nullptr, false, false, {}, index.place};
    bindings.push_back(take_word("in") ? range(std::move(bound)) : std::move(bound));
    return;
  }
  const bool is_parameter = token().kind == Token::Kind::word &&
                            is_of_the_point(make(Quantity{token().text, {}, nullptr}), vocabulary_);
  if (stands_alone && is_parameter) refuse_parameter(token().place, token().text);
  if (stands_alone || token().kind == Token::Kind::end)
    refuse("not an index", "r, s, j, i, p, k or a, or a bound such as k <= T");
  bounds(bindings, filter);
}

/// `[T_1, T_2]` or `{+1, -1}`
Binding Grammar::range(Binding bound) {
  const bool is_interval = is_symbol("[");
  if (!is_interval && !is_symbol("{")) refuse("no range after 'in'", "[from, to] or {one, other}");
  const int bars_outside = std::exchange(open_bars_, 0);
  do {
    take();  // the bracket or comma
    const Place inside = token().place;
    bound.values.push_back(value(sum(), inside));
  } while (is_symbol(","));
  expect(is_interval ? "]" : "}", "before the range is closed");
  open_bars_ = bars_outside;
  if (!is_interval) return bound;
  if (bound.values.size() != 2)
    throw FormulaError(bound.place, "no interval", std::to_string(bound.values.size()) + " bounds",
                       "[from, to]");
  bound.lower = bound.values[0], bound.upper = bound.values[1];
  bound.values.clear();
  return bound;
}

/// `k <= T`, `k > T`, `T_1 <= k < T_2`, `k = 5`, and `r != s`, which binds both.
void Grammar::bounds(std::vector<Binding>& bindings, Condition& filter) {
  const Place place = token().place;
  const Piece left = sum();
  const Expression first = value(left, place);
  const bool is_parameter = is_of_the_point(first, vocabulary_);
  const Condition said = chain(first, place);
  const Chain* chain = as<Chain>(said);
  if (!chain || chain->tolerance.value || chain->comparisons.empty() || chain->comparisons.size() > 2) {
    if (is_parameter) refuse_parameter(place, as<Quantity>(first)->name);
    refuse_bounds(place);
  }
  const std::vector<Expression>& operands = chain->operands;
  const std::vector<Comparison>& relations = chain->comparisons;
  if (relations.size() == 1 && relations[0] == Comparison::not_equal && !index_of(operands[0]).empty() &&
      !index_of(operands[1]).empty()) {
    bindings.push_back(unbounded(operands[0]));
    bindings.push_back(unbounded(operands[1]));
    filter = joined(filter, said, place);
    return;
  }
  // e < k < e, k < e or e > k
  const std::size_t at = relations.size() == 2 || index_of(operands[0]).empty() ? 1 : 0;
  if (index_of(operands[at]).empty() && is_parameter) refuse_parameter(place, as<Quantity>(first)->name);
  if (index_of(operands[at]).empty()) refuse_bounds(place);
  Binding bound = unbounded(operands[at]);
  if (relations.size() == 1 && relations[0] == Comparison::equal) {
    bound.values = {operands[1 - at]};
  } else {
    if (at == 1) add_limit(bound, relations.front(), true, operands.front());
    if (at + 1 < operands.size()) add_limit(bound, relations.back(), false, operands.back());
  }
  bindings.push_back(std::move(bound));
}

}  // namespace featdyn::formula
