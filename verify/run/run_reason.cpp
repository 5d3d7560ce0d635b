#include "verify/run/run_reason.hpp"

#include <fmt/format.h>

#include "numerics/points/curvature.hpp"

namespace featdyn::verify {

using numerics::Matrix;

std::string divergence_reason(const numerics::Problem& problem, long diverged_at, long smallest_loss_at,
                              const Matrix<double>& A, const Matrix<double>& G) {
  const double eta = numerics::learning_rate<double>(problem.settings);
  const bool curvature_decides =  // (A, G) alone is the state, and every step is on the whole loss
      problem.settings.architecture.second_layer != theory::SecondLayer::trained &&
      !numerics::has_second_layer(problem.settings) && !problem.settings.training.update.batch_size &&
      !problem.settings.draws_label_factors() && !problem.settings.architecture.one_layer &&
      problem.settings.diffusion.scales.empty();
  if (!curvature_decides)
    return fmt::format(
        "values left the finite numbers at step {}: choose a smaller learning rate than {:.3g}", diverged_at,
        eta);
  const auto& momentum = problem.settings.training.update.momentum;
  const double nu = momentum ? theory::to_real<double>(momentum->value) : 0;
  const Matrix<double> K = numerics::initial_state<double>(problem).K;
  const double curvature = numerics::largest_curvature(problem, K, A, G), limit = 2 * (1 + nu) / curvature;
  const std::string start = fmt::format("values left the finite numbers at step {}: ", diverged_at);
  const std::string place =
      fmt::format("the largest curvature of the loss at step {} (its smallest recorded value) is {:.3g}",
                  smallest_loss_at, curvature);
  if (!(curvature > 0)) return start + "no positive curvature holds the steps back";
  return start +
         (eta > limit
              ? fmt::format(
                    "the learning rate {:.3g} is too large: {}, so that steps are stable below {:.2g}", eta,
                    place, limit)
              : fmt::format(
                    "{}; the learning rate {:.3g} is below its limit {:.2g} there, the curvature grew "
                    "after it, so choose a smaller one",
                    place, eta, limit));
}

std::string quadrature_reason(const numerics::Settings& settings, double error) {
  return fmt::format(
      "the kernels of activation {} have a relative error of {:.1e} by {} Gauss-Hermite nodes where weights "
      "are largest: do not rely on this run, choose more with network.quadrature_nodes or smaller weights",
      settings.architecture.function, error, settings.architecture.quadrature_nodes);
}

}  // namespace featdyn::verify
