#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/claims/regime.hpp"
#include "verify/draw/plot.hpp"
#include "verify/experiment/condition.hpp"
#include "verify/finding/statistics.hpp"

namespace featdyn::verify {
namespace {

constexpr double crossing_tolerance = 0.05, rate_tolerance = 0.02;
constexpr double init_std = 1e-6;  ///< so small that growth has decades in which outputs stay small

/// Measured rates of one setting and seed over their laws, and over each other.
struct Rates {
  Point point;
  double signal, noise;  ///< over eta |mu|^2 / (2m) and eta sigma_xi^2 d / (n m)
  double ratio() const {
    const ClassifierLaw law = classifier_law(point.numbers);
    return signal * law.signal_rate / (noise * law.noise_rate);
  }
};

/// d times `factor` at the same growth per step, and m as large as Condition 3.1 wants it there.
numerics::Settings scaled(const numerics::Settings& base, double factor) {
  const TwoPatch s = two_patch(base);
  const double width = std::max(s.width, std::ceil(2 * std::log(factor * s.d)));
  return vary(base,
              {fmt::format("data.dimension={:.0f}", s.d * factor), fmt::format("network.width={:.0f}", width),
               fmt::format("training.learning_rate={:.6g}", s.learning_rate / 2 / factor),
               fmt::format("init.std={:g}", init_std), "training.steps=2000"});
}

std::vector<Rates> measure(const Study& study, const numerics::Settings& settings, int seeds) {
  const Measurement start = classifier_run(study.trainer, Until::order_one);
  std::vector<std::vector<std::string>> grid;
  for (const double x : {1., 1.5, 2., 2.5, 4.}) grid.push_back({signal_norm_for(settings, x)});
  std::vector<Rates> result;
  const auto points = admissible(study, settings, grid, seeds);
  const auto rows = study.run("switch.rate", settings_of(points), start);
  for (std::size_t k = 0; k < points.size(); ++k) {
    const ClassifierLaw law = classifier_law(points[k].numbers);
    result.push_back({.point = points[k],
                      .signal = rows[k].values[start.index("signal_rate")] / law.signal_rate,
                      .noise = rows[k].values[start.index("noise_rate")] / law.noise_rate});
  }
  return result;
}

/// Signal rate / noise rate = (n SNR^2 / crossing)^exponent of the runs of one seed.
struct Crossing {
  double at, exponent;
};
std::vector<Crossing> crossings(const std::vector<Rates>& rates, int seeds) {
  std::vector<Crossing> result;
  for (int seed = 0; seed < seeds; ++seed) {
    std::vector<double> x, y;
    for (const Rates& run : rates)
      if (run.point.seed == seed) x.push_back(run.point.numbers.n_snr_squared()), y.push_back(run.ratio());
    if (!std::ranges::all_of(y, [](double ratio) { return ratio > 0; })) {
      result.push_back({.at = NAN, .exponent = NAN});
      continue;
    }
    const PowerLaw fit = fit_power_law(x, y);
    result.push_back({.at = std::pow(fit.constant, -1 / fit.exponent), .exponent = fit.exponent});
  }
  return result;
}

Estimate mean_of(const std::vector<Crossing>& crossings, double Crossing::*member) {
  std::vector<double> values;
  for (const Crossing& crossing : crossings) values.push_back(crossing.*member);
  return verify::mean_of(std::move(values));
}

Inequality worst_rate(const std::vector<Rates>& rates, const char* name, double Rates::*member) {
  Inequality line = at_most(fmt::format("{}: |rate / law - 1| <= 1/50", name), -HUGE_VAL, rate_tolerance);
  for (const Rates& run : rates) {
    const double deviation = std::abs(run.*member - 1);
    if (deviation <= line.value) continue;
    line.value = deviation;
    line.where = place(run.point);
    if (std::isnan(deviation)) break;
  }
  return line;
}

/// How the crossing's shift above 2 falls with d, where it is above at most of them.
std::string fall(const std::vector<double>& d, const std::vector<double>& shifts) {
  if (std::ranges::count_if(shifts, [](double shift) { return shift > 0; }) < 3) return "";
  return fmt::format("; the shift above 2 goes with d^({:.2f})", fit_power_law(d, shifts).exponent);
}

Chart chart(const std::vector<Rates>& rates, double constant) {
  Chart::Curve measured{.title = "runs", .colour = colour::signal, .points = true, .x = {}, .y = {}};
  for (const Rates& run : rates) {
    measured.x.push_back(run.point.numbers.n_snr_squared());
    measured.y.push_back(run.ratio());
  }
  const auto xs = logarithmic(1, 4, 2);
  return {.title = "Early growth of the classifier's overlaps",
          .x_label = "n SNR^2",
          .y_label = "rate of signal / rate of noise",
          .log_x = true,
          .log_y = true,
          .curves = {measured,
                     {.title = "law",
                      .colour = colour::grey,
                      .dashed = true,
                      .x = xs,
                      .y = {xs[0] / constant, xs[1] / constant}}}};
}

}  // namespace

/// With |l'_i| = 1/2 a step multiplies <w_{j,r}, mu_j> by 1 + (eta/m) (n_j/n) |mu|^2 and <w_{j,r}, xi_i> by 1
/// + (eta/(n m)) |xi_i|^2 plus what the other noise patches add, which is 0 in the mean and of relative size
/// sqrt(n/d): it is the spectrum of the noise patches' Gram matrix, whose top wins in the long run. Equal at
/// n_j/n = 1/2 where n SNR^2 = 2.
std::vector<Finding> judge_switch_of_rates(const Study& study, const Claim& claim) {
  Finding finding = begin_finding(study, claim);
  finding.assumptions = the_papers_model(study, true);
  if (!meets(finding.assumptions)) return {conclude(finding)};
  const numerics::Settings base = as_classifier(study);
  const double constant = study.constant(claim.id, claim.constant);
  const double largest = std::clamp(64000 / two_patch(base).d, 1.0, 64.0);
  finding.assumptions = assumptions_at(study, base);
  if (!meets(finding.assumptions)) return {conclude(finding)};
  finding.assumptions = condition_3_1(study, scaled(base, largest));
  if (!meets(finding.assumptions)) return {conclude(finding)};

  const int seeds = study.choose(4, 8, 40);
  std::vector<double> dimensions, shifts;
  finding.detail = "crossing by dimension:";
  std::vector<Rates> rates;
  const auto factors = study.changed ? std::vector{std::min(largest, 8.0)} : logarithmic(1, largest, 4);
  for (const double factor : factors) {
    rates = measure(study, scaled(base, factor), seeds);
    const Estimate at = mean_of(crossings(rates, seeds), &Crossing::at);
    dimensions.push_back(rates.front().point.numbers.d);
    shifts.push_back(at.value / claim.constant - 1);
    finding.detail +=
        fmt::format(" d = {:.6g}: {:.4f} +- {:.4f};", dimensions.back(), at.value, at.half_width());
    finding.computed = at.value, finding.error = at.half_width(), finding.constant_interval = at.interval;
  }
  finding.constant = finding.computed;
  const Estimate exponent = mean_of(crossings(rates, seeds), &Crossing::exponent);
  finding.exponent = exponent.value;
  finding.exponent_interval = exponent.interval;
  finding.detail +=
      " products of different noise patches spread the noise rates by sqrt(n/d), and the largest take "
      "over" +
      fall(dimensions, shifts);
  finding.quantity = "n SNR^2 where the measured early rates cross, mean over seeds";
  finding.bound = constant;
  finding.conclusions = {at_most("|exponent of the ratio of rates in n SNR^2 - 1| <= 1/20",
                                 std::abs(exponent.value - 1), crossing_tolerance, exponent.half_width())};
  if (study.asks_for_constant(claim.id))
    finding.conclusions.push_back(at_most("|crossing / constant - 1| <= 1/20",
                                          std::abs(*finding.computed / constant - 1), crossing_tolerance,
                                          *finding.error / constant));
  if (!study.changed)
    finding.conclusions.insert(finding.conclusions.end(), {worst_rate(rates, "signal", &Rates::signal),
                                                           worst_rate(rates, "noise", &Rates::noise)});
  finding.domain = fmt::format("n SNR^2 from 1 to 4 at d = {:g}, sigma_0 = {:g}, while |f_i| <= 1/50",
                               dimensions.back(), init_std);
  finding.charts = {chart(rates, constant)};
  return {conclude(finding)};
}

}  // namespace featdyn::verify
