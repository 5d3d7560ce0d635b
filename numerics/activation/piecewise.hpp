#pragma once

#include <optional>
#include <vector>

#include "numerics/activation/averaged_function.hpp"
#include "theory/formula/function.hpp"

namespace featdyn::numerics {

/// The highest degree whose moments are summed here; powers beyond it are left to polynomials and quadrature.
inline constexpr std::size_t largest_piece_degree = 12;

/// A continuous function that is a polynomial between its kinks: pieces[k], coefficients of 1, z, z^2, ...,
/// holds from kinks[k - 1] to kinks[k], which grow.
struct Piecewise {
  std::vector<double> kinks;
  std::vector<std::vector<double>> pieces;
};

/// What the formula is as such a function: sums, products, powers, relu, abs, min and max of polynomials in z whose
/// changes of sign are of the first or second degree. Nothing where it is none.
std::optional<Piecewise> as_piecewise(const formula::Expression& f);

/// Its values and, in closed form, its expectations over Gaussian noise. Without noise a derivative that jumps
/// is halfway at the jump; with noise the jumps of slopes count in the second and third derivatives.
AveragedFunction averaged(const Piecewise& f);

}  // namespace featdyn::numerics
