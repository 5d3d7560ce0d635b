#include "verify/ranges/from_theorem.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "theory/formula/constant.hpp"
#include "theory/formula/grammar.hpp"
#include "theory/formula/text.hpp"
#include "verify/experiment/two_patch.hpp"
#include "verify/theorem/domain/parameters.hpp"
#include "verify/theorem/file/stated_theorem.hpp"

namespace featdyn::verify {
namespace {

using formula::Expression;

/// The language's name of a settings key; a name stays.
std::string plain_name(const std::string& name) {
  static const std::map<std::string, std::string> names{
      {"data.dimension", "d"},        {"data.samples", "n"},        {"network.width", "m"},
      {"data.noise_std", "sigma_xi"}, {"sigma_p", "sigma_xi"},      {"data.signal_norm", "|mu|"},
      {"diffusion.time", "t"},        {"diffusion.alpha", "alpha"}, {"diffusion.beta", "beta"}};
  const auto found = names.find(name);
  return found == names.end() ? name : found->second;
}

Expression with_plain_name(const Expression& part) {
  const auto* quantity = formula::as<formula::Quantity>(part);
  if (quantity == nullptr || plain_name(quantity->name) == quantity->name) return nullptr;
  formula::Quantity renamed = *quantity;
  renamed.name = plain_name(quantity->name);
  return formula::make(std::move(renamed), part->place);
}

class RangeReading {
 public:
  RangeReading(const Theorem& theorem, const std::set<std::string>& fixed)
      : theorem_(theorem), fixed_(fixed), stated_(stated(theorem)) {}

  std::vector<RangeStatement> statements() {
    const numerics::Settings settings = numerics::read_settings(theorem_.runs.front().settings);
    require_provable(settings);
    const RangeStatement statement{.id = theorem_.id,
                                   .title = theorem_.title,
                                   .domain = {},
                                   .assume = texts(theorem_.assumptions),
                                   .conclude = texts(theorem_.conclusions)};
    all_.push_back(statement);
    for (const DomainEntry& entry : theorem_.domain) add(entry, settings);
    for (RangeStatement& one : all_) add_settings(one, settings);
    for (const RangeStatement& one : all_) require_readable(one);
    return all_;
  }

 private:
  [[noreturn]] static void refuse(const numerics::Origin& origin, const std::string& read,
                                  const std::string& allowed) {
    throw numerics::InputError(
        origin, fmt::format("evidence = \"proved\": no proof over ranges is known, read {}, allowed: {}",
                            read, allowed));
  }

  void require_provable(const numerics::Settings& settings) const {
    const numerics::Origin origin{theorem_.file, 1};
    const auto* data = std::get_if<numerics::TwoPatchSettings>(&settings.data);
    if (theorem_.runs.size() > 1) refuse(origin, "several runs", "one");
    if (settings.objective != theory::Objective::diffusion || !data || !is_the_papers_model(settings))
      refuse(origin, "settings of another model",
             "two-patch data, a tied denoiser with the quadratic activation, target noise at one time");
    if (data->random_labels) refuse(origin, "data.labels = \"random\"", "\"balanced\"");
    if (formula::text(theorem_.probability.value) != "1")
      refuse(theorem_.probability.source.origin, "a probability", "statements without one");
    if (!stated_.fitted.empty()) refuse(origin, *stated_.fitted.begin() + " = \"fit\"", "a number");
  }

  std::string plain_text(const Expression& expression) const {
    const Expression whole = formula::substituted(stated_.expanded(expression), stated_.constants);
    return formula::text(formula::rewritten(whole, with_plain_name));
  }
  std::vector<std::string> texts(const std::vector<WrittenStatement>& statements) const {
    std::vector<std::string> result;
    for (const WrittenStatement& one : statements) {
      const auto whole = formula::substituted(stated_.expanded(one.value), stated_.constants);
      result.push_back(formula::text(formula::rewritten(whole, with_plain_name)));
    }
    return result;
  }

  std::string name_of(const DomainEntry& entry) const {
    const auto* quantity = formula::as<formula::Quantity>(entry.variable.value);
    if (quantity && quantity->indices.empty()) return plain_name(quantity->name);
    const std::string written = plain_text(entry.variable.value);
    for (const char* known : {signal_strength, noise_strength})
      if (written == formula::text(formula::read_expression(known, theorem_.names))) return known;
    refuse(entry.variable.source.origin, written,
           fmt::format("a parameter, {} or {}", signal_strength, noise_strength));
  }

