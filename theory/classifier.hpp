#pragma once

#include "theory/denoiser.hpp"

namespace featdyn::theory {

/// The classifier's further constants.
struct Labels {
  Matrix y;          ///< 1 x samples, +1 or -1
  Matrix incidence;  ///< samples x patches, how often patch p occurs in sample i
  Matrix signs;      ///< 1 x neurons, the fixed second layer j = +1 or -1
};
Labels make_labels(MatrixProgram& program);

/// The training loss of the two-layer classifier with fixed second layer +-1/m,
///   L = (1/n) sum_i log(1 + e^{-y_i f_i}),  f_i = (1/m) sum_{j,r} j sum_{p in i} sigma(A_{(j,r)p}).
Matrix classifier_loss(const Inputs& in, const Labels& labels, const Polynomial& sigma);

}  // namespace featdyn::theory
