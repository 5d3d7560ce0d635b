#include "verify/theorem/judge/inquiry.hpp"

#include <algorithm>
#include <cmath>

#include "theory/formula/text.hpp"
#include "verify/theorem/run/cost.hpp"
#include "verify/theorem/value/evaluate.hpp"

namespace featdyn::verify {
namespace {

/// The names that the laws of order are written with.
std::set<std::string> law_names(const std::vector<Conclusion>& conclusions) {
  std::set<std::string> names;
  for (const Conclusion& conclusion : conclusions)
    if (conclusion.order) names.merge(names_in(conclusion.order->law));
  return names;
}

/// Without norms of single patches and other names that several keys are behind.
std::set<std::string> keyed(const std::set<std::string>& names, const numerics::Settings& settings) {
  std::set<std::string> result;
  for (const std::string& name : names)
    for (const std::string& key : keys_behind(name, settings)) result.insert(key);
  return result;
}

/// The language's name for a key, else the key.
std::string name_of_key(const std::string& key, const numerics::Settings& settings) {
  for (const char* name : {"d", "n", "m", "eta", "sigma_0", "sigma_xi", "|mu|", "t"})
    if (key_of(name, settings) == key) return name;
  return key;
}

}  // namespace

Inquiry::Inquiry(const Theorem& theorem, const TheoremOptions& options)
    : theorem_(theorem), options_(options), stated_(verify::stated(theorem)) {
  for (std::size_t k = 0; k < stated_.conclusions.size(); ++k)
    conclusions_.push_back(conclusion_of(stated_.conclusions[k], theorem.conclusions[k].source, stated_));
  domain_ = std::make_unique<Domain>(theorem, stated_, options.fixed);
  for (const std::string& key : keyed(law_names(conclusions_), domain_->base()))
    *domain_ = domain_->with(name_of_key(key, domain_->base()));
  for (const Conclusion& conclusion : conclusions_)
    if (conclusion.crossing)
      *domain_ = domain_->with(conclusion.crossing->parameter, formula::text(conclusion.crossing->parameter));
  std::vector<std::string> runs;
  for (const auto& [name, settings] : domain_->bases()) runs.push_back(name);
  domain_runs_ = std::make_unique<DomainRuns>(
      stated_, runs,
      DomainRuns::Options{
          .store = options.store, .quiet = options.quiet, .label = theorem.id, .workers = options.workers});
  trials_ = std::make_unique<Trials>(theorem, stated_, conclusions_, *domain_, *domain_runs_);
  bounds_.resize(conclusions_.size());
  orders_.resize(conclusions_.size());
}

std::size_t Inquiry::axis_of(const formula::Expression& parameter) const {
  const auto& axes = domain_->axes();
  return static_cast<std::size_t>(
      std::ranges::find_if(
          axes, [&](const DomainAxis& axis) { return formula::is_same(axis.variable, parameter); }) -
      axes.begin());
}

bool Inquiry::speaks_of_runs(std::size_t conclusion) const {
  std::vector<std::string> runs;
  for (const auto& [name, plan] : domain_runs_->plans()) runs.push_back(name);
  Planner planner(runs);
  planner.add(conclusions_[conclusion].statement);
  return std::ranges::any_of(runs, [&](const std::string& run) { return planner.plan(run).needs_a_run(); });
}

int Inquiry::seeds() const {
  return domain_runs_->needs_runs() ? theorem_.seeds : 1;
}

void Inquiry::make_points() {
  for (const Coordinates& coordinates : domain_->grid({.points = 5, .halvings = options_.full() ? 1 : 0})) {
    DomainPoint point = domain_->at(coordinates);
    if (trials_->admits(point, true)) base_.push_back(add_beside(std::move(point), 0));
  }
  beside_.clear();
}

std::size_t Inquiry::add_beside(DomainPoint point, int runs) {
  const PointNumbers numbers(point.settings.at(point.first), stated_);
  const double p = number_of(stated_.probability, {.number = numbers});
  const std::size_t at = trials_->add(std::move(point));
  probabilities_.push_back(domain_runs_->needs_runs() ? p : 1);
  beside_.push_back(at);
  if (runs > 0) trials_->run({{.point = at, .seeds = runs}});
  return at;
}

Level Inquiry::level() const {
  return {.points = static_cast<int>(base_.size() + beside_.size()), .looks = 4};
}

int Inquiry::next_look(std::size_t point, int have) const {
  for (const int look : looks(probabilities_[point], seeds(), options_.most_runs_at_a_point()))
    if (look > have) return look;
  return 0;
}

Reading Inquiry::reading(const Trial& trial, std::size_t conclusion) const {
  return finished(conclusions_[conclusion], bounds_[conclusion], trial.readings[conclusion]);
}

Reading Inquiry::reading(const Trial& trial) const {
  Reading worst = all_of_none();
  for (std::size_t k = 0; k < conclusions_.size(); ++k) worst = all(worst, reading(trial, k));
  return worst;
}

Share Inquiry::share(std::size_t point, std::optional<std::size_t> conclusion) const {
  Share share;
  for (const Trial& trial : trials_->trials()) {
    if (trial.point != point) continue;
    ++share.trials;
    share.successes += (conclusion ? reading(trial, *conclusion) : reading(trial)).holds ? 1 : 0;
  }
  return share;
}

Verdict Inquiry::verdict_at(std::size_t point, std::optional<std::size_t> conclusion) const {
  const Share found = share(point, conclusion);
  if (found.trials == 0) return Verdict::not_applicable;
  for (const Trial& trial : trials_->trials())
    if (trial.point == point && trial.is_too_long) return Verdict::undecided;
  const bool is_fitted = conclusion ? !conclusions_[*conclusion].fitted.empty() : !stated_.fitted.empty();
  const double p = probabilities_[point];
  const bool is_enough = found.successes >= std::ceil(p * found.trials);
  if (options_.brief()) return is_enough ? Verdict::holds : Verdict::fails;  // of the few runs that there are
  if (is_fitted && is_enough) return Verdict::holds;
  return decide(found, p, level());
}

void Inquiry::run_the_domain() {
  make_points();
  if (std::ranges::all_of(conclusions_, [](const Conclusion& one) { return one.crossing != nullptr; }))
    return;
  std::vector<Trials::Request> requests;
  for (const std::size_t point : base_) {
    const int needed = stated_.fitted.empty() ? 0 : runs_to_show(probabilities_[point]);
    requests.push_back({.point = point, .seeds = std::max(seeds(), needed)});
  }
  trials_->run(requests);
  if (!stated_.fitted.empty()) fit(base_);
  settle();
  const auto is_undecided = [&](std::size_t point) {
    if (verdict_at(point, {}) == Verdict::undecided) return true;
    for (std::size_t k = 0; k < conclusions_.size(); ++k)
      if (verdict_at(point, k) == Verdict::undecided) return true;
    return false;
  };
  for (;;) {
    requests.clear();
    for (const std::size_t point : base_)
      if (const int next = next_look(point, trials_->seeds_at(point)); next > 0 && is_undecided(point))
        requests.push_back({.point = point, .seeds = next});
    if (requests.empty()) return;
    trials_->run(requests);
    settle();
  }
}

/// With the worst point looked at more closely.
void Inquiry::fit(const std::vector<std::size_t>& points) {
  fitted_.clear();
  for (const std::string& name : stated_.fitted) stated_.set_constant(name, 1);
  for (std::size_t k = 0; k < conclusions_.size(); ++k) {
    if (conclusions_[k].fitted.empty()) continue;
    FittedConstant found = fitted_constant({*trials_, points, probabilities_}, conclusions_[k], k, stated_);
    if (found.point && probabilities_[*found.point] < 1) {
      trials_->run({{.point = *found.point, .seeds = options_.most_runs_at_a_point()}});
      found = fitted_constant({*trials_, points, probabilities_}, conclusions_[k], k, stated_);
    }
    const auto [known, is_new] = fitted_.try_emplace(conclusions_[k].fitted, found);
    const bool needs_more =
        found.is_largest ? found.value < known->second.value : found.value > known->second.value;
    if (!is_new && needs_more) known->second = found;
  }
  constexpr double rounding_up = 1e-12;
  for (const auto& [name, found] : fitted_)
    stated_.set_constant(name, found.value * (1 + (found.is_largest ? -rounding_up : rounding_up)));
  trials_->again();
}

/// A point with fewer runs than show its share says nothing of the constant.
void Inquiry::fit_beside() {
  if (stated_.fitted.empty() || base_.empty()) return;
  std::vector<std::size_t> points = base_;
  for (const std::size_t point : beside_)
    if (share(point, {}).trials >= std::max(runs_to_show(probabilities_[point]), 1)) points.push_back(point);
  if (points.size() == base_.size()) return;
  fit(points);
  settle();
}

void Inquiry::settle() {
  std::vector<std::size_t> points = base_;
  for (const std::size_t point : beside_)
    if (probabilities_[point] == 1 || share(point, {}).trials >= seeds()) points.push_back(point);
  for (std::size_t k = 0; k < conclusions_.size(); ++k) {
    const Conclusion& conclusion = conclusions_[k];
    if (!conclusion.order || base_.empty()) continue;
    const bool is_open =
        conclusion.order->growth != formula::Growth::theta;  // c from [over], C for what is beyond
    orders_[k] =
        order_constant({*trials_, is_open ? base_ : points, probabilities_}, k, conclusion.order->growth);
    bounds_[k] = {.constant = orders_[k].constant, .tolerance = tolerance_of(conclusion)};
  }
}

double Inquiry::tolerance_of(const Conclusion& conclusion) const {
  const auto& tolerance = conclusion.order->tolerance;
  if (!tolerance.value) return HUGE_VAL;
  const DomainPoint& point = trials_->point(base_.front());
  const PointNumbers numbers(point.settings.at(point.first), stated_);
  const double value = number_of(tolerance.value, {.number = numbers});
  return tolerance.is_percent ? 1 + value / 100 : value;
}

void Inquiry::enlarge() {
  if (options_.brief() || trials_->trials().empty()) return;
  const bool has_orders =
      std::ranges::any_of(conclusions_, [](const Conclusion& one) { return one.order != nullptr; });
  if (!has_orders || base_.empty()) return;
  double dearest = 0;
  for (const std::size_t point : base_)
    dearest = std::fmax(dearest, cost_of(trials_->point(point), domain_runs_->plans(), stated_));
  constexpr double affordable = 3e9;  // operations: about a second
  const double most = std::fmax(2 * dearest, options_.full() ? 10 * affordable : affordable);
  directions_ = enlarged(
      *domain_,
      {.is_admitted = [this](const DomainPoint& point) { return trials_->admits(point, false); },
       .is_affordable =
           [&](const DomainPoint& point) { return cost_of(point, domain_runs_->plans(), stated_) <= most; },
       .doublings = options_.full() ? 4 : 2});
  std::vector<Trials::Request> requests;
  for (const Direction& direction : directions_)
    for (const DomainPoint& point : direction.points)
      requests.push_back({.point = add_beside(point, 0), .seeds = seeds()});
  trials_->run(requests);
  settle();
}

void Inquiry::decide_beside() {
  for (;;) {
    std::vector<Trials::Request> requests;
    for (const std::size_t point : beside_) {
      const Share found = share(point, {});
      const int next = next_look(point, trials_->seeds_at(point));
      if (next > 0 && found.trials >= seeds() && found.successes < found.trials &&
          verdict_at(point, {}) == Verdict::undecided)
        requests.push_back({.point = point, .seeds = next});
    }
    if (requests.empty()) return;
    trials_->run(requests);
    settle();
  }
}

}  // namespace featdyn::verify
