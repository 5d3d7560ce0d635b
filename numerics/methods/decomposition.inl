// Definitions of Decomposition<R>; included by the one source file per scalar type that instantiates it.
#pragma once

#include <cmath>

#include "numerics/data/signal_noise.hpp"
#include "numerics/methods/decomposition.hpp"
#include "numerics/scalar/unit_roundoff.hpp"

namespace featdyn::numerics {
namespace detail {

/// R R^T for R = (W^0, V^0, X), or (W^0, X) without second layer of vectors.
template <class R>
Matrix<R> products_of_start(const InitialState<R>& start) {
  const Index m = start.A.rows(), N = start.A.cols(), v = start.D.rows();
  Matrix<R> all(m + v + N, m + v + N);
  all.topLeftCorner(m, m) = start.G;
  all.topRightCorner(m, N) = start.A;
  all.bottomRightCorner(N, N) = start.K;
  if (v > 0) {
    all.block(0, m, m, v) = start.B;
    all.block(m, m, v, v) = start.D;
    all.block(m, m + v, v, N) = start.C;
  }
  for (Index i = 0; i < all.rows(); ++i)
    for (Index j = 0; j < i; ++j) all(i, j) = all(j, i);
  return all;
}

/// R as rows of coordinates; none where the start has no vectors.
template <class R>
Matrix<R> rows_of_start(const InitialState<R>& start) {
  if (!start.vectors) return {};
  const auto& [W, V, X] = *start.vectors;
  Matrix<R> rows(W.rows() + V.rows() + X.rows(), X.cols());
  rows << W, V, X;
  return rows;
}

/// An orthonormal basis, as columns, of the span of the columns of x, whose entries are at most 1: each less
/// its part along the earlier ones, twice, and left out where rounding alone is left of it.
template <class R>
Matrix<R> column_basis(const Matrix<R>& x) {
  using std::sqrt;
  Matrix<R> basis(x.rows(), x.cols());
  const R least = unit_roundoff<R>() * R(16 * x.rows());
  Index count = 0;
  for (Index j = 0; j < x.cols(); ++j) {
    Matrix<R> column = x.col(j);
    const Matrix<R> known = basis.leftCols(count);
    for (int pass = 0; pass < 2; ++pass) column -= Matrix<R>(known * (known.transpose() * column));
    const R size = sqrt(R(column.squaredNorm()));
    if (!(size > least)) continue;
    basis.col(count++) = column / size;
  }
  return basis.leftCols(count);
}

/// |R_i|, 1 where R_i = 0, as a row.
template <class R>
Matrix<R> norms_of_rows(const Matrix<R>& products) {
  using std::sqrt;
  return products.diagonal().transpose().unaryExpr(
      [](const R& square) { return square > R(0) ? R(sqrt(square)) : R(1); });
}

}  // namespace detail

template <class R>
Decomposition<R>::Decomposition(const Problem& problem, const InitialState<R>& start, const R& eta)
    : rule_(problem, eta),
      step_(make_training_step<R>(problem, start, eta)),
      A_(&step_.input("A")),
      G_(&step_.input("G")),
      m_(start.A.rows()),
      N_(start.A.cols()),
      has_V_(has_second_layer(problem.settings)),
      V_moves_(step_.has_output("V.X")),
      on_one_line_(patches_on_one_line(problem.settings.data)),
      start_products_(detail::products_of_start(start)),
      rows_(detail::rows_of_start(start)),
      T_W_(Matrix<R>::Zero(m_, start_products_.rows())),
      T_V_(Matrix<R>::Zero(has_V_ ? m_ : 0, start_products_.rows())) {
  T_W_.leftCols(m_).setIdentity();
  if (has_V_) T_V_.middleCols(m_, m_).setIdentity();
  if (step_.has_output("a")) a_ = second_layer_signs<R>(problem.settings);
  if (!start.vectors || !step_.has_output("Q")) return;
  norms_ = detail::norms_of_rows(start_products_);
  basis_ = detail::column_basis<R>(norms_.row(0).cwiseInverse().asDiagonal() * rows_);
}

/// The part of a movement that moves anything.
template <class R>
void Decomposition<R>::keep_to_rows(Matrix<R>& movement) const {
  if (basis_.size() == 0) return;
  movement.array().rowwise() *= norms_.row(0).array();
  movement = product<R>({product<R>({movement}, {basis_})}, {basis_, true});
  movement.array().rowwise() /= norms_.row(0).array();
}

/// W = T R, and every inner product after it.
template <class R>
void Decomposition<R>::assemble_vectors() {
  step_.input("W") = product<R>({T_W_}, {rows_});
  if (V_moves_) step_.input("V") = product<R>({T_V_}, {rows_});
  if (a_.size() > 0) step_.input("a") = a_;
  place_products(step_);
  const auto times_rows = [&](const Matrix<R>& momentum) -> Matrix<R> {
    return momentum.size() > 0 ? product<R>({momentum}, {rows_}) : Matrix<R>();
  };
  moved_W_ = times_rows(rule_.momentum(0));
  if (V_moves_) moved_V_ = times_rows(rule_.momentum(1));
}

/// Every inner product after T R.
template <class R>
void Decomposition<R>::assemble() {
  if (rows_.size() > 0) return assemble_vectors();
  const Matrix<R> W_against = product<R>({T_W_}, {start_products_});  // W R^T
  *A_ = W_against.rightCols(N_);
  *G_ = product<R>({W_against}, {T_W_, true});
  if (has_V_) step_.input("B") = product<R>({W_against}, {T_V_, true});
  if (V_moves_) {
    const Matrix<R> V_against = product<R>({T_V_}, {start_products_});
    step_.input("C") = V_against.rightCols(N_);
    step_.input("D") = product<R>({V_against}, {T_V_, true});
  }
  if (a_.size() > 0) step_.input("a") = a_;
}

template <class R>
Evaluation<R> Decomposition<R>::evaluate() {
  assemble();
  rule_.inputs().place_all(step_);
  step_.run();
  return {.loss = step_.output("loss")(0, 0),
          .gradient_norm = root_of_square(step_.output("gradient_square")(0, 0))};
}

template <class R>
std::optional<R> Decomposition<R>::told_loss() {
  if (!rule_.inputs().has_factors()) return std::nullopt;
  rule_.inputs().place_told(step_);
  step_.run();
  return step_.output("loss")(0, 0);
}

/// The gradient of one block in coefficients on R: its coefficients on W, V and X times what those are of R.
template <class R>
Matrix<R> Decomposition<R>::gradient(const char* on_W, const char* on_V, const char* on_X) const {
  Matrix<R> result = Matrix<R>::Zero(m_, start_products_.rows());
  if (step_.has_output(on_W)) result += product<R>({step_.output(on_W)}, {T_W_});
  if (step_.has_output(on_V)) result += product<R>({step_.output(on_V)}, {T_V_});
  result.rightCols(N_) += step_.output(on_X);
  keep_to_rows(result);
  return result;
}

template <class R>
void Decomposition<R>::advance() {
  if (rule_.inputs().draws()) {
    rule_.inputs().place_step(step_);
    step_.run();
  }
  const Matrix<R> of_W = gradient("Q", "S", "P");
  if (V_moves_) rule_.move(T_V_, gradient("V.W", "V.V", "V.X"), 1);
  rule_.move(T_W_, of_W, 0);
  if (a_.size() > 0) rule_.move(a_, step_.output("gradient.a"), 1);
  rule_.count();
}

template <class R>
std::vector<Matrix<R>*> Decomposition<R>::state() {
  std::vector<Matrix<R>*> result{&T_W_};
  if (V_moves_) result.push_back(&T_V_);
  if (a_.size() > 0) result.push_back(&a_);
  rule_.append_state(result);
  return result;
}

/// Momenta are in vectors only (span_vectors.hpp).
template <class R>
NamedState<R> Decomposition<R>::named_state() {
  NamedState<R> state;
  const bool vectors = rows_.size() > 0, momentum = rule_.has_momentum();
  if (vectors) state.emplace_back("W", &step_.input("W"));
  if (vectors && V_moves_) state.emplace_back("V", &step_.input("V"));
  if (momentum) state.emplace_back("W'", &moved_W_);
  if (momentum && V_moves_) state.emplace_back("V'", &moved_V_);
  if (!vectors)
    for (const char* name : {"A", "G", "B", "C", "D"})
      if (step_.has_output(name)) state.emplace_back(name, &step_.input(name));
  if (a_.size() > 0) state.emplace_back("a", &a_);
  if (a_.size() > 0 && momentum) state.emplace_back("a'", &rule_.momentum(1));
  return state;
}

template <class R>
Matrix<R> Decomposition<R>::coefficients() const {
  const Matrix<R> N = T_W_.rightCols(N_), K = start_products_.bottomRightCorner(N_, N_);
  Matrix<R> result = N.array().rowwise() * K.diagonal().transpose().array();
  for (const auto& [p, q] : on_one_line_) result.col(p) += N.col(q) * K(q, p);
  return result;
}

}  // namespace featdyn::numerics
