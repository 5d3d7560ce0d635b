#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "numerics/problem/pointwise_activation.hpp"
#include "numerics/problem/problem.hpp"

namespace featdyn::numerics {

/// Whether the test error is known from overlaps and Gram matrix alone: a classifier with a fixed second layer on
/// two-patch data whose noise has one variance. With data.constant the signals must be antipodal: their overlaps
/// then show what the constant adds.
bool has_test_error(const Settings& settings);

/// The probability that a trained classifier gets a fresh sample x = (mu_y, .., xi, ..) wrong, y of the class with
/// the probability of its share; an output of exactly 0, and one that is no number, is wrong, whatever label is
/// told. Free of d: outputs
/// see a fresh xi through z_r = <w_r, xi>, jointly normal with mean b and covariance sigma_xi^2 C,
///   C = G - A_s Gamma^+ A_s^T,   A_s = <w_r, mu_j>, Gamma = <mu_i, mu_j>;   noise in all of R^d: C = G,
/// where with a constant coordinate b = what it adds to every overlap, and A_s and G are those without it.
class TestError {
 public:
  struct Value {
    double error, standard_error;  ///< 0: known exactly, to ten digits
  };

  /// Of a problem that has one.
  explicit TestError(const Problem& problem);
  /// At overlaps A and Gram matrix G. Exact where the output's law has one dimension: a linear activation, or noise
  /// seen along at most one direction by one patch; else the share of wrong ones among data.test_samples draws of one
  /// stream. Deterministic in the data's seed.
  Value operator()(const Matrix<double>& A, const Matrix<double>& G) const;

 private:
  /// What a state says of the law of outputs.
  struct Law {
    Matrix<double> of_signals;  ///< class by output: what its signal patches add
    Eigen::VectorXd shift;      ///< b
    Eigen::MatrixXd factor;     ///< z = b + factor (standard normal); a column a direction
  };
  Law law_of(const Matrix<double>& A, const Matrix<double>& G) const;
  /// Probabilities of outputs that have the wrong label, and of those that have none: 0, or no number.
  struct Sides {
    double wrong = 0, lost = 0;
    void add(int side, double probability) { (side == 0 ? lost : wrong) += side > 0 ? 0 : probability; }
  };
  Matrix<double> outputs(const Matrix<double>& z) const;
  double margin(const Eigen::RowVectorXd& outputs, long label) const;
  Sides exact_for_linear(const Law& law) const;
  Sides exact_along_line(const Law& law) const;
  Sides measured(const Law& law) const;

  SignalNoiseSettings data_;
  PointwiseActivation sigma_;
  Matrix<double> members_;  ///< outputs x neurons: +1 and -1, or 1 for the neurons of each class
  std::uint64_t seed_;
  long draws_, classes_;
  double flips_;  ///< of test labels
  bool is_linear_;
};

/// The error for Observer::test_error; nothing where the settings have none.
std::function<double(const Matrix<double>&, const Matrix<double>&)> test_error_of(const Problem& problem);

}  // namespace featdyn::numerics
