#include "verify/claims/regime.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "verify/draw/plot.hpp"
#include "verify/experiment/condition.hpp"
#include "verify/experiment/regime_runs.hpp"

namespace featdyn::verify {
namespace {

using namespace regime_bound;
using Runs = RegimeRuns;
using Group = RegimeRuns::Group;

/// The worst line over the runs within the hypothesis.
template <class Line>
Inequality worst_of(const Runs& runs, Line line) {
  std::optional<Inequality> worst;
  for (const Group& group : runs.groups)
    if (runs.regime.contains(group.n_snr_squared))
      for (const auto k : group.runs) {
        const Inequality here = line(k);
        if (!worst || !(here.margin() >= worst->margin())) worst = here;
        if (std::isnan(worst->margin())) return *worst;
      }
  return *worst;
}

std::vector<Inequality> judge_runs(const Runs& runs) {
  const auto at = [&](std::size_t k) { return place(runs.points[k]); };
  const auto& [winner, loser] = std::pair(runs.regime.winner, runs.regime.loser);
  return {
      worst_of(runs,
               [&](auto k) {
                 return at_least(
                     fmt::format("every {} overlap reaches 1 before any {} overlap, steps", winner, loser),
                     runs.lead(k), 1, 0, at(k));
               }),
      worst_of(runs,
               [&](auto k) {
                 return at_most(fmt::format("growth of the {} until then <= 2 (1 / start of the {})^(ratio "
                                            "of rates), over that power",
                                            loser, winner),
                                runs.loser_growth(k), loser_factor, 0, at(k));
               }),
      worst_of(runs, [&](auto k) {
        return at_most("training loss at the end <= 1/100", runs.value(k, "loss"), small_loss, 0, at(k));
      })};
}

/// The mean over seeds at every setting within the hypothesis.
Inequality judge_test_error(const Runs& runs) {
  std::optional<Inequality> worst;
  for (const Group& group : runs.groups) {
    if (!runs.regime.contains(group.n_snr_squared)) continue;
    const Estimate error = runs.test_error(group);
    const std::string where = fmt::format("n SNR^2 = {:.4g}", group.n_snr_squared);
    const Inequality line =
        runs.regime.is_high
            ? at_most("mean 0-1 test error <= 1/20", error.value, small_error, error.half_width(), where)
            : at_least("mean 0-1 test error >= 1/10", error.value, large_error, error.half_width(), where);
    if (!worst || !(line.margin() >= worst->margin())) worst = line;
  }
  return *worst;
}

Inequality judge_probability(const Study& study, const Runs& runs) {
  const auto edge = std::ranges::find(runs.groups, runs.regime.edge, &Group::n_snr_squared);
  return probability_at_least(fmt::format("all of this in a run at the edge, {}", study.probable()),
                              runs.count_as_claimed(*edge), static_cast<int>(edge->runs.size()),
                              study.probability());
}

/// The n SNR^2 at which all runs are as claimed.
std::optional<Range> range_of(const Runs& runs) {
  std::map<double, bool> as_claimed;
  for (const Group& group : runs.groups)
    as_claimed[group.n_snr_squared] = runs.count_as_claimed(group) == std::ssize(group.runs);
  return widest_run(as_claimed);
}

/// How many runs are as claimed at each n SNR^2, within the hypothesis and beyond.
std::string where_it_stops(const Runs& runs) {
  std::string within, beyond, errors;
  for (const Group& group : runs.groups) {
    std::string& text = runs.regime.contains(group.n_snr_squared) ? within : beyond;
    text += fmt::format("{}{:.3g}: {}/{}", text.empty() ? "" : ", ", group.n_snr_squared,
                        runs.count_as_claimed(group), group.runs.size());
    errors += fmt::format("{}{:.3g}: {:.2g}", errors.empty() ? "" : ", ", group.n_snr_squared,
                          runs.test_error(group).value);
  }
  return fmt::format("runs as claimed by n SNR^2: {}; beyond the hypothesis {}; mean test error {}", within,
                     beyond.empty() ? "none was looked at" : beyond, errors);
}

/// Of the loser's size at the winner's time.
std::string sizes(const Runs& runs) {
  Range of_start{HUGE_VAL, 0}, of_law{HUGE_VAL, 0};
  const auto widen = [](Range& range, double value) {
    range = {std::min(range.low, value), std::max(range.high, value)};
  };
  for (const Group& group : runs.groups)
    for (const auto k : group.runs) {
      if (!runs.regime.contains(group.n_snr_squared)) continue;
      const TwoPatch& s = runs.points[k].numbers;
      widen(of_start, runs.loser_then(k) / runs.value(k, runs.loser("_start_max")));
      widen(of_law, runs.loser_then(k) / s.init_std /
                        (runs.regime.is_high ? s.noise_std * std::sqrt(s.d) : s.signal_norm));
    }
  return fmt::format(
      "at the winner's time the largest {} overlap is {:.2g} to {:.2g} times its initial maximum, "
      "{:.2g} to {:.2g} times {}",
      runs.regime.loser, of_start.low, of_start.high, of_law.low, of_law.high,
      runs.regime.is_high ? "sigma_0 sigma_xi sqrt(d)" : "sigma_0 |mu|");
}

Chart chart(const Runs& runs) {
  Chart::Curve error{.title = "mean over seeds", .colour = colour::signal, .points = true, .x = {}, .y = {}};
  for (const Group& group : runs.groups) {
    const Estimate mean = runs.test_error(group);
    error.x.push_back(group.n_snr_squared);
    error.y.push_back(mean.value);
    error.low.push_back(mean.interval.low);
    error.high.push_back(mean.interval.high);
  }
  const double bound = runs.regime.is_high ? small_error : large_error;
  const Chart::Curve line{.title = "bound",
                          .colour = colour::grey,
                          .dashed = true,
                          .x = {error.x.front(), error.x.back()},
                          .y = {bound, bound}};
  return {.title = "The classifier on fresh data",
          .x_label = "n SNR^2",
          .y_label = "0-1 test error",
          .log_x = true,
          .curves = {error, line}};
}

}  // namespace

bool Regime::contains(double n_snr_squared) const {
  constexpr double rounding = 1e-9;
  return is_high ? n_snr_squared >= edge * (1 - rounding) : n_snr_squared <= edge * (1 + rounding);
}

double Regime::winner_rate(const TwoPatch& setting) const {
  const ClassifierLaw law = classifier_law(setting);
  return is_high ? law.signal_rate : law.noise_rate;
}

double Regime::loser_rate(const TwoPatch& setting) const {
  const ClassifierLaw law = classifier_law(setting);
  return is_high ? law.noise_rate : law.signal_rate;
}

std::vector<Inequality> regime_assumptions(const Study& study, const numerics::Settings& base,
                                           const Regime& regime) {
  auto lines = assumptions_at(study, base);
  const auto at_edge = vary(base, {signal_norm_for(base, regime.edge)});
  for (Inequality line : condition_3_1(study, at_edge)) {
    if (line.name.find("|mu|") == std::string::npos) continue;
    line.name += fmt::format(" at n SNR^2 = {:.4g}", regime.edge);
    lines.push_back(std::move(line));
  }
  return lines;
}

void judge_outcomes(Finding& finding, const Study& study, const Regime& regime,
                    const numerics::Settings& base, const std::vector<double>& over_edge) {
  const Runs runs = run_regime(study, regime, base, over_edge);
  for (auto& line : judge_runs(runs)) finding.conclusions.push_back(std::move(line));
  if (runs.knows_errors()) finding.conclusions.push_back(judge_test_error(runs));
  finding.conclusions.push_back(judge_probability(study, runs));
  finding.range = range_of(runs);
  finding.domain = where_it_stops(runs);
  finding.detail += sizes(runs);
  finding.charts.push_back(chart(runs));
}

}  // namespace featdyn::verify
