#pragma once

#include <cmath>

#include "numerics/linear/matrix.hpp"

namespace featdyn::testing {

/// Entries a sin(b + i^2): fixed numbers of order a whose rows are independent (those of waves() span a plane).
inline numerics::Matrix<double> scattered(numerics::Index rows, numerics::Index columns, double a, double b) {
  numerics::Matrix<double> result(rows, columns);
  for (numerics::Index i = 0; i < result.size(); ++i)
    result.data()[i] = a * std::sin(b + static_cast<double>(i * i));
  return result;
}

}  // namespace featdyn::testing
