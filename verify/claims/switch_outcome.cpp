#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "numerics/linear/eigensystem.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/regime.hpp"
#include "verify/draw/plot.hpp"
#include "verify/experiment/condition.hpp"
#include "verify/finding/statistics.hpp"

namespace featdyn::verify {
namespace {

constexpr double law_tolerance = 0.2, limit_tolerance = 0.1;
constexpr double lowest = 1, highest = 8;  ///< n SNR^2 between which the switch is looked for
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// The switch of one seed at one sigma_0, between two n SNR^2.
struct Search {
  numerics::Settings base;  ///< with that sigma_0
  std::uint64_t seed;
  double low = lowest, high = highest;
  bool found = true;  ///< noise wins at `lowest` and signal at `highest`

  double middle() const { return std::sqrt(low * high); }
  double result() const { return found ? middle() : nan; }
};

/// log(greatest signal / greatest noise overlap) at the last step of each search's run at n SNR^2 =
/// at(search).
template <class At>
std::vector<double> outcomes(const Study& study, const std::vector<Search>& searches, At at) {
  const Measurement end = final_state(study.trainer);
  std::vector<numerics::Settings> settings;
  for (const Search& search : searches)
    settings.push_back(vary(search.base, {signal_norm_for(search.base, at(search))}, search.seed));
  std::vector<double> result;
  for (const Row& row : study.run("switch.outcome", settings, end))
    result.push_back(std::log(row.values[end.index("signal_max")] / row.values[end.index("noise_max")]));
  return result;
}

/// All searches at once, a level a batch, so that all cores work; `levels` halvings of log(highest / lowest).
void bisect(const Study& study, std::vector<Search>& searches, int levels) {
  const auto below = outcomes(study, searches, [](const Search&) { return lowest; });
  const auto above = outcomes(study, searches, [](const Search&) { return highest; });
  for (std::size_t k = 0; k < searches.size(); ++k) searches[k].found = below[k] < 0 && above[k] > 0;
  for (int level = 0; level < levels; ++level) {
    const auto middle = outcomes(study, searches, [](const Search& search) { return search.middle(); });
    for (std::size_t k = 0; k < searches.size(); ++k)
      (middle[k] < 0 ? searches[k].low : searches[k].high) = searches[k].middle();
  }
}

/// The searches of one sigma_0.
struct Group {
  double init_std, law;  ///< n SNR^2 at the switch
  std::vector<Search> searches;
  Estimate median() const {
    std::vector<double> values;
    for (const Search& search : searches) values.push_back(search.result());
    return median_of(values);
  }
};

/// x = constant log(1/s_0) / log(1/q_0), s_0 at the |mu| that x means; a contraction.
double law(const numerics::Settings& settings, double constant) {
  TwoPatch s = two_patch(settings);
  double x = constant;
  for (int i = 0; i < 60; ++i) {
    s.signal_norm = std::sqrt(x * s.d / s.n) * s.noise_std;
    const ClassifierLaw start = classifier_law(s);
    x = constant * std::log(start.signal_start) / std::log(start.noise_start);
  }
  return x;
}

/// Finds the switch for every sigma_0 and seed.
std::vector<Group> search(const Study& study, const numerics::Settings& base,
                          const std::vector<double>& factors, double constant) {
  const int seeds = study.choose(6, 9, 25);
  std::vector<Group> groups;
  std::vector<Search> all;
  for (const double factor : factors) {
    const double init_std = two_patch(base).init_std * factor;
    const auto settings = vary(base, {fmt::format("init.std={:.6g}", init_std)});
    groups.push_back({.init_std = init_std, .law = law(settings, constant), .searches = {}});
    for (int seed = 0; seed < seeds; ++seed)
      all.push_back({.base = settings, .seed = static_cast<std::uint64_t>(seed)});
  }
  bisect(study, all, study.choose(5, 7, 9));
  for (std::size_t k = 0; k < all.size(); ++k)
    groups[k / static_cast<std::size_t>(seeds)].searches.push_back(all[k]);
  return groups;
}

/// Eight times the dimension at the same growth per step.
numerics::Settings wider(const numerics::Settings& base) {
  const TwoPatch s = two_patch(base);
  return vary(base, {fmt::format("data.dimension={:.0f}", 8 * s.d),
                     fmt::format("training.learning_rate={:.6g}", s.learning_rate / 8)});
}

/// Column "growth": the largest growth rate of noise overlaps over eta sigma_xi^2 d / (n m): with S =
/// diag(y_i j) and K = xi xi^T overlaps of class j grow by A <- A + (eta/(n m)) A S K, so it is the largest
/// eigenvalue of K^(1/2) S K^(1/2) / (sigma_xi^2 d) over both j.
Measurement fastest_noise() {
  return {
      .name = "fastest noise", .columns = {"growth"}, .measure = [](const numerics::Problem& problem) -> Row {
        const auto n = problem.data.samples();
        const TwoPatch s = two_patch(problem.settings);
        const Eigen::MatrixXd xi = problem.data.patches.bottomRows(n) / (s.noise_std * std::sqrt(s.d));
        const Eigen::MatrixXd K = xi * xi.transpose();
        const Eigen::MatrixXd root = numerics::square_root(K);
        Eigen::VectorXd y(n);
        for (numerics::Index i = 0; i < n; ++i) y[i] = problem.data.labels[static_cast<std::size_t>(i)];
        const Eigen::MatrixXd both = root * y.asDiagonal() * root;
        const Eigen::VectorXd growth = numerics::eigenvalues(both);
        return {.status = "finished", .values = {growth.cwiseAbs().maxCoeff()}};
      }};
}

/// The switch at a sigma_0 so small that the fastest noise has long outgrown the others, against twice its
/// growth (median over the same seeds).
struct Limit {
  double d, init_std, law;
  Estimate measured;
};
Limit limit(const Study& study, const numerics::Settings& settings) {
  const Group group = search(study, settings, {1e-27}, 2).front();
  std::vector<numerics::Settings> runs;
  for (const Search& one : group.searches) runs.push_back(vary(one.base, {}, one.seed));
  std::vector<double> growth;
  for (const Row& row : study.run("switch.outcome", runs, fastest_noise()))
    growth.push_back(2 * row.values[0]);
  return {.d = two_patch(settings).d,
          .init_std = group.init_std,
          .law = median_of(growth).value,
          .measured = group.median()};
}

std::vector<Inequality> judge_limits(Finding& finding, const std::vector<Limit>& limits) {
  std::vector<Inequality> lines;
  std::string text;
  for (const Limit& at : limits) {
    lines.push_back(at_most(
        fmt::format("d = {:g}, sigma_0 = {:.2g}: |switch / (2 x fastest noise) - 1| <= 1/10", at.d,
                    at.init_std),
        std::abs(at.measured.value / at.law - 1), limit_tolerance, at.measured.half_width() / at.law));
    text += fmt::format("{}{:.3f} at d = {:g} (measured at sigma_0 = {:.2g}: {:.3f} in [{:.3f}, {:.3f}])",
                        text.empty() ? "" : ", ", at.law, at.d, at.init_std, at.measured.value,
                        at.measured.interval.low, at.measured.interval.high);
  }
  finding.erratum = fmt::format(
      "The switch of the outcome is not at 2 at a finite sigma_0, and at a finite d it does not tend to 2 as "
      "sigma_0 "
      "tends to 0, but to 2 x the growth of the fastest noise over eta sigma_xi^2 d / (n m): {}. For many "
      "samples "
      "that is about 2 (1 + sqrt(n / (2 d)))^2, and 2 only where n / d tends to 0.",
      text);
  return lines;
}

Inequality all_switch(const Study& study, const std::vector<Group>& groups) {
  int found = 0, all = 0;
  for (const Group& group : groups)
    for (const Search& one : group.searches) found += one.found ? 1 : 0, ++all;
  return probability_at_least(fmt::format("noise wins at n SNR^2 = 1 and signal at 8, {}", study.probable()),
                              found, all, study.probability());
}

Chart chart(const std::vector<Group>& groups) {
  Chart::Curve measured{
      .title = "median over seeds", .colour = colour::signal, .points = true, .x = {}, .y = {}};
  Chart::Curve line{.title = "law", .colour = colour::grey, .dashed = true, .x = {}, .y = {}};
  for (const Group& group : groups) {
    const Estimate median = group.median();
    measured.x.push_back(group.init_std);
    measured.y.push_back(median.value);
    measured.low.push_back(median.interval.low);
    measured.high.push_back(median.interval.high);
    line.x.push_back(group.init_std);
    line.y.push_back(group.law);
  }
  return {.title = "Where the classifier's winner changes",
          .x_label = "sigma_0",
          .y_label = "n SNR^2",
          .log_x = true,
          .curves = {measured, line}};
}

std::vector<Inequality> judge_law(Finding& finding, const std::vector<Group>& groups) {
  std::vector<Inequality> lines;
  for (const Group& group : groups) {
    const Estimate median = group.median();
    lines.push_back(at_most(fmt::format("sigma_0 = {:.3g}: |switch / law - 1| <= 1/5", group.init_std),
                            std::abs(median.value / group.law - 1), law_tolerance,
                            median.half_width() / group.law));
    finding.detail += fmt::format("{}sigma_0 = {:.3g}: {:.3f} in [{:.3f}, {:.3f}], law {:.3f}",
                                  finding.detail.empty() ? "" : "; ", group.init_std, median.value,
                                  median.interval.low, median.interval.high, group.law);
  }
  return lines;
}

}  // namespace

/// Signal needs log(1/s_0) / rate steps to order one, noise log(1/q_0) / rate: equal times at
/// n SNR^2 = 2 log(1/s_0) / log(1/q_0).
std::vector<Finding> judge_switch_of_outcome(const Study& study, const Claim& claim) {
  Finding finding = begin_finding(study, claim);
  finding.assumptions = the_papers_model(study, true);
  if (!meets(finding.assumptions)) return {conclude(finding)};
  const numerics::Settings base = as_classifier(study);
  const double constant = study.constant(claim.id, claim.constant);
  finding.assumptions = condition_3_1(study, vary(base, {signal_norm_for(base, highest)}));
  for (const Inequality& line : assumptions_at(study, base))
    if (line.verdict() != Verdict::holds) finding.assumptions.push_back(line);
  if (!meets(finding.assumptions)) return {conclude(finding)};

  const auto factors = study.changed ? std::vector{1.} : std::vector{1., 1e-3, 1e-6, 1e-9};
  const auto groups = search(study, base, factors, constant);
  const Estimate first = groups.front().median();
  finding.conclusions = {all_switch(study, groups)};
  const auto law_lines = judge_law(finding, groups);
  if (study.asks_for_constant(claim.id))
    finding.conclusions.insert(finding.conclusions.end(), law_lines.begin(), law_lines.end());
  if (!study.changed)
    for (auto& line : judge_limits(finding, {limit(study, base), limit(study, wider(base))}))
      finding.conclusions.push_back(std::move(line));
  finding.quantity = "n SNR^2 at which the winner changes, median over seeds";
  finding.computed = first.value;
  finding.error = first.half_width();
  finding.bound = groups.front().law;
  finding.constant = first.value / (groups.front().law / constant);
  finding.constant_interval = Range{first.interval.low / (groups.front().law / constant),
                                    first.interval.high / (groups.front().law / constant)};
  finding.domain =
      fmt::format("sigma_0 from {:.3g} down to {:.3g}, n SNR^2 between {:g} and {:g}, after {} steps",
                  groups.front().init_std, groups.back().init_std, lowest, highest, base.training.steps);
  finding.charts = {chart(groups)};
  return {conclude(finding)};
}

}  // namespace featdyn::verify
