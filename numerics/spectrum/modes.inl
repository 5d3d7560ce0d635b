// Definitions of the templates of modes.hpp; included by one source file per scalar type.
#pragma once

#include <array>
#include <cmath>
#include <limits>

#include "numerics/linear/exact_product.hpp"
#include "numerics/problem/noise_levels.hpp"
#include "numerics/settings/read_spectrum.hpp"
#include "numerics/spectrum/modes.hpp"
#include "theory/target.hpp"

namespace featdyn::numerics {
template <class R>
Modes<R> modes_of(const Problem& problem) {
  const Matrix<R> c = patch_weights<R>(problem.data);
  if (problem.products) return modes_of<R>(problem.products->K.template cast<R>(), c);
  return modes_of<R>(exact_product<R>(problem.data.patches, problem.data.patches), c);
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
