#include "numerics/problem/span_vectors.hpp"

#include <Eigen/Dense>

namespace featdyn::numerics {

bool are_clearly_independent(Matrix<double> products) {
  const Eigen::VectorXd norms = products.diagonal().cwiseSqrt();
  if (!(norms.array() > 0).all()) return false;
  const Eigen::VectorXd scale = norms.cwiseInverse();
  products = scale.asDiagonal() * products * scale.asDiagonal();
  products.diagonal().array() -= 0x1p-10;
  // in place; of a nan it fails
  return Eigen::LLT<Eigen::Ref<Matrix<double>>>(products).info() == Eigen::Success;
}

}  // namespace featdyn::numerics
