#include "verify/theorem/judge/trials.hpp"

#include <fmt/format.h>

#include <cmath>

#include "theory/formula/error.hpp"
#include "theory/formula/names.hpp"
#include "verify/theorem/judge/judge.hpp"

namespace featdyn::verify {
namespace {

/// Whether an assumption can only be told of a run.
bool needs_a_run(const formula::Condition& condition, const std::vector<std::string>& runs) {
  Planner planner(runs);
  planner.add(condition);
  for (const std::string& run : runs)
    if (planner.plan(run).needs_a_run()) return true;
  return false;
}

/// The numbers of every kind of run at a point, where nothing is run.
class PointEnvironments {
 public:
  PointEnvironments(const DomainPoint& point, const Stated& stated) : first_(point.first) {
    for (const auto& [run, settings] : point.settings)
      environments_[run] = {
          .number = PointNumbers(settings, stated),
          .in_run = [this](const std::string& name) -> const Environment& { return environments_.at(name); }};
  }
  PointEnvironments(const PointEnvironments&) = delete;
  PointEnvironments& operator=(const PointEnvironments&) = delete;
  const Environment& first() const { return environments_.at(first_); }

 private:
  std::string first_;
  std::map<std::string, Environment> environments_;
};

/// A name that was solved for meets an assumption that bounds it: but for rounding.
bool is_at_the_edge(const Reading& reading) {
  return reading.margin < 0 && reading.margin >= -rounding;
}

std::vector<std::string> names_of(const Domain& domain) {
  std::vector<std::string> names;
  for (const auto& [name, settings] : domain.bases()) names.push_back(name);
  return names;
}

const char* word_of(const std::string& index) {
  using formula::IndexKind;
  switch (formula::index_kind(index).value_or(IndexKind::patch)) {
    case IndexKind::neuron:
      return "neuron";
    case IndexKind::label:
      return "class";
    case IndexKind::sample:
      return "sample";
    case IndexKind::step:
      return "step";
    case IndexKind::mode:
      return "mode";
    default:
      return "patch";
  }
}

}  // namespace

void Assumed::Line::see_met(const Reading& reading, const std::string& where) {
  if (!(reading.margin >= least.margin)) least_where = where;
  least = all(least, reading);
}

void Assumed::Line::see_broken(const Reading& reading, const std::string& where) {
  ++takes_out;
  if (!(reading.margin >= broken.margin)) broken_where = where;
  broken = all(broken, reading);
}

Trials::Trials(const Theorem& theorem, const Stated& stated, const std::vector<Conclusion>& conclusions,
               const Domain& domain, const DomainRuns& domain_runs)
    : stated_(stated), conclusions_(conclusions), domain_(domain), domain_runs_(domain_runs) {
  indices_ = domain_runs.plans().begin()->second.indices;
  for (std::size_t k = 0; k < stated.assumptions.size(); ++k) {
    assumed_.lines.push_back({.text = theorem.assumptions[k].source.text});
    needs_run_.push_back(needs_a_run(stated.assumptions[k], names_of(domain)));
  }
}

bool Trials::admits(const DomainPoint& point, bool counts) {
  const PointEnvironments environments(point, stated_);
  const Environment& environment = environments.first();
  std::vector<Reading> readings;
  bool is_met = true;
  for (std::size_t k = 0; k < stated_.assumptions.size(); ++k) {
    readings.push_back(needs_run_[k]
                           ? all_of_none()
                           : reading_of(stated_.assumptions[k], {.environment = environment,
                                                                 .indices = indices_,
                                                                 .constants = stated_.constant_names}));
    Reading& reading = readings.back();
    reading.holds = reading.holds || is_at_the_edge(reading);
    is_met = is_met && reading.holds;
  }
  const bool has_branch =
      !stated_.uses_symmetric_ratio || std::isfinite(environment.number("symmetric_ratio").value_or(NAN));
  if (!counts) return is_met && has_branch;
  ++assumed_.points;
  for (std::size_t k = 0; k < readings.size(); ++k)
    if (!readings[k].holds)
      assumed_.lines[k].see_broken(readings[k], point.text);
    else if (is_met)
      assumed_.lines[k].see_met(readings[k], point.text);
  assumed_.without_branch += is_met && !has_branch ? 1 : 0;
  assumed_.left += is_met && has_branch ? 1 : 0;
  return is_met && has_branch;
}

std::size_t Trials::add(DomainPoint point) {
  points_.push_back(std::move(point));
  seeds_.push_back(0);
  return points_.size() - 1;
}

std::optional<Trial> Trials::judged(std::size_t point, int seed, const Showing& showing) {
  const Judging judging{
      .environment = showing.environment(), .indices = indices_, .constants = stated_.constant_names};
  for (std::size_t k = 0; k < stated_.assumptions.size(); ++k) {
    if (!needs_run_[k]) continue;
    const Reading reading = reading_of(stated_.assumptions[k], judging);
    if (!reading.holds) {
      assumed_.lines[k].see_broken(reading, points_[point].text);
      return std::nullopt;
    }
    assumed_.lines[k].see_met(reading, points_[point].text);
  }
  return judged_alone(point, seed, showing);
}

Trial Trials::judged_alone(std::size_t point, int seed, const Showing& showing) const {
  const Judging judging{
      .environment = showing.environment(), .indices = indices_, .constants = stated_.constant_names};
  Trial trial{.point = point, .seed = seed, .loss = showing.loss(), .is_too_long = showing.is_too_long()};
  for (const Conclusion& conclusion : conclusions_) try {
      trial.readings.push_back(conclusion.kind == Conclusion::Kind::crossing
                                   ? all_of_none()
                                   : reading_of(conclusion.statement, judging));
    } catch (const formula::FormulaError& error) {
      throw error_at(conclusion.source, error.place(), error.what());
    }
  return trial;
}

void Trials::run(const std::vector<Request>& requests) {
  std::vector<RunAt> runs;
  std::vector<std::size_t> at;
  for (const Request& request : requests)
    for (int& seed = seeds_[request.point]; seed < request.seeds; ++seed) {
      runs.push_back({.point = &points_[request.point], .seed = seed});
      at.push_back(request.point);
    }
  const Showings showings = domain_runs_.show(runs);
  for (std::size_t k = 0; k < runs.size(); ++k)
    if (auto trial = judged(at[k], runs[k].seed, *showings[k])) trials_.push_back(std::move(*trial));
}

void Trials::again() {
  trials_.clear();
  for (std::size_t k = 0; k < needs_run_.size(); ++k)
    if (needs_run_[k]) assumed_.lines[k].takes_out = 0;  // is counted once more
  std::vector<Request> requests;
  for (std::size_t point = 0; point < seeds_.size(); ++point)
    requests.push_back({.point = point, .seeds = std::exchange(seeds_[point], 0)});
  run(requests);
}

std::string Trials::where(const Trial& trial, const Spot& spot) const {
  std::string text;
  for (std::size_t slot = 0; slot < indices_.size(); ++slot)
    if (!std::isnan(spot[slot]))
      text += fmt::format("{}{} {} = {:g}", text.empty() ? "" : ", ", word_of(indices_[slot]), indices_[slot],
                          spot[slot]);
  const std::string& point = points_[trial.point].text;
  if (!point.empty()) text += (text.empty() ? "" : "; ") + point;
  if (domain_runs_.needs_runs())
    text +=
        fmt::format("{}seed +{}", text.empty() ? "" : ", ", trial.seed + points_[trial.point].seed_offset);
  return trial.loss.empty() ? text : text + "; " + trial.loss;
}

}  // namespace featdyn::verify
