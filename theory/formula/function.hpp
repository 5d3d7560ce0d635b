#pragma once

#include <optional>
#include <string>

#include "theory/formula/names.hpp"
#include "theory/polynomial.hpp"

namespace featdyn::formula {

/// Functions of one variable z, as network.activation and network.loss take them: numbers, pi, z, + - * / ^
/// and the language's functions.

/// The names that such a formula may use: z and pi.
const Vocabulary& vocabulary_of_functions();
/// Throws FormulaError where the text is no function of z: another name, an index, a statement, a jump.
Expression read_function(const std::string& text);
/// Whether z stands in it.
bool has_z(const Expression& f);

/// The highest degree that as_polynomial expands.
inline constexpr long largest_expanded_degree = 100;
/// The exact polynomial in Symbol::z that the formula says; nothing where it says none: a root, a function, a
/// division by z, a number that is no rational, a degree beyond the bound.
std::optional<theory::Polynomial> as_polynomial(const Expression& f);

/// df/dz by the rules of calculus, simplified where a factor is 0 or 1. Null where it jumps: at a kink of relu,
/// abs, min or max. E.g. z^3: 3 z^2; relu(z)^2: 2 relu(z).
Expression derivative(const Expression& f);

/// The formula as any calculator reads it: every product with its *, relu(z) as max(z, 0), Phi by erf.
std::string calculator_text(const Expression& f);

}  // namespace featdyn::formula
