#include <cmath>

#include "numerics/activation/activation.hpp"
#include "numerics/activation/bivariate_normal.hpp"

namespace featdyn::numerics {

Activation hyperbolic_tangent() {
  const auto jet = [](double z) -> Jet {
    const double t = std::tanh(z), slope = 1 / std::pow(std::cosh(z), 2);
    return {t, slope, -2 * t * slope, (6 * t * t - 2) * slope};
  };
  return {.name = "tanh", .formula = "tanh(z)", .latex = "\\tanh(z)", .jet = jet};
}

Activation gaussian_error_linear() {
  const auto jet = [](double z) -> Jet {
    const double phi = normal_density(z), Phi = normal_distribution(z);
    return {z * Phi, Phi + z * phi, (2 - z * z) * phi, z * (z * z - 4) * phi};
  };
  return {.name = "gelu",
          .formula = "z*(1 + erf(z/sqrt(2)))/2",
          .latex = "\\tfrac{z}{2} \\big(1 + \\operatorname{erf}(z/\\sqrt2)\\big)",
          .jet = jet};
}

}  // namespace featdyn::numerics
