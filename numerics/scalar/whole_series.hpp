#pragma once

#include <arb.h>

#include <span>
#include <vector>

#include "numerics/linear/matrix.hpp"
#include "numerics/scalar/arb_number.hpp"

namespace featdyn::numerics {

/// Power series of numbers, side by side: coefficient k of a row is a whole number times 2^(bottom + growth k), so that
/// the sums of a product of two rows are sums of whole numbers. What is 2^(bits + 16) times smaller than a row's
/// largest coefficient (with its share of the growth) is cut off. Threads may append to different rows.
class WholeSeries {
 public:
  WholeSeries() = default;
  /// Without coefficients yet, of numbers of so many bits.
  WholeSeries(Index rows, Index orders, slong bits, slong growth);

  Index orders() const { return orders_; }
  slong bits() const { return bits_; }
  slong growth() const { return growth_; }
  /// Coefficient k of a row, after those before it: number(j) is that of order j, an arf_srcptr, and is asked for all
  /// up to k where k does not fit. False where it is not finite.
  template <class Number>
  bool append(Index row, Index k, const Number& number);
  /// Coefficient k of the product of two rows of the same growth, rounded to bits.
  static void multiply(const WholeSeries& x, Index x_row, const WholeSeries& y, Index y_row, Index k,
                       arf_ptr result);

 private:
  Index place(Index row, Index k) const { return row * orders_ + k; }
  const mp_limb_t* limbs(Index row, Index k) const { return limbs_.data() + place(row, k) * size_; }
  bool is_negative(Index row, Index k) const {
    return negative_[static_cast<std::size_t>(place(row, k))] != 0;
  }
  slong& top(Index row) { return top_[static_cast<std::size_t>(row)]; }
  bool make_room(Index row, Index k, arf_srcptr number);
  void read(Index row, Index k, arf_srcptr number);
  slong bottom(Index row) const;

  Index orders_ = 0, size_ = 0;  ///< limbs of a number
  slong bits_ = 0, growth_ = 0, headroom_ = 0;
  std::vector<slong> top_{};  ///< of a row: coefficient k is below 2^(top + growth k)
  std::vector<mp_limb_t> limbs_{};
  std::vector<unsigned char> negative_{};
};

template <class Number>
bool WholeSeries::append(Index row, Index k, const Number& number) {
  if (arf_srcptr const last = number(k); !arf_is_finite(last) || (!arf_is_zero(last) && !ARF_IS_LAGOM(last)))
    return false;
  if (make_room(row, k, number(k)))
    for (Index j = 0; j < k; ++j) read(row, j, number(j));
  read(row, k, number(k));
  return true;
}

/// The sums of sum_of_hadamards<BigReal>, order by order, of series that grow alike.
class WholeHadamards {
 public:
  /// Coefficient k from those up to k. False where a number is not finite, and for all that follow.
  bool compute(std::span<const Matrix<BigReal>> x, std::span<const Matrix<BigReal>> y, Index orders,
               slong growth, Matrix<BigReal>& result);

 private:
  static bool take_in(std::span<const Matrix<BigReal>> series, WholeSeries& side);

  WholeSeries left_, right_;
  bool is_finite_ = true;
};

}  // namespace featdyn::numerics
