#include "numerics/problem/streamed_problem.hpp"

#include "numerics/data/batches.hpp"
#include "numerics/data/labels.hpp"
#include "numerics/data/signal_noise.hpp"
#include "numerics/linear/exact_product.hpp"
#include "numerics/problem/span_vectors.inl"
#include "numerics/refusal/memory.hpp"

namespace featdyn::numerics {
namespace {

std::optional<SignalNoiseSettings> drawn(const Settings& settings) {
  const InitSettings& init = settings.init;
  const bool is_own = init.weights || !init.signal_std.empty() || init.noise_std || !init.modes.empty();
  if (is_own || has_second_layer(settings) || settings.architecture.one_layer) return std::nullopt;
  return signal_noise(settings.data);
}

/// The spectrum of the noise; one block of columns beside K, A and their like.
void require_memory_for(const Settings& settings, const SignalNoiseSettings& data, Index N) {
  require_memory(settings.document.origin("data.dimension"), "data.dimension", 1,
                 static_cast<double>(data.dimension));
  const auto rows = static_cast<double>(settings.neurons() + N);
  require_memory(settings.document.origin("data.samples"), "data.samples", rows,
                 static_cast<double>(columns_at_once) + 4 * rows);
}

/// Calls use(X, W) with some columns of patches and weights at a time, in their order.
template <class Use>
void for_each_block(const Settings& settings, const SignalNoiseSettings& data, Index N, const Use& use) {
  const Index m = settings.neurons();
  const SignalNoisePatches patches(data, settings.data_seed);
  Matrix<double> X(N, columns_at_once), W(m, columns_at_once);
  const Index length = data.patch_length();
  for (Index first = 0; first < length; first += columns_at_once) {
    const Index count = std::min<Index>(columns_at_once, length - first);
    X.resize(N, count);
    W.resize(m, count);
    patches.fill(first, X);
#pragma omp parallel for schedule(static)
    for (Index r = 0; r < m; ++r) fill_drawn_weights(settings, r, W.row(r).data(), count, first);
    use(X, W);
  }
}

/// Coordinates of the rows, for which they are drawn once more.
SpanVectors<double> coordinates(const Settings& settings, const SignalNoiseSettings& data, Index N) {
  SpanFactor<double> factor;
  for_each_block(settings, data, N, [&](const Matrix<double>& X, const Matrix<double>& W) {
    Matrix<double> rows(X.rows() + W.rows(), X.cols());
    rows << X, W;
    factor.add(rows);
  });
  return detail::split(factor.rows(), N, settings.neurons(), false, false);
}

InitialState<double> inner_products(const Settings& settings, const SignalNoiseSettings& data, Index N) {
  const Index m = settings.neurons();
  InitialState<double> sums{
      .A = Matrix<double>::Zero(m, N), .G = Matrix<double>::Zero(m, m), .K = Matrix<double>::Zero(N, N)};
  for_each_block(settings, data, N, [&](const Matrix<double>& X, const Matrix<double>& W) {
    add_product(W, X, sums.A);
    add_product(W, W, sums.G);
    add_product(X, X, sums.K);
  });
  if (!are_clearly_independent(detail::joint_products(sums, false)))
    sums.vectors = coordinates(settings, data, N);
  return sums;
}

}  // namespace

bool are_many(Index samples, Index patches_per_sample, Index dimension) {
  return 8.0 * static_cast<double>(samples) * static_cast<double>(patches_per_sample) *
             static_cast<double>(dimension) >=
         1 << 30;
}

bool should_stream(const Settings& settings) {
  const auto data = drawn(settings);
  return data && are_many(data->samples, data->signal_patches + data->noise_patches, data->dimension);
}

Index streamed_dimension(const Settings& settings) {
  return drawn(settings).value().patch_length();
}

Problem make_streamed_problem(Settings settings) {
  const SignalNoiseSettings data = drawn(settings).value();
  Dataset set = describe_signal_noise(data, settings);
  require_memory_for(settings, data, set.count());
  flip_labels(set, settings.label_noise.value, settings.data_seed);
  if (settings.training.update.batch_size) Batches(settings, set.samples());  // or it says what is wrong
  InitialState<double> products = inner_products(settings, data, set.count());
  const Index neurons = settings.neurons();
  return {.settings = std::move(settings),
          .data = std::move(set),
          .weights = Matrix<double>(neurons, 0),
          .products = std::move(products)};
}

}  // namespace featdyn::numerics
