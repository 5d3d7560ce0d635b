#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "verify/claims/at_rest.hpp"
#include "verify/claims/branch_law.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/condition.hpp"
#include "verify/claims/points.hpp"
#include "verify/claims/statistics.hpp"
#include "verify/plot.hpp"

namespace featdyn::verify {
namespace {

/// Of the mean over seeds; a single run has twice as much, since |xi_i|^2 and the inverse Gram matrix of the
/// noise vary from seed to seed by a few times sqrt(2 / (n d)).
constexpr double tolerance = 0.05;
constexpr long longest = 20'000;  ///< steps of training

/// A run that settled, the branch it ended on and that branch's law.
struct End {
  Point point;
  double ratio;
  Branching branch;
  double law = std::nan("");
};

struct Ends {
  std::vector<End> ends;
  long unsettled = 0;
  long steps = longest;
};

/// n SNR^2 along its range at the base.
std::vector<std::vector<std::string>> grid_at(const numerics::Settings& base, const std::vector<double>& xs) {
  std::vector<std::vector<std::string>> grid;
  for (const double x : xs) grid.push_back({signal_norm_for(base, x)});
  return grid;
}

/// The same, and at other d, n, m and t.
std::vector<std::vector<std::string>> grid_around(const Study& study, const numerics::Settings& base) {
  const TwoPatch s = two_patch(base);
  std::vector<std::vector<std::string>> changes{{},
                                                {fmt::format("data.dimension={:.0f}", 4 * s.d)},
                                                {fmt::format("data.samples={:.0f}", 2 * s.n)},
                                                {fmt::format("network.width={:.0f}", 1.5 * s.width)}};
  if (base.diffusion.time)
    changes.insert(changes.end(), {{"diffusion.time=0.1"}, {"diffusion.time=0.5"}, {"diffusion.time=1"}});
  if (study.scale == Scale::full)
    changes.insert(changes.end(), {{fmt::format("data.dimension={:.0f}", 16 * s.d)},
                                   {fmt::format("network.width={:.0f}", 2 * s.width)}});
  std::vector<std::vector<std::string>> grid;
  for (auto& change : changes)
    for (const double x : logarithmic(0.1, 10, change.empty() ? study.choose(9, 21) : study.choose(5, 11))) {
      auto overrides = change;
      overrides.push_back(signal_norm_for(vary(base, change), x));
      grid.push_back(std::move(overrides));
    }
  return grid;
}

Ends train(const Study& study, const numerics::Settings& base) {
  const auto grid = study.changed ? grid_at(base, resting_places) : grid_around(study, base);
  const auto points = admissible(study, base, grid, study.choose(2, 3, 20));
  const long steps = study.changed ? base.training.steps : longest;
  const Measurement end = converged(study.trainer, steps);
  const auto rows = study.run("stationary.saturation", settings_of(points), end);
  Ends result{.ends = {}, .unsettled = 0, .steps = steps};
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const auto value = [&](const char* column) { return rows[k].values[end.index(column)]; };
    if (!(value("settled") == 1)) {
      ++result.unsettled;
      continue;
    }
    result.ends.push_back({.point = points[k],
                           .ratio = value("ratio"),
                           .branch = {.turned_signal = std::lround(value("turned_signal")),
                                      .turned_noise = std::lround(value("turned_noise")),
                                      .turned_both = std::lround(value("turned_both"))}});
  }
  return result;
}

/// A setting whatever its seeds.
std::string without_seeds(numerics::Settings settings) {
  settings.data_seed = settings.init.seed = 0;
  return numerics::settings_toml(settings);
}

/// The law of every end's branch (under a changed assumption of the symmetric one, which no search is needed
/// for); one computation for all seeds of a setting.
void add_laws(const Study& study, std::vector<End>& ends) {
  using Turned = std::pair<long, long>;
  std::map<Turned, std::map<std::string, std::vector<End*>>> groups;
  for (End& end : ends)
    if (study.changed ? end.branch.symmetric() : end.branch.turned_both == 0)
      groups[{end.branch.turned_signal, end.branch.turned_noise}][without_seeds(end.point.settings)]
          .push_back(&end);
  for (const auto& [turned, settings] : groups) {
    std::vector<numerics::Settings> points;
    for (const auto& [text, members] : settings) points.push_back(effective(members[0]->point.settings));
    const Measurement law = branch_law({.turned_signal = turned.first, .turned_noise = turned.second});
    const auto rows = study.run(law.name, points, law);
    std::size_t k = 0;
    for (const auto& [text, members] : settings) {
      for (End* end : members) end->law = rows[k].values[0];
      ++k;
    }
  }
}

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

  Ends all = train(study, base);
  add_laws(study, all.ends);
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
        "training also "
        "ends where one neuron keeps a negative signal overlap (small n SNR^2) or a negative noise overlap "
        "(large n "
        "SNR^2) and the ratio jumps to that branch's law.";
  return {conclude(symmetric), conclude(turned)};
}

}  // namespace featdyn::verify
