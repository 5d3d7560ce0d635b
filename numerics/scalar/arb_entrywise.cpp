// Matrices of Arb's numbers entry by entry, in place: an operator's result would be a number of its own.
#include <algorithm>
#include <vector>

#include "numerics/scalar/arb_number.hpp"

namespace featdyn::numerics {
namespace {

constexpr Index entries_worth_threads = 5'000;  // numbers of a result that is spread over threads

/// Each result rounded once, to nearest or as a ball.
template <bool rigorous>
void set_rounded_product(arb_ptr result, arb_srcptr x, arb_srcptr y, slong bits) {
  if constexpr (rigorous)
    arb_mul(result, x, y, bits);
  else
    arf_mul(arb_midref(result), arb_midref(x), arb_midref(y), bits, ARF_RND_NEAR);
}

template <bool rigorous>
void add_rounded_product(arb_ptr result, arb_srcptr x, arb_srcptr y, slong bits) {
  if constexpr (rigorous)
    arb_addmul(result, x, y, bits);
  else
    arf_addmul(arb_midref(result), arb_midref(x), arb_midref(y), bits, ARF_RND_NEAR);
}

/// A matrix, or a row, column or number repeated.
struct RepeatedEntries {
  arb_srcptr at;
  Index down, across;
  template <class R>
  explicit RepeatedEntries(const Matrix<R>& x)
      : at(x.data()->raw()), down(x.rows() == 1 ? 0 : x.cols()), across(x.cols() == 1 ? 0 : 1) {}
  arb_srcptr operator()(Index i, Index j) const { return at + i * down + j * across; }
};

/// compute(entry, i, j) for every entry, with the working precision of this thread.
template <class R, class Compute>
void for_entries(Matrix<R>& result, const Compute& compute) {
  const slong bits = working_bits();
#pragma omp parallel for schedule(static) if (result.size() > entries_worth_threads)
  for (Index i = 0; i < result.rows(); ++i)
    for (Index j = 0; j < result.cols(); ++j) compute(result(i, j).raw(), i, j, bits);
}

template <bool rigorous>
void multiply_entries(const Matrix<ArbNumber<rigorous>>& x, const Matrix<ArbNumber<rigorous>>& y,
                      Matrix<ArbNumber<rigorous>>& result) {
  if (result.size() == 0) return;
  const RepeatedEntries left(x), right(y);
  for_entries(result, [&](arb_ptr entry, Index i, Index j, slong bits) {
    set_rounded_product<rigorous>(entry, left(i, j), right(i, j), bits);
  });
}

template <bool rigorous>
void add_entries(const ArbNumber<rigorous>& factor, const Matrix<ArbNumber<rigorous>>& x,
                 Matrix<ArbNumber<rigorous>>& result) {
  if (result.size() == 0) return;
  const RepeatedEntries from(x);
  for_entries(result, [&](arb_ptr entry, Index i, Index j, slong bits) {
    add_rounded_product<rigorous>(entry, factor.raw(), from(i, j), bits);
  });
}

template <bool rigorous>
void combine_entries(std::span<const Term<ArbNumber<rigorous>>> terms, Matrix<ArbNumber<rigorous>>& result) {
  if (terms.empty()) return result.setZero(), void();
  for_entries(result, [&](arb_ptr entry, Index i, Index j, slong bits) {
    for (std::size_t k = 0; k < terms.size(); ++k) {
      arb_srcptr const x = (*terms[k].matrix)(i, j).raw(), factor = terms[k].factor->raw();
      k == 0 ? set_rounded_product<rigorous>(entry, factor, x, bits)
             : add_rounded_product<rigorous>(entry, factor, x, bits);
    }
  });
}

template <bool rigorous>
ArbNumber<rigorous> sum_of_entries(const Matrix<ArbNumber<rigorous>>& x) {
  ArbNumber<rigorous> sum;
  for (const ArbNumber<rigorous>& entry : x.reshaped()) sum += entry;
  return sum;
}

/// Rounded once.
template <bool rigorous>
ArbNumber<rigorous> sum_of_products(const Matrix<ArbNumber<rigorous>>& x,
                                    const Matrix<ArbNumber<rigorous>>& y) {
  ArbNumber<rigorous> sum;
  if (x.size() > 0)
    (rigorous ? &arb_dot : &arb_approx_dot)(sum.raw(), nullptr, 0, x.data()->raw(), 1, y.data()->raw(), 1,
                                            x.size(), working_bits());
  return sum;
}

}  // namespace

template <>
void hadamard<BigReal>(const Matrix<BigReal>& x, const Matrix<BigReal>& y, Matrix<BigReal>& result) {
  multiply_entries(x, y, result);
}
template <>
void hadamard<Ball>(const Matrix<Ball>& x, const Matrix<Ball>& y, Matrix<Ball>& result) {
  multiply_entries(x, y, result);
}
template <>
void add_scaled<BigReal>(const BigReal& factor, const Matrix<BigReal>& x, Matrix<BigReal>& result) {
  add_entries(factor, x, result);
}
template <>
void add_scaled<Ball>(const Ball& factor, const Matrix<Ball>& x, Matrix<Ball>& result) {
  add_entries(factor, x, result);
}
template <>
void combine<BigReal>(std::span<const Term<BigReal>> terms, Matrix<BigReal>& result) {
  combine_entries(terms, result);
}
template <>
void combine<Ball>(std::span<const Term<Ball>> terms, Matrix<Ball>& result) {
  combine_entries(terms, result);
}
/// Each entry one dot product, of numbers whose bits stay where they are.
template <>
void sum_of_hadamards<BigReal>(std::span<const Matrix<BigReal>> x, std::span<const Matrix<BigReal>> y,
                               Matrix<BigReal>& result) {
  const std::size_t count = x.size();
  if (result.size() == 0) return;
  if (count == 1) return hadamard(x[0], y[0], result);
  const slong bits = working_bits();
#pragma omp parallel for schedule(static) if (result.size() * std::ssize(x) > entries_worth_threads)
  for (Index i = 0; i < result.rows(); ++i) {
    std::vector<arb_struct> left(count), right(count);
    for (Index j = 0; j < result.cols(); ++j) {
      for (std::size_t t = 0; t < count; ++t) {
        left[t] = *RepeatedEntries(x[t])(i, j);
        right[t] = *RepeatedEntries(y[count - 1 - t])(i, j);
      }
      arb_approx_dot(result(i, j).raw(), nullptr, 0, left.data(), 1, right.data(), 1,
                     static_cast<slong>(count), bits);
    }
  }
}

std::optional<long> log2_size(const Matrix<BigReal>& x) {
  constexpr long beyond_all = 1L << 40;  // of numbers that are not finite or have exponents of many words
  std::optional<long> result;
  for (const BigReal& entry : x.reshaped()) {
    arf_srcptr const mid = arb_midref(entry.raw());
    if (arf_is_zero(mid)) continue;
    const bool is_plain = arf_is_finite(mid) && ARF_IS_LAGOM(mid);
    result = std::max(result.value_or(-beyond_all), is_plain ? ARF_EXP(mid) : beyond_all);
  }
  return result;
}

template <>
BigReal total<BigReal>(const Matrix<BigReal>& x) {
  return sum_of_entries(x);
}
template <>
Ball total<Ball>(const Matrix<Ball>& x) {
  return sum_of_entries(x);
}
template <>
BigReal total_product<BigReal>(const Matrix<BigReal>& x, const Matrix<BigReal>& y) {
  return sum_of_products(x, y);
}
template <>
Ball total_product<Ball>(const Matrix<Ball>& x, const Matrix<Ball>& y) {
  return sum_of_products(x, y);
}

}  // namespace featdyn::numerics
