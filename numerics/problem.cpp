#include "numerics/problem.inl"

#include "numerics/memory.hpp"

namespace featdyn::numerics {

namespace {

/// Weights, and the buffers of the step program: about thirty of each of its two large shapes.
void require_memory_for_neurons(const Settings& settings, const Dataset& data) {
  const auto neurons = static_cast<double>(settings.neurons());
  const double columns =
      2 * static_cast<double>(data.dimension()) + 30 * (neurons + static_cast<double>(data.count()));
  require_memory(settings.document.origin("network.width"), "network.width", neurons, columns);
}

}  // namespace

Problem make_problem(Settings settings) {
  Dataset data = make_dataset(settings);
  require_memory_for_neurons(settings, data);
  Matrix<double> weights = make_initial_weights(settings, data.dimension());
  return {.settings = std::move(settings), .data = std::move(data), .weights = std::move(weights)};
}

FEATDYN_INSTANTIATE_PROBLEM(double)

}  // namespace featdyn::numerics
