#include <fmt/format.h>

#include "numerics/data/labels.hpp"
#include "numerics/data/random.hpp"
#include "numerics/files/idx.hpp"
#include "numerics/refusal/memory.hpp"

namespace featdyn::numerics {
namespace {

/// What `read` returns; a failure becomes an error at the setting that named the file.
template <class Read>
auto at(const Settings& settings, const char* key, Read read) {
  try {
    return read();
  } catch (const std::runtime_error& error) {
    throw InputError(settings.document.origin(key),
                     fmt::format("{}: {}, allowed: an IDX file of bytes, gzipped or not", key, error.what()));
  }
}

/// The places of the first `count` images of a digit, in file order.
std::vector<std::size_t> first_images(const IdxArray& labels, int digit, long count,
                                      const Settings& settings) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < labels.values.size() && std::ssize(places) < count; ++i)
    if (labels.values[i] == digit) places.push_back(i);
  if (std::ssize(places) < count)
    throw InputError(
        settings.document.origin("data.samples_per_digit"),
        fmt::format("data.samples_per_digit: too many, read {}, allowed: at most {}, the images of digit {}",
                    count, places.size(), digit));
  return places;
}

}  // namespace

/// Samples digit by digit. Patch 1: pixels / 255 x signal_scale; patch 2: N(0, sigma_xi^2 I). The classifier
/// tells the first digit (+1) from the rest; the denoiser's classes are the digits.
Dataset noisy_mnist_without_images(const NoisyMnistSettings& data, const Settings& settings, Index d) {
  const Index k = std::ssize(data.digits), n = k * data.samples_per_digit;
  require_memory(settings.document.origin("data.samples_per_digit"), "data.samples_per_digit",
                 2 * static_cast<double>(n), static_cast<double>(d + 2 * n));
  const double sigma_xi = theory::to_real<double>(data.noise_std.value);
  const bool one_output =
      settings.objective == theory::Objective::classification && !settings.has_several_outputs();
  Dataset set{.patches = Matrix<double>::Zero(2 * n, d),
              .info = {},
              .sample_patches = consecutive_patches(n, 2),
              .labels = {}};
  for (Index i = 0; i < n; ++i) {
    const Index j = i / data.samples_per_digit;
    const int label = one_output ? (j == 0 ? 1 : -1) : label_of_class(j, k);
    fill_normal_row(settings.data_seed, "noise", static_cast<std::uint64_t>(i),
                    set.patches.row(2 * i + 1).data(), static_cast<std::size_t>(d));
    set.patches.row(2 * i + 1) *= sigma_xi;
    set.labels.push_back(label);
    set.info.insert(set.info.end(),
                    {{.is_signal = true, .label = label}, {.is_signal = false, .label = label}});
  }
  return set;
}

Dataset make_noisy_mnist(const NoisyMnistSettings& data, const Settings& settings) {
  const auto images_shape = at(settings, "data.images", [&] { return read_idx_shape(data.images, 3); });
  const auto labels_shape = at(settings, "data.labels", [&] { return read_idx_shape(data.labels, 1); });
  if (images_shape[0] != labels_shape[0])
    throw InputError(
        settings.document.origin("data.labels"),
        fmt::format(
            "data.labels: the files do not belong together, read {} labels, allowed: {}, one an image",
            labels_shape[0], images_shape[0]));
  const Index d = static_cast<Index>(images_shape[1]) * images_shape[2];
  const IdxArray labels = at(settings, "data.labels", [&] { return read_idx(data.labels, 1); });
  std::vector<std::size_t> places;
  for (const int digit : data.digits)
    for (const std::size_t place : first_images(labels, digit, data.samples_per_digit, settings))
      places.push_back(place);
  Dataset set = noisy_mnist_without_images(data, settings, d);  // where memory is enough
  const IdxArray images = at(settings, "data.images", [&] { return read_idx(data.images, 3); });
  const double scale = theory::to_real<double>(data.signal_scale.value);
  for (Index i = 0; i < set.samples(); ++i) {
    const std::uint8_t* pixels =
        images.values.data() + places[static_cast<std::size_t>(i)] * static_cast<std::size_t>(d);
    for (Index c = 0; c < d; ++c) set.patches(2 * i, c) = pixels[c] / 255.0 * scale;
  }
  return set;
}

}  // namespace featdyn::numerics
