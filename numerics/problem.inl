// Definitions of the templates of problem.hpp; included by the one source file per scalar type.
#include <cmath>

#include "numerics/problem.hpp"

namespace featdyn::numerics {

template <class R>
InitialState<R> initial_state(const Problem& problem) {
  const Matrix<R> X = problem.data.patches.template cast<R>(), W = problem.weights.template cast<R>();
  return {.A = product<R>({W}, {X, true}), .G = gram<R>(W), .K = gram<R>(X)};
}

template <class R>
Matrix<R> patch_weights(const Dataset& data) {
  const auto multiplicities = data.multiplicities();
  Matrix<R> c(1, data.count());
  for (Index p = 0; p < c.cols(); ++p)
    c(0, p) =
        theory::ratio<R>(multiplicities[static_cast<std::size_t>(p)], static_cast<long>(data.samples()));
  return c;
}

template <class R>
Matrix<R> second_layer_signs(const Settings& settings) {
  Matrix<R> signs(1, settings.neurons());
  for (Index r = 0; r < signs.cols(); ++r) signs(0, r) = R(r < settings.width ? 1 : -1);
  return signs;
}

template <class R>
Parameters<R> run_parameters(const Problem& problem, const R& eta) {
  using std::sqrt;
  const auto at = [](theory::Symbol symbol) { return static_cast<std::size_t>(symbol); };
  Parameters<R> values;
  values.fill(R(0));
  const auto [alpha, beta] = signal_and_noise_level<R>(problem.settings.diffusion);
  values[at(theory::Symbol::alpha)] = alpha;
  values[at(theory::Symbol::beta)] = beta;
  values[at(theory::Symbol::eta)] = eta;
  values[at(theory::Symbol::root)] = R(1) / sqrt(R(problem.settings.width));
  values[at(theory::Symbol::inverse_n)] = theory::ratio<R>(1, static_cast<long>(problem.data.samples()));
  return values;
}

template <class R>
Evaluator<R> make_training_step(const Problem& problem, const Matrix<R>& K, const R& eta) {
  theory::MatrixProgram program;
  theory::append_training_step(program, problem.settings.assumptions());
  Evaluator<R> step(program, extents_of(problem), run_parameters<R>(problem, eta));
  set_constants(problem, K, step);
  return step;
}

#define FEATDYN_INSTANTIATE_PROBLEM(R)                                \
  template InitialState<R> initial_state<R>(const Problem&);          \
  template Matrix<R> patch_weights<R>(const Dataset&);                \
  template Matrix<R> second_layer_signs<R>(const Settings&);          \
  template Parameters<R> run_parameters<R>(const Problem&, const R&); \
  template Evaluator<R> make_training_step<R>(const Problem&, const Matrix<R>&, const R&);

}  // namespace featdyn::numerics
