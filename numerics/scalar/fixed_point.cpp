#include "numerics/scalar/fixed_point.hpp"

#include <gmp.h>

#include <algorithm>
#include <cstdint>
#include <limits>

namespace featdyn::numerics {
namespace {

constexpr slong limb_bits = FLINT_BITS;
constexpr mp_limb_t digit_mask = (mp_limb_t{1} << bits_of_digit) - 1;
constexpr Index most_digits = 256;  // of a number: ResidueSystem::most_bits and a few
constexpr Index most_limbs = most_digits * bits_of_digit / limb_bits + 1;
static_assert(ResidueSystem::most_bits + 4 * bits_of_digit < most_digits * bits_of_digit);
static_assert(limb_bits == 64);

/// The limbs of |x|, the lowest first; x = 0.limbs 2^exponent.
struct Limbs {
  mp_srcptr at;
  mp_size_t count;
  explicit Limbs(arf_srcptr x) { ARF_GET_MPN_READONLY(at, count, x); }
  /// x is a multiple of 2^lowest().
  slong lowest(arf_srcptr x) const { return ARF_EXP(x) - limb_bits * count; }
};

/// bits_of_digit bits from bit `position` on, which may be below 0; beyond the last limb there are zeros.
mp_limb_t digit_at(const Limbs& limbs, slong position) {
  if (position < 0) return position <= -bits_of_digit ? 0 : (limbs.at[0] << -position) & digit_mask;
  const slong limb = position / limb_bits, shift = position % limb_bits;
  if (limb >= limbs.count) return 0;
  mp_limb_t bits = limbs.at[limb] >> shift;
  if (limb + 1 < limbs.count) bits |= limbs.at[limb + 1] << 1 << (limb_bits - 1 - shift);
  return bits & digit_mask;
}

/// The limbs of sum_i digits[i stride] 2^(24 i), without its sign. Returns the sign: 1 where it is below 0.
int to_limbs(const double* digits, Index stride, Index count, mp_limb_t* limbs, Index size) {
  __int128 rest = 0;  // of which the lowest bit stands for 2^(64 limb)
  slong shift = 0;
  Index limb = 0;
  for (Index i = 0; i < count; ++i) {
    rest += static_cast<__int128>(static_cast<std::int64_t>(digits[i * stride])) << shift;
    shift += bits_of_digit;
    if (shift < limb_bits) continue;
    limbs[limb++] = static_cast<mp_limb_t>(rest);
    rest >>= limb_bits;
    shift -= limb_bits;
  }
  for (; limb < size; ++limb, rest >>= limb_bits) limbs[limb] = static_cast<mp_limb_t>(rest);
  if (rest >= 0) return 0;
  mpn_neg(limbs, limbs, size);
  return 1;
}

}  // namespace

BitRange BitRange::none() {
  constexpr slong far = std::numeric_limits<slong>::max() / 8;
  return {.top = -far, .bottom = far};
}

bool BitRange::include(arf_srcptr x) {
  if (arf_is_zero(x)) return true;
  if (ARF_IS_SPECIAL(x) || !ARF_IS_LAGOM(x)) return false;
  const Limbs limbs(x);
  top = std::max(top, ARF_EXP(x));
  bottom = std::min(bottom, limbs.lowest(x) + __builtin_ctzl(limbs.at[0]));
  return true;
}

bool read_digits(arf_srcptr x, slong bottom, Index count, double* digits, Index stride) {
  if (arf_is_zero(x)) {
    for (Index i = 0; i < count; ++i) digits[i * stride] = 0;
    return true;
  }
  const Limbs limbs(x);
  const slong lowest = limbs.lowest(x);
  const double sign = ARF_SGNBIT(x) != 0 ? -1 : 1;
  slong position = bottom - lowest;
  for (Index i = 0; i < count; ++i, position += bits_of_digit)
    digits[i * stride] = sign * static_cast<double>(static_cast<std::int64_t>(digit_at(limbs, position)));
  return lowest + __builtin_ctzl(limbs.at[0]) >= bottom;
}

bool write_number(const double* digits, Index stride, Index count, slong bottom, slong bits, arf_ptr result) {
  mp_limb_t limbs[most_limbs + 1];
  const Index size = (count * bits_of_digit + limb_bits - 1) / limb_bits + 1;
  const int negative = to_limbs(digits, stride, count, limbs, size);
  const int inexact = _arf_set_mpn_fixed(result, limbs, size, 0, negative, bits, ARF_RND_NEAR);
  arf_mul_2exp_si(result, result, bottom);
  return inexact != 0;
}

}  // namespace featdyn::numerics
