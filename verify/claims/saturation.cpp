#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "verify/claims/claim.hpp"
#include "verify/claims/saturation_ends.hpp"
#include "verify/draw/plot.hpp"
#include "verify/experiment/condition.hpp"
#include "verify/finding/statistics.hpp"

namespace featdyn::verify {
namespace {

/// Of the mean over seeds; a single run has twice as much, since |xi_i|^2 and the inverse Gram matrix of the
/// noise vary from seed to seed by a few times sqrt(2 / (n d)).
constexpr double tolerance = 0.05;

bool has_law(const End& end, bool symmetric) {
  return end.branch.symmetric() == symmetric && !std::isnan(end.law);
}

std::string describe(const End& end) {
  const auto& time = end.point.settings.diffusion.time;
  return fmt::format("ratio {:.4f}, law {:.4f}; {}, t = {}", end.ratio, end.law, place(end.point),
                     time ? time->text : "-");
}

/// The worst setting against its branch's law, in the mean over its seeds.
Inequality worst_setting(const std::vector<End>& ends, bool symmetric, double constant) {
  std::map<std::string, std::pair<std::vector<double>, const End*>> settings;
  for (const End& end : ends)
    if (has_law(end, symmetric)) {
      auto& [quotients, first] = settings[without_seeds(end.point.settings)];
      quotients.push_back(end.ratio / (constant * end.law));
      first = &end;
    }
  Inequality line =
      at_most("|mean over seeds of ratio / law - 1| <= 1/20 at every setting", -HUGE_VAL, tolerance);
  for (const auto& [text, entry] : settings) {
    const double distance = std::abs(mean_of(entry.first).value - 1);
    if (distance <= line.value) continue;
    line.value = distance;
    line.where = describe(*entry.second);
  }
  return line;
}

/// The worst single run.
Inequality worst_run(const std::vector<End>& ends, bool symmetric, double constant) {
  Inequality line = at_most("|ratio / law - 1| <= 1/10 in every run", -HUGE_VAL, 2 * tolerance);
  for (const End& end : ends) {
    const double distance = std::abs(end.ratio / (constant * end.law) - 1);
    if (!has_law(end, symmetric) || distance <= line.value) continue;
    line.value = distance;
    line.where = describe(end);
  }
  return line;
}

/// Which branches training ends on, by d, n, m, t and n SNR^2.
std::string map_of(const std::vector<End>& ends) {
  std::map<std::string, std::map<std::string, Range>> found;  // setting, branch, n SNR^2
  for (const End& end : ends) {
    const TwoPatch& s = end.point.numbers;
    const auto& time = end.point.settings.diffusion.time;
    Range& range =
        found[fmt::format("d = {:g}, n = {:g}, m = {:g}, t = {}", s.d, s.n, s.width, time ? time->text : "-")]
            .try_emplace(name(end.branch), Range{HUGE_VAL, 0})
            .first->second;
    range.low = std::min(range.low, s.n_snr_squared());
    range.high = std::max(range.high, s.n_snr_squared());
  }
  std::string text;
  for (const auto& [setting, branches] : found) {
    text += (text.empty() ? "" : "; ") + setting + ": ";
    bool first = true;
    for (const auto& [branch, range] : branches) {
      text += fmt::format("{}{} at n SNR^2 from {:.3g} to {:.3g}", first ? "" : ", ", branch, range.low,
                          range.high);
      first = false;
    }
  }
  return text;
}

Chart chart(const std::vector<End>& ends) {
  Chart chart{.title = "Converged ratio against the law of its branch",
              .x_label = "law",
              .y_label = "ratio where training ends",
              .log_x = true,
              .log_y = true,
              .curves = {}};
  Chart::Curve symmetric{
      .title = "symmetric branch", .colour = colour::signal, .points = true, .x = {}, .y = {}},
      turned{.title = "turned neurons", .colour = colour::noise, .points = true, .x = {}, .y = {}};
  for (const End& end : ends) {
    if (std::isnan(end.law)) continue;
    auto& curve = end.branch.symmetric() ? symmetric : turned;
    curve.x.push_back(end.law), curve.y.push_back(end.ratio);
  }
  for (auto& curve : {symmetric, turned})
    if (!curve.x.empty()) chart.curves.push_back(curve);
  chart.curves.push_back(
      {.title = "law", .colour = colour::grey, .dashed = true, .x = {0.1, 2}, .y = {0.1, 2}});
  return chart;
}

/// One reading: the ends on the symmetric branch, or those on all others.
Finding judge_branch(const Study& study, const Claim& claim, const Ends& all, bool symmetric) {
  Finding finding = begin_finding(study, claim, symmetric ? "" : ".turned");
  const double constant = study.constant(claim.id, claim.constant);
  std::vector<double> quotients;
  long on_branch = 0, without_law = 0;
  for (const End& end : all.ends) {
    if (end.branch.symmetric() != symmetric) continue;
    ++on_branch;
    if (std::isnan(end.law))
      ++without_law;
    else
      quotients.push_back(end.ratio / end.law);
  }
  finding.quantity = "mean of converged ratio / law of its branch";
  finding.bound = constant;
  if (!quotients.empty()) {
    const Estimate mean = mean_of(quotients);
    finding.computed = finding.constant = mean.value;
    finding.error = mean.half_width();
    finding.constant_interval =
        Range{*std::ranges::min_element(quotients), *std::ranges::max_element(quotients)};
    finding.conclusions = {worst_setting(all.ends, symmetric, constant),
                           worst_run(all.ends, symmetric, constant)};
  }
  finding.domain = fmt::format(
      "{} of {} runs that settled end there ({} without a law to compare with), {} did not "
      "settle within {} steps; the interval of the constant is its envelope",
      on_branch, all.ends.size(), without_law, all.unsettled, all.steps);
  finding.detail = "the law is taken at d - n - 3 in place of d: noise patches are not orthogonal; ends: " +
                   map_of(all.ends);
  finding.charts = {chart(all.ends)};
  return finding;
}

}  // namespace

/// Training ends at a stationary point; its branch is named by the signs of the neurons' overlaps, and its
/// law is the ratio at the same branch of the merged problem (branch_law.hpp).
std::vector<Finding> judge_saturation(const Study& study, const Claim& claim) {
  Finding finding = begin_finding(study, claim);
  if (!assume_denoiser(finding, study)) return {conclude(finding)};
  const numerics::Settings base = as_denoiser(study);

  const Ends all = ends_of_training(study, base);
  if (study.changed) {
    const auto assumptions = finding.assumptions;
    finding = judge_branch(study, claim, all, true);
    finding.assumptions = assumptions;
    return {conclude(finding)};
  }
  Finding symmetric = judge_branch(study, claim, all, true), turned = judge_branch(study, claim, all, false);
  symmetric.assumptions = turned.assumptions = finding.assumptions;
  turned.statement =
      "Where training ends on another branch, one or more neurons keep the opposite sign of one "
      "overlap, and the converged ratio is that branch's law.";
  if (!turned.conclusions.empty())
    turned.erratum =
        "The converged ratio is no function of n SNR^2 alone, and the symmetric branch is not all there is: "
        "training also ends where one neuron keeps a negative signal overlap (small n SNR^2) or a negative "
        "noise overlap (large n SNR^2) and the ratio jumps to that branch's law.";
  return {conclude(symmetric), conclude(turned)};
}

}  // namespace featdyn::verify
