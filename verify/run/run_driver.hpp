#pragma once

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "numerics/spectrum/mode_columns.hpp"
#include "numerics/training/method.hpp"
#include "numerics/training/stage_times.hpp"
#include "numerics/training/train.hpp"
#include "verify/run/checkpoint.hpp"
#include "verify/run/remembered_states.hpp"
#include "verify/run/rounding_watch.hpp"
#include "verify/run/run.hpp"
#include "verify/run/run_directory.hpp"
#include "verify/terminal/progress_bar.hpp"

namespace featdyn::verify {

/// One run on its way: its files, checkpoints and progress bar.
template <class M>
class RunDriver {
  using R = typename M::Real;
  using Clock = std::chrono::steady_clock;
  /// Whether the method has gamma and rho to show.
  static constexpr bool decomposes = requires(const M& method) { method.coefficients(); };

 public:
  RunDriver(M& method, const numerics::Problem& problem, const RunOptions& options)
      : method_(method),
        options_(options),
        key_(checkpoint_key(options, problem.settings)),
        steps_(problem.settings.training),
        stages_(numerics::stage_times<R>(problem, options.stages)),
        rest_(problem.settings.training),
        selection_(numerics::started(numerics::select_overlaps(problem), stages_.start())),
        modes_(problem),
        watch_(method, problem, selection_, plan_flow(options.flow, problem.settings, options.digits),
               options.digits),
        bar_(options.method, steps_.last(), options.quiet) {
    if (numerics::has_test_error(problem.settings)) tests_.emplace(problem);
    if (!options.files) return;
    const GrowingArrays which{.overlaps = options.arrays, .decomposition = options.arrays && decomposes};
    const auto checkpoint = options.resume ? read_checkpoint(options.directory, key_) : std::nullopt;
    if (checkpoint) {
      restore(*checkpoint);
      files_ = std::make_unique<RunFiles>(options.directory, problem, which, checkpoint->progress);
    } else {
      files_ = std::make_unique<RunFiles>(options.directory, problem, which);
    }
  }

  numerics::Outcome drive(const numerics::Problem& problem) {
    numerics::Observer<R> observer{.record = [this](const auto& now) { record(now); },
                                   .proceed = [this](long step) { return proceed(step); },
                                   .visit =
                                       [this](long step, const auto& A, const auto& G) {
                                         stages_.visit(step, A, G);
                                         watch_.follow();
                                       }};
    if (tests_)
      observer.test_error = [this](const auto& A, const auto& G) {
        test_error_ = (*tests_)(A.template cast<double>(), G.template cast<double>());
        return test_error_->error;
      };
    const auto outcome = numerics::train(method_, selection_, numerics::learning_rate<R>(problem.settings),
                                         steps_, observer, first_, &rest_);
    return outcome;
  }
  /// What the run's files are to hold; they are parts until somebody puts them into their places.
  std::map<std::string, numerics::Content> finish() {
    return files_ ? files_->finish() : std::map<std::string, numerics::Content>();
  }
  /// The last record that was made, not one of an earlier part of a resumed run.
  const std::optional<numerics::Record<double>>& end() const { return end_; }

  /// Of that record.
  const std::optional<numerics::TestError::Value>& test_error() const { return test_error_; }
  const numerics::ModeColumns<R>& modes() const { return modes_; }
  /// What it has of the last record.
  const std::vector<R>& mode_values() const { return more_; }

  double rest_below() { return static_cast<double>(rest_.limit().value_or(R(0))); }
  const Best& best() const { return best_; }
  const Widest& widest() const { return widest_; }
  std::vector<DigitsLeft> digits_left() const { return watch_.digits(); }
  /// What to say of overlaps that were forgotten; empty where none were.
  std::string forgotten(const numerics::Record<double>& end) const {
    return forgetting(end, selection_, RoundingWatch<M>::own_digits());
  }
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
    const numerics::Matrix<double> best = unpack<double>(checkpoint.beside.at(1));
    best_ = {.loss = best(0, 0),
             .step = static_cast<long>(best(0, 1)),
             .A = unpack<double>(checkpoint.beside.at(2)),
             .G = unpack<double>(checkpoint.beside.at(3))};
    widest_ = {.A = unpack<double>(checkpoint.beside.at(4)), .G = unpack<double>(checkpoint.beside.at(5))};
    rest_.limit() = unpack<R>(checkpoint.beside.at(6))(0, 0);
    watch_.restore(checkpoint.beside, 7);
  }

  void record(const numerics::Snapshot<R>& now) {
    watch_.record(now.record);
    const numerics::Matrix<double> A = now.A.template cast<double>(), G = now.G.template cast<double>();
    more_ = modes_.values(now.A);
    if (files_) write(now.record, A, G);
    end_ = rounded(now.record);
    if (options_.keep) options_.keep({.record = *end_, .A = A, .G = G});
    best_.offer(static_cast<double>(now.record.loss), now.record.step, A, G);
    widest_.offer(A, G);
  }

  void write(const numerics::Record<R>& record, const numerics::Matrix<double>& A,
             const numerics::Matrix<double>& G) {
    files_->add(csv_line(record, options_.digits, more_), A, G);
    if constexpr (decomposes)
      files_->add(method_.coefficients().template cast<double>(), method_.mixing().template cast<double>());
  }

  bool proceed(long step) {
    bar_.update(step);
    if (options_.progress) options_.progress(step);
    if (!files_ ||
        Clock::now() - last_checkpoint_ < std::chrono::duration<double>(options_.checkpoint_seconds))
      return true;
    Checkpoint checkpoint{.key = key_, .step = step, .progress = files_->flush(), .state = {}, .beside = {}};
    for (const numerics::Matrix<R>* matrix : method_.state()) checkpoint.state.push_back(pack(*matrix));
    const numerics::Matrix<double> best{{best_.loss, static_cast<double>(best_.step)}};
    checkpoint.beside = {pack(stages_.found()),
                         pack(best),
                         pack(best_.A),
                         pack(best_.G),
                         pack(widest_.A),
                         pack(widest_.G),
                         pack<R>(numerics::Matrix<R>::Constant(1, 1, *rest_.limit()))};
    for (std::string& matrix : watch_.memory()) checkpoint.beside.push_back(std::move(matrix));
    write_checkpoint(options_.directory, checkpoint);
    files_->keep_parts();
    last_checkpoint_ = Clock::now();
    return true;
  }

  M& method_;
  const RunOptions& options_;
  std::string key_;
  numerics::RecordSteps steps_;
  numerics::StageTimes<R> stages_;
  numerics::Rest<R> rest_;
  numerics::Selection selection_;
  numerics::ModeColumns<R> modes_;
  std::vector<R> more_;  ///< of the last record
  RoundingWatch<M> watch_;
  ProgressBar bar_;
  std::unique_ptr<RunFiles> files_;
  std::optional<numerics::Record<double>> end_;
  std::optional<numerics::TestError> tests_;
  std::optional<numerics::TestError::Value> test_error_;
  Best best_;
  Widest widest_;
  long first_ = 0;
  Clock::time_point last_checkpoint_ = Clock::now();
};

}  // namespace featdyn::verify
