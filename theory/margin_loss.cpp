#include "theory/margin_loss.hpp"

#include <stdexcept>

#include "theory/formula/error.hpp"
#include "theory/formula/function.hpp"
#include "theory/formula/latex.hpp"

namespace featdyn::theory {
namespace {

std::string replaced(std::string formula, const std::string& s) {
  for (auto at = formula.find('@'); at != std::string::npos; at = formula.find('@'))
    formula.replace(at, 1, s);
  return formula;
}

/// The slope is known where the formula is one of the language that has no kinks.
MarginLossFormulas of_function(const NamedFunction& l) {
  MarginLossFormulas result{
      .value = l.formula, .slope = "", .latex_value = l.latex, .latex_slope = "\\tfrac{d}{dz} \\ell(z)"};
  try {
    if (const auto slope = formula::derivative(formula::read_function(l.formula))) {
      result.slope = formula::calculator_text(slope);
      result.latex_slope = formula::latex(slope, formula::vocabulary_of_functions());
    }
  } catch (const formula::FormulaError&) {  // a user's own way of writing
  }
  return result;
}

/// The formula at -z.
std::string mirrored(const std::string& formula) {
  std::string text;
  for (const char c : formula) text += c == 'z' ? std::string("(-z)") : std::string{c};
  return text;
}

/// (1 - p) l(z) + p l(-z) and its slope.
MarginLossFormulas smoothed(const MarginLossFormulas& plain, const Rational& p) {
  if (p == 0) return plain;
  const std::string keep = Polynomial(1 - p).text(), flip = Polynomial(p).text(),
                    latex_keep = Polynomial(1 - p).latex(), latex_flip = Polynomial(p).latex();
  const auto both = [](const std::string& before, const std::string& x, const std::string& between,
                       const std::string& y, const char* after) { return before + x + between + y + after; };
  return {
      .value = both("(" + keep + ")*(", plain.value, ") + (" + flip + ")*(", mirrored(plain.value), ")"),
      .slope = both("(" + keep + ")*(", plain.slope, ") - (" + flip + ")*(", mirrored(plain.slope), ")"),
      .latex_value = both(latex_keep + " \\Big( ", plain.latex_value, " \\Big) + " + latex_flip + " \\Big( ",
                          mirrored(plain.latex_value), " \\Big)"),
      .latex_slope = both(latex_keep + " \\Big( ", plain.latex_slope, " \\Big) - " + latex_flip + " \\Big( ",
                          mirrored(plain.latex_slope), " \\Big)")};
}

Matrix plain_loss(const MarginLossChoice& choice, Matrix margin) {
  const Polynomial half = Rational(1, 2), s = choice.sharpness;
  const Matrix one = margin.program->ones(margin.shape());
  switch (choice.kind) {
    case MarginLoss::logistic:
      return softplus(Polynomial(-1) * margin);
    case MarginLoss::exponential:
      return exponential(Polynomial(-1) * margin);
    case MarginLoss::square: {
      const Matrix missing = one - margin;
      return half * hadamard(missing, missing);
    }
    case MarginLoss::smooth_hinge:
      return Polynomial(Rational(1) / choice.sharpness) * softplus(s * one - s * margin);
    case MarginLoss::named:
      return function(choice.function.name, 0, margin);
    case MarginLoss::cross_entropy:
      break;
  }
  throw std::logic_error("margin_loss: no loss of a margin");
}

MarginLossFormulas plain_formulas(const MarginLossChoice& choice) {
  const Polynomial s = choice.sharpness;
  switch (choice.kind) {
    case MarginLoss::logistic:
      return {.value = "log(1 + exp(-z))",
              .slope = "-1/(1 + exp(z))",
              .latex_value = "\\log(1 + e^{-z})",
              .latex_slope = "-\\frac{1}{1 + e^{z}}"};
    case MarginLoss::exponential:
      return {.value = "exp(-z)", .slope = "-exp(-z)", .latex_value = "e^{-z}", .latex_slope = "-e^{-z}"};
    case MarginLoss::square:
      return {.value = "(1 - z)^2/2",
              .slope = "z - 1",
              .latex_value = "\\tfrac12 (1 - z)^2",
              .latex_slope = "z - 1"};
    case MarginLoss::smooth_hinge:
      return {.value = replaced("log(1 + exp((@)*(1 - z)))/(@)", s.text()),
              .slope = replaced("-1/(1 + exp((@)*(z - 1)))", s.text()),
              .latex_value = replaced("\\frac{1}{@} \\log\\big(1 + e^{@ (1 - z)}\\big)", s.latex()),
              .latex_slope = replaced("-\\frac{1}{1 + e^{@ (z - 1)}}", s.latex())};
    case MarginLoss::named:
      return of_function(choice.function);
    case MarginLoss::cross_entropy:
      break;
  }
  throw std::logic_error("formulas: no loss of a margin");
}

}  // namespace

Matrix margin_loss(const MarginLossChoice& choice, Matrix margin) {
  if (choice.smoothing == 0) return plain_loss(choice, margin);
  return Polynomial(1 - choice.smoothing) * plain_loss(choice, margin) +
         Polynomial(choice.smoothing) * plain_loss(choice, Polynomial(-1) * margin);
}

MarginLossFormulas formulas(const MarginLossChoice& choice) {
  return smoothed(plain_formulas(choice), choice.smoothing);
}

}  // namespace featdyn::theory
