#include "verify/experiment/branch_law.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "numerics/methods/recurrence.hpp"
#include "verify/experiment/two_patch.hpp"

namespace featdyn::verify {
namespace {

using numerics::Index;
using numerics::Matrix;
using numerics::Problem;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr long longest_training = 20'000;  ///< steps of training
constexpr double settled = 1e-7;           ///< |grad L| against its largest value

/// The merged problem in the coordinates of a symmetric point, with these neurons turned.
Problem turned_problem(Problem problem, const numerics::SymmetricPoint& point, const Branching& branch,
                       const StartScales& scales) {
  const Matrix<double> K = problem.data.patches * problem.data.patches.transpose();
  const auto span = numerics::span_point(point, K, problem.settings.width, K.rows() + problem.settings.width);
  problem.data.patches = span.B;
  problem.weights = turned(span.T, span.B, problem.data, branch, scales);
  return problem;
}

/// Unknowns up to which a Hessian is affordable for every point of a grid.
constexpr Index affordable = 1000;
bool is_affordable(const Problem& problem) {
  return problem.weights.rows() * problem.weights.cols() <= affordable;
}

Row row_of(const Matrix<double>& A, double loss, double unstable, const Problem& problem,
           const Branching& asked) {
  const Branching got = branching(A, problem.data);
  if (got.turned_signal != asked.turned_signal || got.turned_noise != asked.turned_noise ||
      got.turned_both != 0)
    return {.status = "finished", .values = {nan, nan, nan}};
  return {.status = "finished", .values = {overlap_ratio(A, problem.data), loss, unstable}};
}

/// The stationary point near (A, G), by Newton's method where the Hessian is affordable.
Row refined_row(const Problem& problem, const numerics::InitialState<double>& near, double loss,
                const Branching& asked) {
  if (!is_affordable(problem)) return row_of(near.A, loss, nan, problem, asked);
  const auto refined =
      refine(problem, numerics::span_point(near.A, near.G, near.K, problem.data.dimension()), 6);
  return row_of(refined.point.T * refined.point.B.transpose(), refined.point.loss,
                static_cast<double>(refined.spectrum.unstable), problem, asked);
}

/// Where training from the problem's weights ends.
Row train_to_branch(const Problem& problem, const Branching& asked) {
  const auto start = numerics::initial_state<double>(problem);
  numerics::Recurrence<double> recurrence(problem, start, numerics::learning_rate<double>(problem.settings));
  double largest = 0, loss = nan;
  for (long k = 0; k < longest_training; ++k) {
    const auto now = recurrence.evaluate();
    loss = now.loss;
    largest = std::max(largest, now.gradient_norm);
    if (!(now.gradient_norm > settled * largest)) break;
    recurrence.advance();
  }
  return refined_row(problem, {.A = recurrence.overlaps(), .G = recurrence.gram(), .K = start.K}, loss,
                     asked);
}

Row measure_law(const Problem& given, const Branching& branch) {
  const Problem merged = merged_problem(given.settings);
  const auto point = symmetric_branch(merged);
  Row row{.status = "finished", .values = {nan, nan, nan}};
  if (!point) return row;
  if (branch.symmetric()) {
    const Problem problem = turned_problem(merged, *point, branch, {1, 1, 1});
    return refined_row(problem, numerics::initial_state<double>(problem), point->loss, branch);
  }
  for (const StartScales& scales : stretches)
    if (std::isnan(row.values[0]))
      row = train_to_branch(turned_problem(merged, *point, branch, scales), branch);
  return row;
}

/// Newton's method on the symmetric set from one start.
std::optional<numerics::SymmetricPoint> symmetric_from(const Problem& problem, const Matrix<double>& K,
                                                       double signal, double noise, double zeta) {
  const bool single = problem.settings.width == 1;
  numerics::SymmetricPoint start{
      .set = {.symmetry = single ? theory::Symmetry::equal : theory::Symmetry::simplex},
      .u = Matrix<double>::Zero(1, K.rows()),
      .zeta = zeta,
      .a = {}};
  for (Index p = 0; p < K.rows(); ++p)
    start.u(0, p) = (problem.data.info[static_cast<std::size_t>(p)].is_signal ? signal : noise) / K(p, p);
  auto found = numerics::find_symmetric_point(problem, K, start);
  if (found && found->a.minCoeff() > 0) return found;
  return std::nullopt;
}

}  // namespace

Problem merged_problem(const numerics::Settings& settings) {
  const TwoPatch s = two_patch(settings);
  Problem problem{.settings = settings, .data = {}, .weights = {}};
  problem.data.patches = Matrix<double>::Zero(2, 2);
  problem.data.patches(0, 0) = s.signal_norm / std::sqrt(2.0);
  problem.data.patches(1, 1) = s.noise_std * std::sqrt(s.d / s.n);
  problem.data.info = {{.is_signal = true, .label = 0}, {.is_signal = false, .label = 0}};
  problem.data.sample_patches.resize(1, 2);
  problem.data.sample_patches << 0, 1;
  return problem;
}

numerics::Settings effective(const numerics::Settings& settings) {
  const TwoPatch s = two_patch(settings);
  return vary(settings, {fmt::format("data.dimension={:.0f}", s.d - s.n - 3)});
}

std::optional<numerics::SymmetricPoint> symmetric_branch(const Problem& merged) {
  const Matrix<double> K = merged.data.patches * merged.data.patches.transpose();
  std::optional<numerics::SymmetricPoint> best;
  for (const double signal : {0.2, 1.0, 2.0})
    for (const double zeta : {0.1, 1.0, 4.0}) {
      const auto found = symmetric_from(merged, K, signal, 1, zeta);
      if (found && (!best || found->loss < best->loss)) best = found;
    }
  return best;
}

Measurement branch_law(const Branching& branch) {
  return {.name = fmt::format("branch law, {} turned in signal, {} in noise", branch.turned_signal,
                              branch.turned_noise),
          .columns = {"ratio", "loss", "unstable"},
          .measure = [branch](const Problem& problem) { return measure_law(problem, branch); }};
}

}  // namespace featdyn::verify
