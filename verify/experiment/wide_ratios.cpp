#include "verify/experiment/wide_ratios.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "numerics/methods/class_recurrence.hpp"
#include "numerics/points/wide_branch.hpp"
#include "verify/experiment/branch_law.hpp"
#include "verify/experiment/settled.hpp"
#include "verify/experiment/two_patch.hpp"
#include "verify/grid/grid.hpp"

namespace featdyn::verify {
namespace {

using numerics::ClassRecurrence, numerics::Matrix, numerics::Problem, numerics::WideChart;

double ratio_of_branch(const TwoPatch& s, double m) {
  const double v = s.n_snr_squared() / 2, odds = s.beta / s.alpha;
  const double root_tau = odds * std::sqrt(s.n / s.d) / s.noise_std;
  const bool strong = v > 1;
  const numerics::WideSetting<double> at{strong ? WideChart::strong : WideChart::weak, strong ? 1 / v : v,
                                         1 / std::sqrt(m), root_tau};
  const auto found = numerics::find_wide_point(at);
  return found ? theory::WideBranch<double>(at, *found).ratio() : std::numeric_limits<double>::quiet_NaN();
}

ClassRecurrence::Start start_of_equals(const TwoPatch& s, const Problem& merged) {
  const Matrix<double> A{{s.init_std * s.signal_norm, s.init_std * s.noise_std * std::sqrt(s.d)}};
  const Eigen::VectorXd K = merged.data.patches.rowwise().squaredNorm();
  const double off = s.init_std * s.init_std * s.d,
               in = (A.row(0).transpose().array().square() / K.array()).sum();
  return {.A = {.blocks = A},
          .G = {.blocks = Matrix<double>::Constant(1, 1, in), .extra = Eigen::VectorXd::Constant(1, off)},
          .K = {.blocks = Matrix<double>::Zero(2, 2), .extra = K},
          .c = {.blocks = Matrix<double>::Ones(1, 2)}};
}

Row train_equals(const Problem& problem, double m, long longest) {
  constexpr double rate_of_twenty = 0.02;
  const double rate =
      rate_of_twenty * std::cbrt(m / 20) / std::max(1.0, two_patch(problem.settings).n_snr_squared());
  const auto settings = vary(problem.settings, {fmt::format("network.width={:.0f}", m),
                                                fmt::format("training.learning_rate={:.17g}", rate)});
  const Problem merged = merged_problem(settings);
  ClassRecurrence training(merged,
                           {.neurons = Eigen::VectorXd::Constant(1, m), .patches = Eigen::Vector2d(1, 1)},
                           start_of_equals(two_patch(settings), merged));
  double largest = 0, gradient = std::numeric_limits<double>::infinity();
  long step = 0;
  for (; step < longest; ++step, training.advance()) {
    gradient = training.evaluate().gradient_norm;
    if (!std::isfinite(gradient))
      return {.status = "diverged", .values = {std::nan(""), static_cast<double>(step)}};
    largest = std::max(largest, gradient);
    if (gradient <= settled_gradient * largest) break;
  }
  const Matrix<double>& a = training.overlaps().blocks;
  const double ratio = gradient <= settled_gradient * largest ? a(0, 0) / a(0, 1) : std::nan("");
  return {.status = "finished", .values = {ratio, static_cast<double>(step)}};
}

}  // namespace

Measurement branch_ratio(double m) {
  return {.name = fmt::format("ratio of the symmetric branch with {:.0f} neurons", m),
          .columns = {"ratio"},
          .measure = [m](const Problem& problem) -> Row {
            return {.status = "finished", .values = {ratio_of_branch(two_patch(problem.settings), m)}};
          }};
}

Measurement trained_equals(double m, long longest) {
  return {.name = fmt::format("ratio where {:.0f} equal neurons end within {} steps", m, longest),
          .columns = {"ratio", "steps"},
          .measure = [m, longest](const Problem& problem) { return train_equals(problem, m, longest); }};
}

}  // namespace featdyn::verify
