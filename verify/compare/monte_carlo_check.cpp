#include "verify/compare/monte_carlo_check.hpp"

#include <fmt/format.h>

#include <cmath>

#include "numerics/methods/monte_carlo.hpp"
#include "numerics/methods/network.hpp"
#include "verify/finding/distributions.hpp"

namespace featdyn::verify {
namespace {

using numerics::Matrix;
using numerics::Problem;

constexpr int replicates = 16;

/// Mean and sample standard deviation, entry by entry.
struct Moments {
  Matrix<double> mean, deviation;
};

Moments moments(const std::vector<Matrix<double>>& samples) {
  Matrix<double> mean = Matrix<double>::Zero(samples[0].rows(), samples[0].cols()), square = mean;
  for (const Matrix<double>& sample : samples) mean += sample / static_cast<double>(samples.size());
  for (const Matrix<double>& sample : samples) square += (sample - mean).cwiseAbs2();
  return {.mean = mean, .deviation = (square / static_cast<double>(samples.size() - 1)).cwiseSqrt()};
}

/// |difference| / deviation, 0 where there is no difference.
Matrix<double> studentised(const Matrix<double>& difference, const Matrix<double>& deviation) {
  return difference.binaryExpr(
      deviation, [](double moved, double spread) { return moved == 0 ? 0 : std::abs(moved) / spread; });
}

/// |t| above which one of `tests` two-sided tests fails with probability family_error in all.
double critical_value(double tests) {
  return student_quantile(replicates - 1, family_error / (2 * tests));
}

struct Worst {
  double value = 0;
  std::string where;
};

/// The largest t statistic of the Monte Carlo gradient's overlaps (grad X^T) at a network's weights.
Worst gradient_statistic(const Problem& problem, const numerics::Network<double>& network,
                         const char* place) {
  const Matrix<double>& exact = network.gradient();
  const numerics::MonteCarloGradient estimate(problem);
  std::vector<Matrix<double>> samples;
  for (std::uint64_t k = 0; k < replicates; ++k)
    samples.push_back(estimate(network.weights(), network.second_layer(), ~k).gradient *
                      problem.data.patches.transpose());  // keys that no training step uses
  const auto [mean, deviation] = moments(samples);
  const Matrix<double> t =
      studentised(mean - exact * problem.data.patches.transpose(), deviation / std::sqrt(double{replicates}));
  numerics::Index row = 0, column = 0;
  const double largest = t.maxCoeff<Eigen::PropagateNaN>(&row, &column);
  return {.value = largest, .where = fmt::format("{}, neuron {}, patch {}", place, row, column)};
}

/// The mean overlaps of a run, one row a record: signal, noise.
Matrix<double> mean_overlaps(const RunSeries& run) {
  Matrix<double> result(static_cast<numerics::Index>(run.records.size()), 2);
  for (numerics::Index k = 0; k < result.rows(); ++k) {
    const auto& record = run.records[static_cast<std::size_t>(k)];
    result.row(k) << record.signal_mean, record.noise_mean.value_or(record.signal_mean);
  }
  return result;
}

}  // namespace

BudgetLine test_gradient(const Problem& problem, long steps_later) {
  numerics::Network<double> network(problem, numerics::learning_rate<double>(problem.settings));
  network.evaluate();
  Worst worst = gradient_statistic(problem, network, "initial weights");
  for (long k = 0; k < steps_later; ++k) {
    network.advance();
    network.evaluate();
  }
  if (network.gradient().allFinite()) {
    const Worst later = gradient_statistic(problem, network, "trained weights");
    if (std::isnan(later.value) || later.value > worst.value) worst = later;
  }
  const double critical =
      critical_value(2.0 * static_cast<double>(problem.weights.rows() * problem.data.count()));
  return {.cause = "Monte Carlo: gradient at equal weights",
          .size = worst.value,
          .expected = critical,
          .verdict = worst.value <= critical ? Verdict::holds : Verdict::fails,
          .detail = fmt::format("largest |t| over all overlaps {:.2f} ({}), critical {:.2f} at {:g} in all "
                                "(Bonferroni), {} replicates of {} draws",
                                worst.value, worst.where, critical, family_error, replicates,
                                problem.settings.diffusion.noise_draws)};
}

std::optional<std::string> reason_against_spread(const Problem& problem, double affordable) {
  const double cost = static_cast<double>(problem.settings.training.steps) * replicates *
                      static_cast<double>(problem.data.sample_patches.size()) *
                      static_cast<double>(problem.settings.diffusion.noise_draws) *
                      static_cast<double>(numerics::MonteCarloGradient::numbers_of_a_draw(problem));
  if (!(cost > affordable)) return std::nullopt;
  return fmt::format(
      "not judged: {} replicates would draw {:.1e} numbers, more than {:.0e}; choose a smaller "
      "problem, or fewer --steps",
      replicates, cost, affordable);
}

BudgetLine test_spread(const Problem& problem, const RunSeries& exact, double affordable) {
  BudgetLine line{.cause = "Monte Carlo: spread of trajectories", .expected = std::nullopt, .detail = {}};
  if (const auto reason = reason_against_spread(problem, affordable)) {
    line.detail = *reason;
    return line;
  }
  std::vector<Matrix<double>> samples;
  for (int replicate = 0; replicate < replicates; ++replicate) {
    Problem other = problem;  // equal data and weights, fresh noise
    other.settings.init.seed =
        problem.settings.init.seed + 1'000'003U * static_cast<std::uint64_t>(replicate + 1);
    numerics::MonteCarloNetwork network(other, numerics::learning_rate<double>(other.settings));
    const RunSeries run =
        collect_with_bar(fmt::format("network-mc, {} of {}", replicate + 1, replicates), network, other);
    if (run.records.size() == exact.records.size()) samples.push_back(mean_overlaps(run));
  }
  if (samples.size() < replicates || exact.records.size() < 2) {
    line.verdict = Verdict::undecided;
    line.detail = "a run left the finite numbers, or nothing was trained";
    return line;
  }
  const auto [mean, deviation] = moments(samples);
  const numerics::Index later = mean.rows() - 1;  // all runs agree at step 0
  const Matrix<double> t = studentised((mean - mean_overlaps(exact)).bottomRows(later),
                                       deviation.bottomRows(later) * std::sqrt(1 + 1.0 / replicates));
  numerics::Index row = 0, column = 0;
  line.size = t.maxCoeff<Eigen::PropagateNaN>(&row, &column);
  line.expected = critical_value(2.0 * static_cast<double>(later));
  line.verdict = line.size <= *line.expected ? Verdict::holds : Verdict::fails;
  line.detail = fmt::format(
      "exact trajectory within {:.2f} standard deviations of {} replicates (critical {:.2f}), worst at step "
      "{}, mean {} overlap",
      line.size, replicates, *line.expected, exact.records[static_cast<std::size_t>(row + 1)].step,
      column == 0 ? "signal" : "noise");
  return line;
}

}  // namespace featdyn::verify
