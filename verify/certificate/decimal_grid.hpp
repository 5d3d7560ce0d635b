#pragma once

#include <string>

#include "numerics/scalar/bounds.hpp"

namespace featdyn::verify {

/// The decimals with so many places behind the point: where certificates round their bounds to.
class DecimalGrid {
 public:
  explicit DecimalGrid(long places);
  /// The coarsest grid of which ten steps are no longer than `width`.
  static DecimalGrid for_width(const theory::Rational& width);

  long places() const { return places_; }
  theory::Rational step() const { return theory::Rational(1, scale_); }
  /// The largest decimal of the grid that is <= value, and the smallest that is >= value.
  theory::Rational below(const theory::Rational& value) const;
  theory::Rational above(const theory::Rational& value) const;
  /// A decimal of the grid as text, such as "-1.25e-3" or "0".
  std::string text(const theory::Rational& decimal) const;
  /// Whether this is the text of a decimal of the grid, of a size that a double can have.
  bool is_text(const std::string& text) const;

 private:
  long places_;
  theory::Rational scale_;  ///< 10^places
};

}  // namespace featdyn::verify
