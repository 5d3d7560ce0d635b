#pragma once

#include <optional>
#include <string>

#include "numerics/activation/averaged_function.hpp"
#include "theory/formula/function.hpp"

namespace featdyn::numerics {

/// The function that a formula says. Its expectations over noise are exact for piecewise polynomials
/// (numerics/activation/piecewise.hpp) and for a multiple of erf, Phi or exp of a linear function of z with a
/// constant beside it; else they are not there, and are taken by quadrature.
AveragedFunction averaged(const formula::Expression& f);

/// The activation of the program's own that the formula writes down ("relu", "erf", ...), or nothing.
std::optional<std::string> built_in_name(const formula::Expression& f);

/// The activation or the loss of the margin z that a text says as a formula, read once; its name is the text.
/// Null where it is none.
const Activation* find_formula_activation(const std::string& text);
const Loss* find_formula_loss(const std::string& text);

/// A place at which the function or its slope is no finite number, or, where all are asked for, its second or
/// third derivative; nothing where it is finite at every place that is looked at, from -4 to 4.
std::optional<double> singular_place(const std::function<Jet(double)>& f, bool all);

}  // namespace featdyn::numerics
