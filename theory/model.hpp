#pragma once

#include <vector>

#include "theory/matrix_program.hpp"
#include "theory/target.hpp"

namespace featdyn::theory {

enum class Objective { diffusion, classification };

/// What a user assumes; everything else is derived from it.
struct Assumptions {
  Objective objective;
  std::vector<Rational> activation;  ///< coefficients of 1, z, z^2, ...
  Target target;                     ///< diffusion only
};

/// Appends to an empty program the loss and one step of gradient descent under these assumptions.
/// States "A", "G"; constants "K", "c", for classification "y", "incidence", "signs"; outputs "loss", "A",
/// "G", "P", "Q" (diffusion) and "gradient_square".
void append_training_step(MatrixProgram& program, const Assumptions& assumptions);

/// The same model's gradient flow: outputs "loss", "dA" and "dG".
void append_training_flow(MatrixProgram& program, const Assumptions& assumptions);

}  // namespace featdyn::theory
