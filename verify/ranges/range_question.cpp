#include "verify/ranges/range_question.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "theory/formula/error.hpp"
#include "theory/formula/grammar.hpp"
#include "theory/formula/parts.hpp"
#include "theory/formula/text.hpp"
#include "verify/theorem/file/stated_theorem.hpp"

namespace featdyn::verify {
namespace {

using namespace formula;
using theory::Rational;

[[noreturn]] void refuse_text(const std::string& what, const std::string& read, const std::string& allowed) {
  throw std::invalid_argument(fmt::format("{}, read {}, allowed: {}", what, read, allowed));
}

/// Names whose values are used where others are not given: what each is made of.
const std::map<std::string, std::vector<std::string>>& derived_names() {
  static const std::map<std::string, std::vector<std::string>> all{{"SNR", {"|mu|", "sigma_xi", "d"}},
                                                                   {"|mu|", {"SNR", "sigma_xi", "d"}},
                                                                   {"sigma_p", {"sigma_xi"}},
                                                                   {"N", {"n"}},
                                                                   {"alpha", {"t"}},
                                                                   {"beta", {"t"}}};
  return all;
}

/// What a name is made of in this question; nothing for a number.
std::vector<std::string> parts_of(const RangeQuestion& question, const std::string& name,
                                  const std::set<std::string>& known) {
  if (const auto formula = question.formulas.find(name); formula != question.formulas.end()) {
    const auto names = names_in(formula->second);
    return {names.begin(), names.end()};
  }
  if (known.contains(name)) return {};
  const auto is_given = [&](const char* other) {
    return known.contains(other) || question.formulas.contains(other);
  };
  if (name == "n" && is_given(noise_strength)) return {noise_strength, "sigma_xi", "d"};
  if (name == "SNR" && is_given(signal_strength)) return {signal_strength, "n"};
  if (name == "symmetric_ratio") return {"n", "SNR", "sigma_xi", "d", "m", "alpha", "beta"};
  if (const auto derived = derived_names().find(name); derived != derived_names().end())
    return derived->second;
  refuse_text("a name without value over the ranges", name, "names of [over] and of the settings");
}

/// Follows a name to numbers. `above` are the names that are made of it.
void require_value(const RangeQuestion& question, const std::string& name, const std::set<std::string>& known,
                   std::set<std::string>& done, std::set<std::string> above) {
  if (done.contains(name)) return;
  if (!above.insert(name).second)
    refuse_text("a name that depends on itself", name, "a value for one of the names in the circle");
  for (const std::string& part : parts_of(question, name, known))
    require_value(question, part, known, done, above);
  done.insert(name);
}

void require_plain(const Expression& whole) {
  visit_all(whole, {[](const Expression& part) {
                      const auto* quantity = as<Quantity>(part);
                      const bool is_indexed = quantity && (!quantity->indices.empty() || quantity->step);
                      const auto* call = as<Call>(part);
                      const bool is_other_call =
                          call && (call->function == Function::Phi || call->function == Function::erf ||
                                   call->function == Function::tanh || call->function == Function::Ei ||
                                   call->function == Function::relu);
                      if (is_indexed || is_other_call || as<InnerProduct>(part) || as<Reduction>(part) ||
                          as<First>(part) || as<InRun>(part))
                        refuse_text("a formula that no proof over ranges is known for", text(part),
                                    "symmetric_ratio and parameters; + - * / ^ sqrt log exp abs min max");
                    },
                    [](const Condition&) {}});
}

/// Chains, and, or, not, =>.
void require_statement(const Condition& whole) {
  visit_all(whole, {[](const Expression&) {},
                    [](const Condition& part) {
                      if (as<formula::Order>(part) || as<Crossing>(part) || as<Quantified>(part))
                        refuse_text("a statement that no proof over ranges is known for", text(part),
                                    "A <= B, A = B within C, and, or, not, =>");
                    }});
  visit_all(whole, {[](const Expression& part) { require_plain(part); }, [](const Condition&) {}});
}

void add_entry(RangeQuestion& question, const RangeEntry& entry, const Vocabulary& vocabulary) {
  const bool is_again = question.formulas.contains(entry.name) || question.constants.contains(entry.name) ||
                        std::ranges::find(question.names, entry.name) != question.names.end();
  if (is_again) refuse_text("a name that has two values", entry.name, "one of them");
  if (!entry.formula.empty()) {
    if (!entry.from.empty() || !entry.to.empty())
      refuse_text("a range and a formula", entry.name, "one of them");
    question.formulas[entry.name] = read_expression(entry.formula, vocabulary);
    require_plain(question.formulas[entry.name]);
    return;
  }
  const RangeEnd from = range_end(entry.from), to = range_end(entry.to);
  const bool is_ordered = from && *from > 0 && (!to || *from <= *to) &&
                          (to || entry.name == "m" || entry.name == signal_strength);
  if (!is_ordered)
    refuse_text("no range", fmt::format("{} from {} to {}", entry.name, entry.from, entry.to),
                "0 < from <= to, and to = inf for m and n SNR^2 alone");
  if (to && *from == *to) {
    question.constants[entry.name] = *from;
    return;
  }
  question.names.push_back(entry.name);
  question.whole.from.push_back(from), question.whole.to.push_back(to);
}

std::vector<Condition> read_conditions(const std::vector<std::string>& texts, const Vocabulary& vocabulary) {
  std::vector<Condition> result;
  for (const std::string& text : texts) {
    result.push_back(read_statement(text, vocabulary));
    require_statement(result.back());
  }
  return result;
}

Vocabulary vocabulary_of(const RangeStatement& statement) {
  Vocabulary vocabulary = Vocabulary::of_theorems();
  for (const RangeEntry& entry : statement.domain)
    if (entry.name.find('.') != std::string::npos)
      vocabulary.add(entry.name, {.kind = NameKind::setting, .meaning = ""});
  return vocabulary;
}

void require_values(const RangeQuestion& question) {
  std::set<std::string> known(question.names.begin(), question.names.end()), done;
  for (const auto& [name, value] : question.constants) known.insert(name);
  for (const auto* list : {&question.assume, &question.conclude})
    for (const Condition& condition : *list)
      for (const std::string& name : names_in(condition)) require_value(question, name, known, done, {});
  for (const auto& [name, formula] : question.formulas) require_value(question, name, known, done, {});
}

RangeQuestion read_question(const RangeStatement& statement) {
  const Vocabulary vocabulary = vocabulary_of(statement);
  RangeQuestion question;
  question.statement = statement;
  for (const RangeEntry& entry : statement.domain) add_entry(question, entry, vocabulary);
  question.assume = read_conditions(statement.assume, vocabulary);
  question.conclude = read_conditions(statement.conclude, vocabulary);
  if (question.conclude.empty()) refuse_text("nothing is concluded", "an empty list", "a statement");
  for (const Condition& condition : question.conclude)
    question.has_branch = question.has_branch || names_in(condition).contains("symmetric_ratio");
  require_values(question);
  return question;
}

}  // namespace

RangeEnd range_end(const std::string& text) {
  if (text == formula::without_end) return std::nullopt;
  const auto slash = text.find('/');
  if (slash == std::string::npos) return theory::rational_from_decimal(text);
  const Rational below = theory::rational_from_decimal(text.substr(slash + 1));
  if (below == 0) refuse_text("no number", text, "a decimal or a fraction");
  return theory::rational_from_decimal(text.substr(0, slash)) / below;
}

std::string text_of(const RangeEnd& end) {
  if (!end) return without_end;
  constexpr long most_places = 40;
  Rational digits = *end;
  long places = 0;
  for (; !digits.is_integer() && places < most_places; ++places) digits *= 10;
  if (places == 0 || !digits.is_integer()) return end->str();
  std::string text = digits.str();
  const std::size_t count = static_cast<std::size_t>(places);
  if (text.size() <= count) text.insert(0, count + 1 - text.size(), '0');
  return text.insert(text.size() - count, ".");
}

bool is_below(const RangeEnd& one, const RangeEnd& other) {
  return one && (!other || *one < *other);
}

RangeQuestion question_of(const RangeStatement& statement) {
  try {
    return read_question(statement);
  } catch (const FormulaError& error) {
    throw std::invalid_argument(error.what());
  }
}

}  // namespace featdyn::verify
