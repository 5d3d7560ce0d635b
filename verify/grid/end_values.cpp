#include "verify/grid/end_values.hpp"

#include <cmath>
#include <limits>
#include <sstream>

#include "numerics/recurrence.hpp"
#include "numerics/train.hpp"
#include "verify/run_directory.hpp"
#include "verify/summary.hpp"

namespace featdyn::verify {
namespace {

using numerics::Index;
using numerics::Matrix;
using numerics::Record;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

auto part(const Matrix<double>& A, const numerics::Selection::Column& column) {
  return A.col(column.patch).segment(column.first_neuron, column.neurons);
}

/// When the overlaps of one kind have grown by as much as they were.
class GrowthTime {
 public:
  GrowthTime(const numerics::Selection& selection, const Matrix<double>& start, bool signal) : start_(start) {
    double square = 0;
    for (const auto& column : selection.columns) {
      if (column.is_signal != signal) continue;
      columns_.push_back(column);
      square += part(start, column).squaredNorm();
      entries_ += column.neurons;
    }
    threshold_ = std::sqrt(square / static_cast<double>(entries_)) * static_cast<double>(entries_);
  }

  void see(long step, const Matrix<double>& A) {
    if (reached() || entries_ == 0) return;
    double growth = 0;
    for (const auto& column : columns_) growth += (part(A, column) - part(start_, column)).cwiseAbs().sum();
    if (growth >= threshold_ && std::isfinite(growth)) step_ = static_cast<double>(step);
  }
  bool reached() const { return !std::isnan(step_); }
  double step() const { return step_; }

 private:
  Matrix<double> start_;
  std::vector<numerics::Selection::Column> columns_;
  Index entries_ = 0;
  double threshold_, step_ = none;
};

std::vector<double> numbers(const Record<double>& end, double t_signal, double t_noise) {
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
          t_signal,
          t_noise};
}

Row measure(const numerics::Problem& problem) {
  const numerics::Selection selection = numerics::select_overlaps(problem);
  const double eta = numerics::learning_rate<double>(problem.settings);
  numerics::Recurrence<double> recurrence(problem, numerics::initial_state<double>(problem), eta);
  GrowthTime signal(selection, recurrence.overlaps(), true), noise(selection, recurrence.overlaps(), false);
  std::optional<Record<double>> end;
  const numerics::Observer<double> observer{
      .record = [&](const numerics::Snapshot<double>& now) { end = now.record; },
      .proceed =
          [&](long step) {
            signal.see(step, recurrence.overlaps());
            noise.see(step, recurrence.overlaps());
            return true;
          }};
  const auto outcome =
      numerics::train(recurrence, selection, eta, numerics::RecordSteps(problem.settings.training), observer);
  Row row{.status = name(outcome.status), .values = std::vector<double>(12, none)};
  if (end) row.values = numbers(*end, signal.step(), noise.step());
  return row;
}

std::vector<std::string> columns() {
  std::istringstream names(std::string(trajectory_header) + ",t_signal,t_noise");
  std::vector<std::string> result;
  for (std::string column; std::getline(names, column, ',');) result.push_back(column);
  return result;
}

}  // namespace

Measurement end_values() {
  return {.name = "end values and stage times of the recurrence", .columns = columns(), .measure = measure};
}

}  // namespace featdyn::verify
