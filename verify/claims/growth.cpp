#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "verify/claims/claim.hpp"
#include "verify/draw/plot.hpp"
#include "verify/experiment/condition.hpp"
#include "verify/experiment/confirm.hpp"
#include "verify/experiment/early_growth.hpp"
#include "verify/experiment/points.hpp"
#include "verify/finding/statistics.hpp"

namespace featdyn::verify {
namespace {

/// Runs and what was measured of them.
struct Runs {
  Measurement early;
  std::vector<Point> points;
  std::vector<Row> rows;

  double value(std::size_t k, const std::string& column) const { return rows[k].values[early.index(column)]; }
  /// The largest deviation from the law in a run: bent lines, or neurons apart.
  double deviation(std::size_t k) const { return std::max(value(k, "bend"), value(k, "spread")); }
};

Runs run(const Study& study, const numerics::Settings& base,
         const std::vector<std::vector<std::string>>& grid, int seeds) {
  Runs runs{.early = early_growth_of(study), .points = admissible(study, base, grid, seeds), .rows = {}};
  runs.rows = study.run("theorem-3.1.growth", settings_of(runs.points), runs.early);
  return runs;
}

/// The worst of a column over runs of this dimension, with the step, neuron and patch where it was.
Inequality worst_of(const std::string& what, const std::string& column, double bound, const Runs& runs,
                    double d) {
  Inequality line = at_most(fmt::format("{} <= {:g} at d = {:g}", what, bound, d), -HUGE_VAL, bound);
  for (std::size_t k = 0; k < runs.rows.size(); ++k) {
    if (runs.points[k].numbers.d != d || runs.value(k, column) <= line.value || std::isnan(line.value))
      continue;
    line.value = runs.value(k, column);
    line.where = fmt::format("step {:g}, neuron {:g}, patch {:g}; {}", runs.value(k, column + "_step"),
                             runs.value(k, column + "_neuron"), runs.value(k, column + "_patch"),
                             place(runs.points[k]));
  }
  if (line.value == -HUGE_VAL) line.error = HUGE_VAL;  // no run: undecided
  return line;
}

/// With probability 1 - delta over seeds, at the base.
Inequality judge_probability(Finding& finding, const Study& study, const Runs& runs, double bound) {
  const int trials = static_cast<int>(runs.rows.size());
  int successes = 0, turned = 0;
  finding.constant = 0;
  for (std::size_t k = 0; k < runs.rows.size(); ++k) {
    successes += runs.deviation(k) <= bound ? 1 : 0;
    turned += runs.value(k, "turned") > 0 ? 1 : 0;
    finding.constant = std::max(*finding.constant, runs.deviation(k));
  }
  const Range share = binomial_interval(successes, trials);
  finding.computed = static_cast<double>(successes) / trials;
  finding.error = share.half_width();
  finding.bound = study.probability();
  finding.detail = fmt::format(
      "{} of {} runs at the base stay within the bound, {} have neurons whose mean "
      "overlap is still negative at T_1; the constant is the largest deviation there",
      successes, trials, turned);
  return at_least(
      fmt::format("every step, neuron and patch within the bound {} at the base (lower end of its "
                  "exact 95 % interval)",
                  study.probable()),
      share.low, *finding.bound);
}

using Worst = std::map<double, std::map<double, double>>;  // deviation by d and n SNR^2
Worst worst_by_place(const Runs& runs) {
  Worst worst;
  for (std::size_t k = 0; k < runs.rows.size(); ++k) {
    double& entry =
        worst[runs.points[k].numbers.d][std::round(1e6 * runs.points[k].numbers.n_snr_squared()) / 1e6];
    entry = std::max(entry, runs.deviation(k));
  }
  return worst;
}

/// Where all runs at a dimension are within the bound.
std::optional<Range> range_of(const Worst& worst, double d, double bound) {
  std::map<double, bool> within;
  for (const auto& [x, deviation] : worst.at(d)) within[x] = deviation <= bound;
  return widest_run(within);
}

/// Up to which n SNR^2 all runs stay within the bound, by dimension.
std::string domain_of(const Worst& worst, double bound) {
  std::string text = "within the bound";
  for (const auto& [d, by_snr] : worst) {
    std::string until = "nowhere";
    for (const auto& [x, deviation] : by_snr)
      if (deviation <= bound)
        until = fmt::format("up to n SNR^2 = {:g}", x);
      else
        break;
    text += fmt::format("{} d = {:g}: {}", d == worst.begin()->first ? ":" : ",", d, until);
  }
  return text + fmt::format(" (looked at up to {:g})", worst.begin()->second.rbegin()->first);
}

Chart chart(const std::vector<double>& d, const std::vector<double>& deviation, const PowerLaw& fit) {
  std::vector<double> law;
  const auto xs = logarithmic(*std::ranges::min_element(d), *std::ranges::max_element(d), 20);
  for (const double x : xs) law.push_back(fit.constant * std::pow(x, fit.exponent));
  return {.title = "Deviation from linear growth up to T_1",
          .x_label = "d",
          .y_label = "largest relative deviation",
          .log_x = true,
          .log_y = true,
          .curves = {{.title = "runs", .colour = colour::signal, .points = true, .x = d, .y = deviation},
                     {.title = fmt::format("fit, exponent {:.2f}", fit.exponent),
                      .colour = colour::grey,
                      .dashed = true,
                      .x = xs,
                      .y = law}}};
}

/// The deviation falls with the dimension.
Inequality judge_limit(Finding& finding, const Runs& runs) {
  std::vector<double> d, deviation;
  for (std::size_t k = 0; k < runs.rows.size(); ++k)
    d.push_back(runs.points[k].numbers.d), deviation.push_back(runs.deviation(k));
  const PowerLaw fit = fit_power_law(d, deviation);
  finding.exponent = fit.exponent;
  finding.exponent_interval = fit.exponent_interval;
  finding.charts = {chart(d, deviation, fit)};
  return at_most("exponent of the deviation in d < 0", fit.exponent_interval.high, 0);
}

}  // namespace

/// growth_rp(k) = A_rp(k) - A_rp(0) = k growth_rp(1), at every step k = 1 .. T_1, for every neuron r and
/// patch p; and growth_rp within a factor of its mean over r, so that all signs are positive.
std::vector<Finding> judge_growth(const Study& study, const Claim& claim) {
  Finding finding = begin_finding(study, claim);
  const double bound = study.constant(claim.id, claim.constant);
  finding.quantity = "share of runs at the base in which every step, neuron and patch is within the bound";
  if (!assume_denoiser(finding, study)) return {conclude(finding)};
  const numerics::Settings base = as_denoiser(study);

  const Runs at_base = run(study, base, {{}}, study.choose(8, 50, 200));
  std::vector<std::vector<std::string>> grid;
  const auto factors =
      study.choose(std::vector{1.}, std::vector{1., 4., 16.}, std::vector{1., 4., 16., 100.});
  for (const double factor : factors)
    for (const double x : {0.1, 0.3, 0.75, 2., 4., 6.75, 10.})
      grid.push_back(scaled_dimension(base, factor, x));
  const Runs runs = run(study, base, grid, study.choose(2, 5, 40));
  const double largest = two_patch(base).d * factors.back();
  finding.conclusions = {judge_probability(finding, study, at_base, bound),
                         positive_growth(at_base.early, at_base.rows)};
  if (!study.changed)
    finding.conclusions.insert(
        finding.conclusions.end(),
        {judge_limit(finding, runs),
         worst_of("|growth(k) / (k growth(1)) - 1|", "bend", bound, runs, largest),
         worst_of("|growth / its mean over neurons - 1|", "spread", bound, runs, largest)});
  const Worst worst = worst_by_place(runs);
  finding.domain = domain_of(worst, bound);
  finding.range = range_of(worst, two_patch(base).d, bound);
  confirm(finding, study, {.measurement = &early_growth, .points = {base}, .columns = {"bend", "spread"}});
  return {conclude(finding)};
}

std::optional<Inequality> growth_of_run(const Study& study, const Claim& claim,
                                        const numerics::Settings& settings) {
  const double bound = study.constant(claim.id, claim.constant), d = two_patch(settings).d;
  Runs runs{.early = early_growth(study.trainer), .points = {{settings, two_patch(settings), 0}}, .rows = {}};
  runs.rows = study.run(claim.id, {settings}, runs.early);
  const auto bend = worst_of("|growth(k) / (k growth(1)) - 1|", "bend", bound, runs, d),
             spread = worst_of("|growth / its mean over neurons - 1|", "spread", bound, runs, d);
  return bend.margin() < spread.margin() ? bend : spread;
}

}  // namespace featdyn::verify
