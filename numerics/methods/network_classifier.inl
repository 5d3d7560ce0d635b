// The classifiers of Network<R>: their losses and gradients by back-propagation.
#pragma once

#include <cmath>

#include "numerics/data/labels.hpp"
#include "numerics/methods/margin_loss.hpp"
#include "numerics/methods/network.hpp"

namespace featdyn::numerics {

/// sum_{i of p} of one number a sample, weighted, as a row over patches.
template <class R>
Matrix<R> Network<R>::pulls(const Matrix<R>& slopes) const {
  const Dataset& data = problem_.data;
  Matrix<R> pull = Matrix<R>::Zero(1, data.count());
  for (Index i = 0; i < data.samples(); ++i)
    for (Index q = 0; q < data.sample_patches.cols(); ++q)
      pull(0, data.sample_patches(i, q)) += shares_(0, i) * slopes(0, i);
  return pull;
}

/// sum_{p in i} of one number a patch, as a row over samples.
template <class R>
Matrix<R> Network<R>::outputs(const Matrix<R>& of_patches) const {
  const Dataset& data = problem_.data;
  Matrix<R> f = Matrix<R>::Zero(1, data.samples());
  for (Index i = 0; i < data.samples(); ++i)
    for (Index q = 0; q < data.sample_patches.cols(); ++q)
      f(0, i) += of_patches(0, data.sample_patches(i, q));
  return f;
}

template <class R>
R Network<R>::classifier() {
  const R m_inverse = per_neuron_;
  const Matrix<R> active = sigma(0);
  Matrix<R> f = outputs(product<R>({V_}, {active}) * m_inverse), slopes = f;
  R loss(0);
  for (Index i = 0; i < f.cols(); ++i) {
    const R& y = y_(0, i);
    const auto [value, slope] = margin_cost<R>(assumptions_.loss, R(y * f(0, i)));
    loss += shares_(0, i) * value;
    slopes(0, i) = slope * y;
  }
  const Matrix<R> pull = pulls(slopes);
  Matrix<R> P = m_inverse * sigma(1);
  P.array().colwise() *= V_.row(0).transpose().array();
  P.array().rowwise() *= pull.row(0).array();
  gradient_ = product<R>({P}, {X_});
  if (V_moves_) V_gradient_ = m_inverse * product<R>({pull}, {active, true});
  return loss;
}

/// The softmax of the outputs of all classes.
template <class R>
R Network<R>::cross_entropy() {
  using std::exp, std::log;
  const Index m = problem_.settings.width, classes = A_.rows() / m, n = problem_.data.samples();
  const R m_inverse = per_neuron_;
  const Matrix<R> active = sigma(0);
  Matrix<R> f(classes, n), P = m_inverse * sigma(1);
  for (Index c = 0; c < classes; ++c)
    f.row(c) = outputs(Matrix<R>(active.middleRows(c * m, m).colwise().sum() * m_inverse));
  R loss(0);
  for (Index i = 0; i < n; ++i) {
    const Index own = class_of_label(problem_.data.labels[static_cast<std::size_t>(i)], classes);
    const R largest = f.col(i).maxCoeff(), own_output = f(own, i);
    R sum(0);
    for (Index c = 0; c < classes; ++c) sum += f(c, i) = exp(R(f(c, i) - largest));
    loss += shares_(0, i) * R(log(sum) + largest - own_output);
    f.col(i) /= sum;
    f(own, i) -= R(1);
  }
  for (Index c = 0; c < classes; ++c)
    P.middleRows(c * m, m).array().rowwise() *= pulls(Matrix<R>(f.row(c))).row(0).array();
  gradient_ = product<R>({P}, {X_});
  return loss;
}

/// One time's part of the square loss on noised inputs: that of the mean output by back-propagation, E
/// sigma'(z) x_t = alpha phi_1 x + beta^2 phi_2 w, and that of the variance of sigma at each patch.
template <class R>
R Network<R>::add_noised_time(const NoiseLevel<R>& level, Coefficients& sum) const {
  const Kernels at = kernels(level);
  const R alpha = level.alpha, square = level.beta * level.beta, m_inverse = root_ * root_;
  const auto by_neuron = [&](const Matrix<R>& x) -> Matrix<R> {
    return x.array().colwise() * V_.row(0).transpose().array();
  };
  const auto by_patch = [](const Matrix<R>& x, const Matrix<R>& row) -> Matrix<R> {
    return x.array().rowwise() * row.row(0).array();
  };
  const Matrix<R> mean = product<R>({V_}, {at.Phi[0]});  // sum_s a_s phi_0 per patch
  Matrix<R> missing = outputs(Matrix<R>(mean * m_inverse));
  missing -= y_;
  R loss = (shares_.array() * missing.array().square()).sum() / R(2);
  const Matrix<R> pull = pulls(missing);
  const Matrix<R>& c = c_;
  const R per_pair = m_inverse * m_inverse;
  loss += per_pair / R(2) * R(D_.cwiseProduct(at.kappa).sum() - (c.array() * mean.array().square()).sum());
  const Matrix<R> net = m_inverse * pull - per_pair * c.cwiseProduct(mean);
  sum.P += level.weight * alpha * (by_patch(by_neuron(at.Phi[1]), net) + per_pair * by_patch(at.one_zero, c));
  sum.Q += level.weight * square * per_pair * D_.cwiseProduct(at.slopes);
  sum.Q.diagonal() +=
      level.weight * square *
      Matrix<R>(by_patch(by_neuron(at.Phi[2]), net) + per_pair * by_patch(at.two_zero, c)).rowwise().sum();
  sum.s +=
      level.weight * (product<R>({at.Phi[0]}, {net, true}) + per_pair * product<R>({at.kappa}, {V_, true}));
  return level.weight * loss;
}

template <class R>
R Network<R>::noised_classifier() {
  const Index neurons = A_.rows();
  D_ = product<R>({V_, true}, {V_});
  Coefficients sum{.Q = Matrix<R>::Zero(neurons, neurons),
                   .P = Matrix<R>::Zero(neurons, A_.cols()),
                   .U = {},
                   .P_V = {},
                   .s = Matrix<R>::Zero(neurons, 1)};
  R loss(0);
  for (const NoiseLevel<R>& level : levels_) loss += add_noised_time(level, sum);
  gradient_ = product<R>({sum.Q}, {W_}) + product<R>({sum.P}, {X_});
  if (V_moves_) V_gradient_ = sum.s.transpose();
  return loss;
}

}  // namespace featdyn::numerics
