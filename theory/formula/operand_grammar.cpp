#include <charconv>
#include <cmath>
#include <utility>

#include "theory/formula/grammar_rules.hpp"

namespace featdyn::formula {
namespace {

/// The word as a product of known names, "n m" for nm; empty where it is none.
std::string split(const std::string& word, const Vocabulary& vocabulary) {
  if (word.empty() || word.size() > 20) return "";
  for (std::size_t length = word.size() - 1; length > 0; --length) {
    if (!vocabulary.find(word.substr(0, length))) continue;
    const std::string rest = word.substr(length);
    const std::string split_rest = vocabulary.find(rest) ? rest : split(rest, vocabulary);
    if (!split_rest.empty()) return word.substr(0, length) + " " + split_rest;
  }
  return "";
}

/// "noise_max or noise_mean" for "noise": a word that says too little.
std::string begun_by(const std::string& word, const Vocabulary& vocabulary) {
  std::string names;
  for (const auto& [name, meaning] : vocabulary.names())
    if (name.starts_with(word + "_")) names += (names.empty() ? "" : " or ") + name;
  return names;
}

std::string allowed_instead(const std::string& word, const Vocabulary& vocabulary) {
  if (const std::string names = begun_by(word, vocabulary); !names.empty()) return names;
  if (const std::string parts = split(word, vocabulary); !parts.empty())
    return parts + " (names are split by spaces)";
  std::vector<std::string> candidates;
  for (const auto& [name, meaning] : vocabulary.names()) candidates.push_back(name);
  for (const char* other : {"log", "exp", "sqrt", "abs", "min", "max", "Phi", "relu", "erf", "tanh", "mean",
                            "sum", "count", "rms", "first"})
    candidates.emplace_back(other);
  for (const std::string& run : vocabulary.runs()) candidates.push_back(run + ".");
  if (const std::string name = nearest(word, candidates); !name.empty()) return name + " (the nearest name)";
  return vocabulary.names().size() > 8 ? "the names of the language (featdyn theorem --names lists them), of "
                                         "[define] and [constants]"
         : vocabulary.names().empty()  ? "numbers and functions"
                                       : vocabulary.names().begin()->first + ", numbers and functions";
}

}  // namespace

Piece Grammar::operand() {
  if (token().kind == Token::Kind::number) return number();
  if (is_symbol("(")) return parenthesis();
  if (begins_norm()) return norm();
  if (is_symbol("|")) return bars();
  if (is_symbol("<")) return inner_product();
  if (token().kind == Token::Kind::word && begins_operand()) return word();
  if (is_symbol("~")) refuse("an order without its relation", "A = ~Theta(B), ~O or ~Omega");
  refuse(token().kind == Token::Kind::end ? "the formula ends too soon" : "no value here",
         "a number, a name, '(', '|' or '<w'");
}

Piece Grammar::parenthesis() {
  take();
  const int bars_outside = std::exchange(open_bars_, 0);
  Piece inner = statement();
  expect(")", "before the parenthesis is closed");
  open_bars_ = bars_outside;
  return inner;
}

Expression Grammar::number() {
  const Token literal = take();
  std::string digits;
  for (const char c : literal.text)
    if (c != '_') digits += c;
  double result = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), result);
  if (error != std::errc() || !std::isfinite(result))
    throw FormulaError(literal.place, "a number out of range", literal.text,
                       "at most about 1e308 and not below 1e-307");
  return make(Number{digits, result}, literal.place);
}

Expression Grammar::word() {
  if (is_run()) return in_run();
  if (is_word("first")) return first();
  if (const auto kind = reduction_named(token().text); kind && is_symbol("[", 1)) return reduction(*kind);
  if (const auto function = function_named(token().text)) return call(*function);
  if (reduction_named(token().text)) refuse("a reduction without indices", token().text + "[r, j] ...");
  return quantity();
}

Expression Grammar::bars() {
  const Place place = take().place;
  ++open_bars_;
  const Place inside = token().place;
  Expression inner = value(sum(), inside);
  expect("|", "before the bar is closed");
  --open_bars_;
  return make(Call{Function::abs, {std::move(inner)}}, place);
}

Expression Grammar::norm() {
  const Place place = take().place;
  Quantity result = vector();
  take();  // the closing bar
  const bool moves = result.name == "w" || result.name == "grad";
  result.name = "|" + result.name + "|";
  if (moves && is_symbol("^") && token(1).text == "2" && is_symbol("(", 2)) {
    result.name += "^2";
    take(), take();
  }
  if (moves && is_symbol("(")) result.step = step();
  return make(std::move(result), place);
}

Expression Grammar::inner_product() {
  const Place place = take().place;
  InnerProduct result{vector(), {}, nullptr};
  expect(",", "inside an inner product");
  result.right = vector();
  expect(">", "before the inner product is closed");
  if (is_symbol("(")) result.step = step();
  return make(std::move(result), place);
}

