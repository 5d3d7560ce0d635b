#include "verify/judgement/theorem_order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <new>

#include "verify/shell_word.hpp"
#include "verify/theorem/domain/domain.hpp"
#include "verify/theorem/file/built_in.hpp"

namespace featdyn::verify {

bool is_theorem_file(const std::string& word) {
  std::error_code ignored;
  return word.ends_with(".toml") || std::filesystem::is_regular_file(word, ignored);
}

std::vector<std::string> all_theorems() {
  std::vector<std::string> ids;
  for (const BuiltInTheorem& known : built_in_theorems()) ids.push_back(known.id);
  return ids;
}

std::vector<std::string> theorems_named(const std::string& word) {
  if (is_theorem_file(word)) return {word};
  std::vector<std::string> ids = all_theorems();
  if (std::ranges::find(ids, word) != ids.end()) return {word};
  std::erase_if(ids, [&](const std::string& id) { return !id.starts_with(word + "."); });
  return ids;
}

namespace {

/// The ends of ranges and lists, few seeds, and what is asked with a probability asked of half of them.
void shorten(Theorem& theorem) {
  for (DomainEntry& entry : theorem.domain)
    if (entry.kind == DomainEntry::Kind::range)
      entry.points = 2;
    else if (entry.kind == DomainEntry::Kind::list && entry.values.size() > 2)
      entry.values.erase(entry.values.begin() + 1, entry.values.end() - 1);
  theorem.seeds = std::min(theorem.seeds, seeds_of_brief);
  const auto* given = formula::as<formula::Number>(theorem.probability.value);
  if (!given || given->value != 1)
    theorem.probability.value = formula::make(formula::Number{.literal = "0.5", .value = 0.5});
}

}  // namespace

Prepared read_prepared(const TheoremOrder& order) {
  const numerics::Document asked = asked_constants(order.preparation);
  Prepared result = prepared(read_theorem(find_theorem(order.word), asked), order.preparation);
  if (order.scale == TheoremScale::brief) shorten(result.theorem);
  return result;
}

namespace {

/// What `judge` finds; what cannot be judged for another reason than a mistake of the user is undecided and says why.
template <class Judge>
auto or_undecided(const Theorem& theorem, const std::string& command, Judge judge, auto of_finding) {
  try {
    return judge();
  } catch (const numerics::InputError&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    Finding finding{};
    finding.claim = theorem.id;
    finding.statement = theorem.title;
    finding.provenance = theorem.provenance;
    finding.detail = fmt::format("could not be judged: {}", error.what());
    finding.repeat = command;
    return of_finding(std::move(finding));
  }
}

}  // namespace

void require_domain(const Prepared& prepared) {
  if (prepared.theorem.evidence == "proved") return;
  const Stated all = stated(prepared.theorem);
  try {
    Domain(prepared.theorem, all, prepared.fixed).require_values();
  } catch (const std::invalid_argument&) {  // not solved for: what is judged says so
  }
}

std::string command_of(const TheoremOrder& order) {
  return "featdyn verify " + shell_word(order.word) + order.options;
}

ProvedTheorem proof_of(const TheoremOrder& order, const Prepared& prepared) {
  const std::string command = command_of(order);
  const ProofOptions options{.full = order.scale == TheoremScale::full,
                             .quiet = order.quiet,
                             .fixed = prepared.fixed,
                             .command = command};
  return or_undecided(
      prepared.theorem, command, [&] { return prove_theorem(prepared.theorem, options); },
      [](Finding finding) { return ProvedTheorem{.finding = std::move(finding), .certificates = {}}; });
}

std::vector<Finding> findings_of(const TheoremOrder& order, const Prepared& prepared, RunStore& store) {
  const std::string command = command_of(order);
  const TheoremOptions options{.store = store,
                               .scale = order.scale,
                               .quiet = order.quiet,
                               .confirms = order.scale != TheoremScale::brief,
                               .attacks = order.scale != TheoremScale::brief,
                               .searches_long = order.searches_long,
                               .fixed = prepared.fixed,
                               .workers = order.staff ? order.staff(order) : order.workers,
                               .command = command};
  return or_undecided(
      prepared.theorem, command, [&] { return judge_theorem(prepared.theorem, options); },
      [](Finding finding) { return std::vector{std::move(finding)}; });
}

}  // namespace featdyn::verify
