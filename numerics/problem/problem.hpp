#pragma once

#include <fmt/format.h>

#include "numerics/data/dataset.hpp"
#include "numerics/program/evaluator.hpp"
#include "numerics/settings/settings.hpp"

namespace featdyn::numerics {

/// The coefficients at the start, and all the dynamics ever learn of d.
template <class R>
struct InitialState {
  Matrix<R> A, G, K;                 ///< m x N, m x m, N x N
  Matrix<R> B = {}, C = {}, D = {};  ///< a second layer of vectors of its own: m x m, m x N, m x m
};

/// One run's data and initial weights: the same for every method. They are doubles, exact at any precision.
struct Problem {
  Settings settings;
  Dataset data;
  Matrix<double> weights;                                     ///< W(0), neurons x d
  std::optional<Matrix<double>> second_layer = std::nullopt;  ///< V(0), neurons x d; nothing: W(0)
  /// Where the vectors were not kept: patches and weights then have no columns, and no method may need them.
  std::optional<InitialState<double>> products = std::nullopt;
};

/// Whether a method needs patches and weights themselves or their inner products alone.
enum class Vectors { needed, unneeded };

/// Makes data and weights, which are not kept where they are many and unneeded (streamed_problem.hpp); throws
/// InputError as make_dataset and make_initial_weights do, and where a batch does not fit the samples.
Problem make_problem(Settings settings, Vectors vectors = Vectors::needed);

/// Whether the second layer is vectors v_r beside the w_r.
inline bool has_second_layer(const Settings& settings) {
  return settings.objective == theory::Objective::diffusion &&
         settings.architecture.second_layer != theory::SecondLayer::tied;
}

/// A = W X^T, G = W W^T, K = X X^T, B = W V^T, C = V X^T, D = V V^T in numbers of type R, from exact data; in
/// double alone where the vectors were not kept.
template <class R>
InitialState<R> initial_state(const Problem& problem);

/// Weights c_p of the patches as a row.
template <class R>
Matrix<R> patch_weights(const Dataset& data);

/// V(0) in numbers of type R.
template <class R>
Matrix<R> initial_second_layer(const Problem& problem) {
  return problem.second_layer.value_or(problem.weights).template cast<R>();
}

/// +1 for the first m neurons and -1 for the others, as a row.
template <class R>
Matrix<R> second_layer_signs(const Settings& settings);

/// 1 for the neurons (1 x 2m or more) or samples (1 x n) of class c = 0, 1, ... and 0 for the others.
Matrix<double> neurons_of_class(const Settings& settings, long c);
Matrix<double> samples_of_class(const Problem& problem, long c);

/// Throws InputError where the loss has no exact expectation over the noise of its inputs.
void require_expectation(const Settings& settings);

/// alpha, beta and weight of each time, eta, 1/sqrt(m), 1/n, lambda and nu as numbers of type R.
template <class R>
TimedParameters<R> run_parameters(const Problem& problem, const R& eta);

/// The learning rate as a number of type R.
template <class R>
R learning_rate(const Settings& settings) {
  return theory::to_real<R>(settings.training.learning_rate.value);
}

/// Numbers for the extents of the problem's programs.
inline Extents extents_of(const Problem& problem) {
  return {.neurons = problem.settings.neurons(),
          .patches = problem.data.count(),
          .samples = problem.data.samples(),
          .quadrature_nodes = static_cast<int>(problem.settings.architecture.quadrature_nodes)};
}

/// Fills in the constants "K", "c", for a fixed second layer "C", "D", and for classification "y",
/// "incidence", "signs" or the members of each class, of an evaluator of the problem's loss.
template <class R, template <class> class E>
void set_constants(const Problem& problem, const Matrix<R>& K, E<R>& evaluator) {
  const Dataset& data = problem.data;
  evaluator.input("K") = K;
  evaluator.input("c") = patch_weights<R>(data);
  const bool trained = problem.settings.architecture.second_layer == theory::SecondLayer::trained;
  if (has_second_layer(problem.settings) && !trained) {
    const Matrix<R> V = initial_second_layer<R>(problem), X = data.patches.template cast<R>();
    evaluator.input("C") = product<R>({V}, {X, true});
    evaluator.input("D") = gram<R>(V);
  }
  if (problem.settings.objective != theory::Objective::classification) return;
  evaluator.input("incidence") = data.incidence().template cast<R>();
  if (problem.settings.has_several_outputs()) {
    for (long c = 0; c < problem.settings.neuron_classes(); ++c) {
      evaluator.input(fmt::format("neurons of {}", c)) =
          neurons_of_class(problem.settings, c).template cast<R>();
      evaluator.input(fmt::format("samples of {}", c)) = samples_of_class(problem, c).template cast<R>();
    }
    return;
  }
  for (Index i = 0; i < data.samples(); ++i)
    evaluator.input("y")(0, i) = R(data.labels[static_cast<std::size_t>(i)]);
  if (!trained) evaluator.input("signs") = second_layer_signs<R>(problem.settings);
}

/// The start of every state but momenta, which are 0, by name.
template <class R>
std::vector<std::pair<std::string, Matrix<R>>> initial_states(const Problem& problem,
                                                              const InitialState<R>& start) {
  std::vector<std::pair<std::string, Matrix<R>>> states{{"A", start.A}, {"G", start.G}};
  const bool trained = problem.settings.architecture.second_layer == theory::SecondLayer::trained;
  if (has_second_layer(problem.settings)) states.emplace_back("B", start.B);
  if (has_second_layer(problem.settings) && trained)
    states.insert(states.end(), {{"C", start.C}, {"D", start.D}});
  if (problem.settings.objective == theory::Objective::classification && trained)
    states.emplace_back("a", second_layer_signs<R>(problem.settings));
  return states;
}

/// One training step under the problem's assumptions, compiled; all constant inputs are filled in, and those
/// that vary beside the state are those of a whole step at the full learning rate.
template <class R>
Evaluator<R> make_training_step(const Problem& problem, const Matrix<R>& K, const R& eta);

}  // namespace featdyn::numerics
