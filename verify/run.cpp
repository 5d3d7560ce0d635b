#include "verify/run.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <limits>
#include <memory>
#include <sstream>

#include "numerics/activation_error.hpp"
#include "numerics/memory.hpp"
#include "numerics/own_pieces.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "numerics/stage_times.hpp"
#include "verify/checkpoint.hpp"
#include "verify/methods.hpp"
#include "verify/progress_bar.hpp"
#include "verify/run_reason.hpp"

namespace featdyn::verify {
namespace {

using numerics::Matrix;
using numerics::Record;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// The recorded state with the smallest loss so far: where a later divergence is explained.
struct Best {
  double loss = std::numeric_limits<double>::infinity();
  long step = 0;
  Matrix<double> A, G;
  void offer(double candidate, long at, const Matrix<double>& overlaps, const Matrix<double>& gram) {
    if (candidate < loss) *this = {.loss = candidate, .step = at, .A = overlaps, .G = gram};
  }
};

/// The recorded state of the largest weights: where quadrature over noise is least accurate.
struct Widest {
  Matrix<double> A, G;
  void offer(const Matrix<double>& overlaps, const Matrix<double>& gram) {
    if (G.size() == 0 || gram.trace() > G.trace()) A = overlaps, G = gram;
  }
};

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

/// What makes a run another one, besides its settings.
std::string description(const RunOptions& options, const numerics::Settings& settings) {
  const std::string& own = numerics::own_pieces().version;
  const std::string method =
      fmt::format("{} digits {}{}", options.method, options.digits, own.empty() ? "" : " own pieces " + own);
  if (options.method != "ode") return method;
  const FlowPlan plan = plan_flow(options.flow, settings, options.digits);
  return fmt::format("{} {} {}", method, name(plan.integrator), plan.tolerance.text);
}

/// One run on its way: its files, checkpoints and progress bar.
template <class M>
class Journey {
  using R = typename M::Real;
  /// Whether the method has gamma and rho to show.
  static constexpr bool decomposes = requires(const M& method) { method.coefficients(); };

 public:
  Journey(M& method, const numerics::Problem& problem, const RunOptions& options)
      : method_(method),
        options_(options),
        key_(description(options, problem.settings) + "\n" + numerics::settings_toml(problem.settings)),
        steps_(problem.settings.training),
        stages_(numerics::stage_times<R>(problem, options.stages)),
        bar_(options.method, steps_.last(), options.quiet) {
    const auto checkpoint = options.resume ? read_checkpoint(options.directory, key_) : std::nullopt;
    if (checkpoint) {
      restore(*checkpoint);
      files_ = std::make_unique<RunFiles>(options.directory, problem, checkpoint->progress);
      if (decomposes)
        extra_ = std::make_unique<DecompositionFiles>(options.directory, problem, checkpoint->progress);
      keep_parts();
    } else {
      files_ = std::make_unique<RunFiles>(
          options.directory, problem,
          fmt::format("featdyn {} method {}", FEATDYN_VERSION, description(options, problem.settings)));
      if (decomposes) extra_ = std::make_unique<DecompositionFiles>(options.directory, problem);
    }
  }

  numerics::Outcome travel(const numerics::Problem& problem) {
    const numerics::Observer<R> observer{.record = [this](const auto& now) { record(now); },
                                         .proceed = [this](long step) { return proceed(step); },
                                         .visit = stages_.visitor()};
    const auto outcome =
        numerics::train(method_, numerics::select_overlaps(problem),
                        numerics::learning_rate<R>(problem.settings), steps_, observer, first_);
    files_->commit();
    if (extra_) extra_->commit();
    remove_checkpoint(options_.directory);
    return outcome;
  }

  const Best& best() const { return best_; }
  const Widest& widest() const { return widest_; }
  std::vector<numerics::Stage<R>> stages() const {
    if constexpr (numerics::LeapingMethod<M>)
      return method_.stages();
    else
      return stages_.stages();
  }

 private:
  void restore(const Checkpoint& checkpoint) {
    const auto state = method_.state();
    for (std::size_t i = 0; i < state.size(); ++i) *state[i] = unpack<R>(checkpoint.state.at(i));
    first_ = checkpoint.step;
    stages_.found() = unpack<R>(checkpoint.beside.at(0));
    const Matrix<double> best = unpack<double>(checkpoint.beside.at(1));
    best_ = {.loss = best(0, 0),
             .step = static_cast<long>(best(0, 1)),
             .A = unpack<double>(checkpoint.beside.at(2)),
             .G = unpack<double>(checkpoint.beside.at(3))};
    widest_ = {.A = unpack<double>(checkpoint.beside.at(4)), .G = unpack<double>(checkpoint.beside.at(5))};
  }

  void record(const numerics::Snapshot<R>& now) {
    const Matrix<double> A = now.A.template cast<double>(), G = now.G.template cast<double>();
    files_->add(csv_line(now.record, options_.digits), A, G);
    if constexpr (decomposes)
      extra_->add(method_.coefficients().template cast<double>(), method_.mixing().template cast<double>());
    best_.offer(static_cast<double>(now.record.loss), now.record.step, A, G);
    widest_.offer(A, G);
  }

  bool proceed(long step) {
    bar_.update(step);
    if (seconds_since(last_checkpoint_) < options_.checkpoint_seconds) return true;
    if (extra_) extra_->flush();
    Checkpoint checkpoint{.key = key_, .step = step, .progress = files_->flush(), .state = {}, .beside = {}};
    for (const Matrix<R>* matrix : method_.state()) checkpoint.state.push_back(pack(*matrix));
    const Matrix<double> best{{best_.loss, static_cast<double>(best_.step)}};
    checkpoint.beside = {pack(stages_.found()), pack(best),      pack(best_.A),
                         pack(best_.G),         pack(widest_.A), pack(widest_.G)};
    write_checkpoint(options_.directory, checkpoint);
    keep_parts();
    last_checkpoint_ = Clock::now();
    return true;
  }

