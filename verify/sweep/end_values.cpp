#include "verify/sweep/end_values.hpp"

#include <algorithm>
#include <limits>
#include <sstream>

#include "numerics/activation/activation_error.hpp"
#include "numerics/training/stage_times.hpp"
#include "numerics/training/train.hpp"
#include "verify/run/methods.hpp"
#include "verify/run/run_directory.hpp"
#include "verify/run/run_reason.hpp"
#include "verify/run/summary.hpp"

namespace featdyn::verify {
namespace {

using numerics::Record;
using numerics::Stage;
using numerics::StageTimes;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::vector<std::string> columns() {
  std::istringstream names(std::string(trajectory_header) + ",t_signal,t_noise,n_snr_squared");
  std::vector<std::string> result;
  for (std::string column; std::getline(names, column, ',');) result.push_back(column);
  return result;
}

/// The columns of one row, in the order of columns().
std::vector<double> numbers(const Record<double>& end, const std::vector<Stage<double>>& stages,
                            const numerics::Settings& settings) {
  const std::vector<double> scales = scales_of(settings).n_snr_squared;
  const auto stage = [&](const std::string& name) {
    const auto found = std::ranges::find(stages, name, &Stage<double>::name);
    return found == stages.end() ? none : found->step.value_or(none);
  };
  return {static_cast<double>(end.step),
          end.time,
          end.loss,
          end.signal_max,
          end.signal_mean,
          end.noise_max.value_or(none),
          end.noise_mean.value_or(none),
          end.ratio.value_or(none),
          end.weight_norm_sq_mean,
          end.gradient_norm,
          end.converged ? 1.0 : 0.0,
          stage("t_signal"),
          stage("t_noise"),
          scales.size() == 1 ? scales[0] : none};
}

template <class M>
Row measure(M& method, const numerics::Problem& problem) {
  const numerics::Selection selection = numerics::select_overlaps(problem);
  std::optional<StageTimes<double>> stages;
  std::optional<Record<double>> end;
  const numerics::Observer<double> observer{
      .record = [&](const numerics::Snapshot<double>& now) { end = now.record; },
      .visit =
          [&](long step, const numerics::Matrix<double>& A, const numerics::Matrix<double>& G) {
            if (!stages) stages.emplace(selection, A, G);
            if (!stages->first("t_signal") || !stages->first("t_noise")) stages->visit(step, A, G);
          }};
  const auto outcome = numerics::train(method, selection, numerics::learning_rate<double>(problem.settings),
                                       numerics::RecordSteps(problem.settings.training), observer);
  const auto error = numerics::activation_quadrature_error(problem, method.overlaps(), method.gram());
  const numerics::Status status =
      error > largest_quadrature_error ? numerics::Status::failed : outcome.status;
  if (!end) return {.status = name(status), .values = std::vector<double>(columns().size(), none)};
  if constexpr (numerics::LeapingMethod<M>)
    return {.status = name(status), .values = numbers(*end, method.stages(), problem.settings)};
  else
    return {.status = name(status), .values = numbers(*end, stages->stages(), problem.settings)};
}

}  // namespace

Measurement end_values(const std::string& method) {
  return {.name = "end values and stage times by " + method,
          .version = 2,
          .columns = columns(),
          .vectors = vectors_for(method),
          .measure = [method](const numerics::Problem& problem) {
            require_method(method, problem.settings);
            return with_method(method, problem, [&](auto& trained) { return measure(trained, problem); });
          }};
}

}  // namespace featdyn::verify
