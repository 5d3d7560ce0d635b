#include "verify/theorem/run/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "theory/formula/error.hpp"
#include "theory/formula/names.hpp"
#include "theory/formula/text.hpp"
#include "verify/theorem/file/observable_extension.hpp"
#include "verify/theorem/run/step_index.hpp"

namespace featdyn::verify {
namespace {

using namespace formula;

template <class List, class Same>
std::size_t place_of(const List& list, Same same) {
  const auto found = std::ranges::find_if(list, same);
  return static_cast<std::size_t>(found - list.begin());
}

/// Whether a step occurs in it that nothing inside binds.
bool has_free_step(const Expression& whole) {
  if (is_step(index_in(whole))) return true;
  if (as<First>(whole)) return false;
  const auto* reduction = as<Reduction>(whole);
  if (reduction && binds_a_step(reduction->bindings)) return false;
  bool found = false;
  visit_parts(whole, {[&](const Expression& part) { found = found || has_free_step(part); },
                      [](const Condition&) {}});
  return found;
}

/// A number, or the name of a user's own observable, whose number depends on when it was added.
std::string name_in_key(Observed what) {
  const auto own = extension_of(what);
  return own ? own->name : std::to_string(static_cast<int>(what));
}

std::size_t known(std::size_t at, std::size_t count) {
  if (at == count) throw std::logic_error("a formula that was not planned");
  return at;
}

}  // namespace

std::optional<Offset> offset_of(const Expression& step) {
  if (const std::string index = index_in(step); is_step(index)) return Offset{.index = index};
  if (!has_free_step(step)) return std::nullopt;
  Offset offset;
  bool is_offset = as<Sum>(step) != nullptr;
  for (const Term& term : is_offset ? as<Sum>(step)->terms : std::vector<Term>{}) {
    const std::string index = index_in(term.value);
    const auto* number = as<Number>(term.value);
    const bool is_whole = number && number->value == std::floor(number->value);
    is_offset = is_offset && (is_whole || (is_step(index) && offset.index.empty() && !term.subtracted));
    if (is_whole) offset.steps += std::lround(term.subtracted ? -number->value : number->value);
    if (!index.empty()) offset.index = index;
  }
  if (is_offset) return offset;
  throw FormulaError(step->place, "a step that moves otherwise than one by one", text(step),
                     "k, k + 1, k - 2");
}

std::size_t Plan::place(Observed what, const Expression& step) const {
  return place_of(snapshots,
                  [&](const Snapshot& one) { return one.what == what && is_same(one.step, step); });
}
std::size_t Plan::place(const Expression& passage) const {
  return place_of(passages,
                  [&](const Passage& one) { return one.expression && is_same(one.expression, passage); });
}
std::size_t Plan::place(const Condition& passage) const {
  return place_of(passages,
                  [&](const Passage& one) { return one.condition && is_same(one.condition, passage); });
}

std::size_t Plan::find(Observed what, const Expression& step) const {
  return known(place(what, step), snapshots.size());
}
std::size_t Plan::find(const Expression& passage) const {
  return known(place(passage), passages.size());
}
std::size_t Plan::find(const Condition& passage) const {
  return known(place(passage), passages.size());
}

std::string Plan::text(const std::vector<Substitution>& constants) const {
  std::string result;
  for (const Snapshot& snapshot : snapshots)
    result += fmt::format("table {} at {}\n", name_in_key(snapshot.what),
                          formula::text(substituted(snapshot.step, constants)));
  for (const Passage& passage : passages)
    result += passage.expression ? formula::text(substituted(passage.expression, constants)) + "\n"
                                 : formula::text(substituted(passage.condition, constants)) + "\n";
  for (const std::string& index : axes) result += index + " ";
  for (const std::string& own : extensions) result += "\nown " + own;
  return result + fmt::format("\n{} {}", needs_eigenvalues, needs_eta_max);
}

}  // namespace featdyn::verify
