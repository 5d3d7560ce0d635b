#pragma once

#include <vector>

#include "numerics/scalar/arb_lines.hpp"

namespace featdyn::numerics {

/// Upper bounds of |xy - mid x mid y| for all products of lines: sums of |mid x| rad y + rad x (|mid y| + rad y), as
/// products of doubles that are rounded up as a whole.
class ProductRadius {
 public:
  ProductRadius(const ArbLines& x, const ArbLines& y);
  void write(Index i, Index j, mag_ptr radius) const;

 private:
  /// Bounds of numbers >= 0, divided by a power of two for each line so that each is at most 1.
  struct Bounds {
    Matrix<double> numbers;  ///< lines x length
    std::vector<slong> exponent;
    bool is_zero = true;
  };
  template <class Magnitude>
  static Bounds bounds_of(const ArbLines& x, const Magnitude& magnitude);
  struct Part {
    Matrix<double> sums;
    std::vector<slong> row, column;  ///< exponents
  };
  void add(const Bounds& x, const Bounds& y);

  std::vector<Part> parts_;
};

}  // namespace featdyn::numerics
