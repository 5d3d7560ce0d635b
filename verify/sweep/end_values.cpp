#include "verify/sweep/end_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <sstream>

#include "numerics/problem/activation_error.hpp"
#include "numerics/training/stage_times.hpp"
#include "numerics/training/test_error.hpp"
#include "numerics/training/train.hpp"
#include "verify/run/methods.hpp"
#include "verify/run/run_directory.hpp"
#include "verify/run/run_reason.hpp"
#include "verify/run/summary.hpp"
#include "verify/sweep/mode_values.hpp"

namespace featdyn::verify {
namespace {

using numerics::Record;
using numerics::Stage;
using numerics::StageTimes;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::vector<std::string> end_columns(const EndColumns& more) {
  std::istringstream names(std::string(trajectory_header) + ",t_signal,t_noise,n_snr_squared");
  std::vector<std::string> result;
  for (std::string column; std::getline(names, column, ',');) result.push_back(column);
  if (more.loss_told) result.emplace_back("loss_told");
  if (more.test_error) result.emplace_back("test_error");
  const auto of_modes = mode_columns(more.modes);
  result.insert(result.end(), of_modes.begin(), of_modes.end());
  return result;
}

/// The columns of one row, in the order of end_columns() without more.
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
Row measure(M& method, const numerics::Problem& problem, const EndColumns& more) {
  const numerics::Selection selection = numerics::select_overlaps(problem);
  std::optional<StageTimes<double>> stages;
  std::optional<Record<double>> end;
  numerics::Matrix<double> last_A, last_G;  // of the last record
  ModeValues modes(problem, more.modes);
  const numerics::Observer<double> observer{
      .record =
          [&](const numerics::Snapshot<double>& now) {
            end = now.record;
            if (more.test_error) last_A = now.A, last_G = now.G;
            modes.record(now.A);
          },
      .visit =
          [&](long step, const numerics::Matrix<double>& A, const numerics::Matrix<double>& G) {
            if (!stages) stages.emplace(selection, A, G, numerics::StageLevels{}, modes.events(problem, A));
            if (more.modes > 0 || !stages->first("t_signal") || !stages->first("t_noise"))
              stages->visit(step, A, G);
          }};
  const auto outcome = numerics::train(method, selection, numerics::learning_rate<double>(problem.settings),
                                       numerics::RecordSteps(problem.settings.training), observer);
  const auto error = numerics::activation_quadrature_error(problem, method.overlaps(), method.gram());
  const numerics::Status status = is_rough(error) ? numerics::Status::failed : outcome.status;
  Row row{.status = name(status), .values = std::vector<double>(end_columns(more).size(), none)};
  if (!end) return row;
  std::vector<Stage<double>> found;
  if constexpr (numerics::LeapingMethod<M>)
    found = method.stages();
  else
    found = stages->stages();
  row.values = numbers(*end, found, problem.settings);
  if (more.loss_told) row.values.push_back(end->loss_told.value_or(end->loss));
  const auto tests = numerics::test_error_of(problem);
  if (more.test_error) row.values.push_back(tests ? tests(last_A, last_G) : none);
  modes.append(row.values, found);
  return row;
}

}  // namespace

EndColumns end_columns(const numerics::Settings& base) {
  EndColumns more{.loss_told = base.draws_label_factors(), .test_error = numerics::has_test_error(base)};
  const numerics::Document start = base.document.at_start_of_sweep();
  for (const auto& [path, entry] : base.document.entries()) {
    if (!path.starts_with("sweep.") || path == "sweep.seeds") continue;
    for (const numerics::Entry& value : entry.items) {
      const numerics::Settings settings = numerics::read_settings(start.with(path.substr(6), value));
      more.loss_told |= settings.draws_label_factors();
      more.test_error |= numerics::has_test_error(settings);
    }
  }
  more.modes = most_modes(base);
  return more;
}

Measurement end_values(const std::string& method, const EndColumns& more) {
  return {.name = "end values and stage times by " + method + (more.loss_told ? ", loss told" : "") +
                  (more.test_error ? ", test error" : "") +
                  (more.modes > 0 ? fmt::format(", {} modes", more.modes) : ""),
          .version = 2,
          .columns = end_columns(more),
          .vectors = vectors_for(method),
          .measure = [method, more](const numerics::Problem& problem) {
            require_method(method, problem.settings);
            return with_method(method, problem,
                               [&](auto& trained) { return measure(trained, problem, more); });
          }};
}

}  // namespace featdyn::verify
