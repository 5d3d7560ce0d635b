#include "verify/experiment/classifier_run.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "numerics/training/observables.hpp"
#include "numerics/training/test_error.hpp"

namespace featdyn::verify {
namespace {

using numerics::Matrix;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double order_one = 1, small_output = 0.02;

/// Sizes of one kind of overlap at a step.
struct Sizes {
  double least = HUGE_VAL, most = 0, sum = 0, sum_of_squares = 0, count = 0;
  void see(const Matrix<double>& A, const numerics::Selection::Column& column) {
    const auto own = A.col(column.patch).segment(column.first_neuron, column.neurons);
    const double size = own.cwiseAbs().maxCoeff();
    least = std::min(least, size);
    most = std::max(most, size);
    sum += own.cwiseAbs().sum();
    sum_of_squares += own.squaredNorm();
    count += static_cast<double>(column.neurons);
  }
};

/// Least squares of y = a + slope k.
class Line {
 public:
  void see(double k, double y) { ++n_, k_ += k, y_ += y, kk_ += k * k, ky_ += k * y; }
  double count() const { return n_; }
  double slope() const { return n_ < 3 ? nan : (n_ * ky_ - k_ * y_) / (n_ * kk_ - k_ * k_); }

 private:
  double n_ = 0, k_ = 0, y_ = 0, kk_ = 0, ky_ = 0;
};

/// Signal or noise along a run.
struct Kind {
  Sizes start, now;
  double time = nan, time_first = nan, other_then = nan;
  Line growth;

  double rate() const { return std::expm1(growth.slope()); }
  void see(long step, double other) {
    if (std::isnan(time_first) && now.most >= order_one) time_first = static_cast<double>(step);
    if (!std::isnan(time) || now.least < order_one) return;
    time = static_cast<double>(step);
    other_then = other;
  }
};

/// Follows one run.
class Run {
 public:
  Run(const numerics::Problem& problem, Until until)
      : problem_(problem), until_(until), selection_(numerics::select_overlaps(problem)) {}

  bool visit(const StepState& now) {
    signal_.now = noise_.now = {};
    for (const auto& column : selection_.columns)
      (column.is_signal ? signal_ : noise_).now.see(now.A, column);
    if (now.step == 0) signal_.start = signal_.now, noise_.start = noise_.now;
    signal_.see(now.step, noise_.now.most);
    noise_.see(now.step, signal_.now.most);
    see_growth(now);
    const bool reached = !std::isnan(signal_.time) || !std::isnan(noise_.time);
    const bool last = now.step >= problem_.settings.training.steps || (until_ == Until::order_one && reached);
    if (last) loss_ = now.loss;
    if (last && until_ == Until::last_step && numerics::has_test_error(problem_.settings))
      test_error_ = numerics::TestError(problem_)(now.A, now.G).error;
    return !last;
  }

  std::vector<double> values() const {
    const Sizes &s = signal_.now, &q = noise_.now;
    return {signal_.time,
            noise_.time,
            signal_.time_first,
            noise_.time_first,
            signal_.start.least,
            noise_.start.least,
            signal_.start.most,
            noise_.start.most,
            signal_.other_then,
            noise_.other_then,
            signal_.rate(),
            noise_.rate(),
            noise_.growth.count(),
            s.most,
            s.sum / s.count,
            q.most,
            q.sum / q.count,
            loss_,
            test_error_};
  }

 private:
  /// The largest |f_i|, for the quadratic activation.
  double largest_output(const Matrix<double>& A) const {
    const auto m = problem_.settings.width;
    const Eigen::RowVectorXd per_patch =
        (A.topRows(m).colwise().squaredNorm() - A.bottomRows(m).colwise().squaredNorm()) /
        static_cast<double>(m);
    double largest = 0;
    for (numerics::Index i = 0; i < problem_.data.samples(); ++i) {
      double f = 0;
      for (const int p : problem_.data.sample_patches.row(i)) f += per_patch[p];
      largest = std::max(largest, std::abs(f));
    }
    return largest;
  }
  void see_growth(const StepState& now) {
    early_ = early_ && largest_output(now.A) <= small_output;
    if (!early_) return;
    for (Kind* kind : {&signal_, &noise_})
      kind->growth.see(static_cast<double>(now.step),
                       std::log(kind->now.sum_of_squares / kind->now.count) / 2);
  }

  const numerics::Problem& problem_;
  Until until_;
  numerics::Selection selection_;
  Kind signal_, noise_;
  bool early_ = true;
  double loss_ = nan, test_error_ = nan;
};

const char* status_name(numerics::Status status) {
  return status == numerics::Status::diverged ? "diverged" : "finished";
}

}  // namespace

ClassifierLaw classifier_law(const TwoPatch& s) {
  const double gaussian = std::sqrt(2 * std::log(s.width));
  return {.signal_rate = s.learning_rate * s.signal_norm * s.signal_norm / (2 * s.width),
          .noise_rate = s.learning_rate * s.noise_std * s.noise_std * s.d / (s.n * s.width),
          .signal_start = s.init_std * s.signal_norm * gaussian,
          .noise_start = s.init_std * s.noise_std * std::sqrt(s.d) * gaussian};
}

Measurement classifier_run(const Trainer& trainer, Until until) {
  return {.name = std::string("classifier until ") +
                  (until == Until::order_one ? "order one" : "its last step") + " by " + trainer.name,
          .version = 2,
          .columns = {"t_signal", "t_noise", "t_signal_first", "t_noise_first", "signal_start", "noise_start",
                      "signal_start_max", "noise_start_max", "noise_at_signal", "signal_at_noise",
                      "signal_rate", "noise_rate", "rate_steps", "signal_max", "signal_mean", "noise_max",
                      "noise_mean", "loss", "test_error"},
          .measure = [trainer, until](const numerics::Problem& problem) -> Row {
            Run run(problem, until);
            const auto status = trainer.walk(problem, problem.settings.training.steps,
                                             [&](const StepState& now) { return run.visit(now); });
            return {.status = status_name(status), .values = run.values()};
          }};
}

Measurement final_state(const Trainer& trainer) {
  return {
      .name = "final state by " + trainer.name,
      .columns = {"signal_max", "signal_mean", "noise_max", "noise_mean", "ratio", "loss", "gradient_norm"},
      .measure = [trainer](const numerics::Problem& problem) -> Row {
        const numerics::Selection selection = numerics::select_overlaps(problem);
        const long steps = problem.settings.training.steps;
        Row row{.status = "", .values = std::vector<double>(7, nan)};
        row.status = status_name(trainer.walk(problem, steps, [&](const StepState& now) {
          if (now.step < steps) return true;
          const auto end = numerics::summarise<double>(selection, now.step, 0.0,
                                                       {now.loss, now.gradient_norm}, now.A, now.G);
          row.values = {end.signal_max,
                        end.signal_mean,
                        end.noise_max.value_or(nan),
                        end.noise_mean.value_or(nan),
                        end.ratio.value_or(nan),
                        end.loss,
                        end.gradient_norm};
          return true;
        }));
        return row;
      }};
}

}  // namespace featdyn::verify
