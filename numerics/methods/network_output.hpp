#pragma once

#include "numerics/problem/problem.hpp"

namespace featdyn::numerics {

/// f(x) = m^{-1/2} sum_r sigma(<w_r, x>) w_r of the denoiser, row by row. W: m x d; x: any x d.
Matrix<double> denoiser_output(const Settings& settings, const Matrix<double>& W, const Matrix<double>& x);

/// The data that a noised input x_t = alpha x + beta eps comes from, if the output is right: with target =
/// e eps + q x it is (e x_t - beta f(x_t)) / (e alpha - q beta). Row by row.
Matrix<double> estimated_data(const Settings& settings, const Matrix<double>& W,
                              const Matrix<double>& noised);

/// f(x_i) = F_{+1}(x_i) - F_{-1}(x_i) of the classifier for every sample. W: 2m x d, the j = +1 neurons
/// first.
Eigen::VectorXd classifier_output(const Settings& settings, const Matrix<double>& W, const Dataset& data);

/// The gradient of f with respect to a patch, (1/m) sum_{j,r} j sigma'(<w_{j,r}, x>) w_{j,r}, row by row.
Matrix<double> input_gradient(const Settings& settings, const Matrix<double>& W, const Matrix<double>& x);

}  // namespace featdyn::numerics
