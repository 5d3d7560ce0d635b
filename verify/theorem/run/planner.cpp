// What formulas and statements need of runs, collected by a walk through them.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "theory/formula/error.hpp"
#include "verify/theorem/file/observable_extension.hpp"
#include "verify/theorem/file/stated_theorem.hpp"
#include "verify/theorem/judge/judge.hpp"
#include "verify/theorem/run/plan.hpp"
#include "verify/theorem/run/step_index.hpp"
#include "verify/theorem/value/lookup.hpp"

namespace featdyn::verify {
namespace {

using namespace formula;

void add_once(std::vector<std::string>& list, const std::string& name) {
  if (std::ranges::find(list, name) == list.end()) list.push_back(name);
}

/// Walks formulas and statements, and notes what they need.
class Collector {
 public:
  Collector(std::map<std::string, Plan>& plans, std::string run) : plans_(plans), run_(std::move(run)) {}

  void see(const Expression& whole) {
    if (const auto* node = as<Quantity>(whole)) return see_quantity(*node);
    if (const auto* node = as<InnerProduct>(whole)) {
      see_all(node->left.indices), see_all(node->right.indices);
      return see_table(observed_by(*node), node->step);
    }
    if (const auto* node = as<InRun>(whole)) return see_in_run(*node, whole->place);
    if (const auto* node = as<First>(whole))
      return see_passage({.expression = whole}, {node->step}, {}, {}, node->condition);
    if (const auto* node = as<Reduction>(whole)) {
      if (binds_a_step(node->bindings))
        return see_passage({.expression = whole}, node->bindings, node->body, node->filter, node->counted);
      note(node->bindings, false);
    }
    visit_parts(whole, visitor());
  }

  void see(const Condition& whole) {
    if (const auto* node = as<Quantified>(whole)) {
      note(node->bindings, true);
      if (const Condition inner = step_part(*node)) return see_quantifier(*node, inner);
    }
    visit_parts(whole, visitor());
  }

 private:
  Plan& plan() { return plans_.at(run_); }
  PartVisitor visitor() {
    return {[this](const Expression& part) { see(part); }, [this](const Condition& part) { see(part); }};
  }
  void see_all(const std::vector<Expression>& parts) {
    for (const Expression& part : parts) see(part);
  }

  /// What a run's pass looks at, its times among them, is of that run.
  void see_in_run(const InRun& node, Place place) {
    if (open_.empty()) return Collector(plans_, node.run).see(node.body);
    if (node.run != run_)
      throw FormulaError(
          place, "a run that looks at another", fmt::format("{} in a run of {}", node.run, run_),
          fmt::format("steps, times and `first` of {} by its own numbers; {}.max[k in ..] loss(k)", run_,
                      node.run));
    see(node.body);
  }

  void see_quantity(const Quantity& node) {
    const bool is_bare = node.indices.empty() && !node.step;
    plan().needs_facts |= !node.indices.empty() || (is_bare && index_kind(node.name) && !is_step(node.name));
    plan().needs_eigenvalues |= node.name == "lambda" || node.name == "mode";
    plan().needs_eta_max |= node.name == "eta_max";
    see_all(node.indices);
    if (const auto what = observed_by(node); what && node.step) see_table(*what, node.step);
    if (node.name == "rest")
      for (Needs& inside : open_) inside.rest = true;
  }

  void see_table(Observed what, const Expression& step) {
    plan().needs_facts = true;
    plan().needs_coefficients |= what == Observed::coefficients;
    plan().needs_eigenvalues |=
        what == Observed::modes || what == Observed::alignment || what == Observed::generated;
    if (const auto own = extension_of(what)) add_once(plan().extensions, own->name + " " + own->version);
    if (const auto offset = offset_of(step)) {
      if (std::ranges::find(steps_, offset->index) == steps_.end())
        throw FormulaError(step->place, "a step that is not bound", offset->index,
                           "for all " + offset->index + " <= ...: ...");
      plan().reach_back = std::max(plan().reach_back, -offset->steps);
      plan().reach_ahead = std::max(plan().reach_ahead, offset->steps);
      return;
    }
    const Needs needs = needs_of([&] { see(step); });
    const std::size_t at = plan().place(what, step);
    if (at == plan().snapshots.size())
      plan().snapshots.push_back({.what = what, .step = step, .needs = needs});
    for (Needs& inside : open_) add_need(inside.snapshots, at);
  }

  /// What is seen there, and is needed by all around it too.
  template <class See>
  Needs needs_of(See see_inside) {
    open_.emplace_back();
    see_inside();
    Needs needs = std::move(open_.back());
    open_.pop_back();
    return needs;
  }
  static void add_need(std::vector<std::size_t>& needs, std::size_t one) {
    if (std::ranges::find(needs, one) == needs.end()) needs.push_back(one);
  }

