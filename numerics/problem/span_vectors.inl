// Definitions of the templates of span_vectors.hpp; included by problem.inl.
#pragma once

#include <Eigen/Dense>
#include <optional>

#include "numerics/linear/exact_product.hpp"
#include "numerics/problem/problem.hpp"

namespace featdyn::numerics {

template <class R>
void SpanFactor<R>::add(const Matrix<R>& columns) {
  Matrix<R> all(columns.rows(), rows_.cols() + columns.cols());
  if (rows_.cols() > 0) all.leftCols(rows_.cols()) = rows_;
  all.rightCols(columns.cols()) = columns;
  if (all.cols() <= all.rows()) return void(rows_ = std::move(all));
  using Turned = Eigen::Matrix<R, Eigen::Dynamic, Eigen::Dynamic>;
  const Eigen::HouseholderQR<Turned> factors(Turned(all.transpose()));
  const Turned upper = factors.matrixQR().topRows(all.rows()).template triangularView<Eigen::Upper>();
  rows_ = upper.transpose();
}

namespace detail {

/// Whether the run has vectors beside W and X that start outside their span.
inline bool has_own_second_layer(const Problem& problem) {
  return has_second_layer(problem.settings) && problem.second_layer;
}

/// R R^T for R = (X, W), and V where it is one of its own.
template <class R>
Matrix<R> joint_products(const InitialState<R>& start, bool has_V) {
  const Index N = start.K.rows(), m = start.A.rows(), v = has_V ? m : 0;
  Matrix<R> joint(N + m + v, N + m + v);
  joint.topLeftCorner(N, N) = start.K;
  joint.block(N, 0, m, N) = start.A;
  joint.block(N, N, m, m) = start.G;
  if (has_V) {
    joint.bottomLeftCorner(m, N) = start.C;
    joint.block(N + m, N, m, m) = start.B.transpose();
    joint.bottomRightCorner(m, m) = start.D;
  }
  joint.template triangularView<Eigen::StrictlyUpper>() = joint.transpose();
  return joint;
}

/// The rows of joint_products, W first where they are named.
template <class R>
SpanVectors<R> split(const Matrix<R>& rows, Index N, Index m, bool has_V, bool same_V) {
  SpanVectors<R> vectors{.W = rows.middleRows(N, m), .V = {}, .X = rows.topRows(N)};
  if (has_V) vectors.V = rows.bottomRows(m);
  if (same_V) vectors.V = vectors.W;
  return vectors;
}

template <class R>
Matrix<R> coordinates_of(const Problem& problem) {
  const Matrix<double>&X = problem.data.patches, &W = problem.weights;
  const Index v = has_own_second_layer(problem) ? W.rows() : 0;
  SpanFactor<R> factor;
  for (Index first = 0; first < X.cols(); first += columns_at_once) {
    const Index count = std::min<Index>(columns_at_once, X.cols() - first);
    Matrix<R> block(X.rows() + W.rows() + v, count);
    block.topRows(X.rows()) = X.middleCols(first, count).template cast<R>();
    block.middleRows(X.rows(), W.rows()) = W.middleCols(first, count).template cast<R>();
    if (v > 0) block.bottomRows(v) = problem.second_layer->middleCols(first, count).template cast<R>();
    factor.add(block);
  }
  return factor.rows();
}

/// L of J = L L^T, clearly regular.
template <class R>
Matrix<R> triangle_of(const Matrix<R>& joint) {
  using Turned = Eigen::Matrix<R, Eigen::Dynamic, Eigen::Dynamic>;
  return Turned(Eigen::LLT<Turned>(Turned(joint)).matrixL());
}

}  // namespace detail

/// The vectors where they are to be the state; nothing where inner products do.
template <class R>
std::optional<SpanVectors<R>> span_vectors(const Problem& problem, const InitialState<R>& start) {
  const bool own_V = detail::has_own_second_layer(problem);
  const bool same_V = has_second_layer(problem.settings) && !own_V;
  const Matrix<R> joint = detail::joint_products(start, own_V);
  const bool independent = are_clearly_independent(joint.template cast<double>());
  if (independent && !same_V && !problem.settings.training.update.momentum) return std::nullopt;
  const Matrix<R> rows = independent ? detail::triangle_of(joint) : detail::coordinates_of<R>(problem);
  return detail::split(rows, start.K.rows(), start.A.rows(), own_V, same_V);
}

}  // namespace featdyn::numerics
