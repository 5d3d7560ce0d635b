#pragma once

#include <arb.h>

#include "numerics/scalar/residue_system.hpp"

namespace featdyn::numerics {

/// The bits that numbers need side by side: |x| < 2^top, and each is a multiple of 2^bottom. Of zeros alone:
/// top < bottom.
struct BitRange {
  slong top, bottom;
  /// Takes in x. False where x is not finite or its exponent is none of a machine word's.
  bool include(arf_srcptr x);
  slong width() const { return top < bottom ? 0 : top - bottom; }
  static BitRange none();
};

/// The digits of x 2^-bottom, cut off below 1, at digits[0], digits[stride], ...: `count` of them hold x.
/// Returns whether nothing was cut off.
bool read_digits(arf_srcptr x, slong bottom, Index count, double* digits, Index stride);

/// result = (sum_i digits[i stride] 2^(24 i)) 2^bottom, for `count` digits of absolute value below 2^52, rounded to
/// `bits`. Returns whether it was rounded.
bool write_number(const double* digits, Index stride, Index count, slong bottom, slong bits, arf_ptr result);

}  // namespace featdyn::numerics