  void keep_parts() {
    files_->keep_parts();
    if (extra_) extra_->keep_parts();
  }

  M& method_;
  const RunOptions& options_;
  std::string key_;
  numerics::RecordSteps steps_;
  numerics::StageTimes<R> stages_;
  ProgressBar bar_;
  std::unique_ptr<RunFiles> files_;
  std::unique_ptr<DecompositionFiles> extra_;  ///< method decomposition only
  Best best_;
  Widest widest_;
  long first_ = 0;
  Clock::time_point last_checkpoint_ = Clock::now();
};

std::optional<double> number(std::string_view field) {
  double value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error == std::errc::result_out_of_range && field.find("e-") != field.npos) return 0.0;
  return error == std::errc() && end == field.data() + field.size() ? std::optional(value) : std::nullopt;
}

Record<double> parse_record(const std::string& line) {
  std::vector<std::optional<double>> fields;
  std::istringstream stream(line + ",");
  for (std::string field; std::getline(stream, field, ',');) fields.push_back(number(field));
  fields.resize(10);
  const auto at = [&](std::size_t i) { return fields[i].value_or(std::numeric_limits<double>::quiet_NaN()); };
  return {.step = static_cast<long>(at(0)),
          .time = at(1),
          .loss = at(2),
          .signal_max = at(3),
          .signal_mean = at(4),
          .noise_max = fields[5],
          .noise_mean = fields[6],
          .ratio = fields[7],
          .weight_norm_sq_mean = at(8),
          .gradient_norm = at(9)};
}

}  // namespace

std::vector<Record<double>> read_trajectory(const std::filesystem::path& csv) {
  std::istringstream stream(numerics::read_file(csv));
  std::vector<Record<double>> records;
  bool header = true;
  for (std::string line; std::getline(stream, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (!header) records.push_back(parse_record(line));
    header = false;
  }
  return records;
}

namespace {

std::string failure_reason(const RunResult& result) {
  return fmt::format("the gradient flow was followed up to step {} only: {}", result.outcome.step,
                     numerics::message(result.outcome.integration));
}

/// The loss at the end from fresh noise that no training step used.
LossEstimate estimate_loss(const numerics::Problem& problem, numerics::MonteCarloNetwork& network) {
  constexpr int estimates = 16;
  const auto state = network.state();  // W, the clock, then a second layer of its own
  const bool tied = problem.settings.assumptions().second_layer == theory::SecondLayer::tied;
  const Matrix<double>&W = *state[0], &V = tied ? W : *state[2];
  const numerics::MonteCarloGradient estimate(problem);
  Eigen::ArrayXd losses(estimates);
  for (int k = 0; k < estimates; ++k) losses(k) = estimate(W, V, ~static_cast<std::uint64_t>(k)).loss;
  const double mean = losses.mean(), variance = (losses - mean).square().sum() / (estimates - 1);
  return {.mean = mean, .standard_error = std::sqrt(variance / estimates)};
}

template <class R>
RunResult run_in(const numerics::Problem& problem, const RunOptions& options) {
  const auto start = Clock::now();
  const auto run = [&](auto& method) {
    Journey journey(method, problem, options);
    RunResult result{.outcome = journey.travel(problem), .end = {}, .reason = {}};
    const auto records = read_trajectory(options.directory / "trajectory.csv");
    if (!records.empty()) result.end = records.back();
    const Best& best = journey.best();
    if (result.outcome.status == numerics::Status::failed) result.reason = failure_reason(result);
    if (result.outcome.status == numerics::Status::diverged)
      result.reason = best.A.size() > 0
                          ? divergence_reason(problem, result.outcome.step, best.step, best.A, best.G)
                          : fmt::format("values left the finite numbers at step {}", result.outcome.step);
    result.stages = report(
        journey.stages(),
        numerics::TrainingClock<R>(problem.settings.training, numerics::learning_rate<R>(problem.settings)),
        options.digits);
    const Widest& widest = journey.widest();
    result.quadrature_error = numerics::activation_quadrature_error(problem, widest.A, widest.G);
    if (result.reason.empty() && result.quadrature_error > largest_quadrature_error)
      result.reason = quadrature_reason(problem.settings, *result.quadrature_error);
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(method)>, numerics::MonteCarloNetwork>)
      if (result.outcome.status == numerics::Status::finished)
        result.loss_estimate = estimate_loss(problem, method);
    result.wall_seconds = seconds_since(start);
    return result;
  };
  FlowPlan plan = plan_flow(options.flow, problem.settings, options.digits);
  plan.levels = options.stages;
  return with_method<R>(options.method, problem, run, plan);
}

/// Patches, weights, gradient and one intermediate at `bits` bits: an arb_t and the limbs it points to.
void require_memory_for(const numerics::Problem& problem, long bits) {
  const double doubles_per_number = 8 + static_cast<double>(bits) / 64;
  numerics::require_memory({"--digits", 1}, "--digits",
                           static_cast<double>(problem.data.count() + 3 * problem.settings.neurons()),
                           static_cast<double>(problem.data.dimension()), doubles_per_number);
}

}  // namespace

RunResult run_method(const numerics::Problem& problem, const RunOptions& options) {
  if (options.digits <= numerics::double_digits) return run_in<double>(problem, options);
  const numerics::PrecisionScope scope(numerics::bits_of_digits(options.digits + numerics::guard_digits));
  require_memory_for(problem, numerics::working_bits());
  return run_in<numerics::BigReal>(problem, options);
}

}  // namespace featdyn::verify
