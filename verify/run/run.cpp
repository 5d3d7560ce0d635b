#include "verify/run/run.hpp"

#include <fmt/format.h>

#include <chrono>

#include "numerics/extensions.hpp"
#include "numerics/methods/on_scales.hpp"
#include "numerics/problem/activation_error.hpp"
#include "numerics/refusal/memory.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "verify/grid/run_key.hpp"
#include "verify/run/methods.hpp"
#include "verify/run/run_driver.hpp"
#include "verify/run/run_reason.hpp"
#include "verify/run/trajectory_file.hpp"

namespace featdyn::verify {
namespace {

using Clock = std::chrono::steady_clock;

template <class R>
std::vector<StageReport> report(const std::vector<numerics::Stage<R>>& stages,
                                numerics::TrainingClock<R> clock, int digits) {
  std::vector<StageReport> result;
  for (const numerics::Stage<R>& stage : stages) {
    result.push_back({.name = stage.name, .step = {}, .time = {}, .decimal = {}});
    if (!stage.step) continue;
    result.back().step = static_cast<double>(*stage.step);
    result.back().time = static_cast<double>(clock.between(*stage.step));
    result.back().decimal = decimal(*stage.step, digits);
  }
  return result;
}

/// Why a run did not end as it should; empty where it did.
std::string reason_of(const RunResult& result, const numerics::Problem& problem, const Best& best) {
  const numerics::Outcome& outcome = result.outcome;
  if (outcome.status == numerics::Status::diverged && best.A.size() > 0)
    return divergence_reason(problem, outcome.step, best.step, best.A, best.G);
  if (std::string why = why_it_ended(outcome); !why.empty()) return why;
  if (is_rough(result.quadrature_error)) return quadrature_reason(problem.settings, *result.quadrature_error);
  return reason_for_few_digits(result.digits_left);
}

std::filesystem::path part_of(const RunOptions& options, const std::string& name) {
  return options.directory / (name + ".part");
}

/// The last record, which an earlier part of a resumed run may have made.
std::optional<numerics::Record<double>> end_of(const std::optional<numerics::Record<double>>& seen,
                                               const RunOptions& options) {
  if (!options.files) return seen;
  const auto records = read_trajectory(part_of(options, run_results[0]));
  return records.empty() ? std::nullopt : std::optional(records.back());
}

template <class M>
RunResult run_with(M& method, const numerics::Problem& problem, const RunOptions& options) {
  using R = typename M::Real;
  const auto start = Clock::now();
  RunDriver driver(method, problem, options);
  RunResult result{.outcome = driver.drive(problem), .end = {}, .reason = {}};
  result.files = driver.finish();
  result.rest_below = driver.rest_below();
  result.end = end_of(driver.end(), options);
  result.stages = report(
      driver.stages(),
      numerics::TrainingClock<R>(problem.settings.training, numerics::learning_rate<R>(problem.settings)),
      options.digits);
  for (const R& lambda : driver.modes().modes().lambda) result.lambda.push_back(static_cast<double>(lambda));
  for (std::size_t i = 0; i < driver.mode_values().size(); ++i)
    result.modes.emplace_back(driver.modes().names()[i], static_cast<double>(driver.mode_values()[i]));
  const Widest& widest = driver.widest();
  result.quadrature_error = numerics::activation_quadrature_error(problem, widest.A, widest.G);
  result.digits_left = driver.digits_left();
  result.test_error = driver.test_error();
  if (result.end) result.forgotten = driver.forgotten(*result.end);
  result.reason = reason_of(result, problem, driver.best());
  if constexpr (std::is_same_v<M, numerics::MonteCarloNetwork>)
    if (result.outcome.status == numerics::Status::finished)
      result.loss_estimate = estimate_loss(problem, method);
  result.wall_seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return result;
}

/// A network of its own at each noise scale.
template <class R>
RunResult run_on_scales(const numerics::Problem& problem, const RunOptions& options, const FlowPlan& plan) {
  const auto with = [&]<class M>(auto make) {
    numerics::OnScales<M> networks(problem, make);
    return run_with(networks, problem, options);
  };
  const R eta = numerics::learning_rate<R>(problem.settings);
  if (options.method == "ode") {
    const numerics::FlowOptions<R> flow{.integrator = plan.integrator,
                                        .tolerance = theory::to_real<R>(plan.tolerance.value),
                                        .levels = plan.levels};
    return with.template operator()<numerics::Flow<R>>([&](const numerics::Problem& at) {
      return std::make_unique<numerics::Flow<R>>(at, numerics::initial_state<R>(at), eta, flow);
    });
  }
  if (options.method == "network" && problem.settings.architecture.one_layer)
    return with.template operator()<numerics::MatrixNetwork<R>>(
        [&](const numerics::Problem& at) { return std::make_unique<numerics::MatrixNetwork<R>>(at, eta); });
  if (options.method == "network")
    return with.template operator()<numerics::Network<R>>(
        [&](const numerics::Problem& at) { return std::make_unique<numerics::Network<R>>(at, eta); });
  return with.template operator()<numerics::Recurrence<R>>([&](const numerics::Problem& at) {
    return std::make_unique<numerics::Recurrence<R>>(at, numerics::initial_state<R>(at), eta);
  });
}

template <class R>
RunResult run_in(const numerics::Problem& problem, const RunOptions& options) {
  FlowPlan plan = plan_flow(options.flow, problem.settings, options.digits);
  plan.levels = options.stages;
  if (!problem.settings.diffusion.scales.empty()) return run_on_scales<R>(problem, options, plan);
  return with_method<R>(
      options.method, problem, [&](auto& method) { return run_with(method, problem, options); }, plan);
}

/// Patches, weights, gradient and one intermediate at `bits` bits: an arb_t and the limbs it points to.
void require_memory_for(const numerics::Problem& problem, long bits) {
  const double doubles_per_number = 8 + static_cast<double>(bits) / 64;
  numerics::require_memory({"--digits"}, "--digits",
                           static_cast<double>(problem.data.count() + 3 * problem.settings.neurons()),
                           static_cast<double>(problem.data.dimension()), doubles_per_number);
}

}  // namespace

std::string describe(const RunOptions& options, const numerics::Settings& settings) {
  const std::string& own = numerics::extensions().version;
  const std::string method =
      fmt::format("{} digits {}{}", options.method, options.digits, own.empty() ? "" : " own pieces " + own);
  if (options.method != "ode") return method;
  const FlowPlan plan = plan_flow(options.flow, settings, options.digits);
  return fmt::format("{} {} {}", method, name(plan.integrator), plan.tolerance.text);
}

std::string key(const RunOptions& options, const numerics::Settings& settings) {
  const auto& limit = options.stages.ratio_limit;
  return run_key(describe(options, settings) + (limit ? "\nratio limit " + limit->str() : ""), settings);
}

std::string checkpoint_key(const RunOptions& options, const numerics::Settings& settings) {
  return key(options, settings) + (options.arrays ? "" : " without arrays");
}

RunResult run_to_parts(const numerics::Problem& problem, const RunOptions& options) {
  if (options.digits <= numerics::double_digits) return run_in<double>(problem, options);
  const numerics::PrecisionScope scope(numerics::bits_of_digits(options.digits + numerics::guard_digits));
  require_memory_for(problem, numerics::working_bits());
  return run_in<numerics::BigReal>(problem, options);
}

RunResult run_method(const numerics::Problem& problem, const RunOptions& options) {
  RunResult result = run_to_parts(problem, options);
  for (const auto& [name, content] : result.files)
    std::filesystem::rename(part_of(options, name), options.directory / name);
  remove_checkpoint(options.directory);
  return result;
}

}  // namespace featdyn::verify
