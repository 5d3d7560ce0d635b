// Definitions of the templates of modes.hpp; included by one source file per scalar type.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <type_traits>

#include "numerics/linear/eigensystem.hpp"
#include "numerics/linear/exact_product.hpp"
#include "numerics/problem/noise_levels.hpp"
#include "numerics/scalar/unit_roundoff.hpp"
#include "numerics/settings/read_spectrum.hpp"
#include "numerics/spectrum/jacobi.hpp"
#include "numerics/spectrum/modes.hpp"
#include "theory/target.hpp"

namespace featdyn::numerics {
namespace detail {

/// Eigenvalues and, as columns, eigenvectors of a symmetric matrix, in any order.
template <class R>
std::pair<std::vector<R>, Matrix<R>> eigensystem_of(Matrix<R> B) {
  std::vector<R> values;
  if constexpr (std::is_same_v<R, double>) {
    const Eigensystem system = eigensystem(B);
    values.assign(system.values.begin(), system.values.end());
    return {values, system.vectors};
  } else {
    Matrix<R> vectors = diagonalise(B);
    if (vectors.size() != B.size()) throw std::runtime_error("the modes of the data were not found");
    for (Index a = 0; a < B.rows(); ++a) values.push_back(B(a, a));
    return {values, std::move(vectors)};
  }
}

/// Of C^(1/2) K C^(1/2), C = diag(c).
template <class R>
Modes<R> modes_of_gram(const Matrix<R>& K, const Matrix<R>& c) {
  using std::sqrt;
  const Index N = K.rows();
  std::vector<R> root;
  for (Index p = 0; p < N; ++p) root.push_back(sqrt(R(c(0, p))));
  const auto at = [](Index p) { return static_cast<std::size_t>(p); };
  Matrix<R> B(N, N);
  for (Index p = 0; p < N; ++p)
    for (Index q = 0; q < N; ++q) B(p, q) = root[at(p)] * K(p, q) * root[at(q)];
  const auto [values, vectors] = eigensystem_of<R>(std::move(B));
  std::vector<Index> order(at(N));
  std::iota(order.begin(), order.end(), Index(0));
  std::ranges::stable_sort(order, [&](Index a, Index b) { return values[at(b)] < values[at(a)]; });
  const R least = R(N) * R(16) * unit_roundoff<R>() * values[at(order[0])];
  std::erase_if(order, [&](Index a) { return !(values[at(a)] > least); });
  Modes<R> modes{.lambda = {}, .reading = Matrix<R>(N, static_cast<Index>(order.size()))};
  for (const Index from : order) {
    const Index a = static_cast<Index>(modes.lambda.size());
    const R scale = R(1) / sqrt(R(values[at(from)]));
    for (Index p = 0; p < N; ++p) modes.reading(p, a) = root[at(p)] * vectors(p, from) * scale;
    modes.lambda.push_back(values[at(from)]);
  }
  return modes;
}

}  // namespace detail

template <class R>
Modes<R> modes_of(const Problem& problem) {
  const Matrix<R> c = patch_weights<R>(problem.data);
  if (problem.products) return detail::modes_of_gram<R>(problem.products->K.template cast<R>(), c);
  return detail::modes_of_gram<R>(exact_product<R>(problem.data.patches, problem.data.patches), c);
}

template <class R>
Matrix<R> in_modes(const Settings& settings, const Modes<R>& modes, const Matrix<R>& A) {
  using std::sqrt;
  const Matrix<R> read = product<R>({A}, {modes.reading});
  if (settings.architecture.one_layer) return product<R>({modes.reading, true}, {read});
  Matrix<R> D = product<R>({read, true}, {read});
  D /= sqrt(R(settings.width));
  return D;
}

template <class R>
R alignment(const Matrix<R>& D) {
  R diagonal(0), all(0);
  for (Index a = 0; a < D.rows(); ++a)
    for (Index b = 0; b < D.cols(); ++b) {
      const R square = D(a, b) * D(a, b);
      all += square;
      if (a == b) diagonal += square;
    }
  return all > R(0) ? R(diagonal / all) : R(std::numeric_limits<double>::quiet_NaN());
}

/// The target's weights of noise and data at a noise level.
template <class R>
std::pair<R, R> target_at(theory::Target target, const NoiseLevel<R>& level) {
  std::array<R, theory::symbol_count> symbols;
  symbols.fill(R(0));
  symbols[static_cast<std::size_t>(theory::Symbol::alpha)] = level.alpha;
  symbols[static_cast<std::size_t>(theory::Symbol::beta)] = level.beta;
  const auto weights = theory::target_weights(target);
  return {weights.noise.template evaluate<R>(symbols), weights.data.template evaluate<R>(symbols)};
}

template <class R>
std::optional<R> end_weight(const Problem& problem, const R& lambda) {
  const Settings& settings = problem.settings;
  const auto* spectrum = std::get_if<SpectrumSettings>(&settings.data);
  const bool has_mean = !(spectrum && spectrum->is_centred && !spectrum->images);
  const bool needs_mean = settings.architecture.one_layer && settings.architecture.bias && has_mean;
  if (!is_linear_denoiser(settings) || !settings.diffusion.scales.empty() ||
      settings.training.update.weight_decay || needs_mean)
    return std::nullopt;
  const R nu = patch_weights<R>(problem.data).sum();
  R aligned(0), whole(0);
  for (const NoiseLevel<R>& level : noise_levels<R>(settings.diffusion)) {
    const auto [noise, data] = target_at<R>(settings.diffusion.target, level);
    aligned += level.weight * (data * level.alpha * lambda + noise * level.beta * nu);
    whole += level.weight * (level.alpha * level.alpha * lambda + level.beta * level.beta * nu);
  }
  return R(aligned / whole);
}

#define FEATDYN_INSTANTIATE_MODES(R)                                                  \
  template Modes<R> modes_of<R>(const Problem&);                                      \
  template Matrix<R> in_modes<R>(const Settings&, const Modes<R>&, const Matrix<R>&); \
  template R alignment<R>(const Matrix<R>&);                                          \
  template std::optional<R> end_weight<R>(const Problem&, const R&);

}  // namespace featdyn::numerics
