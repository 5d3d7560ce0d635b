#include "paper-figs/balance/stage_ratios.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "numerics/scalar/worst.hpp"
#include "numerics/training/overlap_sizes.hpp"
#include "numerics/training/stage_times.hpp"
#include "verify/experiment/settled.hpp"
#include "verify/experiment/trainer.hpp"

namespace featdyn::figures {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// What is seen of a run while it passes by.
class Stages {
 public:
  explicit Stages(const numerics::Problem& problem) : selection_(numerics::select_overlaps(problem)) {}

  void visit(const verify::StepState& now) {
    if (now.step == 0) {
      selection_ = numerics::started(selection_, now.A);
      times_.emplace(selection_, now.A, now.G);
    }
    times_->visit(now.step, now.A, now.G);
    const auto sizes = numerics::overlap_sizes(selection_, now.A, numerics::worst_of<double>);
    signal_ = sizes.signal.mean(), noise_ = sizes.noise.mean();
    note("t_signal", now.step, t_signal_, at_signal_), note("t_noise", now.step, t_noise_, at_noise_);
  }
  double ratio() const {
    const bool forgotten = noise_ < std::numeric_limits<double>::epsilon() * selection_.noise_start;
    return forgotten ? nan : signal_ / noise_;
  }
  std::vector<double> row(bool settled, long step) const {
    const double there = settled ? 1 : nan, rest = there * ratio();
    const double shown = rest < least_ratio_shown ? least_ratio_shown : rest;
    return {t_signal_,       t_noise_,       at_signal_,
            at_noise_,       rest,           shown,
            there * signal_, there * noise_, there * static_cast<double>(step)};
  }

 private:
  void note(const char* stage, long step, double& time, double& at) const {
    if (!std::isnan(time) || times_->first(stage) != step) return;
    time = static_cast<double>(step), at = ratio();
  }
  numerics::Selection selection_;
  std::optional<numerics::StageTimes<double>> times_;
  double signal_ = nan, noise_ = nan, t_signal_ = nan, t_noise_ = nan, at_signal_ = nan, at_noise_ = nan;
};

}  // namespace

verify::Measurement stage_ratios(long longest) {
  const std::vector<std::string> columns{"t_signal",       "t_noise",       "at_signal",
                                         "at_noise",       "at_rest",       "shown_at_rest",
                                         "signal_at_rest", "noise_at_rest", "steps"};
  return {.name = "ratios at stages within " + std::to_string(longest),
          .version = 2,
          .columns = columns,
          .measure = [longest, columns](const numerics::Problem& problem) -> verify::Row {
            Stages stages(problem);
            verify::Row row;
            double largest = 0;
            const auto status =
                verify::recurrence_trainer().walk(problem, longest, [&](const verify::StepState& now) {
                  stages.visit(now);
                  largest = std::max(largest, now.gradient_norm);
                  const bool settled = now.gradient_norm <= verify::settled_gradient * largest;
                  if (!settled && now.step < longest) return true;
                  row.values = stages.row(settled, now.step);
                  return false;
                });
            row.status = status == numerics::Status::diverged ? "diverged" : "finished";
            row.values.resize(columns.size(), nan);
            return row;
          }};
}

}  // namespace featdyn::figures
