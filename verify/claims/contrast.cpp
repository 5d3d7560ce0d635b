#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/claims/regime.hpp"
#include "verify/draw/plot.hpp"
#include "verify/experiment/classifier_run.hpp"
#include "verify/experiment/condition.hpp"
#include "verify/experiment/converged.hpp"
#include "verify/experiment/points.hpp"
#include "verify/finding/statistics.hpp"

namespace featdyn::verify {
namespace {

constexpr double low = 0.75, high = 6.75;  ///< n SNR^2 of Figure 2's panels
constexpr double balanced = 2;             ///< the denoiser's ratio is within this factor of 1
constexpr double loser_share = 0.2;        ///< of the winner, in the classifier
constexpr double at_rest = 1e-2;  ///< |gradient| of a denoiser that has converged; of its largest, if changed
constexpr double same = 1e-6;     ///< relative, of two n SNR^2

/// Both models on the same data at one n SNR^2 and seed; ratio = mean signal / mean noise overlap.
struct Pair {
  Point point;  ///< of the denoiser
  double denoiser, classifier, gradient_norm;
  double factor() const { return std::abs(std::log(classifier)) / std::abs(std::log(denoiser)); }
};

/// With twice the steps: some seeds pass near a saddle and come to rest late. A changed assumption has its
/// own.
numerics::Settings rested(const Study& study, const numerics::Settings& settings) {
  if (study.changed) return settings;
  return vary(settings, {fmt::format("training.steps={}", 2 * settings.training.steps)});
}

std::vector<Pair> run(const Study& study, const std::vector<double>& grid, int seeds) {
  const numerics::Settings denoiser = rested(study, as_denoiser(study)), classifier = as_classifier(study);
  std::vector<std::vector<std::string>> overrides;
  for (const double x : grid) overrides.push_back({signal_norm_for(denoiser, x)});
  const auto a = admissible(study, denoiser, overrides, seeds),
             b = admissible(study, classifier, overrides, seeds);
  const Measurement end = final_state(study.trainer),
                    rest = study.changed ? converged(study.trainer, denoiser.training.steps) : end;
  const char* gradient = study.changed ? "relative_gradient" : "gradient_norm";
  const auto of_a = study.run("theorem-1.1, denoiser", settings_of(a), rest),
             of_b = study.run("theorem-1.1, classifier", settings_of(b), end);
  std::vector<Pair> pairs;
  for (std::size_t k = 0; k < std::min(a.size(), b.size()); ++k)
    pairs.push_back({.point = a[k],
                     .denoiser = of_a[k].values[rest.index("ratio")],
                     .classifier = of_b[k].values[end.index("ratio")],
                     .gradient_norm = of_a[k].values[rest.index(gradient)]});
  return pairs;
}

/// Of each line the setting with the smallest slack.
std::vector<Inequality> smallest_slacks(std::vector<Inequality> lines) {
  std::ranges::stable_sort(lines, {}, &Inequality::margin);
  std::vector<Inequality> kept;
  for (Inequality& line : lines)
    if (std::ranges::find(kept, line.name, &Inequality::name) == kept.end()) kept.push_back(std::move(line));
  return kept;
}

std::vector<Pair> at(const std::vector<Pair>& pairs, double n_snr_squared) {
  std::vector<Pair> chosen;
  for (const Pair& pair : pairs)
    if (std::abs(pair.point.numbers.n_snr_squared() / n_snr_squared - 1) < same) chosen.push_back(pair);
  return chosen;
}

int count(const std::vector<Pair>& pairs, double constant) {
  return static_cast<int>(
      std::ranges::count_if(pairs, [&](const Pair& pair) { return pair.factor() >= constant; }));
}

Estimate median_factor(const std::vector<Pair>& pairs) {
  std::vector<double> factors;
  for (const Pair& pair : pairs) factors.push_back(pair.factor());
  return median_of(factors);
}

/// The largest of a value over pairs, at the pair where it is.
template <class Value>
Inequality largest(const std::string& name, double bound, const std::vector<Pair>& pairs, Value value) {
  Inequality line = at_most(name, -HUGE_VAL, bound);
  for (const Pair& pair : pairs) {
    if (value(pair) <= line.value) continue;
    line.value = value(pair);
    line.where = place(pair.point);
    if (std::isnan(line.value)) break;
  }
  return line;
}

/// Mean loser / mean winner; the signal should win where n SNR^2 is high. A changed assumption may turn that.
double loser_share_of(const Study& study, const Pair& pair, bool is_high) {
  return study.changed ? std::exp(-std::abs(std::log(pair.classifier)))
                       : std::pow(pair.classifier, is_high ? -1 : 1);
}

/// At one n SNR^2.
std::vector<Inequality> judge(const Study& study, const std::vector<Pair>& pairs, double n_snr_squared,
                              double constant) {
  const auto chosen = at(pairs, n_snr_squared);
  const auto name = [&](const char* text) { return fmt::format("n SNR^2 = {:g}: {}", n_snr_squared, text); };
  Inequality rest =
      largest(name(study.changed ? "the denoiser has come to rest, |gradient| <= 1/100 of its largest"
                                 : "the denoiser has come to rest, |gradient| <= 1/100"),
              at_rest, chosen, [](const Pair& pair) { return pair.gradient_norm; });
  // Its pace under a changed assumption was found by trying: a run on its way decides nothing.
  if (study.changed && rest.value > rest.bound) rest.error = rest.value;
  return {rest,
          largest(name("denoiser in balance, ratio within a factor 2 of 1"), balanced, chosen,
                  [](const Pair& pair) { return std::exp(std::abs(std::log(pair.denoiser))); }),
          largest(name("the classifier's loser <= 1/5 of its winner"), loser_share, chosen,
                  [&](const Pair& pair) { return loser_share_of(study, pair, n_snr_squared == high); }),
          probability_at_least(
              name("|log ratio| of the classifier >= constant x the denoiser's, ") + study.probable(),
              count(chosen, constant), static_cast<int>(chosen.size()), study.probability())};
}

/// Of both models' ratios over seeds, at the two ends.
std::vector<std::pair<std::string, double>> medians(const std::vector<Pair>& pairs) {
  std::vector<std::pair<std::string, double>> numbers;
  for (const auto& [model, member] :
       {std::pair("denoiser", &Pair::denoiser), std::pair("classifier", &Pair::classifier)})
    for (const double x : {low, high}) {
      std::vector<double> ratios;
      for (const Pair& pair : at(pairs, x)) ratios.push_back(pair.*member);
      numbers.emplace_back(fmt::format("{}'s ratio at n SNR^2 = {:g}", model, x), median_of(ratios).value);
    }
  return numbers;
}

std::string where_it_stops(const std::vector<Pair>& pairs, const std::vector<double>& grid, double constant) {
  std::string text = "pairs with the factor, by n SNR^2:";
  for (const double x : grid) {
    const auto chosen = at(pairs, x);
    text += fmt::format(" {:g}: {}/{} (median {:.3g}){}", x, count(chosen, constant), chosen.size(),
                        median_factor(chosen).value, x == grid.back() ? "" : ",");
  }
  return text;
}

Chart chart(const std::vector<Pair>& pairs) {
  Chart::Curve denoiser{.title = "denoiser", .colour = colour::signal, .points = true, .x = {}, .y = {}};
  Chart::Curve classifier{.title = "classifier", .colour = colour::noise, .points = true, .x = {}, .y = {}};
  for (const Pair& pair : pairs) {
    for (Chart::Curve* curve : {&denoiser, &classifier})
      curve->x.push_back(pair.point.numbers.n_snr_squared());
    denoiser.y.push_back(pair.denoiser);
    classifier.y.push_back(pair.classifier);
  }
  return {.title = "Both models on the same data",
          .x_label = "n SNR^2",
          .y_label = "mean signal / mean noise overlap at the end",
          .log_x = true,
          .log_y = true,
          .curves = {denoiser, classifier}};
}

}  // namespace

/// The denoiser's two kinds of overlap end within a constant of each other; the classifier's are as far apart
/// as the exponential growth of the winner has left them when it reaches order one.
std::vector<Finding> judge_contrast(const Study& study, const Claim& claim) {
  Finding finding = begin_finding(study, claim);
  finding.assumptions = the_papers_model(study, true);
  if (!meets(finding.assumptions)) return {conclude(finding)};
  const double constant = study.constant(claim.id, claim.constant);
  finding.assumptions.clear();
  for (const auto& settings : {as_denoiser(study), as_classifier(study)})
    for (const double x : {low, high})
      for (auto& line : assumptions_at(study, vary(settings, {signal_norm_for(settings, x)})))
        finding.assumptions.push_back(std::move(line));
  for (auto& line : assumptions_at(study, study.base)) finding.assumptions.push_back(std::move(line));
  finding.assumptions = smallest_slacks(finding.assumptions);
  if (!meets(finding.assumptions)) return {conclude(finding)};

  auto pairs = run(study, {low, high}, study.choose(6, 40, 100));
  const std::vector<double> between{1.5, 2.5, 3, 4};
  for (auto& pair : run(study, between, study.choose(2, 3, 20))) pairs.push_back(std::move(pair));
  finding.conclusions = judge(study, pairs, low, constant);
  for (auto& line : judge(study, pairs, high, constant)) finding.conclusions.push_back(std::move(line));
  finding.numbers = medians(pairs);
  const Estimate factor =
      std::ranges::min(median_factor(at(pairs, low)), median_factor(at(pairs, high)), {}, &Estimate::value);
  finding.quantity =
      "|log ratio| of the classifier over the denoiser's, ratio = mean signal / mean noise overlap "
      "at the end, median over seeds, the smaller of n SNR^2 = 0.75 and 6.75";
  finding.computed = finding.constant = factor.value;
  finding.constant_interval = factor.interval;
  finding.error = factor.half_width();
  finding.bound = constant;
  finding.domain = where_it_stops(pairs, {low, 1.5, 2.5, 3, 4, high}, constant);
  finding.detail =
      "the contrast is smallest where the classifier's winner changes, and largest where the "
      "denoiser's ratio is 1, at n SNR^2 = 2";
  finding.charts = {chart(pairs)};
  return {conclude(finding)};
}

}  // namespace featdyn::verify
