#pragma once

#include <string>

#include "numerics/problem/problem.hpp"

namespace featdyn::numerics {

/// What rounding is relative to, for each matrix of a training step: the norms of the vectors whose inner products its
/// entries are (A: w_r and x_p, G: w_r and w_s, B: w_r and v_s, C: v_r and x_p, D: v_r and v_s), or its own size.
class RoundingScales {
 public:
  /// By what the scale of a matrix is known; A may be made of vectors at each step, or be a state of its own.
  enum class Known { first_gram, second_gram, B, C, made_A, unlike_A, numbers, itself };
  /// Scales of the rows and of the columns, whose products are the entries' scale.
  struct Scale {
    Eigen::VectorXd rows, columns;
    double largest() const { return rows.maxCoeff() * columns.maxCoeff(); }
  };

  /// constants: of the run (its vectors or K, and D). step: looked into later, too. from_start: the state is put
  /// together from the vectors of the start.
  RoundingScales(const InitialState<double>& constants, Evaluator<double>& step, bool from_start);
  Index patches() const { return patch_norms_.size(); }
  /// Of the step's matrix of that name.
  Known known_of(const std::string& name, const Matrix<double>& value) const;
  /// As the step's inputs are now.
  void find(Known known, const Matrix<double>& value, Scale& scale) const;

 private:
  void find_first(Eigen::VectorXd& scale) const;   ///< |w_r|
  void find_second(Eigen::VectorXd& scale) const;  ///< |v_r|

  Eigen::VectorXd patch_norms_, inverse_norms_;  ///< |x_p|, 1 / |x_p|
  Eigen::VectorXd fixed_norms_;                  ///< |v_r| of a second layer that stays
  bool makes_A_;
  const Matrix<double>*G_, *V_, *D_;  ///< V, D: null where there is no such state
};

}  // namespace featdyn::numerics
