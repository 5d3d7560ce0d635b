#pragma once

#include <optional>

#include "theory/denoiser.hpp"
#include "theory/margin_loss.hpp"

namespace featdyn::theory {

/// The classifier's further constants.
struct Labels {
  Matrix y;          ///< 1 x samples, +1 or -1
  Matrix incidence;  ///< samples x patches, how often patch p occurs in sample i
  Matrix
      second_layer;  ///< 1 x neurons, a_r: "signs", +1 or -1, where it is fixed; the state "a" where trained
  std::optional<Matrix> shares;  ///< 1 x samples, "shares", their weights in a step's batch; nothing: 1/n
};
Labels make_labels(MatrixProgram& program, bool trained, bool batches);

/// The training loss of the two-layer classifier with second layer a_r/m, a_{(j,r)} = j unless trained,
///   L = (1/n) sum_i l(y_i f_i),  f_i = (1/m) sum_r a_r sum_{p in i} sigma(A_rp).
Matrix classifier_loss(const Inputs& in, const Labels& labels, const Activation& sigma,
                       const MarginLossChoice& loss);

}  // namespace featdyn::theory
