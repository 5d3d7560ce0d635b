#pragma once

#include <vector>

#include "numerics/activation/activation.hpp"
#include "numerics/linear/matrix.hpp"
#include "numerics/settings/settings.hpp"

namespace featdyn::numerics {

/// The activation of a run on numbers themselves, whatever kind it is.
class PointwiseActivation {
 public:
  explicit PointwiseActivation(const Settings& settings);
  /// sigma^(order)(z), entry by entry; order 0 or 1.
  Matrix<double> operator()(unsigned order, const Matrix<double>& z) const;

 private:
  const Activation* function_;
  std::vector<double> coefficients_[2];  ///< of a polynomial and its derivative: of 1, z, ...
};

}  // namespace featdyn::numerics
