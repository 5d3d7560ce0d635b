#include "numerics/monte_carlo.hpp"

#include <algorithm>

#include "numerics/random.hpp"
#include "theory/kernel.hpp"

namespace featdyn::numerics {
namespace {

constexpr Index draws_at_once = 64;     // a block of noise that stays in the cache for d of a few thousand
constexpr Index reduction_groups = 16;  // fixed, so that sums have one order at every thread count

Matrix<double> apply(const std::vector<double>& coefficients, const Matrix<double>& z) {
  Matrix<double> result = Matrix<double>::Zero(z.rows(), z.cols());
  for (std::size_t k = coefficients.size(); k-- > 0;)
    result = (result.array() * z.array() + coefficients[k]).matrix();
  return result;
}

std::vector<double> coefficients_of(const theory::Polynomial& f) {
  std::vector<double> result;
  for (unsigned k = 0; k <= f.degree(theory::Symbol::z); ++k) {
    const auto terms = f.coefficient(theory::Symbol::z, k).terms();
    result.push_back(terms.empty() ? 0 : theory::to_real<double>(terms[0].coefficient));
  }
  return result;
}

}  // namespace

/// With s = sigma(z), u = sigma'(z) <w, res>, per draw and neuron:
///   sum_draws ( s res + u x_t ) = (s^T s / sqrt m) W + (beta u - e s)^T eps + (alpha sum u - q sum s) x^T,
/// target = e eps + q x; so that noise is multiplied only twice.
struct MonteCarloGradient::Sums {
  Matrix<double> by_noise, by_weights, by_patch;  // m x d, m x m, m x N
  double loss = 0;
  Sums(Index m, Index d, Index N)
      : by_noise(Matrix<double>::Zero(m, d)),
        by_weights(Matrix<double>::Zero(m, m)),
        by_patch(Matrix<double>::Zero(m, N)) {}
};

MonteCarloGradient::MonteCarloGradient(const Problem& problem) : problem_(problem) {
  const Parameters<double> values = run_parameters<double>(problem, 0.0);
  alpha_ = values[static_cast<std::size_t>(theory::Symbol::alpha)];
  beta_ = values[static_cast<std::size_t>(theory::Symbol::beta)];
  root_ = values[static_cast<std::size_t>(theory::Symbol::root)];
  const theory::Assumptions assumptions = problem.settings.assumptions();
  const auto target = theory::target_weights(assumptions.target);
  noise_weight_ = target.noise.evaluate<double>(values);
  data_weight_ = target.data.evaluate<double>(values);
  const theory::Polynomial sigma = theory::activation(assumptions.activation);
  sigma_ = coefficients_of(sigma);
  sigma_prime_ = coefficients_of(sigma.derivative(theory::Symbol::z));
}

void MonteCarloGradient::add_patch(const Matrix<double>& W, const Matrix<double>& G, Index p,
                                   std::uint64_t key, Sums& sums) const {
  const Index draws = problem_.settings.diffusion.noise_draws, d = W.cols();
  const Index distinct = problem_.data.sample_patches.data()[p];
  const Eigen::RowVectorXd A = problem_.data.patches.row(distinct) * W.transpose();
  Engine engine = stream(problem_.settings.init.seed, "monte-carlo", {key, static_cast<std::uint64_t>(p)});
  Matrix<double> eps;
  for (Index done = 0; done < draws; done += draws_at_once) {
    const Index count = std::min(draws_at_once, draws - done);
    eps.resize(count, d);
    fill_standard_normal(engine, eps.data(), static_cast<std::size_t>(eps.size()));
    const Matrix<double> noise = eps * W.transpose();                 // <w_r, eps>
    const Matrix<double> z = (beta_ * noise).rowwise() + alpha_ * A;  // <w_r, x_t>
    const Matrix<double> s = apply(sigma_, z);
    const Matrix<double> target = (noise_weight_ * noise).rowwise() + data_weight_ * A;  // <w_r, target>
    const Matrix<double> f = root_ * (s * G);                                            // <w_r, f(x_t)>
    const Matrix<double> u = apply(sigma_prime_, z).cwiseProduct(f - target);
    sums.by_noise.noalias() += (beta_ * u - noise_weight_ * s).transpose() * eps;
    sums.by_weights.noalias() += root_ * (s.transpose() * s);
    sums.by_patch.col(distinct) += (alpha_ * u - data_weight_ * s).colwise().sum().transpose();
    sums.loss +=
        root_ * s.cwiseProduct(0.5 * f - target).sum();  // |f|^2/2 - <f, target>, f = sum_r s_r w_r / sqrt m
  }
}

NoisyGradient MonteCarloGradient::operator()(const Matrix<double>& W, std::uint64_t step) const {
  const Index patches = problem_.data.sample_patches.size(), groups = std::min(patches, reduction_groups);
  const Matrix<double> G = gram<double>(W);
  std::vector<Sums> sums(static_cast<std::size_t>(groups), Sums(W.rows(), W.cols(), problem_.data.count()));
#pragma omp parallel for schedule(dynamic)
  for (Index group = 0; group < groups; ++group)
    for (Index p = group; p < patches; p += groups)
      add_patch(W, G, p, step, sums[static_cast<std::size_t>(group)]);
  Sums total = sums[0];
  for (std::size_t group = 1; group < sums.size(); ++group) {
    total.by_noise += sums[group].by_noise;
    total.by_weights += sums[group].by_weights;
    total.by_patch += sums[group].by_patch;
    total.loss += sums[group].loss;
  }
  const double mean =
      1.0 / static_cast<double>(problem_.data.samples() * problem_.settings.diffusion.noise_draws);
  return {.gradient =
              root_ * mean * (total.by_noise + total.by_weights * W + total.by_patch * problem_.data.patches),
          .loss = mean * total.loss};
}

MonteCarloNetwork::MonteCarloNetwork(const Problem& problem, double eta)
    : problem_(problem),
      estimate_(problem),
      eta_(eta),
      W_(problem.weights),
      step_(Matrix<double>::Zero(1, 1)) {}

Evaluation<double> MonteCarloNetwork::evaluate() {
  A_ = product<double>({W_}, {problem_.data.patches, true});
  G_ = numerics::gram<double>(W_);
  auto [gradient, loss] = estimate_(W_, static_cast<std::uint64_t>(step_(0, 0)));
  gradient_ = std::move(gradient);
  return {.loss = loss, .gradient_norm = gradient_.norm()};
}

void MonteCarloNetwork::advance() {
  W_ -= eta_ * gradient_;
  step_(0, 0) += 1;
}

}  // namespace featdyn::numerics
