#include "verify/experiment/regime_runs.hpp"

#include <algorithm>
#include <cmath>

#include "numerics/training/test_error.hpp"
#include "verify/experiment/condition.hpp"

namespace featdyn::verify {

using namespace regime_bound;

double RegimeRuns::lead(std::size_t k) const {
  const double first = value(k, "t_" + loser("_first"));
  const auto never = static_cast<double>(points[k].settings.training.steps + 1);
  return (std::isnan(first) ? never : first) - value(k, "t_" + winner(""));
}

double RegimeRuns::loser_growth(std::size_t k) const {
  const TwoPatch& s = points[k].numbers;
  const double power = regime.loser_rate(s) / regime.winner_rate(s);
  return loser_then(k) / value(k, loser("_start_max")) * std::pow(value(k, winner("_start")), power);
}

bool RegimeRuns::knows_errors() const {
  return numerics::has_test_error(points.front().settings);
}

double RegimeRuns::test_error(std::size_t k) const {
  return value(k, "test_error");
}

bool RegimeRuns::is_as_claimed(std::size_t k) const {
  return lead(k) >= 1 && loser_growth(k) <= loser_factor && value(k, "loss") <= small_loss &&
         (!knows_errors() || (regime.is_high ? test_error(k) <= small_error : test_error(k) >= large_error));
}

int RegimeRuns::count_as_claimed(const Group& group) const {
  return static_cast<int>(std::ranges::count_if(group.runs, [&](auto k) { return is_as_claimed(k); }));
}

Estimate RegimeRuns::test_error(const Group& group) const {
  std::vector<double> errors;
  for (const auto k : group.runs) errors.push_back(test_error(k));
  return mean_of(errors);
}

RegimeRuns run_regime(const Study& study, const Regime& regime, const numerics::Settings& base,
                      const std::vector<double>& over_edge) {
  RegimeRuns runs{.regime = regime,
                  .measurement = classifier_run(study.trainer, Until::last_step),
                  .points = {},
                  .rows = {},
                  .groups = {}};
  for (const double factor : over_edge) {
    const int seeds = factor == 1 ? study.choose(6, 60, 200) : study.choose(3, 8, 40);
    RegimeRuns::Group group{.n_snr_squared = factor * regime.edge, .runs = {}};
    for (Point& point : admissible(study, base, {{signal_norm_for(base, group.n_snr_squared)}}, seeds)) {
      group.runs.push_back(runs.points.size());
      runs.points.push_back(std::move(point));
    }
    if (!group.runs.empty()) runs.groups.push_back(std::move(group));
  }
  std::ranges::sort(runs.groups, {}, &RegimeRuns::Group::n_snr_squared);
  runs.rows = study.run(regime.winner + std::string(" wins"), settings_of(runs.points), runs.measurement);
  return runs;
}

}  // namespace featdyn::verify
