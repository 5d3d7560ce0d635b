#include "verify/theorem/run/domain_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/grid/grid.hpp"
#include "verify/theorem/run/record_run.hpp"
#include "verify/theorem/run/remote_runs.hpp"

namespace featdyn::verify {
namespace {

Measurement measurement_of(const Plan& plan, const Stated& stated, const Trainer& trainer) {
  return {.name = "a theorem's needs by " + trainer.name + "\n" + plan.text(stated.constants),
          .version = 2,
          .columns = {},  // a row's length is its own
          .vectors =
              trainer.name.starts_with("network") ? numerics::Vectors::needed : numerics::Vectors::unneeded,
          .measure = [&plan, &stated, trainer](const numerics::Problem& problem) -> Row {
            const PointNumbers numbers(problem.settings, stated);
            const Recorded recorded = record_run(
                problem, trainer, {.plan = plan, .constants = stated.constant_names, .number = numbers});
            return {.status = recorded.diverged ? "diverged" : "finished", .values = row_of(recorded, plan)};
          }};
}

}  // namespace

Showing::Showing(const Stated& stated, const std::map<std::string, Plan>& plans, const RunAt& at,
                 std::map<std::string, Recorded> records)
    : plans_(plans), records_(std::move(records)) {
  for (const auto& [run, settings] : at.point->settings)
    numbers_.emplace(run, PointNumbers(settings, stated));
  first_ = at.point->first;
  for (const auto& [run, plan] : plans_) {
    const auto known = records_.find(run);
    const Recorded* record = known == records_.end() ? nullptr : &known->second;
    const PointNumbers* numbers = &numbers_.at(run);
    environments_[run] = {
        .facts = record ? &record->facts : nullptr,
        .number =
            [numbers, record](const std::string& name) {
              return name == "eta_max" && record ? std::optional(record->eta_max) : (*numbers)(name);
            },
        .table = [record, &plan = plan](Observed what, const formula::Expression& step) -> const Table2& {
          return record->snapshots[plan.find(what, step)].table;
        },
        .found = [record, &plan = plan](const formula::Expression& passage) -> const Array& {
          return record->found[plan.find(passage)];
        },
        .judged = [record, &plan = plan](const formula::Condition& passage) -> const Readings& {
          return record->judged[plan.find(passage)];
        },
        .in_run = [this](const std::string& name) -> const Environment& { return environments_.at(name); }};
  }
}

std::string Showing::loss() const {
  for (const auto& [run, record] : records_)
    if (record.diverged)
      return fmt::format("{}{} after step {}", run.empty() ? "" : run + ": ", left_the_finite_numbers,
                         record.reached);
  return "";
}

bool Showing::is_too_long() const {
  return std::ranges::any_of(records_, [](const auto& known) { return known.second.is_too_long; });
}

void Showing::set(const std::string& constant, double value) {
  for (auto& [run, numbers] : numbers_) numbers.set(constant, value);
}

DomainRuns::DomainRuns(const Stated& stated, const std::vector<std::string>& runs, const Options& options)
    : stated_(stated), runs_(runs), options_(options) {
  Planner planner(runs);
  for (const auto* list : {&stated.assumptions, &stated.conclusions})
    for (const formula::Condition& condition : *list) planner.add(condition);
  for (const std::string& run : runs) plans_[run] = planner.plan(run);
}

bool DomainRuns::needs_runs() const {
  return std::ranges::any_of(plans_, [](const auto& known) { return known.second.needs_a_run(); });
}

Trainer DomainRuns::trainer() const {
  const bool decomposes =
      std::ranges::any_of(plans_, [](const auto& known) { return known.second.needs_coefficients; });
  return decomposes ? decomposition_trainer() : recurrence_trainer();
}

Measurement DomainRuns::measurement(const std::string& run, const Stated& stated) const {
  return measurement_of(plans_.at(run), stated, trainer());
}

std::string DomainRuns::recipe(const std::string& run) const {
  TheoremRecipe recipe{.run = run, .constants = {}};
  for (const auto& [name, value] : stated_.constants)
    if (const auto* number = formula::as<formula::Number>(value); number && stated_.fitted.contains(name))
      recipe.constants[name] = number->value;
  const bool is_finite =
      std::ranges::all_of(recipe.constants, [](const auto& one) { return std::isfinite(one.second); });
  return is_finite ? recipe_text(recipe) : "";
}

std::vector<Recorded> DomainRuns::records(const std::string& run, const std::vector<RunAt>& runs,
                                          const Trainer* trainer) const {
  const Plan& plan = plans_.at(run);
  std::vector<numerics::Settings> settings;
  for (const RunAt& at : runs)
    settings.push_back(
        vary(at.point->settings.at(run), {}, static_cast<std::uint64_t>(at.seed + at.point->seed_offset)));
  const Measurement measurement =
      trainer ? measurement_of(plan, stated_, *trainer) : this->measurement(run, stated_);
  std::vector<Recorded> records;
  for (const Row& row : run_grid(settings, {measurement, trainer ? "" : recipe(run)}, options_.store,
                                 {.label = options_.label, .quiet = options_.quiet}, options_.workers))
    records.push_back(recorded_from(row.values, plan));
  return records;
}

Showings DomainRuns::show(const std::vector<RunAt>& runs, const Trainer* trainer) const {
  std::vector<std::map<std::string, Recorded>> all(runs.size());
  for (const auto& [run, plan] : plans_) {
    if (!plan.needs_a_run()) continue;
    auto records = this->records(run, runs, trainer);
    for (std::size_t k = 0; k < runs.size(); ++k) all[k][run] = std::move(records[k]);
  }
  Showings result;
  for (std::size_t k = 0; k < runs.size(); ++k)
    result.push_back(std::make_unique<Showing>(stated_, plans_, runs[k], std::move(all[k])));
  return result;
}

Showings DomainRuns::show(const std::vector<RunAt>& runs) const {
  return show(runs, nullptr);
}
Showings DomainRuns::show(const std::vector<RunAt>& runs, const Trainer& trainer) const {
  return show(runs, &trainer);
}

}  // namespace featdyn::verify
