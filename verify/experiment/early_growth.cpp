#include "verify/experiment/early_growth.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "numerics/training/learning_rate.hpp"

namespace featdyn::verify {
namespace {

using numerics::Index;
using numerics::Matrix;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// The largest value seen so far and where.
struct Worst {
  double value = -HUGE_VAL;
  double a = nan, b = nan, c = nan;
  void see(double candidate, Index at, Index beside, Index further) {
    if (candidate <= value || std::isnan(value)) return;  // NaN is kept as the worst
    *this = {candidate, static_cast<double>(at), static_cast<double>(beside), static_cast<double>(further)};
  }
};

/// How far a constant gradient would have moved the weights, in learning rates: the step, unless rates vary
/// or there is momentum.
class Drift {
 public:
  explicit Drift(const numerics::TrainingSettings& training) : training_(training) {
    if (training.update.momentum) momentum_ = theory::to_real<double>(training.update.momentum->value);
  }
  double after(long step) {
    for (; step_ < step; ++step_) {
      velocity_ = 1 + momentum_ * velocity_;
      sum_ +=
          velocity_ * (training_.update.rate_varies() ? numerics::rate_factor<double>(training_, step_) : 1);
    }
    return sum_;
  }

 private:
  const numerics::TrainingSettings& training_;
  double momentum_ = 0, velocity_ = 0, sum_ = 0;
  long step_ = 0;
};

/// Follows one run.
class Early {
 public:
  explicit Early(const numerics::Problem& problem)
      : problem_(problem),
        law_(early_times(two_patch(problem.settings))),
        last_(std::max(1L, std::lround(std::min(law_.first_stage(), 1e6)))),
        drift_(problem.settings.training) {
    const Matrix<double>& X = problem.data.patches;
    weight_ =
        numerics::patch_weights<double>(problem.data).transpose().array() * X.rowwise().squaredNorm().array();
  }
  long longest() const { return 3 * last_; }

  bool visit(const StepState& now) {
    if (now.step == 0) {
      start_ = now.A;
      for (const bool is_signal : {true, false}) (is_signal ? rms_signal_ : rms_noise_) = rms(is_signal);
      return true;
    }
    growth_ = now.A - start_;
    if (now.step == 1) first_ = growth_ / drift_.after(1);
    see_time(t_signal_, now.step, true, rms_signal_);
    see_time(t_noise_, now.step, false, rms_noise_);
    const bool reached = !std::isnan(t_signal_) && !std::isnan(t_noise_);
    if (now.step <= last_) see_shape(now.step);
    if (now.step == last_) see_ratio(now.A);
    return !reached || now.step < last_;
  }

  std::vector<double> values() const {
    return {law_.signal, law_.noise,    t_signal_, t_noise_,    growth_ratio_, overlap_ratio_, -low_.value,
            low_.a,      low_.b,        low_.c,    high_.value, high_.a,       high_.b,        high_.c,
            bend_.value, bend_.a,       bend_.b,   bend_.c,     spread_.value, spread_.a,      spread_.b,
            spread_.c,   -least_.value, least_.a,  least_.b,    turned_};
  }

 private:
  bool is_signal(Index p) const { return problem_.data.info[static_cast<std::size_t>(p)].is_signal; }

  double rms(bool signal) const {
    double sum = 0, columns = 0;
    for (Index p = 0; p < start_.cols(); ++p)
      if (is_signal(p) == signal) sum += start_.col(p).squaredNorm(), ++columns;
    return std::sqrt(sum / (columns * static_cast<double>(start_.rows())));
  }
  double mean_size(const Matrix<double>& x, bool signal) const {
    double sum = 0, columns = 0;
    for (Index p = 0; p < x.cols(); ++p)
      if (is_signal(p) == signal) sum += x.col(p).cwiseAbs().mean(), ++columns;
    return sum / columns;
  }
  void see_time(double& time, long step, bool signal, double level) {
    if (std::isnan(time) && mean_size(growth_, signal) >= level) time = static_cast<double>(step);
  }

  void see_shape(long step) {
    const double drift = drift_.after(step);
    for (Index p = 0; p < growth_.cols(); ++p) {
      const double mean = growth_.col(p).mean();
      for (Index r = 0; r < growth_.rows(); ++r) {
        const double line = drift * first_(r, p);
        bend_.see(std::abs(growth_(r, p) / line - 1), step, r, p);
        spread_.see(std::abs(growth_(r, p) / mean - 1), step, r, p);
      }
    }
  }

  void see_ratio(const Matrix<double>& A) {
    growth_ratio_ = mean_size(growth_, true) / mean_size(growth_, false);
    overlap_ratio_ = mean_size(A, true) / mean_size(A, false);
    turned_ = static_cast<double>((A.rowwise().mean().array() < 0).count());
    for (Index p = 0; p < A.cols(); ++p)
      for (Index r = 0; r < A.rows(); ++r)
        least_.see(-growth_(r, p) / growth_.col(p).cwiseAbs().mean(), r, p, p);
    for (Index j = 0; j < A.cols(); ++j)
      for (Index i = 0; is_signal(j) && i < A.cols(); ++i)
        for (Index r = 0; !is_signal(i) && r < A.rows(); ++r) {
          const double pair = growth_(r, j) / growth_(r, i) / (weight_[j] / weight_[i]);
          low_.see(-pair, r, j, i);
          high_.see(pair, r, j, i);
        }
  }

  const numerics::Problem& problem_;
  EarlyTimes law_;
  long last_;
  Drift drift_;
  Eigen::VectorXd weight_;  ///< c_p |x_p|^2
  Matrix<double> start_, first_, growth_;
  double rms_signal_ = 0, rms_noise_ = 0;
  double t_signal_ = nan, t_noise_ = nan, growth_ratio_ = nan, overlap_ratio_ = nan, turned_ = nan;
  Worst low_, high_, bend_, spread_, least_;
};

}  // namespace

EarlyTimes early_times(const TwoPatch& s) {
  const double common =
      std::sqrt(s.width) / (s.learning_rate * s.acceleration * s.alpha * s.beta * s.init_std);
  return {.signal = common / (s.d * s.signal_norm),
          .noise = common * s.n / (2 * s.noise_std * s.d * std::sqrt(s.d))};
}

Measurement early_growth(const Trainer& trainer) {
  return {.name = "early growth by " + trainer.name,
          .version = 3,
          .columns = {"law_signal",       "law_noise",       "t_signal",  "t_noise",
                      "growth_ratio",     "overlap_ratio",   "pair_low",  "pair_low_neuron",
                      "pair_low_signal",  "pair_low_noise",  "pair_high", "pair_high_neuron",
                      "pair_high_signal", "pair_high_noise", "bend",      "bend_step",
                      "bend_neuron",      "bend_patch",      "spread",    "spread_step",
                      "spread_neuron",    "spread_patch",    "least",     "least_neuron",
                      "least_patch",      "turned"},
          .measure = [trainer](const numerics::Problem& problem) -> Row {
            Early early(problem);
            const auto status = trainer.walk(problem, early.longest(),
                                             [&](const StepState& now) { return early.visit(now); });
            return {.status = status == numerics::Status::diverged ? "diverged" : "finished",
                    .values = early.values()};
          }};
}

}  // namespace featdyn::verify
