#include "paper-figs/figure/classifier_measurements.hpp"

#include <boost/math/statistics/linear_regression.hpp>
#include <cmath>
#include <limits>

#include "numerics/training/outputs.hpp"
#include "numerics/training/test_error.hpp"
#include "paper-figs/figure/training_series.hpp"
#include "verify/finding/statistics.hpp"

namespace featdyn::figures {
namespace {

using numerics::Matrix, numerics::Problem;
using verify::Row, verify::RunSeries;
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Overlaps of neurons with the noise of samples of their class: the largest, and the share of samples that have none
/// above 0.
struct OwnNoise {
  double largest, dead;
};
OwnNoise noise_of(const Problem& problem, const Matrix<double>& A) {
  OwnNoise noise{0, 0};
  double samples = 0;
  for (const auto& column : numerics::select_overlaps(problem).columns) {
    if (column.is_signal) continue;
    const double largest = A.col(column.patch).segment(column.first_neuron, column.neurons).maxCoeff();
    noise.largest = std::max(noise.largest, largest);
    noise.dead += largest <= 0 ? 1 : 0;
    samples += 1;
  }
  noise.dead /= samples;
  return noise;
}

/// The mean of y_i f_i.
double output_of(const Problem& problem, const Matrix<double>& A) {
  const std::vector<double> f = numerics::outputs_of(problem, A);
  double sum = 0;
  for (std::size_t i = 0; i < f.size(); ++i) sum += problem.data.labels[i] * f[i];
  return sum / static_cast<double>(f.size());
}

/// max_r <w_{j,r}, mu_j> of class number j.
double signal_of(const Matrix<double>& A, numerics::Index j) {
  const numerics::Index m = A.rows() / 2;
  return A.col(j).segment(j * m, m).maxCoeff();
}

}  // namespace

verify::Measurement classifier_course() {
  return {.name = "course of a classifier",
          .columns = {"step", "noise_over_signal", "loss", "loss_told", "accuracy", "signal"},
          .measure = [](const Problem& problem) -> Row {
            const RunSeries series = training_series(problem);
            const auto error = numerics::test_error_of(problem);
            Row row{.status = status_of(series), .values = {}};
            for (std::size_t k = 0; k < series.records.size(); ++k) {
              const auto& record = series.records[k];
              const Matrix<double>& A = series.A[k];
              row.values.insert(row.values.end(),
                                {static_cast<double>(record.step), 1 / record.ratio.value_or(missing),
                                 record.loss, record.loss_told.value_or(record.loss),
                                 1 - error(A, series.G[k]), std::max(signal_of(A, 0), signal_of(A, 1))});
            }
            return row;
          }};
}

verify::Measurement classifier_end() {
  return {.name = "end of a classifier",
          .version = 3,
          .columns = {"accuracy", "test_error", "loss", "signal", "dead", "signal_over_noise"},
          .measure = [](const Problem& problem) -> Row {
            const RunSeries series = training_series(problem);
            if (series.outcome.status != numerics::Status::finished)
              return {.status = status_of(series),
                      .values = {missing, missing, missing, missing, missing, missing}};
            const Matrix<double>& A = series.A.back();
            const double error = numerics::test_error_of(problem)(A, series.G.back());
            const double signal = std::max(signal_of(A, 0), signal_of(A, 1));
            const OwnNoise noise = noise_of(problem, A);
            return {.status = status_of(series),
                    .values = {1 - error, error, series.records.back().loss, signal, noise.dead,
                               signal / noise.largest}};
          }};
}

verify::Measurement classifier_settled() {
  return {.name = "where a classifier settles",
          .columns = {"output", "loss", "loss_told"},
          .measure = [](const Problem& problem) -> Row {
            const RunSeries series = training_series(problem);
            std::vector<double> output, loss, told;
            for (std::size_t k = series.records.size() / 2; k < series.records.size(); ++k) {
              output.push_back(output_of(problem, series.A[k]));
              loss.push_back(series.records[k].loss);
              told.push_back(series.records[k].loss_told.value_or(series.records[k].loss));
            }
            return {.status = status_of(series),
                    .values = {verify::mean_of(output).value, verify::mean_of(loss).value,
                               verify::mean_of(told).value}};
          }};
}

verify::Measurement signal_rate() {
  return {
      .name = "growth of the signal in stage 2",
      .columns = {"rate", "eta"},
      .measure = [](const Problem& problem) -> Row {
        const RunSeries series = training_series(problem);
        std::vector<double> steps, logarithms;
        for (std::size_t k = series.records.size() / 2; k < series.records.size(); ++k) {
          steps.push_back(static_cast<double>(series.records[k].step));
          logarithms.push_back((std::log(signal_of(series.A[k], 0)) + std::log(signal_of(series.A[k], 1))) /
                               2);
        }
        return {.status = status_of(series),
                .values = {boost::math::statistics::simple_ordinary_least_squares(steps, logarithms).second,
                           numerics::learning_rate<double>(problem.settings)}};
      }};
}

}  // namespace featdyn::figures
