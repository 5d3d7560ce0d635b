#include "numerics/data/dataset.hpp"
#include "numerics/memory.hpp"
#include "numerics/random.hpp"

namespace featdyn::numerics {
namespace {

/// Balanced: +1, -1, +1, ... ; random: independent fair coins.
std::vector<int> make_labels(const TwoPatchSettings& data, std::uint64_t seed) {
  std::vector<int> labels(static_cast<std::size_t>(data.samples));
  Engine engine = stream(seed, "labels", {});
  for (std::size_t i = 0; i < labels.size(); ++i)
    labels[i] = (data.random_labels ? (engine() >> 63U) == 0 : i % 2 == 0) ? 1 : -1;
  return labels;
}

}  // namespace

/// Columns mu_{+1}, mu_{-1}, xi_1 .. xi_n. The signals lie on the first two axes, so that noise with zeros
/// there is N(0, sigma_xi^2 (I - sum_j mu_j mu_j^T / |mu|^2)), exactly orthogonal to them [section 1 of the
/// paper].
Dataset make_two_patch(const TwoPatchSettings& data, const Settings& settings) {
  const Index n = data.samples, d = data.dimension;
  require_memory(settings.document.origin("data.dimension"), "data.dimension", static_cast<double>(n + 2),
                 static_cast<double>(d + n));
  Dataset set{.patches = Matrix<double>::Zero(n + 2, d),
              .info = {{.is_signal = true, .label = 1}, {.is_signal = true, .label = -1}},
              .sample_patches = {},
              .labels = make_labels(data, settings.data_seed)};
  set.patches(0, 0) = set.patches(1, 1) = theory::to_real<double>(data.signal_norm.value);
  const double sigma_xi = theory::to_real<double>(data.noise_std.value);
#pragma omp parallel for schedule(static)
  for (Index i = 0; i < n; ++i) {
    fill_normal_row(settings.data_seed, "noise", static_cast<std::uint64_t>(i),
                    set.patches.row(2 + i).data() + 2, static_cast<std::size_t>(d - 2));
    set.patches.row(2 + i) *= sigma_xi;
  }
  set.sample_patches.resize(n, 2);
  for (Index i = 0; i < n; ++i) {
    const int label = set.labels[static_cast<std::size_t>(i)];
    set.info.push_back({.is_signal = false, .label = label});
    set.sample_patches(i, 0) = label == 1 ? 0 : 1;
    set.sample_patches(i, 1) = static_cast<int>(2 + i);
  }
  return set;
}

}  // namespace featdyn::numerics
