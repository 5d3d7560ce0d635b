#include "numerics/problem.inl"

#include "numerics/batches.hpp"
#include "numerics/memory.hpp"
#include "numerics/streamed_problem.hpp"

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

Problem make_problem(Settings settings, Vectors vectors) {
  if (vectors == Vectors::unneeded && should_stream(settings))
    return make_streamed_problem(std::move(settings));
  Dataset data = make_dataset(settings);
  require_memory_for_neurons(settings, data);
  Matrix<double> weights = make_initial_weights(settings, data.dimension());
  auto second_layer = make_second_layer(settings, data.dimension());
  if (settings.training.update.batch_size) Batches(settings, data.samples());  // or it says what is wrong
  return {.settings = std::move(settings),
          .data = std::move(data),
          .weights = std::move(weights),
          .second_layer = std::move(second_layer)};
}

FEATDYN_INSTANTIATE_PROBLEM(double)

}  // namespace featdyn::numerics
