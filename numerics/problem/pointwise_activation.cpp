#include "numerics/problem/pointwise_activation.hpp"

namespace featdyn::numerics {

PointwiseActivation::PointwiseActivation(const Settings& settings)
    : function_(find_activation(settings.architecture.function)) {
  for (std::size_t k = 0; k < settings.activation.size(); ++k) {
    const auto coefficient = theory::to_real<double>(settings.activation[k].value);
    coefficients_[0].push_back(coefficient);
    if (k > 0) coefficients_[1].push_back(static_cast<double>(k) * coefficient);
  }
}

Matrix<double> PointwiseActivation::operator()(unsigned order, const Matrix<double>& z) const {
  if (function_ != nullptr) return z.unaryExpr([&](double x) { return function_->jet(x)[order]; });
  Matrix<double> result = Matrix<double>::Zero(z.rows(), z.cols());
  const std::vector<double>& coefficients = coefficients_[order];
  for (std::size_t k = coefficients.size(); k-- > 0;)
    result = (result.array() * z.array() + coefficients[k]).matrix();
  return result;
}

}  // namespace featdyn::numerics
