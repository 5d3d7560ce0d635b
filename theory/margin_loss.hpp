#pragma once

#include <string>

#include "theory/matrix_program.hpp"

namespace featdyn::theory {

/// What a classifier pays for the margin z = y f(x) of a sample; cross_entropy: for the outputs f_c of all
/// classes (theory/classifier.hpp), which for two classes is the logistic loss of f_1 - f_2.
enum class MarginLoss { logistic, exponential, square, smooth_hinge, cross_entropy };

/// One of them; the sharpness s > 0 is the smooth hinge's alone.
struct MarginLossChoice {
  MarginLoss kind = MarginLoss::logistic;
  Rational sharpness = 10;
};

/// l(z), entry by entry:
///   logistic      log(1 + e^-z)
///   exponential   e^-z
///   square        (1 - z)^2 / 2
///   smooth hinge  log(1 + e^{s (1 - z)}) / s, the hinge max(0, 1 - z) to within log(2) / s
/// Throws std::logic_error for the cross-entropy. At z = 0: log 2, 1, 1/2, log(1 + e^s) / s.
Matrix margin_loss(const MarginLossChoice& choice, Matrix margin);

/// l and l' as formulas in z: for calculators and for LaTeX.
struct MarginLossFormulas {
  std::string value, slope, latex_value, latex_slope;
};
MarginLossFormulas formulas(const MarginLossChoice& choice);

}  // namespace featdyn::theory
