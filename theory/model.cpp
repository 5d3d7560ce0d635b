#include "theory/model.hpp"

#include "theory/classifier.hpp"
#include "theory/denoiser.hpp"
#include "theory/descent.hpp"
#include "theory/kernel.hpp"

namespace featdyn::theory {
namespace {

struct Model {
  Inputs in;
  Matrix loss;
  Gradient gradient;
};

Model make_model(MatrixProgram& program, const Assumptions& assumptions) {
  const Inputs in = make_inputs(program);
  const Polynomial sigma = activation(assumptions.activation);
  const bool classifies = assumptions.objective == Objective::classification;
  const Matrix loss = classifies ? classifier_loss(in, make_labels(program), sigma)
                                 : denoiser_loss(in, sigma, target_weights(assumptions.target));
  program.output("loss", loss);
  return {.in = in,
          .loss = loss,
          .gradient = classifies ? classifier_gradient(loss, in) : denoiser_gradient(loss, in)};
}

}  // namespace

void append_training_step(MatrixProgram& program, const Assumptions& assumptions) {
  const Model model = make_model(program, assumptions);
  append_step(program, model.gradient, model.in);
}

void append_training_flow(MatrixProgram& program, const Assumptions& assumptions) {
  const Model model = make_model(program, assumptions);
  append_flow(program, model.gradient, model.in);
}

}  // namespace featdyn::theory