Quantity Grammar::vector() {
  const Name* known = token().kind == Token::Kind::word ? vocabulary_.find(token().text) : nullptr;
  if (!known || known->kind != NameKind::vector) refuse("no vector", "w[r], w[j,r], mu[j], xi[i] or x[p]");
  Quantity result{take().text, {}, nullptr};
  if (is_symbol("[")) result.indices = indices();
  return result;
}

Expression Grammar::in_run() {
  const Token run = take();
  take();  // the point
  const Place inside = token().place;
  return make(InRun{run.text, value(operand(), inside)}, run.place);
}

Expression Grammar::first() {
  const Place place = take().place;
  std::vector<Binding> bindings;
  Condition filter;
  binding(bindings, filter);
  if (bindings.size() != 1 || filter) refuse("not one step", "first k: CONDITION");
  expect(":", "after the step of first");
  const Place inside = token().place;
  return make(First{std::move(bindings.front()), condition(disjunction(), inside)}, place);
}

Expression Grammar::reduction(Reduced kind) {
  const Place place = take().place;
  take();  // the bracket
  const int bars_outside = std::exchange(open_bars_, 0);
  Reduction result{kind, {}, nullptr, nullptr, nullptr};
  finish_bindings(result.bindings, result.filter);
  expect("]", "after the indices");
  open_bars_ = bars_outside;
  if (kind != Reduced::count) {
    result.body = reduced_product();
  } else if (const Place inside = token().place; is_symbol("(")) {
    const Piece counted = parenthesis();
    if (!std::holds_alternative<Condition>(counted))
      throw FormulaError(inside, "count counts where a statement holds", "a number",
                         "a statement in parentheses: count[r] (A > 0)");
    result.counted = std::get<Condition>(counted);
  } else {
    refuse("count counts where a statement holds", "a statement in parentheses: count[r] (A > 0)");
  }
  return make(std::move(result), place);
}

/// What a reduction takes: factors side by side or with *, up to the next + - / or relation.
Expression Grammar::reduced_product() {
  const Place place = token().place;
  Product result{{{false, value(unary(), place)}}};
  while (is_symbol("*") || begins_operand()) {
    take_symbol("*");
    const Place next = token().place;
    result.factors.push_back({false, value(unary(), next)});
  }
  return result.factors.size() == 1 ? result.factors.front().value : make(std::move(result), place);
}

/// `max(a, b)`, `log(x)`, and without parentheses one factor with its power: `log d^2` is log(d^2).
Expression Grammar::call(Function function) {
  const Token name = take();
  const bool takes_many = function == Function::min || function == Function::max;
  Call result{function, {}};
  if (is_symbol("(")) {
    const int bars_outside = std::exchange(open_bars_, 0);
    do {
      take();  // the parenthesis or comma
      const Place inside = token().place;
      result.arguments.push_back(value(sum(), inside));
    } while (is_symbol(","));
    expect(")", "after the arguments of " + name.text);
    open_bars_ = bars_outside;
  } else {
    const Level level(*this);
    if (is_symbol("-")) refuse("a minus without parentheses", name.text + "(-...)");
    const Place inside = token().place;
    result.arguments.push_back(value(power(), inside));
  }
  if (takes_many ? result.arguments.size() < 2 : result.arguments.size() > 1)
    throw FormulaError(name.place, "a wrong number of arguments of " + name.text,
                       std::to_string(result.arguments.size()),
                       takes_many ? "two or more, or indices: " + name.text + "[r]" : "one");
  return make(std::move(result), name.place);
}

Expression Grammar::quantity() {
  require_known(token());
  const Token name = take();
  Quantity result{name.text, {}, nullptr};
  if (is_symbol("[")) result.indices = indices();
  const Name* known = vocabulary_.find(name.text);
  if (known && known->takes_step && is_symbol("(")) result.step = step();
  return make(std::move(result), name.place);
}

std::vector<Expression> Grammar::indices() {
  std::vector<Expression> result;
  const int bars_outside = std::exchange(open_bars_, 0);
  do {
    take();  // the bracket or comma
    const Place inside = token().place;
    result.push_back(value(sum(), inside));
  } while (is_symbol(","));
  expect("]", "before the indices are closed");
  open_bars_ = bars_outside;
  return result;
}

Expression Grammar::step() {
  const Place place = token().place;
  return value(parenthesis(), place);
}

void Grammar::require_known(const Token& name) const {
  if (vocabulary_.find(name.text) || index_kind(name.text)) return;
  throw FormulaError(name.place, "unknown name " + name.text, "'" + name.text + "'",
                     allowed_instead(name.text, vocabulary_));
}

}  // namespace featdyn::formula
