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

constexpr double constant_tolerance = 0.1, exponent_tolerance = 0.1;
/// For every r, j, i: within this factor of the law. Products of different noise patches add terms of
/// relative size sqrt(n / d), at most 0.32 under Condition 3.1, whose extremes over all pairs are two to
/// three times that.
constexpr double pair_factor = 4;

struct Sample {
  std::vector<Point> points;
  std::vector<double> n_snr_squared, ratio, overlap_ratio;
  std::vector<Row> rows;
};

Sample sample(const Study& study, const numerics::Settings& base, const Measurement& early) {
  std::vector<std::vector<std::string>> grid;
  for (const double factor :
       study.choose(std::vector{1.}, std::vector{1., 4.}, std::vector{1., 4., 20., 100.}))
    for (const double x : logarithmic(0.1, 10, study.choose(7, 9, 21)))
      grid.push_back(scaled_dimension(base, factor, x));
  Sample result;
  result.points = admissible(study, base, grid, study.choose(3, 5, 100));
  result.rows = study.run("theorem-3.1.ratio", settings_of(result.points), early);
  for (std::size_t k = 0; k < result.points.size(); ++k) {
    result.n_snr_squared.push_back(result.points[k].numbers.n_snr_squared());
    result.ratio.push_back(result.rows[k].values[early.index("growth_ratio")]);
    result.overlap_ratio.push_back(result.rows[k].values[early.index("overlap_ratio")]);
  }
  return result;
}

/// Every neuron, class and sample against n_j |mu_j|^2 / |xi_i|^2, in the runs whose growth is linear up to
/// T_1, as the law supposes.
Inequality worst_pair(const Sample& sample, const Measurement& early, const std::string& end, double bend) {
  const bool low = end == "pair_low";
  Inequality line = low ? at_least("every pair's ratio >= 1/4 of its law", HUGE_VAL, 1 / pair_factor)
                        : at_most("every pair's ratio <= 4 times its law", -HUGE_VAL, pair_factor);
  for (std::size_t k = 0; k < sample.rows.size(); ++k) {
    const auto value = [&](const std::string& column) { return sample.rows[k].values[early.index(column)]; };
    const double pair = value(end);
    const bool milder = std::isnan(line.value) || (low ? pair >= line.value : pair <= line.value);
    if (!(value("bend") <= bend) || milder) continue;
    line.value = pair;
    line.where = fmt::format("neuron {:g}, signal {:g}, noise patch {:g}; {}", value(end + "_neuron"),
                             value(end + "_signal"), value(end + "_noise"), place(sample.points[k]));
  }
  if (std::isinf(line.value)) line.error = HUGE_VAL;  // no run: undecided
  return line;
}

/// With probability 1 - delta over runs, all pairs of a run; the place is that of the worst pair of all.
Inequality judge_pairs(const Study& study, const Sample& sample, const Measurement& early, double bend) {
  int straight = 0, within = 0;
  for (const Row& row : sample.rows) {
    const auto value = [&](const char* column) { return row.values[early.index(column)]; };
    if (!(value("bend") <= bend)) continue;
    ++straight;
    within += value("pair_low") >= 1 / pair_factor && value("pair_high") <= pair_factor ? 1 : 0;
  }
  const std::string name = fmt::format("every pair within a factor 4 of its law, {}", study.probable());
  const Inequality low = worst_pair(sample, early, "pair_low", bend),
                   high = worst_pair(sample, early, "pair_high", bend);
  if (straight == 0) return at_least(name, 0, study.probability(), HUGE_VAL);  // undecided
  Inequality line = probability_at_least(name, within, straight, study.probability());
  const bool is_low = low.margin() < high.margin();
  line.where =
      fmt::format("{:.3g} times the law: {}", (is_low ? low : high).value, (is_low ? low : high).where);
  return line;
}

long bent(const Sample& sample, const Measurement& early, double bend) {
  return std::ranges::count_if(sample.rows,
                               [&](const Row& row) { return !(row.values[early.index("bend")] <= bend); });
}

Chart chart(const Sample& sample, double constant) {
  const auto xs = logarithmic(0.1, 10, 50);
  std::vector<double> law;
  for (const double x : xs) law.push_back(constant * x);
  return {.title = "Ratio of growths at T_1",
          .x_label = "n SNR^2",
          .y_label = "signal / noise",
          .log_x = true,
          .log_y = true,
          .curves = {{.title = "growths",
                      .colour = colour::signal,
                      .points = true,
                      .x = sample.n_snr_squared,
                      .y = sample.ratio},
                     {.title = "overlaps",
                      .colour = colour::other,
                      .points = true,
                      .x = sample.n_snr_squared,
                      .y = sample.overlap_ratio},
                     {.title = "law", .colour = colour::grey, .dashed = true, .x = xs, .y = law}}};
}

}  // namespace

