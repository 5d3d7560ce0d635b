#include "verify/experiment/trainer.hpp"

#include <cmath>
#include <optional>
#include <stdexcept>
#include <utility>

#include "numerics/methods/decomposition.hpp"
#include "numerics/methods/matrix_network.hpp"
#include "numerics/methods/network.hpp"
#include "numerics/methods/on_scales.hpp"
#include "numerics/methods/recurrence.hpp"
#include "numerics/problem/activation_error.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "verify/run/run_reason.hpp"

namespace featdyn::verify {
namespace {

using numerics::BigReal;
using numerics::Matrix;
using numerics::Status;

Matrix<double> rounded(const Matrix<BigReal>& x) {
  return x.cast<double>();
}
const Matrix<double>& rounded(const Matrix<double>& x) {
  return x;
}

template <class M>
std::optional<Matrix<double>> coefficients_of(const M& method) {
  if constexpr (requires { method.coefficients(); })
    return rounded(method.coefficients());
  else
    return std::nullopt;
}

/// What a run on inaccurate kernels has shown is worth nothing; they are worst where weights have grown.
void require_accurate_kernels(const numerics::Problem& problem, const Matrix<double>& A,
                              const Matrix<double>& G) {
  const auto error = numerics::activation_quadrature_error(problem, A, G);
  if (is_rough(error)) throw std::runtime_error(quadrature_reason(problem.settings, *error));
}

template <class M>
Status walk(M& method, const numerics::Problem& problem, long steps, const Visit& visit) {
  using std::isfinite;
  for (long k = 0;; ++k) {
    numerics::stop_if_asked();
    const auto now = method.evaluate();
    if (!(isfinite(now.loss) && isfinite(now.gradient_norm))) return Status::diverged;
    const auto& A = rounded(method.overlaps());
    const auto& G = rounded(method.gram());
    const auto coefficients = coefficients_of(method);
    const bool goes_on = visit({.step = k,
                                .loss = static_cast<double>(now.loss),
                                .gradient_norm = static_cast<double>(now.gradient_norm),
                                .A = A,
                                .G = G,
                                .coefficients = coefficients ? &*coefficients : nullptr});
    if (!goes_on || k >= steps) {
      require_accurate_kernels(problem, A, G);
      return goes_on ? Status::finished : Status::stopped;
    }
    method.advance();
  }
}

template <class R>
Status walk_recurrence(const numerics::Problem& problem, long steps, const Visit& visit) {
  const R eta = numerics::learning_rate<R>(problem.settings);
  if (!problem.settings.diffusion.scales.empty()) {
    using Recurrence = numerics::Recurrence<R>;
    numerics::OnScales<Recurrence> recurrences(problem, [&](const numerics::Problem& at) {
      return std::make_unique<Recurrence>(at, numerics::initial_state<R>(at), eta);
    });
    return walk(recurrences, problem, steps, visit);
  }
  numerics::Recurrence<R> recurrence(problem, numerics::initial_state<R>(problem), eta);
  return walk(recurrence, problem, steps, visit);
}

}  // namespace

Trainer recurrence_trainer() {
  return {.name = "recurrence", .walk = [](const numerics::Problem& problem, long steps, const Visit& visit) {
            return walk_recurrence<double>(problem, steps, visit);
          }};
}

Trainer decomposition_trainer() {
  return {.name = "decomposition",
          .walk = [](const numerics::Problem& problem, long steps, const Visit& visit) {
            numerics::Decomposition<double> decomposition(problem, numerics::initial_state<double>(problem),
                                                          numerics::learning_rate<double>(problem.settings));
            return walk(decomposition, problem, steps, visit);
          }};
}

Trainer network_trainer() {
  return {.name = "network", .walk = [](const numerics::Problem& problem, long steps, const Visit& visit) {
            const double eta = numerics::learning_rate<double>(problem.settings);
            const auto train = [&]<class M>() {
              if (problem.settings.diffusion.scales.empty()) {
                M network(problem, eta);
                return walk(network, problem, steps, visit);
              }
              numerics::OnScales<M> networks(
                  problem, [&](const numerics::Problem& at) { return std::make_unique<M>(at, eta); });
              return walk(networks, problem, steps, visit);
            };
            return problem.settings.architecture.one_layer
                       ? train.template operator()<numerics::MatrixNetwork<double>>()
                       : train.template operator()<numerics::Network<double>>();
          }};
}

Trainer digits_trainer(int digits) {
  return {.name = "recurrence, " + std::to_string(digits) + " digits",
          .walk = [digits](const numerics::Problem& problem, long steps, const Visit& visit) {
            const numerics::PrecisionScope scope(numerics::bits_of_digits(digits + numerics::guard_digits));
            return walk_recurrence<BigReal>(problem, steps, visit);
          }};
}

}  // namespace featdyn::verify
