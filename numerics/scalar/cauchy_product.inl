// Definitions of CauchyProduct<R>; included by taylor_evaluator.inl.
#pragma once

#include <type_traits>

#include "numerics/linear/instruction_set.hpp"
#include "numerics/linear/partial_products.hpp"
#include "numerics/scalar/cauchy_product.hpp"
#include "numerics/scalar/residue_cauchy_product.hpp"

namespace featdyn::numerics {

template <class R>
void CauchyProduct<R>::compute(const SeriesFactor<R>& x, const SeriesFactor<R>& y, Index k,
                               std::optional<long> growth, Matrix<R>& result) {
  if (k == 0) stacked_ = 0;
  if constexpr (std::is_same_v<R, BigReal>) {
    if (!residues_) residues_ = std::make_shared<ResidueCauchyProduct>(shape_);
    if (k == 0) residues_->restart();
    if (growth && residues_->compute(x, y, k, *growth, result)) return;
  }
  compute_by_stacks(x, y, k, result);
}

/// One term is left where X or Y is constant. Doubles have their right stack turned, [Y_p; ...; Y_0], as their
/// products read it.
template <class R>
void CauchyProduct<R>::compute_by_stacks(const SeriesFactor<R>& x, const SeriesFactor<R>& y, Index k,
                                         Matrix<R>& result) {
  constexpr bool turned = std::is_same_v<R, double>;
  const Index last = shape_.orders - 1, n = shape_.inner;
  if (left_.size() == 0) left_.setZero(shape_.rows, shape_.orders * n);
  if (right_.size() == 0)
    turned ? right_.setZero(shape_.orders * n, shape_.columns)
           : right_.setZero(shape_.columns, shape_.orders * n);
  const auto place = [](auto block, const Matrix<R>& from, bool transposed) {
    if (!transposed) return void(block = from);
    if constexpr (turned)
      kernels().turn(from.data(), from.cols(), {.rows = from.rows(), .columns = from.cols()}, block.data(),
                     block.outerStride());
    else
      block = from.transpose();
  };
  for (; stacked_ <= k; ++stacked_) {
    const auto order = static_cast<std::size_t>(stacked_);
    const Index from = (last - stacked_) * n;
    if (x.varies || order == 0) place(left_.middleCols(stacked_ * n, n), x.series[order], x.transposed);
    if (!y.varies && order > 0) continue;
    turned ? place(right_.middleRows(from, n), y.series[order], y.transposed)
           : place(right_.middleCols(from, n), y.series[order], !y.transposed);
  }
  const bool both = x.varies && y.varies;
  const Columns<R> left{.matrix = left_, .first = x.varies && !both ? k * n : 0},
      right{.matrix = right_, .first = y.varies ? (last - k) * n : last * n};
  const Index count = both ? (k + 1) * n : n;
  if constexpr (turned) {
    multiply_stacks(left, right, count, shape_.symmetric, result);
    if (shape_.symmetric) mirror(result);
  } else {
    multiply_rows<R>(left, right, count, result);
  }
}

}  // namespace featdyn::numerics
