// Definitions of CauchyProduct<R>; included by taylor_evaluator.inl.
#pragma once

#include <type_traits>

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

/// One term is left where X or Y is constant.
template <class R>
void CauchyProduct<R>::compute_by_stacks(const SeriesFactor<R>& x, const SeriesFactor<R>& y, Index k,
                                         Matrix<R>& result) {
  const Index last = shape_.orders - 1, n = shape_.inner;
  if (left_.size() == 0) left_.setZero(shape_.rows, shape_.orders * n);
  if (right_.size() == 0) right_.setZero(shape_.columns, shape_.orders * n);
  for (; stacked_ <= k; ++stacked_) {
    const auto order = static_cast<std::size_t>(stacked_);
    if (x.varies || order == 0) {
      auto block = left_.middleCols(stacked_ * n, n);
      x.transposed ? void(block = x.series[order].transpose()) : void(block = x.series[order]);
    }
    if (y.varies || order == 0) {
      auto block = right_.middleCols((last - stacked_) * n, n);
      y.transposed ? void(block = y.series[order]) : void(block = y.series[order].transpose());
    }
  }
  const bool both = x.varies && y.varies;
  multiply_rows<R>({.matrix = left_, .first = x.varies && !both ? k * n : 0},
                   {.matrix = right_, .first = y.varies ? (last - k) * n : last * n}, both ? (k + 1) * n : n,
                   result);
}

}  // namespace featdyn::numerics
