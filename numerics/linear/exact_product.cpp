#include "numerics/linear/exact_product.hpp"

namespace featdyn::numerics {

template <>
void add_product<double>(const Matrix<double>& x, const Matrix<double>& y, Matrix<double>& result) {
  constexpr Index side = 128;
  const Index down = (x.rows() + side - 1) / side, across = (y.rows() + side - 1) / side;
  const bool is_gram = &x == &y;
#pragma omp parallel for schedule(dynamic)
  for (Index tile = 0; tile < down * across; ++tile) {
    const Index i = side * (tile / across), j = side * (tile % across);
    if (is_gram && j > i) continue;
    const Index rows = std::min(side, x.rows() - i), columns = std::min(side, y.rows() - j);
    result.block(i, j, rows, columns).noalias() +=
        x.middleRows(i, rows) * y.middleRows(j, columns).transpose();
  }
  if (is_gram) result.triangularView<Eigen::StrictlyUpper>() = result.transpose();
}

}  // namespace featdyn::numerics
