#pragma once

#include <optional>
#include <string>

#include "numerics/linear/matrix.hpp"

namespace featdyn::numerics {

/// What proofs ask of an enclosure R: each holds every result of its operands' points.
template <class R>
struct EnclosureOperations {
  using Unary = R (*)(const R&);
  using Binary = R (*)(const R&, const R&);
  Binary add, subtract, multiply, divide;
  Unary root, exponential, expm1, log1p, logistic, softplus;
  void (*product)(Factor<R> x, Factor<R> y, Matrix<R>& result);
};

/// Those that the program computes with.
template <class R>
EnclosureOperations<R> enclosure_operations();

/// Tries the operations at several precisions on fixed operands, hard ones among them (halfway cases,
/// cancellation, intervals around 0, far exponents): sums, products, quotients, roots and dot products
/// against exact rationals, the others against MPFR at four times the precision. Nothing where all enclose;
/// else the first that does not, as the end of a sentence. For Ball and Interval.
template <class R>
std::optional<std::string> rounding_fault(
    const EnclosureOperations<R>& operations = enclosure_operations<R>());

}  // namespace featdyn::numerics
