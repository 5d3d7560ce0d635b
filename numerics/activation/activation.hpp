#pragma once

#include <array>
#include <string>
#include <vector>

namespace featdyn::numerics {

/// f, f', f'', f''' at one place.
using Jet = std::array<double, 4>;
using JetFunction = Jet (*)(double z);

/// Two Gaussian variables X and Y: means a and b, variances v and w >= 0, covariance c.
struct GaussianPair {
  double a, b, v, w, c;
};

/// m_ij = E[f^(i)(X) f^(j)(Y)]: what training needs of them.
struct PairMoments {
  double m00, m10, m01, m11, m20, m02;
};

/// An activation that is no polynomial, in doubles. Where a closed form is missing its expectations over the
/// noise are taken by Gauss-Hermite quadrature.
struct Activation {
  std::string name;     ///< in network.activation
  std::string formula;  ///< sigma(z) for calculators
  std::string latex;    ///< sigma(z)
  JetFunction jet;
  double (*mean)(unsigned order, double a, double v) = nullptr;  ///< E[f^(order)(a + Z)], Z ~ N(0, v)
  PairMoments (*pair)(const GaussianPair& at) = nullptr;

  bool is_closed() const { return mean != nullptr && pair != nullptr; }
};

/// max(z, 0)^power, power 1 or 2. Without noise the derivative that jumps at 0 is halfway there; with noise
/// all expectations are exact.
Activation rectified_linear();
Activation rectified_square();
/// erf(z).
Activation error_function();
Activation hyperbolic_tangent();
/// z Phi(z), Phi the normal distribution function.
Activation gaussian_error_linear();

/// A user's own loss l(z) of the margin z = y f(x), in doubles.
struct Loss {
  std::string name;     ///< in network.loss
  std::string formula;  ///< l(z) for calculators
  std::string latex;    ///< l(z)
  JetFunction jet;      ///< of l
};

/// The built-in ones, then a user's own.
std::vector<Activation> activations();
/// Null where there is none of that name.
const Activation* find_activation(const std::string& name);
/// A user's own loss; null where there is none of that name.
const Loss* find_extension_loss(const std::string& name);

/// What a user's own loss is called among the functions of matrix programs, apart from activations.
std::string function_of_loss(const std::string& loss);
/// The function of that name in a matrix program; null where there is none.
JetFunction find_function(const std::string& name);

}  // namespace featdyn::numerics
