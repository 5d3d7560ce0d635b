#pragma once

#include <fmt/format.h>

#include <algorithm>

#include "numerics/data/dataset.hpp"
#include "numerics/problem/span_vectors.hpp"
#include "numerics/program/evaluator.hpp"
#include "numerics/settings/settings.hpp"

namespace featdyn::numerics {

/// What one layer has beside inner products of patches and their images (theory/linear_map.hpp).
template <class R>
struct MapNumbers {
  Matrix<R> square, trace;      ///< |W|^2 and tr W, 1 x 1
  Matrix<R> u, v, bias_square;  ///< N x 1, N x 1, 1 x 1; nothing without a bias
};

/// The coefficients at the start, and all the dynamics ever learn of d.
template <class R>
struct InitialState {
  Matrix<R> A, G, K;                 ///< m x N, m x m, N x N; one layer: X W X^T and X W^T W X^T, all N x N
  Matrix<R> B = {}, C = {}, D = {};  ///< a second layer of vectors of its own: m x m, m x N, m x m
  /// Where inner products alone would not keep to what R^d can realise (span_vectors.hpp): the state then.
  std::optional<SpanVectors<R>> vectors = std::nullopt;
  std::optional<MapNumbers<R>> map = std::nullopt;  ///< of one layer

  theory::StateForm form() const {
    return vectors ? theory::StateForm::vectors : theory::StateForm::inner_products;
  }
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
/// double alone where the vectors were not kept. Enclosures have no need of the vectors: they hold the exact
/// state whatever directions their radii take.
template <class R>
InitialState<R> initial_state(const Problem& problem);

/// V(0) in numbers of type R.
template <class R>
Matrix<R> initial_second_layer(const Problem& problem) {
  return problem.second_layer.value_or(problem.weights).template cast<R>();
}

/// +1 for the first m neurons and -1 for the others, as a row.
template <class R>
Matrix<R> second_layer_signs(const Settings& settings);

/// What a classifier's f = (1/m) sum_r a_r sum_p sigma is multiplied by: 1 over the patches of a sample where it is
/// their mean, m where it is the sum over neurons.
bool has_output_scale(const Settings& settings);
template <class R>
R output_scale(const Problem& problem) {
  const auto& architecture = problem.settings.architecture;
  R scale(1);
  if (architecture.averages_patches) scale /= R(static_cast<long>(problem.data.sample_patches.cols()));
  if (architecture.adds_neurons) scale *= R(problem.settings.width);
  return scale;
}

/// 1 for the neurons (1 x 2m or more) or samples (1 x n) of class c = 0, 1, ... and 0 for the others.
Matrix<double> neurons_of_class(const Settings& settings, long c);
Matrix<double> samples_of_class(const Problem& problem, long c);

/// Throws InputError when a step on any data would be too large for its neurons alone: for grids, whose every
/// point can so be looked at before the first run.
void require_memory_for_width(const Settings& settings);
/// Throws InputError where the loss has no exact expectation over the noise of its inputs.
void require_expectation(const Settings& settings);

/// alpha, beta and weight of each time, eta, 1/sqrt(m), 1/n, lambda and nu as numbers of type R.
template <class R>
TimedSymbolValues<R> run_parameters(const Problem& problem, const R& eta);

/// The learning rate as a number of type R.
template <class R>
R learning_rate(const Settings& settings) {
  return theory::to_real<R>(settings.training.learning_rate.value);
}

/// Rows of A and of G at one noise level: neurons; of one layer, which has none, patches.
inline Index overlap_rows(const Problem& problem) {
  return problem.settings.architecture.one_layer ? problem.data.count() : problem.settings.neurons();
}
/// How many networks stand below each other in the A and G that a run shows.
inline Index networks_of(const Settings& settings) {
  return std::max<Index>(1, static_cast<Index>(settings.diffusion.scales.betas.size()));
}

/// Numbers for the extents of the problem's programs.
template <class R>
Extents extents_of(const Problem& problem, const InitialState<R>& start) {
  return {.neurons = overlap_rows(problem),
          .patches = problem.data.count(),
          .samples = problem.data.samples(),
          .span = start.vectors ? start.vectors->X.cols() : 1,
          .quadrature_nodes = static_cast<int>(problem.settings.architecture.quadrature_nodes)};
}

/// Fills in the constants "K", "c", for a fixed second layer "C", "D", in vectors "X" and a fixed "V", and for
/// classification "y", "incidence", "signs" or the members of each class, of an evaluator of the problem's loss.
template <class R, template <class> class E>
void set_constants(const Problem& problem, const InitialState<R>& start, E<R>& evaluator) {
  const Dataset& data = problem.data;
  const auto set = [&](const char* name, const Matrix<R>& value) {
    if (evaluator.has_input(name)) evaluator.input(name) = value;
  };
  set("K", start.K);
  set("c", patch_weights<R>(data));
  set("d", Matrix<R>::Constant(1, 1, R(static_cast<long>(data.dimension()))));
  const bool trained = problem.settings.architecture.second_layer == theory::SecondLayer::trained;
  if (has_second_layer(problem.settings) && !trained) {
    set("C", start.C);
    set("D", start.D);
    if (start.vectors) set("V", start.vectors->V);
  }
  if (start.vectors) set("X", start.vectors->X);
  if (problem.settings.objective != theory::Objective::classification) return;
  evaluator.input("incidence") = data.incidence().template cast<R>();
  if (has_output_scale(problem.settings)) evaluator.input("incidence") *= output_scale<R>(problem);
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
  if (start.vectors) states.emplace_back("W", start.vectors->W);
  if (start.map) {
    states.insert(states.end(), {{"square", start.map->square}, {"trace", start.map->trace}});
    if (start.map->u.size() > 0)
      states.insert(states.end(),
                    {{"u", start.map->u}, {"v", start.map->v}, {"bias_square", start.map->bias_square}});
    return states;
  }
  const bool trained = problem.settings.architecture.second_layer == theory::SecondLayer::trained;
  if (has_second_layer(problem.settings)) states.emplace_back("B", start.B);
  if (has_second_layer(problem.settings) && trained) {
    states.insert(states.end(), {{"C", start.C}, {"D", start.D}});
    if (start.vectors) states.emplace_back("V", start.vectors->V);
  }
  if (problem.settings.objective == theory::Objective::classification && trained)
    states.emplace_back("a", second_layer_signs<R>(problem.settings));
  return states;
}

/// Whether a state of that name is one of vectors or numbers, and not of inner products.
inline bool is_vectors_or_numbers(const std::string& name) {
  return name == "W" || name == "V" || name == "W'" || name == "V'" || name == "a" || name == "a'";
}

/// Where a step's state is vectors: the inner products that it wants beside them, of the vectors that are in it.
template <class R>
void place_products(Evaluator<R>& step) {
  if (!step.has_input("W")) return;
  const Matrix<R>&W = step.input("W"), &X = step.input("X");
  step.input("A") = product<R>({W}, {X, true});
  step.input("G") = gram<R>(W);
  if (!step.has_input("B")) return;
  const Matrix<R>& V = step.input("V");
  step.input("B") = product<R>({W}, {V, true});
  step.input("C") = product<R>({V}, {X, true});
  step.input("D") = gram<R>(V);
}

/// The start that a compiled step has been given, rounded; constants and all.
template <class R>
InitialState<double> rounded_start(Evaluator<R>& step) {
  const auto take = [&](const char* name) -> Matrix<double> {
    return step.has_input(name) ? Matrix<double>(step.input(name).template cast<double>()) : Matrix<double>();
  };
  InitialState<double> start{
      .A = take("A"), .G = take("G"), .K = take("K"), .B = take("B"), .C = take("C"), .D = take("D")};
  if (step.has_input("W")) start.vectors = {.W = take("W"), .V = take("V"), .X = take("X")};
  return start;
}

/// One training step under the problem's assumptions from such a start, compiled; all constant inputs are
/// filled in, and those that vary beside the state are those of a whole step at the full learning rate.
template <class R>
Evaluator<R> make_training_step(const Problem& problem, const InitialState<R>& start, const R& eta);

}  // namespace featdyn::numerics
