#include "numerics/training/outputs.hpp"

#include "numerics/problem/pointwise_activation.hpp"

namespace featdyn::numerics {

std::vector<double> outputs_of(const Problem& problem, const Matrix<double>& A) {
  return outputs_from<double>(problem, PointwiseActivation(problem.settings)(0, A));
}

}  // namespace featdyn::numerics