  void note(const std::vector<Binding>& bindings, bool quantified) {
    for (const Binding& binding : bindings) {
      if (quantified)
        for (auto& [name, one] : plans_) add_once(one.indices, binding.index);
      if (!is_step(binding.index)) plan().needs_facts = true;
    }
  }

  void see_quantifier(const Quantified& node, const Condition& inner) {
    const auto outer = node.bindings.size() - as<Quantified>(inner)->bindings.size();
    for (std::size_t k = 0; k < outer; ++k)
      for (const Expression& bound : {node.bindings[k].lower, node.bindings[k].upper})
        see_bounds(node.bindings[k], bound);
    const auto* passage = as<Quantified>(inner);
    see_passage({.condition = inner}, passage->bindings, {}, passage->filter, passage->body);
  }

  void see_bounds(const Binding& binding, const Expression& bound) {
    see_all(binding.values);
    if (bound) see(bound);
  }

  void see_passage(Passage passage, const std::vector<Binding>& bindings, const Expression& body,
                   const Condition& filter, const Condition& condition) {
    passage.lower = needs_of([&] {
      for (const Binding& binding : bindings) see_bounds(binding, binding.lower);
    });
    passage.upper = needs_of([&] {
      for (const Binding& binding : bindings) see_bounds(binding, binding.upper);
    });
    const Place place = passage.expression ? passage.expression->place : passage.condition->place;
    if (!steps_.empty() && looks_at_steps(passage))
      throw FormulaError(place, "steps inside steps", "two step indices that meet in one formula",
                         "one of them");
    if (std::ranges::count_if(bindings, [](const Binding& one) { return is_step(one.index); }) > 1)
      throw FormulaError(place, "two steps bound at once", bindings.back().index, "one of them");
    const auto steps = std::exchange(steps_, {step_of(bindings)});
    passage.body = needs_of([&] {
      if (body) see(body);
      if (filter) see(filter);
      if (condition) see(condition);
    });
    steps_ = steps;
    const std::size_t at = enter(std::move(passage));
    for (Needs& inside : open_) add_need(inside.passages, at);
  }

  static std::string step_of(const std::vector<Binding>& bindings) {
    return std::ranges::find_if(bindings, [](const Binding& one) { return is_step(one.index); })->index;
  }

  std::size_t enter(Passage passage) {
    const std::size_t at =
        passage.expression ? plan().place(passage.expression) : plan().place(passage.condition);
    if (at == plan().passages.size()) plan().passages.push_back(std::move(passage));
    return at;
  }

  /// Whether one of the steps bound around it occurs in it.
  bool looks_at_steps(const Passage& passage) const {
    bool found = false;
    const PartVisitor look{[&](const Expression& part) {
                             found = found || std::ranges::find(steps_, index_in(part)) != steps_.end();
                           },
                           [](const Condition&) {}};
    if (passage.expression) visit_all(passage.expression, look);
    if (passage.condition) visit_all(passage.condition, look);
    return found;
  }

  std::map<std::string, Plan>& plans_;
  std::string run_;
  std::vector<std::string> steps_;  ///< bound around
  std::vector<Needs> open_;         ///< of what is around
};

/// Every index that a plan's passages have.
std::vector<std::string> axes_of(const Plan& plan) {
  std::vector<std::string> axes;
  const PartVisitor look{[&](const Expression& part) {
                           if (const auto name = index_in(part); !name.empty()) add_once(axes, name);
                         },
                         [](const Condition&) {}};
  for (const Passage& passage : plan.passages) {
    if (passage.expression) visit_all(passage.expression, look);
    if (passage.condition) visit_all(passage.condition, look);
  }
  for (const std::string& index : plan.indices) add_once(axes, index);
  return axes;
}

}  // namespace

Planner::Planner(const std::vector<std::string>& runs) : first_(runs.front()) {
  for (const std::string& run : runs) plans_[run];
}
void Planner::add(const Expression& expression) {
  Collector(plans_, first_).see(expression);
}
void Planner::add(const Condition& condition) {
  Collector(plans_, first_).see(condition);
}

Plan Planner::plan(const std::string& run) const {
  Plan result = plans_.at(run);
  if (result.indices.size() > most_indices)
    throw FormulaError({}, "too many bound indices", fmt::format("{}", result.indices.size()),
                       fmt::format("at most {} different names", most_indices));
  result.axes = axes_of(result);
  return result;
}

bool needs_runs(const Theorem& theorem) {
  std::vector<std::string> runs;
  for (const TheoremRun& run : theorem.runs) runs.push_back(run.name);
  Planner planner(runs);
  for (const Condition& conclusion : stated(theorem).conclusions) planner.add(conclusion);
  return std::ranges::any_of(runs, [&](const std::string& run) { return planner.plan(run).needs_a_run(); });
}

}  // namespace featdyn::verify