  /// An end as a decimal or a fraction.
  std::string end_of(const WrittenExpression& end) const {
    if (const auto* number = formula::as<formula::Number>(end.value)) return number->literal;
    const Expression whole = formula::substituted(stated_.expanded(end.value), stated_.constants);
    const auto value = formula::constant(whole);
    if (!value) refuse(end.source.origin, formula::text(end.value), "a number");
    return value->str();
  }

  bool is_fixed(const std::string& name, const numerics::Settings& settings) const {
    const std::string by = name == signal_strength ? "|mu|" : name == noise_strength ? "n" : name;
    return fixed_.contains(key_of(by, settings)) || fixed_.contains(by);
  }

  void add(const DomainEntry& entry, const numerics::Settings& settings) {
    const std::string name = name_of(entry);
    if (is_fixed(name, settings)) return;
    if (entry.kind == DomainEntry::Kind::words)
      refuse(entry.variable.source.origin, name + " with words as values", "numbers");
    std::vector<RangeEntry> choices;
    if (entry.kind == DomainEntry::Kind::range)
      choices.push_back({.name = name, .from = end_of(entry.from), .to = end_of(entry.to)});
    for (const WrittenExpression& value : entry.values) {
      if (entry.kind == DomainEntry::Kind::formula)
        choices.push_back({.name = name, .from = "", .to = "", .formula = plain_text(value.value)});
      else
        choices.push_back({.name = name, .from = end_of(value), .to = end_of(value)});
    }
    std::vector<RangeStatement> longer;
    for (const RangeStatement& one : all_)
      for (const RangeEntry& choice : choices) {
        longer.push_back(one);
        longer.back().domain.push_back(choice);
      }
    constexpr std::size_t most = 100;
    if (longer.size() > most)
      refuse(entry.variable.source.origin, fmt::format("lists of {} combinations", longer.size()),
             fmt::format("at most {}; ranges", most));
    all_ = std::move(longer);
  }

  static bool is_mentioned(const RangeStatement& statement, const std::string& name) {
    const auto holds = [&](const std::string& text) { return text.find(name) != std::string::npos; };
    return std::ranges::any_of(statement.assume, holds) || std::ranges::any_of(statement.conclude, holds) ||
           std::ranges::any_of(statement.domain,
                               [&](const RangeEntry& entry) { return holds(entry.formula); });
  }

  /// The names that [over] does not set, with the settings' values.
  static void add_settings(RangeStatement& statement, const numerics::Settings& settings) {
    const auto has = [&](const std::string& name) {
      return std::ranges::find(statement.domain, name, &RangeEntry::name) != statement.domain.end();
    };
    std::map<std::string, std::string> literals;
    for (const auto& [path, literal] : numerics::used_parameters(settings)) literals[path] = literal;
    std::vector<std::string> names{"d", "sigma_xi", "m"};
    if (!has(noise_strength)) names.emplace_back("n");
    if (!has(signal_strength) && !has("SNR")) names.emplace_back("|mu|");
    if (settings.diffusion.time)
      names.emplace_back("t");
    else
      names.insert(names.end(), {"alpha", "beta"});
    for (const char* other : {"eta", "sigma_0", "steps"})
      if (is_mentioned(statement, other)) names.emplace_back(other);
    for (const std::string& name : names) {
      const auto literal = literals.find(key_of(name, settings));
      if (!has(name) && literal != literals.end())
        statement.domain.push_back({.name = name, .from = literal->second, .to = literal->second});
    }
  }

  void require_readable(const RangeStatement& statement) const {
    try {
      question_of(statement);
    } catch (const std::invalid_argument& error) {
      throw numerics::InputError({theorem_.file, 1}, fmt::format("evidence = \"proved\": {}", error.what()));
    }
  }

  const Theorem& theorem_;
  const std::set<std::string>& fixed_;
  Stated stated_;
  std::vector<RangeStatement> all_;
};

}  // namespace

std::vector<RangeStatement> range_statements(const Theorem& theorem, const std::set<std::string>& fixed) {
  return RangeReading(theorem, fixed).statements();
}

}  // namespace featdyn::verify
