#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "numerics/linear/matrix.hpp"

namespace featdyn::numerics {

/// Coefficients X_0, X_1, ... of X(t) = sum_k X_k t^k.
template <class R>
using MatrixSeries = std::vector<Matrix<R>>;

/// An operand of a product of series: X(t) or X(t)^T; a constant has one coefficient.
template <class R>
struct SeriesFactor {
  const MatrixSeries<R>& series;
  bool varies, transposed;
};

/// What is known of a product of series beforehand: up to `orders` coefficients of rows x columns, each the sum of
/// `inner` products an order.
struct SeriesShape {
  Index rows, columns, inner, orders;
  bool symmetric = false;  ///< every coefficient is its own transpose
};

class ResidueCauchyProduct;

/// (X Y)_k = sum_j X_j Y_{k-j}, order by order from 0 on. All orders stand side by side, so that the sum over
/// them is one long product: [X_0 | X_1 | ...] and [Y_p^T | ... | Y_0^T].
template <class R>
class CauchyProduct {
 public:
  CauchyProduct() = default;
  explicit CauchyProduct(const SeriesShape& shape) : shape_(shape) {}
  /// Coefficient k, after those before it. growth: log2 of how X_k and Y_k grow from order to order, where it is
  /// known; BigReal then has a faster way.
  void compute(const SeriesFactor<R>& x, const SeriesFactor<R>& y, Index k, std::optional<long> growth,
               Matrix<R>& result);

 private:
  void compute_by_stacks(const SeriesFactor<R>& x, const SeriesFactor<R>& y, Index k, Matrix<R>& result);

  SeriesShape shape_{};
  Index stacked_ = 0;  ///< orders that stand in the stacks
  Matrix<R> left_, right_;
  std::shared_ptr<ResidueCauchyProduct> residues_;  ///< of BigReal
};

}  // namespace featdyn::numerics
