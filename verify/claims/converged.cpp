#include "verify/claims/converged.hpp"

#include <algorithm>

namespace featdyn::verify {
namespace {

using numerics::Index;
using numerics::Matrix;

constexpr double settled_gradient = 1e-6;

bool is_signal(const numerics::Dataset& data, Index p) {
  return data.info[static_cast<std::size_t>(p)].is_signal;
}

/// Mean over signal or noise patches of f(column).
template <class F>
auto mean_over(const Matrix<double>& A, const numerics::Dataset& data, bool signal, F f) {
  auto sum = f(0);
  sum *= 0;
  double columns = 0;
  for (Index p = 0; p < A.cols(); ++p)
    if (is_signal(data, p) == signal) sum += f(p), columns += 1;
  sum /= columns;
  return sum;
}

}  // namespace

Branching branching(const Matrix<double>& A, const numerics::Dataset& data) {
  const auto column = [&](Index p) { return Eigen::VectorXd(A.col(p)); };
  const Eigen::VectorXd signal = mean_over(A, data, true, column), noise = mean_over(A, data, false, column);
  Branching result;
  for (Index r = 0; r < A.rows(); ++r) {
    const bool s = signal[r] < 0, x = noise[r] < 0;
    result.turned_signal += s && !x ? 1 : 0;
    result.turned_noise += x && !s ? 1 : 0;
    result.turned_both += s && x ? 1 : 0;
  }
  return result;
}

double overlap_ratio(const Matrix<double>& A, const numerics::Dataset& data) {
  const auto size = [&](Index p) { return A.col(p).cwiseAbs().mean(); };
  return mean_over(A, data, true, size) / mean_over(A, data, false, size);
}

Measurement converged(const Trainer& trainer, long longest) {
  return {.name = "converged by " + trainer.name + " within " + std::to_string(longest),
          .columns = {"ratio", "loss", "gradient_norm", "steps", "settled", "turned_signal", "turned_noise",
                      "turned_both"},
          .measure = [trainer, longest](const numerics::Problem& problem) -> Row {
            Row row;
            double largest = 0;
            const auto status = trainer.walk(problem, longest, [&](const Moment& now) {
              largest = std::max(largest, now.gradient_norm);
              const bool settled = now.gradient_norm <= settled_gradient * largest;
              if (!settled && now.step < longest) return true;
              const Branching branch = branching(now.A, problem.data);
              row.values = {overlap_ratio(now.A, problem.data),
                            now.loss,
                            now.gradient_norm,
                            static_cast<double>(now.step),
                            settled ? 1.0 : 0.0,
                            static_cast<double>(branch.turned_signal),
                            static_cast<double>(branch.turned_noise),
                            static_cast<double>(branch.turned_both)};
              return false;
            });
            row.status = status == numerics::Status::diverged ? "diverged" : "finished";
            row.values.resize(8, std::nan(""));
            return row;
          }};
}

}  // namespace featdyn::verify
