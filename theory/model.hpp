#pragma once

#include <string>
#include <vector>

#include "theory/denoiser.hpp"
#include "theory/margin_loss.hpp"

namespace featdyn::theory {

enum class Objective { diffusion, classification };

/// tied: v_r = w_r (diffusion); fixed: v_r stays what it was, or a_r = +-1; trained: on its own.
enum class SecondLayer { tied, fixed, trained };

/// What a user assumes; everything else is derived from it.
struct Assumptions {
  Objective objective;
  std::vector<Rational> activation;  ///< coefficients of 1, z, z^2, ...
  Target target;                     ///< diffusion only
  NamedFunction function = {};       ///< activation, instead of coefficients
  MarginLossChoice loss = {};        ///< classification only
  int classes = 2;                   ///< classification with cross-entropy: how many outputs
  bool noised_inputs = false;        ///< classification with the square loss: on alpha x + beta eps
  SecondLayer second_layer = SecondLayer::tied;  ///< classification: trained, or otherwise fixed
  int times = 1;                                 ///< diffusion: how many times the loss is a sum over
  bool weighted_times = false;                   ///< whether each time has a weight; always for several
  bool decay = false;                            ///< the loss has (lambda/2) |trained parameters|^2 added
  bool momentum = false;                         ///< heavy ball with factor nu
  bool rate_varies = false;                      ///< eta is multiplied by the input "rate" of the step
  bool batches = false;                          ///< "c" (classification: "shares") are those of the step
  bool label_factors = false;     ///< classification: "y" are the labels times the factors of the step
  bool averages_patches = false;  ///< classification: "incidence" is divided by the patches of a sample
  bool adds_neurons = false;      ///< classification: "incidence" is multiplied by m
  bool one_layer = false;         ///< diffusion: D x = W x + b (linear_map.hpp), no neurons
  bool bias = false;              ///< whether one layer has b
  bool costs_code = false;        ///< tied diffusion: code_cost.hpp is added to the loss
};

/// What a run's state is [both exact]: inner products of all vectors, free of d; or the vectors themselves in
/// coordinates of a space that holds them all, "W", "V", "X" and momenta "W'", "V'", by span. Training moves
/// the trained vectors by linear combinations of vectors, so that they never leave the span of the start's.
enum class StateForm { inner_products, vectors };

/// The activation as a formula or a name.
Activation activation_of(const Assumptions& assumptions);

/// What is a sum over neurons of a function of one: weight decay of W, and the cost of the code over all times.
Matrix neuron_costs(const Inputs& in, const Assumptions& assumptions);

/// The denoiser's expected loss: the weighted sum over the times, and the penalty of weight decay.
Matrix denoiser_objective(const Inputs& in, const SecondLayerProducts& second,
                          const Assumptions& assumptions);

/// Appends to an empty program the loss and one step of gradient descent under these assumptions.
/// States "A", "G", and for a second layer of vectors "B" (trained: "C", "D" too), of numbers "a"; constants
/// "K", "c" (fixed second layer: "C", "D"), for classification "y", "incidence", "signs" or what ClassLabels
/// names; outputs "loss", the states, and what Descent::append_step names. In vectors: "W" and, trained, "V"
/// are states too, "X" and a fixed "V" constants; "A", "G", "B", "C", "D" must be given as their products and
/// come out as those of the moved ones. One layer: the states and constants of linear_map.hpp, in inner products
/// only.
void append_training_step(MatrixProgram& program, const Assumptions& assumptions,
                          StateForm form = StateForm::inner_products);

/// The same model's gradient flow: outputs "loss" and "d" + the name of each state; in vectors these are "W",
/// trained "V", and "a" alone.
void append_training_flow(MatrixProgram& program, const Assumptions& assumptions,
                          StateForm form = StateForm::inner_products);

}  // namespace featdyn::theory
