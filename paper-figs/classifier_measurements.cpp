#include "paper-figs/classifier_measurements.hpp"

#include <boost/math/statistics/linear_regression.hpp>
#include <cmath>
#include <limits>

#include "numerics/training/test_error.hpp"
#include "verify/compare/series.hpp"
#include "verify/run/methods.hpp"

namespace featdyn::figures {
namespace {

using numerics::Matrix, numerics::Problem;
using verify::Row, verify::RunSeries;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

RunSeries trained(const Problem& problem) {
  return verify::with_method("recurrence", problem,
                             [&](auto& method) { return verify::collect("recurrence", method, problem); });
}

const char* status_of(const RunSeries& series) {
  return series.outcome.status == numerics::Status::finished ? "finished" : "diverged";
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
            const RunSeries series = trained(problem);
            const auto error = numerics::test_error_of(problem);
            Row row{.status = status_of(series), .values = {}};
            for (std::size_t k = 0; k < series.records.size(); ++k) {
              const auto& record = series.records[k];
              const Matrix<double>& A = series.A[k];
              row.values.insert(row.values.end(),
                                {static_cast<double>(record.step), 1 / record.ratio.value_or(nan),
                                 record.loss, record.loss_told.value_or(record.loss),
                                 1 - error(A, series.G[k]), std::max(signal_of(A, 0), signal_of(A, 1))});
            }
            return row;
          }};
}

verify::Measurement classifier_end() {
  return {.name = "end of a classifier",
          .columns = {"accuracy", "test_error", "loss", "signal"},
          .measure = [](const Problem& problem) -> Row {
            const RunSeries series = trained(problem);
            if (series.outcome.status != numerics::Status::finished)
              return {.status = status_of(series), .values = {nan, nan, nan, nan}};
            const Matrix<double>& A = series.A.back();
            const double error = numerics::test_error_of(problem)(A, series.G.back());
            return {.status = status_of(series),
                    .values = {1 - error, error, series.records.back().loss,
                               std::max(signal_of(A, 0), signal_of(A, 1))}};
          }};
}

verify::Measurement signal_rate() {
  return {
      .name = "growth of the signal in stage 2",
      .columns = {"rate", "eta"},
      .measure = [](const Problem& problem) -> Row {
        const RunSeries series = trained(problem);
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
