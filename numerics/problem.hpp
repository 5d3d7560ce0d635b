#pragma once

#include "numerics/data/dataset.hpp"
#include "numerics/evaluator.hpp"
#include "numerics/settings/settings.hpp"

namespace featdyn::numerics {

/// One run's data and initial weights: the same for every method. They are doubles, exact at any precision.
struct Problem {
  Settings settings;
  Dataset data;
  Matrix<double> weights;  ///< W(0), neurons x d
};

/// Makes data and weights; throws InputError as make_dataset and make_initial_weights do.
Problem make_problem(Settings settings);

/// The coefficients at the start, and all the dynamics ever learn of d.
template <class R>
struct InitialState {
  Matrix<R> A, G, K;  ///< m x N, m x m, N x N
};

/// A = W X^T, G = W W^T, K = X X^T in numbers of type R, from exact data.
template <class R>
InitialState<R> initial_state(const Problem& problem);

/// Weights c_p of the patches as a row.
template <class R>
Matrix<R> patch_weights(const Dataset& data);

/// +1 for the first m neurons and -1 for the others, as a row.
template <class R>
Matrix<R> second_layer_signs(const Settings& settings);

/// alpha, beta, eta, 1/sqrt(m) and 1/n as numbers of type R.
template <class R>
Parameters<R> run_parameters(const Problem& problem, const R& eta);

/// The learning rate as a number of type R.
template <class R>
R learning_rate(const Settings& settings) {
  return theory::to_real<R>(settings.training.learning_rate.value);
}

/// Numbers for the extents of the problem's programs.
inline Extents extents_of(const Problem& problem) {
  return {.neurons = problem.settings.neurons(),
          .patches = problem.data.count(),
          .samples = problem.data.samples()};
}

/// Fills in the constants "K", "c" and for classification "y", "incidence", "signs" of an evaluator of the
/// problem's loss.
template <class R, template <class> class E>
void set_constants(const Problem& problem, const Matrix<R>& K, E<R>& evaluator) {
  const Dataset& data = problem.data;
  evaluator.input("K") = K;
  evaluator.input("c") = patch_weights<R>(data);
  if (problem.settings.objective != theory::Objective::classification) return;
  for (Index i = 0; i < data.samples(); ++i)
    evaluator.input("y")(0, i) = R(data.labels[static_cast<std::size_t>(i)]);
  evaluator.input("incidence") = data.incidence().template cast<R>();
  evaluator.input("signs") = second_layer_signs<R>(problem.settings);
}

/// One training step under the problem's assumptions, compiled; all constant inputs are filled in.
template <class R>
Evaluator<R> make_training_step(const Problem& problem, const Matrix<R>& K, const R& eta);

}  // namespace featdyn::numerics
