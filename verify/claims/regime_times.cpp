#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/claims/regime.hpp"
#include "verify/draw/plot.hpp"
#include "verify/experiment/condition.hpp"
#include "verify/finding/statistics.hpp"

namespace featdyn::verify {
namespace {

constexpr double exponent_tolerance = 0.1, rate_tolerance = 0.1;

struct Runs {
  const Regime& regime;
  Measurement measurement;
  std::vector<Point> points;
  std::vector<Row> rows;

  double value(std::size_t k, const std::string& column) const {
    return rows[k].values[measurement.index(column)];
  }
  std::string winner(const char* suffix) const { return regime.winner + std::string(suffix); }
  double time(std::size_t k) const { return value(k, "t_" + winner("")); }
  /// log(1 / start), which ~Theta hides.
  double logarithm(std::size_t k) const { return -std::log(value(k, winner("_start"))); }
  double law(std::size_t k) const { return logarithm(k) / regime.winner_rate(points[k].numbers); }
  double loser_then(std::size_t k) const {
    return value(k, regime.loser + std::string("_at_") + regime.winner);
  }
};

bool is_whole(const Regime::Factor& factor) {
  return factor.value == &TwoPatch::d || factor.value == &TwoPatch::n || factor.value == &TwoPatch::width;
}

int seeds(const Study& study) {
  return study.choose(4, 8, 60);
}

/// The centre, and one parameter at a time, within Condition 3.1 and the hypothesis.
Runs sample(const Study& study, const Regime& regime, const numerics::Settings& centre) {
  const TwoPatch middle = two_patch(centre);
  std::vector<std::vector<std::string>> grid{{}};
  for (const auto& factor : regime.factors)
    for (const double times : factor.times) {
      const double value = middle.*factor.value * times;
      grid.push_back({assignment(centre, factor.key, is_whole(factor) ? 2 * std::round(value / 2) : value)});
    }
  Runs runs{.regime = regime,
            .measurement = classifier_run(study.trainer, Until::order_one),
            .points = admissible(study, centre, grid, seeds(study)),
            .rows = {}};
  std::erase_if(runs.points,
                [&](const Point& point) { return !regime.contains(point.numbers.n_snr_squared()); });
  runs.rows = study.run(regime.winner + std::string(" time"), settings_of(runs.points), runs.measurement);
  return runs;
}

/// Whether all other parameters are those of the centre.
bool differs_only_in(const Point& point, const TwoPatch& centre, double TwoPatch::*value) {
  TwoPatch same = point.numbers;
  same.*value = centre.*value;
  return same.d == centre.d && same.n == centre.n && same.signal_norm == centre.signal_norm &&
         same.noise_std == centre.noise_std && same.width == centre.width &&
         same.init_std == centre.init_std && same.learning_rate == centre.learning_rate;
}

std::vector<Inequality> judge_exponents(const Runs& runs, std::string& text) {
  const auto count = static_cast<Eigen::Index>(runs.regime.factors.size());
  numerics::Matrix<double> x(static_cast<Eigen::Index>(runs.rows.size()), count);
  std::vector<double> y;
  for (std::size_t k = 0; k < runs.rows.size(); ++k) {
    for (Eigen::Index f = 0; f < count; ++f)
      x(static_cast<Eigen::Index>(k), f) =
          runs.points[k].numbers.*runs.regime.factors[static_cast<std::size_t>(f)].value;
    y.push_back(runs.time(k) / runs.logarithm(k));
  }
  const PowerProduct fit = fit_power_product(x, y);
  std::vector<Inequality> lines;
  text += "exponents of the time over log(1/start), which the law hides: ";
  for (std::size_t f = 0; f < runs.regime.factors.size(); ++f) {
    const auto& factor = runs.regime.factors[f];
    const double half = fit.intervals[f].half_width();
    lines.push_back(at_most(fmt::format("|exponent of {} - ({:g})| <= 1/10", factor.name, factor.exponent),
                            std::abs(fit.exponents[f] - factor.exponent), exponent_tolerance, half));
    text += fmt::format("{}{} {:.3f} +- {:.3f} ({:g})", f == 0 ? "" : ", ", factor.name, fit.exponents[f],
                        half, factor.exponent);
  }
  return lines;
}

bool has_nan(const std::vector<double>& values) {
  return std::ranges::any_of(values, [](double value) { return std::isnan(value); });
}

/// Measured time over log(1/start) / rate.
Inequality judge_constant(Finding& finding, const Runs& runs) {
  std::vector<double> measured, law;
  for (std::size_t k = 0; k < runs.rows.size(); ++k) {
    measured.push_back(runs.time(k));
    law.push_back(runs.law(k));
  }
  const Inequality line =
      judge_over_law(finding, "time within 25 % of log(1/start) / rate", measured, law, 1);
  if (std::isnan(line.value)) return line;
  const auto [low, high] = std::ranges::minmax(law);
  finding.charts.push_back(
      {.title = fmt::format("Steps until every {} overlap is of order one", runs.regime.winner),
       .x_label = "log(1/start) / rate",
       .y_label = "measured",
       .log_x = true,
       .log_y = true,
       .curves = {
           {.title = "runs", .colour = colour::signal, .points = true, .x = law, .y = measured},
           {.title = "law", .colour = colour::grey, .dashed = true, .x = {low, high}, .y = {low, high}}}});
  return line;
}

/// In every run.
Inequality judge_rate(const Runs& runs) {
  Inequality line =
      at_most(fmt::format("early exponential growth of the {}: |rate / law - 1| <= 1/10", runs.regime.winner),
              -HUGE_VAL, rate_tolerance);
  for (std::size_t k = 0; k < runs.rows.size() && !std::isnan(line.value); ++k) {
    const double law = runs.regime.winner_rate(runs.points[k].numbers);
    const double deviation = std::abs(runs.value(k, runs.winner("_rate")) / law - 1);
    if (deviation <= line.value) continue;
    line.value = deviation;
    line.where = place(runs.points[k]);
  }
  return line;
}

/// The loser grows by (1 / start)^(its rate / the winner's): a power of sigma_0, not a logarithm.
Inequality judge_loser(Finding& finding, const Runs& runs, const numerics::Settings& settings) {
  const TwoPatch centre = two_patch(settings);
  std::vector<double> init_std, size;
  for (std::size_t k = 0; k < runs.rows.size(); ++k)
    if (differs_only_in(runs.points[k], centre, &TwoPatch::init_std))
      init_std.push_back(runs.points[k].numbers.init_std), size.push_back(runs.loser_then(k));
  const char* ratio = runs.regime.is_high ? "2/(n SNR^2)" : "n SNR^2/2";
  const std::string line = fmt::format("|exponent of the {} at that time in sigma_0 - (1 - {})| <= 1/10",
                                       runs.regime.loser, ratio);
  if (has_nan(size)) return at_most(line, NAN, exponent_tolerance);
  const PowerLaw fit = fit_power_law(init_std, size);
  const double law = 1 - runs.regime.loser_rate(centre) / runs.regime.winner_rate(centre);
  const double half = fit.exponent_interval.half_width();
  finding.erratum = fmt::format(
      "That the {0} overlaps are still ~O(their initial size) at the {1}'s time does not hold at a fixed n "
      "SNR^2 "
      "as sigma_0 tends to 0: they have grown by (1/start)^({2}), a power of 1/sigma_0 and no logarithm. At "
      "n "
      "SNR^2 = {3:.3g} they go with sigma_0 to the power {4:.3f} +- {5:.3f} ({6:.3f} derived, 1 as "
      "recollected); "
      "the line survives where {2} x log(1/sigma_0) is bounded.",
      runs.regime.loser, runs.regime.winner, ratio, centre.n_snr_squared(), fit.exponent, half, law);
  return at_most(line, std::abs(fit.exponent - law), exponent_tolerance, half);
}

}  // namespace

void judge_winning_time(Finding& finding, const Study& study, const Regime& regime,
                        const numerics::Settings& centre) {
  const Runs runs = sample(study, regime, centre);
  std::size_t wanted = 1;
  for (const auto& factor : regime.factors) wanted += factor.times.size();
  finding.assumptions.push_back(at_least("settings around the centre of the times that meet Condition 3.1",
                                         static_cast<double>(runs.points.size()) / seeds(study),
                                         static_cast<double>(wanted)));
  if (!meets(finding.assumptions)) return;
  finding.quantity = fmt::format("fitted constant of the law {} x log(1/start), in steps", regime.time);
  finding.bound = 1;
  for (auto& line : judge_exponents(runs, finding.detail)) finding.conclusions.push_back(std::move(line));
  const Inequality constant = judge_constant(finding, runs);
  if (study.changed) return;
  finding.conclusions.push_back(constant);
  finding.conclusions.push_back(judge_rate(runs));
  finding.conclusions.push_back(judge_loser(finding, runs, centre));
}

}  // namespace featdyn::verify
