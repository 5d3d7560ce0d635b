#include "numerics/problem/problem.inl"

#include "numerics/data/batches.hpp"
#include "numerics/data/initial_scales.hpp"
#include "numerics/data/labels.hpp"
#include "numerics/problem/streamed_problem.hpp"
#include "numerics/refusal/memory.hpp"

namespace featdyn::numerics {

namespace {

/// Weights, and the buffers of the step program.
void require_memory_for_neurons(const Settings& settings, const Dataset& data) {
  const auto neurons =
      static_cast<double>(settings.architecture.one_layer ? data.count() : settings.neurons());
  const double columns = 2 * static_cast<double>(data.dimension()) +
                         buffers_of_a_step * (neurons + static_cast<double>(data.count()));
  require_memory(settings.document.origin("network.width"), "network.width", neurons, columns);
}

}  // namespace

void require_memory_for_width(const Settings& settings) {
  const auto neurons = static_cast<double>(settings.neurons());
  require_memory(settings.document.origin("network.width"), "network.width", neurons, neurons,
                 buffers_of_a_step);
}

bool has_output_scale(const Settings& settings) {
  return settings.architecture.averages_patches || settings.architecture.adds_neurons;
}

Matrix<double> neurons_of_class(const Settings& settings, long c) {
  Matrix<double> members = Matrix<double>::Zero(1, settings.neurons());
  members.middleCols(c * settings.width, settings.width).setOnes();
  return members;
}

Matrix<double> samples_of_class(const Problem& problem, long c) {
  Matrix<double> members = Matrix<double>::Zero(1, problem.data.samples());
  for (Index i = 0; i < members.cols(); ++i)
    members(0, i) = class_of_label(problem.data.labels[static_cast<std::size_t>(i)],
                                   problem.settings.neuron_classes()) == c
                        ? 1
                        : 0;
  return members;
}

void require_expectation(const Settings& settings) {
  const auto& architecture = settings.architecture;
  if (!architecture.noised_inputs || architecture.loss == theory::MarginLoss::square) return;
  throw InputError(
      settings.document.origin("network.noised_inputs"),
      "network.noised_inputs: only the square loss has an exact expectation over noise, read true "
      "with another loss, allowed: network.loss = \"square\", or method network-mc");
}

Problem make_problem(Settings settings, Vectors vectors) {
  if (vectors == Vectors::unneeded && should_stream(settings))
    return make_streamed_problem(std::move(settings));
  Dataset data = make_dataset(settings);
  require_memory_for_neurons(settings, data);
  Matrix<double> weights = make_scaled_weights(settings, data);
  auto second_layer = make_second_layer(settings, data.dimension());
  if (settings.training.update.batch_size) Batches(settings, data.samples());  // or it says what is wrong
  return {.settings = std::move(settings),
          .data = std::move(data),
          .weights = std::move(weights),
          .second_layer = std::move(second_layer)};
}

FEATDYN_INSTANTIATE_PROBLEM(double)

}  // namespace featdyn::numerics
