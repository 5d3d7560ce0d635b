#include "verify/experiment/at_rest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/draw/plot.hpp"
#include "verify/experiment/condition.hpp"
#include "verify/experiment/converged.hpp"
#include "verify/experiment/points.hpp"
#include "verify/finding/statistics.hpp"

namespace featdyn::verify {
namespace {

constexpr double exponent_tolerance = 0.1;
constexpr double small_gradient = 1e-3;  ///< over its largest value along the run

/// The runs that came to rest.
struct Ends {
  std::vector<double> n_snr_squared, ratio;
  std::vector<std::string> places;
  std::size_t runs = 0;
  long steps = 0;

  double share() const { return static_cast<double>(ratio.size()) / static_cast<double>(runs); }
};

Ends train(const Study& study, const numerics::Settings& base) {
  std::vector<std::vector<std::string>> grid;
  for (const double x : resting_places) grid.push_back({signal_norm_for(base, x)});
  const auto points = admissible(study, base, grid, study.choose(2, 5, 20));
  const Measurement end = converged(study.trainer, base.training.steps);
  const auto rows = study.run("theorem-3.1.stationary", settings_of(points), end);
  Ends ends{
      .n_snr_squared = {}, .ratio = {}, .places = {}, .runs = rows.size(), .steps = base.training.steps};
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const auto value = [&](const char* column) { return rows[k].values[end.index(column)]; };
    if (!(value("relative_gradient") <= small_gradient && value("ratio") > 0)) continue;
    ends.n_snr_squared.push_back(points[k].numbers.n_snr_squared());
    ends.ratio.push_back(value("ratio"));
    ends.places.push_back(place(points[k]));
  }
  return ends;
}

/// Too few steps say nothing of the claim.
Inequality enough_rest(const Ends& ends) {
  const double share = ends.share();
  return at_least("share of runs that come to rest, |gradient| <= 1/1000 of its largest", share, 0.5,
                  share >= 0.5 ? 0 : HUGE_VAL);
}

/// How far a run's ratio is from n SNR^2, as a factor of 1 or more.
double distance(const Ends& ends, std::size_t k) {
  return std::exp(std::abs(std::log(ends.ratio[k] / ends.n_snr_squared[k])));
}

Inequality farthest(const Ends& ends, double factor) {
  Inequality line = at_most("ratio within the constant of n SNR^2, as a factor", -HUGE_VAL, factor);
  for (std::size_t k = 0; k < ends.ratio.size(); ++k)
    if (distance(ends, k) > line.value) line.value = distance(ends, k), line.where = ends.places[k];
  return line;
}

std::optional<Range> range_within(const Ends& ends, double factor) {
  std::map<double, bool> within;
  for (std::size_t k = 0; k < ends.ratio.size(); ++k) {
    bool& here = within.try_emplace(std::round(1e6 * ends.n_snr_squared[k]) / 1e6, true).first->second;
    here = here && distance(ends, k) <= factor;
  }
  return widest_run(within);
}

Chart chart(const Ends& ends) {
  const double low = resting_places.front(), high = resting_places.back();
  return {.title = "Ratio where training comes to rest",
          .x_label = "n SNR^2",
          .y_label = "signal / noise",
          .log_x = true,
          .log_y = true,
          .curves = {{.title = "runs",
                      .colour = colour::signal,
                      .points = true,
                      .x = ends.n_snr_squared,
                      .y = ends.ratio},
                     {.title = "n SNR^2 / 2",
                      .colour = colour::grey,
                      .dashed = true,
                      .x = {low, high},
                      .y = {low / 2, high / 2}}}};
}

Finding judge_pointwise(const Study& study, const Claim& claim, const Ends& ends) {
  Finding finding = begin_finding(study, claim);
  const double factor = study.constant(claim.id, claim.constant);
  finding.quantity = "geometric middle of ratio / (n SNR^2) where training comes to rest";
  finding.bound = factor;
  finding.conclusions = {enough_rest(ends)};
  if (ends.ratio.empty()) return finding;
  const Range within = envelope(ends.ratio, ends.n_snr_squared);
  finding.computed = finding.constant = std::sqrt(within.low * within.high);
  finding.constant_interval = within;
  finding.conclusions.push_back(farthest(ends, factor));
  finding.range = range_within(ends, factor);
  return finding;
}

Finding judge_uniform(const Study& study, const Claim& claim, const Ends& ends) {
  Finding finding = begin_finding(study, claim, ".uniform");
  finding.quantity = "fitted exponent of the ratio in n SNR^2";
  finding.bound = 1;
  finding.conclusions = {enough_rest(ends)};
  if (ends.ratio.size() < 3) return finding;
  const PowerLaw fit = fit_power_law(ends.n_snr_squared, ends.ratio);
  finding.computed = finding.exponent = fit.exponent;
  finding.exponent_interval = fit.exponent_interval;
  finding.error = fit.exponent_interval.half_width();
  finding.constant = fit.constant;
  finding.constant_interval = fit.constant_interval;
  finding.conclusions.push_back(
      at_most("|exponent - 1| <= 1/10", std::abs(fit.exponent - 1), exponent_tolerance, *finding.error));
  finding.range = power_range(ends.n_snr_squared, ends.ratio, 1, exponent_tolerance);
  return finding;
}

}  // namespace

std::vector<Finding> judge_at_rest(const Study& study, const Claim& claim) {
  Finding assumed = begin_finding(study, claim);
  if (!assume_denoiser(assumed, study)) return {conclude(assumed)};
  const Ends ends = train(study, as_denoiser(study));
  std::vector<Finding> findings{judge_pointwise(study, claim, ends), judge_uniform(study, claim, ends)};
  for (Finding& finding : findings) {
    finding.assumptions = assumed.assumptions;
    finding.domain =
        fmt::format("{} of {} runs came to rest within {} steps, n SNR^2 from {:g} to {:g}",
                    ends.ratio.size(), ends.runs, ends.steps, resting_places.front(), resting_places.back());
    finding.charts = {chart(ends)};
    finding = conclude(finding);
  }
  return findings;
}

}  // namespace featdyn::verify
