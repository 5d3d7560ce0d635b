#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/claims/claim.hpp"
#include "verify/draw/plot.hpp"
#include "verify/experiment/condition.hpp"
#include "verify/experiment/confirm.hpp"
#include "verify/experiment/early_growth.hpp"
#include "verify/experiment/points.hpp"
#include "verify/finding/statistics.hpp"

namespace featdyn::verify {
namespace {

constexpr double exponent_tolerance = 0.1;

struct Factor {
  const char *name, *key;
  double TwoPatch::*value;
  double signal, noise;  ///< exponents of T_mu and T_xi
};
constexpr Factor factors[] = {{"sigma_0", "init.std", &TwoPatch::init_std, -1, -1},
                              {"d", "data.dimension", &TwoPatch::d, -1, -1.5},
                              {"|mu|", "data.signal_norm", &TwoPatch::signal_norm, -1, 0},
                              {"sigma_xi", "data.noise_std", &TwoPatch::noise_std, 0, -1},
                              {"n", "data.samples", &TwoPatch::n, 0, 1},
                              {"m", "network.width", &TwoPatch::width, 0.5, 0.5},
                              {"eta", "training.learning_rate", &TwoPatch::learning_rate, -1, -1}};

struct Runs {
  Measurement early;
  std::vector<Point> points;
  std::vector<Row> rows;
  double value(std::size_t k, const char* column) const { return rows[k].values[early.index(column)]; }
};

/// A star around the base with 8 d: one parameter at a time. At smaller d products of different noise patches
/// bend T_xi: the mean of growth is sigma_xi^2 d / n plus n terms of size sigma_xi^2 sqrt(d) / n of both
/// signs.
Runs sample(const Study& study, const numerics::Settings& base) {
  const numerics::Settings centre = vary(base, scaled_dimension(base, 8));
  const TwoPatch middle = two_patch(centre);
  std::vector<std::vector<std::string>> grid;
  for (const Factor& factor : factors)
    for (const double times :
         study.choose(std::vector{1., 4.}, std::vector{0.25, 1., 4.}, std::vector{0.25, 0.5, 1., 2., 4.})) {
      const double value = middle.*factor.value * times;
      const bool whole =
          factor.value == &TwoPatch::d || factor.value == &TwoPatch::n || factor.value == &TwoPatch::width;
      grid.push_back({assignment(centre, factor.key, whole ? 2 * std::round(value / 2) : value)});
    }
  Runs runs{.early = early_growth_of(study),
            .points = admissible(study, centre, grid, study.choose(3, 16, 60)),
            .rows = {}};
  runs.rows = study.run("times", settings_of(runs.points), runs.early);
  return runs;
}

/// Measured time against the factors: every exponent against its law.
std::vector<Inequality> judge_exponents(const Runs& runs, const char* time, const char* name,
                                        double Factor::*expected, std::string& text) {
  const auto count = static_cast<Eigen::Index>(std::size(factors));
  numerics::Matrix<double> x(static_cast<Eigen::Index>(runs.rows.size()), count);
  std::vector<double> y;
  for (std::size_t k = 0; k < runs.rows.size(); ++k) {
    for (Eigen::Index f = 0; f < count; ++f)
      x(static_cast<Eigen::Index>(k), f) = runs.points[k].numbers.*factors[f].value;
    y.push_back(runs.value(k, time));
  }
  const PowerProduct fit = fit_power_product(x, y);
  std::vector<Inequality> lines;
  text += fmt::format("{}{}: ", text.empty() ? "" : "; ", name);
  for (std::size_t f = 0; f < std::size(factors); ++f) {
    const double law = factors[f].*expected, half = fit.intervals[f].half_width();
    lines.push_back(at_most(fmt::format("{}: |exponent of {} - ({:g})| <= 1/10", name, factors[f].name, law),
                            std::abs(fit.exponents[f] - law), exponent_tolerance, half));
    text += fmt::format("{}{} {:.3f} +- {:.3f} ({:g})", f == 0 ? "" : ", ", factors[f].name, fit.exponents[f],
                        half, law);
  }
  return lines;
}

/// A measured time of every run and its law.
struct Times {
  std::vector<double> measured, law;
};
Times first_stage(const Runs& runs) {
  Times times;
  for (std::size_t k = 0; k < runs.rows.size(); ++k) {
    times.measured.push_back(std::max(runs.value(k, "t_signal"), runs.value(k, "t_noise")));
    times.law.push_back(std::max(runs.value(k, "law_signal"), runs.value(k, "law_noise")));
  }
  return times;
}

Chart chart(const Times& times) {
  const auto [low, high] = std::ranges::minmax(times.law);
  return {
      .title = "Steps until growth beats the initial overlap",
      .x_label = "T_1 by its law",
      .y_label = "measured",
      .log_x = true,
      .log_y = true,
      .curves = {
          {.title = "runs", .colour = colour::signal, .points = true, .x = times.law, .y = times.measured},
          {.title = "law", .colour = colour::grey, .dashed = true, .x = {low, high}, .y = {low, high}}}};
}

}  // namespace

/// growth per step x T = initial overlap:  T_mu (2 eta alpha beta / sqrt m) (|mu|^2 / 2) sigma_0^2 d =
/// sigma_0 |mu|, and T_xi the same with |xi|^2 / n = sigma_xi^2 d / n and sigma_0 sigma_xi sqrt d.
std::vector<Finding> judge_times(const Study& study, const Claim& claim) {
  Finding finding = begin_finding(study, claim);
  const double constant = study.constant(claim.id, claim.constant);
  finding.quantity = "fitted constant of measured T_1 = constant x (its law)^exponent";
  finding.bound = constant;
  if (!assume_denoiser(finding, study)) return {conclude(finding)};
  const numerics::Settings base = as_denoiser(study);

  const Runs runs = sample(study, base);
  finding.conclusions = judge_exponents(runs, "t_signal", "T_mu", &Factor::signal, finding.detail);
  for (auto& line : judge_exponents(runs, "t_noise", "T_xi", &Factor::noise, finding.detail))
    finding.conclusions.push_back(std::move(line));
  const Times times = first_stage(runs);
  const Range within = envelope(times.measured, times.law);
  const Inequality over_law =
      judge_over_law(finding, "T_1 / law within 25 % of the constant", times.measured, times.law, constant);
  if (study.asks_for_constant(claim.id)) finding.conclusions.push_back(over_law);
  finding.domain = fmt::format(
      "{} runs that meet Condition 3.1, every parameter varied alone; T_1 / law in "
      "[{:.3f}, {:.3f}]",
      runs.rows.size(), within.low, within.high);
  finding.conclusions.push_back(positive_growth(runs.early, runs.rows));
  finding.charts = {chart(times)};
  confirm(finding, study,
          {.measurement = &early_growth, .points = {base}, .columns = {"t_signal", "t_noise"}});
  return {conclude(finding)};
}

}  // namespace featdyn::verify
