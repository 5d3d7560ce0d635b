#include "numerics/problem.inl"

namespace featdyn::numerics {

Problem make_problem(Settings settings) {
  Dataset data = make_dataset(settings);
  Matrix<double> weights = make_initial_weights(settings, data.dimension());
  return {.settings = std::move(settings), .data = std::move(data), .weights = std::move(weights)};
}

FEATDYN_INSTANTIATE_PROBLEM(double)

}  // namespace featdyn::numerics
