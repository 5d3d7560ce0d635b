// Definitions of MatrixNetwork<R>; included by one source file per scalar type.
#pragma once

#include <cmath>

#include "numerics/data/batches.hpp"
#include "numerics/methods/matrix_network.hpp"
#include "theory/target.hpp"

namespace featdyn::numerics {

template <class R>
MatrixNetwork<R>::MatrixNetwork(const Problem& problem, const R& eta)
    : problem_(problem),
      rule_(problem, eta),
      levels_(noise_levels<R>(problem.settings.diffusion)),
      has_bias_(problem.settings.architecture.bias),
      X_(problem.data.patches.template cast<R>()),
      W_(problem.weights.template cast<R>()),
      c_(patch_weights<R>(problem.data)) {
  if (has_bias_) b_ = Matrix<R>::Zero(1, X_.cols());
}

/// Adds one time's part of the gradient and returns its part of the loss; images_ = X W^T, moment_ = X^T C X.
template <class R>
R MatrixNetwork<R>::add_time(const NoiseLevel<R>& level, const Matrix<R>& weighted) {
  std::array<R, theory::symbol_count> symbols;
  symbols.fill(R(0));
  symbols[static_cast<std::size_t>(theory::Symbol::alpha)] = level.alpha;
  symbols[static_cast<std::size_t>(theory::Symbol::beta)] = level.beta;
  const auto target = theory::target_weights(problem_.settings.diffusion.target);
  const R q = target.data.template evaluate<R>(symbols), e = target.noise.template evaluate<R>(symbols);
  const R alpha = level.alpha, beta = level.beta, weight = level.weight, nu = c_.sum();
  Matrix<R> gradient = R(alpha * alpha) * product<R>({images_, true}, {weighted}) + R(beta * beta * nu) * W_ -
                       R(q * alpha) * moment_;
  gradient.diagonal().array() -= R(e * beta * nu);
  const R half = R(1) / R(2);
  R loss = half * beta * beta * nu * W_.squaredNorm() - e * beta * nu * W_.trace();
  for (Index p = 0; p < X_.rows(); ++p)
    loss += c_(0, p) * (half * alpha * alpha * images_.row(p).squaredNorm() -
                        q * alpha * images_.row(p).cwiseProduct(X_.row(p)).sum());
  if (has_bias_) {
    const Matrix<R> mean = weighted.colwise().sum(), image = product<R>({mean}, {W_, true});
    gradient += alpha * product<R>({b_, true}, {mean});
    bias_gradient_ += weight * (alpha * image + nu * b_ - q * mean);
    loss +=
        half * nu * b_.squaredNorm() + alpha * b_.cwiseProduct(image).sum() - q * b_.cwiseProduct(mean).sum();
  }
  gradient_ += weight * gradient;
  return weight * loss;
}

template <class R>
R MatrixNetwork<R>::differentiate() {
  const Matrix<R> weighted = X_.array().colwise() * c_.row(0).transpose().array();
  moment_ = product<R>({weighted, true}, {X_});
  gradient_ = Matrix<R>::Zero(W_.rows(), W_.cols());
  if (has_bias_) bias_gradient_ = Matrix<R>::Zero(1, W_.cols());
  R loss(0);
  for (const NoiseLevel<R>& level : levels_) loss += add_time(level, weighted);
  if (const auto& decay = problem_.settings.training.update.weight_decay) {
    const R lambda = theory::to_real<R>(decay->value);
    gradient_ += lambda * W_;
    loss += lambda / R(2) * W_.squaredNorm();
    if (has_bias_) {
      bias_gradient_ += lambda * b_;
      loss += lambda / R(2) * b_.squaredNorm();
    }
  }
  return loss;
}

template <class R>
Evaluation<R> MatrixNetwork<R>::evaluate() {
  using std::sqrt;
  images_ = product<R>({X_}, {W_, true});
  Y_ = product<R>({X_}, {images_, true});
  H_ = numerics::gram<R>(images_);
  const R loss = differentiate();
  R square = gradient_.squaredNorm();
  if (has_bias_) square += bias_gradient_.squaredNorm();
  return {.loss = loss, .gradient_norm = R(sqrt(square))};
}

template <class R>
void MatrixNetwork<R>::advance() {
  if (rule_.inputs().has_batches()) {
    const Matrix<R> c = c_;
    c_ = patch_weights_of<R>(problem_.data, rule_.inputs().batch());
    differentiate();
    c_ = c;
  }
  rule_.move(W_, gradient_, 0);
  if (has_bias_) rule_.move(b_, bias_gradient_, 1);
  rule_.count();
}

template <class R>
std::vector<Matrix<R>*> MatrixNetwork<R>::state() {
  std::vector<Matrix<R>*> result{&W_};
  if (has_bias_) result.push_back(&b_);
  rule_.append_state(result);
  return result;
}

}  // namespace featdyn::numerics
