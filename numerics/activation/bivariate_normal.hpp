#pragma once

namespace featdyn::numerics {

/// phi(x) = e^(-x^2/2) / sqrt(2 pi).
double normal_density(double x);
/// Phi(x) = P(Z <= x).
double normal_distribution(double x);

/// P(X <= h, Y <= k) for standard normal X and Y with correlation rho, by Owen's T function.
/// complement: sqrt(1 - rho^2), which the caller knows better than rho tells where |rho| is near 1.
double bivariate_normal_distribution(double h, double k, double rho, double complement);

/// The same less Phi(h) Phi(k), to the last digits where it is small.
double bivariate_normal_excess(double h, double k, double rho, double complement);

}  // namespace featdyn::numerics
