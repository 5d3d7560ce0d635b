// Definitions of the templates of problem.hpp; included by the one source file per scalar type.
#pragma once

#include <cmath>
#include <stdexcept>
#include <type_traits>

#include "numerics/linear/exact_product.hpp"
#include "numerics/problem/noise_levels.hpp"
#include "numerics/problem/problem.hpp"
#include "numerics/problem/span_vectors.inl"
#include "numerics/scalar/bounds.hpp"

namespace featdyn::numerics {
namespace detail {

/// Of one layer, whose b starts at 0.
template <class R>
InitialState<R> map_products(const Problem& problem) {
  const Matrix<R> X = problem.data.patches.template cast<R>(), W = problem.weights.template cast<R>();
  const Matrix<R> images = product<R>({X}, {W, true});
  InitialState<R> start{.A = product<R>({X}, {images, true}), .G = gram<R>(images), .K = gram<R>(X)};
  R square(0), trace(0);
  for (Index i = 0; i < W.size(); ++i) square += W.data()[i] * W.data()[i];
  for (Index i = 0; i < W.rows(); ++i) trace += W(i, i);
  start.map = {.square = Matrix<R>::Constant(1, 1, square),
               .trace = Matrix<R>::Constant(1, 1, trace),
               .u = {},
               .v = {},
               .bias_square = {}};
  if (!problem.settings.architecture.bias) return start;
  start.map->u = start.map->v = Matrix<R>::Zero(X.rows(), 1);
  start.map->bias_square = Matrix<R>::Zero(1, 1);
  return start;
}

template <class R>
InitialState<R> inner_products(const Problem& problem) {
  if (problem.products) {
    if constexpr (std::is_same_v<R, double>) return *problem.products;
    throw std::logic_error("initial_state: the vectors were not kept");
  }
  const Matrix<double>&X = problem.data.patches, &W = problem.weights;
  if (problem.settings.architecture.one_layer) return map_products<R>(problem);
  InitialState<R> start{
      .A = exact_product<R>(W, X), .G = exact_product<R>(W, W), .K = exact_product<R>(X, X)};
  if (!has_second_layer(problem.settings)) return start;
  const Matrix<double>& V = problem.second_layer ? *problem.second_layer : W;
  start.B = exact_product<R>(W, V);
  start.C = exact_product<R>(V, X);
  start.D = exact_product<R>(V, V);
  return start;
}

}  // namespace detail

template <class R>
InitialState<R> initial_state(const Problem& problem) {
  InitialState<R> start = detail::inner_products<R>(problem);
  if constexpr (!Encloses<R>)
    if (!start.vectors && !start.map) start.vectors = span_vectors(problem, start);
  return start;
}

template <class R>
Matrix<R> second_layer_signs(const Settings& settings) {
  Matrix<R> signs(1, settings.neurons());
  for (Index r = 0; r < signs.cols(); ++r) signs(0, r) = R(r < settings.width ? 1 : -1);
  return signs;
}

template <class R>
TimedSymbolValues<R> run_parameters(const Problem& problem, const R& eta) {
  using std::sqrt;
  using theory::Symbol;
  const auto at = [](Symbol symbol) { return static_cast<std::size_t>(symbol); };
  const UpdateSettings& update = problem.settings.training.update;
  SymbolValues<R> values;
  values.fill(R(0));
  values[at(Symbol::eta)] = eta;
  values[at(Symbol::root)] = R(1) / sqrt(R(problem.settings.width));
  values[at(Symbol::inverse_n)] = theory::ratio<R>(1, static_cast<long>(problem.data.samples()));
  if (update.weight_decay) values[at(Symbol::decay)] = theory::to_real<R>(update.weight_decay->value);
  const ArchitectureSettings& network = problem.settings.architecture;
  values[at(Symbol::code_noise)] = theory::to_real<R>(network.code_noise.value);
  values[at(Symbol::code_penalty)] = theory::to_real<R>(network.code_penalty.value);
  if (update.momentum) values[at(Symbol::momentum)] = theory::to_real<R>(update.momentum->value);
  TimedSymbolValues<R> result;
  for (const auto& [alpha, beta, weight] : noise_levels<R>(problem.settings.diffusion)) {
    values[at(Symbol::alpha)] = alpha;
    values[at(Symbol::beta)] = beta;
    values[at(Symbol::weight)] = weight;
    result.push_back(values);
  }
  return result;
}

template <class R>
Evaluator<R> make_training_step(const Problem& problem, const InitialState<R>& start, const R& eta) {
  require_expectation(problem.settings);
  theory::MatrixProgram program;
  theory::append_training_step(program, problem.settings.assumptions(), start.form());
  Evaluator<R> step(program, extents_of(problem, start), run_parameters<R>(problem, eta));
  set_constants(problem, start, step);
  if (step.has_input("rate")) step.input("rate").setOnes();
  if (step.has_input("shares"))
    step.input("shares").setConstant(theory::ratio<R>(1, static_cast<long>(problem.data.samples())));
  return step;
}

#define FEATDYN_INSTANTIATE_PROBLEM(R)                                       \
  template InitialState<R> initial_state<R>(const Problem&);                 \
  template Matrix<R> second_layer_signs<R>(const Settings&);                 \
  template TimedSymbolValues<R> run_parameters<R>(const Problem&, const R&); \
  template Evaluator<R> make_training_step<R>(const Problem&, const InitialState<R>&, const R&);

}  // namespace featdyn::numerics
