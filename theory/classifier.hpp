#pragma once

#include <optional>
#include <vector>

#include "theory/denoiser.hpp"
#include "theory/margin_loss.hpp"

namespace featdyn::theory {

/// The classifier's further constants.
struct Labels {
  Matrix y;          ///< 1 x samples, +1 or -1; a step's own where labels are multiplied by drawn factors
  Matrix incidence;  ///< samples x patches, how often patch p occurs in sample i
  Matrix
      second_layer;  ///< 1 x neurons, a_r: "signs", +1 or -1, where it is fixed; the state "a" where trained
  std::optional<Matrix> shares;  ///< 1 x samples, "shares", their weights in a step's batch; nothing: 1/n
};
Labels make_labels(MatrixProgram& program, bool trained, bool batches, bool factors);

/// The training loss of the two-layer classifier with second layer a_r/m, a_{(j,r)} = j unless trained,
///   L = (1/n) sum_i l(y_i f_i),  f_i = (1/m) sum_r a_r sum_{p in i} sigma(A_rp).
Matrix classifier_loss(const Inputs& in, const Labels& labels, const Activation& sigma,
                       const MarginLossChoice& loss);

/// The expected square loss on inputs noised as the denoiser's are, with fresh noise for every patch of every
/// sample [derived]: E (1 - y f)^2 = (1 - y E f)^2 + Var f with
///   E f_i = (1/m) sum_r a_r sum_{p in i} phi_0,rp,  Var f_i = sum_{p in i} (1/m^2) sum_{r,s} a_r a_s
///   Cov(sigma(z_rp), sigma(z_sp)).
Matrix noised_square_loss(const Inputs& in, const Labels& labels, const Activation& sigma);

/// Constants of a classifier with an output for each class: "neurons of c" (1 x neurons) and "samples of c"
/// (1 x samples) are 1 where a neuron or sample is of class c = 0, 1, ... and 0 elsewhere.
struct ClassLabels {
  Matrix incidence;
  std::vector<Matrix> neurons, samples;
  std::optional<Matrix> shares;
};
ClassLabels make_class_labels(MatrixProgram& program, int classes, bool batches);

/// The cross-entropy L = (1/n) sum_i (log sum_c e^{f_ci} - f_{y_i i}), f_ci = (1/m) sum_{r of c} sum_{p in i}
/// sigma(A_rp), the logarithm class by class: log(e^x + e^y) = x + log(1 + e^{y - x}).
Matrix cross_entropy(const Inputs& in, const ClassLabels& labels, const Activation& sigma);

}  // namespace featdyn::theory
