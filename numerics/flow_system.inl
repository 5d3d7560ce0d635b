// Definitions of FlowSystem<R>; included by the one source file per scalar type that instantiates it.
#include "numerics/flow_system.hpp"

namespace featdyn::numerics {

template <class R>
FlowSystem<R>::FlowSystem(const Problem& problem, const Matrix<R>& K, std::size_t order)
    : m_(problem.settings.neurons()), N_(problem.data.count()) {
  theory::MatrixProgram program;
  theory::append_training_flow(program, problem.settings.assumptions());
  const auto parameters = run_parameters<R>(problem, R(0));
  const Extents extents = extents_of(problem);
  if (order == 0) {
    derivative_ = std::make_unique<Evaluator<R>>(program, extents, parameters);
    set_constants(problem, K, *derivative_);
  } else {
    const std::vector<Equation> equations{{.state = "A", .derivative = "dA"},
                                          {.state = "G", .derivative = "dG"}};
    taylor_ = std::make_unique<TaylorEvaluator<R>>(program, extents, parameters, equations, order);
    set_constants(problem, K, *taylor_);
  }
}

template <class R>
void FlowSystem<R>::pack(const Matrix<R>& A, const Matrix<R>& G, FlatState<R>& x) const {
  x.resize(size());
  auto next = std::copy(A.data(), A.data() + A.size(), x.begin());
  for (Index r = 0; r < m_; ++r) next = std::copy(G.data() + r * m_ + r, G.data() + (r + 1) * m_, next);
}

template <class R>
void FlowSystem<R>::unpack(const FlatState<R>& x, Matrix<R>& A, Matrix<R>& G) const {
  std::copy(x.begin(), x.begin() + A.size(), A.data());
  auto next = x.begin() + A.size();
  for (Index r = 0; r < m_; ++r)
    for (Index s = r; s < m_; ++s) G(r, s) = G(s, r) = *next++;
}

template <class R>
void FlowSystem<R>::operator()(const FlatState<R>& x, FlatState<R>& dxdt, const R&) {
  unpack(x, derivative_->input("A"), derivative_->input("G"));
  derivative_->run();
  pack(derivative_->output("dA"), derivative_->output("dG"), dxdt);
}

template <class R>
void FlowSystem<R>::operator()(FlatSeries<R>& series, std::size_t order) {
  MatrixSeries<R>&A = taylor_->state(0), &G = taylor_->state(1);
  unpack(series[0], A[0], G[0]);
  taylor_->expand(order);
  for (std::size_t k = 1; k <= order; ++k) pack(A[k], G[k], series[k]);
}

}  // namespace featdyn::numerics
