#pragma once

#include "numerics/training/observables.hpp"

namespace featdyn::verify {

/// Errors of a state: of its loss and its gradient's square, of A (m x N) and of G (m x m, or
/// one such block below another), in one unit.
struct StateErrors {
  double loss, gradient_square;
  numerics::Matrix<double> A, G;
};

/// What they make of the columns of a record, to first order and however large they are, each 0 or
/// more; gradient_norm: the square's. Absent where the column is.
numerics::Record<double> column_errors(const numerics::Selection& selection,
                                       const numerics::Record<double>& now, const numerics::Matrix<double>& A,
                                       const StateErrors& errors);

/// The larger of two such records, column by column; nan stays.
numerics::Record<double> larger(const numerics::Record<double>& a, const numerics::Record<double>& b);

/// A record with the square of its gradient's norm in place of that.
numerics::Record<double> squared(numerics::Record<double> record);

/// |a| + factor |b|.
numerics::Record<double> sum(const numerics::Record<double>& a, double factor,
                             const numerics::Record<double>& b);

}  // namespace featdyn::verify
