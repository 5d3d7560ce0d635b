#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/claims/claim.hpp"
#include "verify/draw/plot.hpp"
#include "verify/experiment/at_rest.hpp"
#include "verify/experiment/branch_law.hpp"
#include "verify/experiment/condition.hpp"
#include "verify/experiment/points.hpp"
#include "verify/finding/statistics.hpp"

namespace featdyn::verify {
namespace {

constexpr double exponent_tolerance = 0.1;
constexpr double lowest = 0.1, highest = 10;  ///< n SNR^2

/// The symmetric branch on the data of every point, with proofs, and its law on merged data.
struct Sample {
  std::vector<Point> points;
  std::vector<double> n_snr_squared, ratio;
  double widest = 0;  ///< half width of the enclosure of ratio / (n SNR^2)
  int uncertain = 0;  ///< settings without a certified point
  std::string uncertified;
};

Sample certify_branch(const Study& study, const numerics::Settings& base) {
  std::vector<std::vector<std::string>> grid;
  for (const double x : logarithmic(lowest, highest, study.choose(9, 21)))
    grid.push_back({signal_norm_for(base, x)});
  Sample sample;
  sample.points = admissible(study, base, grid, study.choose(2, 10));
  const Measurement branch = certified_branch();
  const auto rows = study.run("theorem-3.1.stationary", settings_of(sample.points), branch);
  for (std::size_t k = 0; k < rows.size(); ++k) {
    sample.n_snr_squared.push_back(sample.points[k].numbers.n_snr_squared());
    sample.ratio.push_back(rows[k].values[branch.index("ratio")]);
    const double width =
        rows[k].values[branch.index("ratio_high")] - rows[k].values[branch.index("ratio_low")];
    sample.widest = std::max(sample.widest, width / 2 / sample.n_snr_squared.back());
    if (rows[k].values[branch.index("certified")] == 1) continue;
    ++sample.uncertain;
    sample.uncertified = place(sample.points[k]);
  }
  return sample;
}

/// The law of the symmetric branch along n SNR^2.
struct Law {
  std::vector<double> x, ratio;
};
Law law_of(const Study& study, const numerics::Settings& base, double low, double high, int count) {
  Law law{.x = logarithmic(low, high, count), .ratio = {}};
  std::vector<numerics::Settings> settings;
  for (const double x : law.x) settings.push_back(vary(base, {signal_norm_for(base, x)}));
  for (const Row& row : study.run("law of the symmetric branch", settings, branch_law({})))
    law.ratio.push_back(row.values[0]);
  return law;
}

/// Up to which n SNR^2 the ratio is proportional to it: the local exponent is 1 within the tolerance.
std::string proportional_domain(const Law& law) {
  double until = 0, constant = 0;
  for (std::size_t i = 0; i + 1 < law.x.size(); ++i) {
    const double slope = std::log(law.ratio[i + 1] / law.ratio[i]) / std::log(law.x[i + 1] / law.x[i]);
    if (!(std::abs(slope - 1) <= exponent_tolerance)) break;
    until = std::sqrt(law.x[i] * law.x[i + 1]);
    constant = law.ratio[i] / law.x[i];
  }
  if (until == 0) return fmt::format("nowhere above n SNR^2 = {:g}", law.x[0]);
  return fmt::format("up to n SNR^2 = {:.3g}, there as {:.3g} n SNR^2", until, constant);
}

/// Exponents of the law over the range for other times and widths.
std::string exponents_elsewhere(const Study& study, const numerics::Settings& base) {
  std::string text;
  for (const char* change : {"diffusion.time=0.05", "diffusion.time=0.5", "diffusion.time=1",
                             "network.width=14", "network.width=80"}) {
    if (std::string(change).starts_with("diffusion") && !base.diffusion.time) continue;
    const auto settings = vary(base, {change});
    if (!meets(condition_3_1(study, settings))) continue;
    const Law law = law_of(study, settings, lowest, highest, 5);
    text += fmt::format("{}{}: {:.2f}", text.empty() ? "" : ", ", change,
                        fit_power_law(law.x, law.ratio).exponent);
  }
  return text;
}

/// The worst of ratio / (n SNR^2) against a bound.
Inequality worst_constant(const Sample& sample, bool low, double factor) {
  Inequality line = low ? at_least("ratio >= n SNR^2 / constant", HUGE_VAL, 1 / factor)
                        : at_most("ratio <= constant x n SNR^2", -HUGE_VAL, factor);
  for (std::size_t k = 0; k < sample.ratio.size(); ++k) {
    const double quotient = sample.ratio[k] / sample.n_snr_squared[k];
    if (low ? quotient >= line.value : quotient <= line.value) continue;
    line.value = quotient;
    line.where = place(sample.points[k]);
  }
  return line;
}

Chart chart(const Sample& sample, const Law& law) {
  return {.title = "Ratio at the symmetric stationary point",
          .x_label = "n SNR^2",
          .y_label = "signal / noise",
          .log_x = true,
          .log_y = true,
          .curves = {{.title = "certified points",
                      .colour = colour::signal,
                      .points = true,
                      .x = sample.n_snr_squared,
                      .y = sample.ratio},
                     {.title = "law of the branch", .colour = colour::other, .x = law.x, .y = law.ratio},
                     {.title = "n SNR^2 / 2",
                      .colour = colour::grey,
                      .dashed = true,
                      .x = {lowest, highest},
                      .y = {lowest / 2, highest / 2}}}};
}

/// At each setting there is a point, and its ratio is within a constant of n SNR^2.
Finding judge_pointwise(const Study& study, const Claim& claim, const Sample& sample, const Law& law) {
  Finding finding = begin_finding(study, claim);
  const double factor = study.constant(claim.id, claim.constant);
  const Range within = envelope(sample.ratio, sample.n_snr_squared);
  finding.quantity = "geometric middle of ratio / (n SNR^2) over the settings";
  finding.computed = finding.constant = std::sqrt(within.low * within.high);
  finding.error = sample.widest;
  finding.constant_interval = within;
  finding.bound = factor;
  finding.conclusions = {at_most("fewer than one setting (1/2) without a certified stationary point",
                                 sample.uncertain, 0.5, 0, sample.uncertified),
                         worst_constant(sample, true, factor), worst_constant(sample, false, factor)};
  finding.domain = fmt::format(
      "read pointwise, {} settings with n SNR^2 from {:g} to {:g}; the interval of the "
      "constant is its envelope there",
      sample.points.size(), lowest, highest);
  finding.detail =
      "existence and local uniqueness by Krawczyk's test on the exact data, modulo the rotations that "
      "leave the loss unchanged; proportional to n SNR^2 " +
      proportional_domain(law);
  finding.evidence = Evidence::certified;
  finding.evidence_detail = "every ratio is enclosed by Arb's balls";
  finding.charts = {chart(sample, law)};
  return finding;
}

/// One constant for all n SNR^2: then the exponent would be 1.
Finding judge_uniform(const Study& study, const Claim& claim, const Sample& sample, const Law& law,
                      const std::string& elsewhere) {
  Finding finding = begin_finding(study, claim, ".uniform");
  finding.statement =
      "The ratio at the stationary point is Theta(n SNR^2) with constants that do not depend on n "
      "SNR^2 itself.";
  const PowerLaw fit = fit_power_law(sample.n_snr_squared, sample.ratio);
  const double half = fit.exponent_interval.half_width();
  finding.quantity = "fitted exponent of the ratio in n SNR^2";
  finding.computed = finding.exponent = fit.exponent;
  finding.exponent_interval = fit.exponent_interval;
  finding.error = half;
  finding.bound = 1;
  finding.constant = fit.constant;
  finding.constant_interval = fit.constant_interval;
  finding.conclusions = {
      at_most("|exponent - 1| <= 1/10", std::abs(fit.exponent - 1), exponent_tolerance, half)};
  finding.domain =
      fmt::format("n SNR^2 from {:g} to {:g}; proportional {}", lowest, highest, proportional_domain(law));
  finding.detail = "exponents of the branch's law over the same range with another setting: " + elsewhere;
  finding.evidence = Evidence::certified;
  finding.evidence_detail = "every ratio is enclosed by Arb's balls; the fit is of doubles";
  finding.charts = {chart(sample, law)};
  return finding;
}

}  // namespace

std::vector<Finding> judge_stationary(const Study& study, const Claim& claim) {
  if (study.changed) return judge_at_rest(study, claim);
  Finding finding = begin_finding(study, claim);
  if (!assume_denoiser(finding, study)) return {conclude(finding)};
  const numerics::Settings base = as_denoiser(study);

  const Sample sample = certify_branch(study, base);
  const Law law = law_of(study, base, 0.01, 30, study.choose(15, 40));
  Finding pointwise = judge_pointwise(study, claim, sample, law);
  Finding uniform = judge_uniform(study, claim, sample, law, exponents_elsewhere(study, base));
  pointwise.assumptions = uniform.assumptions = finding.assumptions;
  uniform = conclude(uniform);
  if (uniform.verdict == Verdict::fails)
    uniform.erratum = fmt::format(
        "The ratio at the stationary point is not Theta(n SNR^2) uniformly in n SNR^2: from "
        "{:g} to {:g} it grows with exponent {:.2f}; it is proportional {}.",
        lowest, highest, *uniform.exponent, proportional_domain(law));
  return {conclude(pointwise), uniform};
}

}  // namespace featdyn::verify