/// How straight a run's growth has to be for the law of pairs. Where a changed assumption bends most runs,
/// all are judged.
double allowed_bend(const Study& study, const Sample& sample, const Measurement& early) {
  const double bend = study.constant("theorem-3.1.growth", find_claim("theorem-3.1.growth").constant);
  return study.changed && 2 * bent(sample, early, bend) > std::ssize(sample.rows) ? HUGE_VAL : bend;
}

/// The share of runs in which both growths beat their initial overlaps, so that there is a T_1.
Inequality judge_reached(const Sample& sample) {
  const auto reached = std::ranges::count_if(sample.ratio, [](double ratio) { return ratio > 0; });
  return at_least("both growths beat their initial overlaps, share of the runs",
                  static_cast<double>(reached) / static_cast<double>(sample.ratio.size()), 1);
}

/// At T_1: mean |growth of <w_r, mu_j>| / mean |growth of <w_r, xi_i>| = n SNR^2 / 2, since
///   growth_rp = k (2 eta alpha beta / sqrt m) c_p |x_p|^2 |w_r|^2,   c_j = 1/2, c_i = 1/n.
std::vector<Finding> judge_ratio(const Study& study, const Claim& claim) {
  Finding finding = begin_finding(study, claim);
  finding.quantity = "fitted constant of growth ratio = constant x (n SNR^2)^exponent";
  finding.bound = study.constant(claim.id, claim.constant);
  if (!assume_denoiser(finding, study)) return {conclude(finding)};
  const numerics::Settings base = as_denoiser(study);

  const Measurement early = early_growth_of(study);
  const Sample all = sample(study, base, early);
  const double bend = allowed_bend(study, all, early);
  finding.charts = {chart(all, *finding.bound)};
  if (study.changed && judge_reached(all).verdict() == Verdict::fails) {
    finding.conclusions = {judge_reached(all)};
    return {conclude(finding)};
  }
  const PowerLaw fit = fit_power_law(all.n_snr_squared, all.ratio);
  finding.computed = finding.constant = fit.constant;
  finding.error = fit.constant_interval.half_width();
  finding.constant_interval = fit.constant_interval;
  finding.exponent = fit.exponent;
  finding.exponent_interval = fit.exponent_interval;
  finding.conclusions = {at_most("|exponent - 1| <= 1/10", std::abs(fit.exponent - 1), exponent_tolerance,
                                 fit.exponent_interval.half_width()),
                         judge_pairs(study, all, early, bend)};
  if (study.asks_for_constant(claim.id))
    finding.conclusions.push_back(at_most("|fitted constant / constant - 1| <= 1/10",
                                          std::abs(fit.constant / *finding.bound - 1), constant_tolerance,
                                          *finding.error / *finding.bound));
  finding.range = power_range(all.n_snr_squared, all.ratio, 1, exponent_tolerance);
  std::vector<Row> straight = all.rows;
  std::erase_if(straight, [&](const Row& row) { return !(row.values[early.index("bend")] <= bend); });
  finding.conclusions.push_back(positive_growth(early, straight));
  std::vector<double> law;
  for (const double x : all.n_snr_squared) law.push_back(*finding.bound * x);
  const Range within = envelope(all.ratio, law);
  finding.domain =
      fmt::format("n SNR^2 from 0.1 to 10, {} runs that meet Condition 3.1; ratio / law in [{:.3f}, {:.3f}]",
                  all.points.size(), within.low, within.high);
  const Range raw = envelope(all.overlap_ratio, all.n_snr_squared);
  finding.detail = fmt::format(
      "the ratio of the overlaps themselves is {:.2f} to {:.2f} times n SNR^2 there: the "
      "initial overlaps have not died; {} of {} runs whose growth is not linear up to T_1 are left out of "
      "the "
      "judgement of pairs",
      raw.low, raw.high, bent(all, early, bend), all.rows.size());
  confirm(
      finding, study,
      {.measurement = &early_growth, .points = {base}, .columns = {"growth_ratio", "pair_low", "pair_high"}});
  return {conclude(finding)};
}

std::optional<Inequality> ratio_of_run(const Study& study, const Claim& claim,
                                       const numerics::Settings& settings) {
  const Measurement early = early_growth(study.trainer);
  const Sample one{.points = {{settings, two_patch(settings), 0}},
                   .n_snr_squared = {},
                   .ratio = {},
                   .overlap_ratio = {},
                   .rows = study.run("theorem-3.1.ratio", {settings}, early)};
  const double bend = study.constant("theorem-3.1.growth", find_claim("theorem-3.1.growth").constant);
  if (bent(one, early, bend) > 0) return std::nullopt;
  Inequality low = worst_pair(one, early, "pair_low", bend), high = worst_pair(one, early, "pair_high", bend);
  for (Inequality* line : {&low, &high})
    line->value *= claim.constant / study.constant(claim.id, claim.constant);
  return low.margin() < high.margin() ? low : high;
}

}  // namespace featdyn::verify
