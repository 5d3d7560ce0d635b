#include "verify/claims/fresh_data.hpp"

#include <Eigen/Eigenvalues>

#include "numerics/pointwise_activation.hpp"
#include "numerics/random.hpp"
#include "verify/claims/study.hpp"

namespace featdyn::verify {
namespace {

/// F with F F^T the covariance of <w_r, xi>; eigenvalues that rounding left below 0 are 0.
Eigen::MatrixXd factor_of_covariance(const TwoPatch& setting, const numerics::Matrix<double>& A,
                                     const numerics::Matrix<double>& G) {
  const Eigen::MatrixXd signals = A.leftCols(2) / setting.signal_norm;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(G - signals * signals.transpose());
  const Eigen::VectorXd roots = solver.eigenvalues().cwiseMax(0).cwiseSqrt();
  return setting.noise_std * solver.eigenvectors() * roots.asDiagonal();
}

}  // namespace

int count_errors_on_fresh_data(const numerics::Problem& problem, const numerics::Matrix<double>& A,
                               const numerics::Matrix<double>& G) {
  const Eigen::MatrixXd factor = factor_of_covariance(two_patch(problem.settings), A, G);
  const Eigen::RowVectorXd signs = numerics::second_layer_signs<double>(problem.settings);
  const numerics::PointwiseActivation sigma(problem.settings);
  const double of_signal[] = {signs.dot(sigma(0, A.col(0)).col(0)), signs.dot(sigma(0, A.col(1)).col(0))};
  numerics::Engine engine = numerics::stream(problem.settings.data_seed, "fresh data", {});
  Eigen::VectorXd standard(A.rows());
  int errors = 0;
  for (int draw = 0; draw < fresh_draws; ++draw) {
    const bool positive = (engine() >> 63U) == 0;
    numerics::fill_standard_normal(engine, standard.data(), static_cast<std::size_t>(standard.size()));
    const double of_noise = signs.dot(sigma(0, factor * standard).col(0));
    const double output = of_signal[positive ? 0 : 1] + of_noise;
    errors += (positive ? output > 0 : output < 0) ? 0 : 1;
  }
  return errors;
}

}  // namespace featdyn::verify
