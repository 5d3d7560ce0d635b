#include "verify/points/branching.hpp"

#include <fmt/format.h>

#include "numerics/linear/least_squares.hpp"

namespace featdyn::verify {
namespace {

using numerics::Index;
using numerics::Matrix;

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
    if (is_signal(data, p) == signal && !data.info[static_cast<std::size_t>(p)].is_multiple)
      sum += f(p), columns += 1;
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

std::string name(const Branching& branch) {
  if (branch.symmetric()) return "symmetric";
  std::string text;
  const auto add = [&](long count, const char* what) {
    if (count > 0) text += fmt::format("{}{} turned in {}", text.empty() ? "" : ", ", count, what);
  };
  add(branch.turned_signal, "signal"), add(branch.turned_noise, "noise"), add(branch.turned_both, "both");
  return text;
}

Matrix<double> turned(Matrix<double> W, const Matrix<double>& X, const numerics::Dataset& data,
                      const Branching& branch, const StartScales& scales) {
  // w_r = u X + the part off the patches
  const Eigen::MatrixXd along = numerics::least_norm_solution(X * X.transpose(), X * W.transpose());
  for (Index r = 0; r < branch.turned_signal + branch.turned_noise; ++r) {
    const bool turns_signal = r < branch.turned_signal;
    Eigen::VectorXd u = along.col(r);
    for (Index p = 0; p < X.rows(); ++p)
      u[p] *= (is_signal(data, p) == turns_signal ? -scales.turned : scales.other) - scales.off;
    W.row(r) = scales.off * W.row(r) + u.transpose() * X;
  }
  return W;
}

}  // namespace featdyn::verify
