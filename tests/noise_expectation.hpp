#pragma once

#include <Eigen/Eigenvalues>
#include <cmath>
#include <functional>

#include "numerics/program/evaluator.hpp"

namespace featdyn::testing {

/// Nodes and weights of Gauss and Hermite for the standard normal law, by Golub and Welsch: exact for polynomials up
/// to degree 2 count - 1.
struct NormalRule {
  Eigen::VectorXd nodes, weights;
};
inline NormalRule normal_rule(int count) {
  Eigen::MatrixXd jacobi = Eigen::MatrixXd::Zero(count, count);
  for (int i = 1; i < count; ++i) jacobi(i, i - 1) = jacobi(i - 1, i) = std::sqrt(i);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(jacobi);
  return {solver.eigenvalues(), solver.eigenvectors().row(0).cwiseAbs2().transpose()};
}

/// E[f(eps)] over standard normal eps of R^dimension, exact for polynomials of degree 19 in each coordinate.
inline double over_noise(Eigen::Index dimension, const std::function<double(const Eigen::VectorXd&)>& f) {
  static const NormalRule rule = normal_rule(10);
  Eigen::VectorXd eps(dimension);
  const std::function<double(Eigen::Index)> from = [&](Eigen::Index at) {
    if (at == dimension) return f(eps);
    double total = 0;
    for (Eigen::Index i = 0; i < rule.nodes.size(); ++i) {
      eps(at) = rule.nodes(i);
      total += rule.weights(i) * from(at + 1);
    }
    return total;
  };
  return from(0);
}

/// c_0 + c_1 z + c_2 z^2 + ...
inline double polynomial_at(const std::vector<double>& coefficients, double z) {
  double value = 0;
  for (auto c = coefficients.rbegin(); c != coefficients.rend(); ++c) value = value * z + *c;
  return value;
}

/// Numbers for the symbols of a program; root and inverse_n from m and n.
struct SymbolNumbers {
  double alpha = 0.8, beta = 0.6, eta = 0.1, decay = 0, momentum = 0;
  double neurons = 1, samples = 1;
};
inline numerics::SymbolValues<double> symbol_values(const SymbolNumbers& of) {
  numerics::SymbolValues<double> values{};
  const auto set = [&](theory::Symbol symbol, double value) {
    values[static_cast<std::size_t>(symbol)] = value;
  };
  set(theory::Symbol::alpha, of.alpha);
  set(theory::Symbol::beta, of.beta);
  set(theory::Symbol::eta, of.eta);
  set(theory::Symbol::decay, of.decay);
  set(theory::Symbol::momentum, of.momentum);
  set(theory::Symbol::root, 1 / std::sqrt(of.neurons));
  set(theory::Symbol::inverse_n, 1 / of.samples);
  set(theory::Symbol::weight, 1);
  return values;
}

}  // namespace featdyn::testing
