#pragma once

#include <string>

#include "theory/matrix_program.hpp"

namespace featdyn::theory {

/// A function that numerics/ knows by name; no name: none.
struct NamedFunction {
  std::string name, formula, latex;  ///< formula: in z, for calculators
};

/// What a classifier pays for the margin z = y f(x) of a sample; named: a function of the margin;
/// cross_entropy: for the outputs f_c of all classes (theory/classifier.hpp), which for two classes is the
/// logistic loss of f_1 - f_2.
enum class MarginLoss { logistic, exponential, square, smooth_hinge, cross_entropy, named };

/// One of them; the sharpness s > 0 is the smooth hinge's alone, the function the named one's.
struct MarginLossChoice {
  MarginLoss kind = MarginLoss::logistic;
  Rational sharpness = 10;
  NamedFunction function = {};
  Rational smoothing = 0;  ///< p: (1 - p) l(z) + p l(-z), the mean over labels flipped with probability p
};

/// l(z), entry by entry:
///   logistic      log(1 + e^-z)
///   exponential   e^-z
///   square        (1 - z)^2 / 2
///   smooth hinge  log(1 + e^{s (1 - z)}) / s, the hinge max(0, 1 - z) to within log(2) / s
/// Throws std::logic_error for the cross-entropy. At z = 0: log 2, 1, 1/2, log(1 + e^s) / s.
Matrix margin_loss(const MarginLossChoice& choice, Matrix margin);

/// l and l' as formulas in z: for calculators and for LaTeX. A named function has no slope for calculators.
struct MarginLossFormulas {
  std::string value, slope, latex_value, latex_slope;
};
MarginLossFormulas formulas(const MarginLossChoice& choice);

}  // namespace featdyn::theory
