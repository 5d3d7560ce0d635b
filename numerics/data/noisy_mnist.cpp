#include <fmt/format.h>

#include "numerics/data/labels.hpp"
#include "numerics/data/random.hpp"
#include "numerics/files/idx.hpp"
#include "numerics/problem/memory.hpp"

namespace featdyn::numerics {
namespace {

IdxArray read_or_refuse(const Settings& settings, const char* key, const std::filesystem::path& file,
                        std::size_t dimensions) {
  try {
    return read_idx(file, dimensions);
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
Dataset make_noisy_mnist(const NoisyMnistSettings& data, const Settings& settings) {
  const IdxArray images = read_or_refuse(settings, "data.images", data.images, 3);
  const IdxArray labels = read_or_refuse(settings, "data.labels", data.labels, 1);
  if (images.shape[0] != labels.shape[0])
    throw InputError(
        settings.document.origin("data.labels"),
        fmt::format(
            "data.labels: the files do not belong together, read {} labels, allowed: {}, one an image",
            labels.shape[0], images.shape[0]));
  const Index k = std::ssize(data.digits), d = static_cast<Index>(images.shape[1]) * images.shape[2],
              n = k * data.samples_per_digit;
  require_memory(settings.document.origin("data.samples_per_digit"), "data.samples_per_digit",
                 2 * static_cast<double>(n), static_cast<double>(d + 2 * n));

  const double scale = theory::to_real<double>(data.signal_scale.value);
  const double sigma_xi = theory::to_real<double>(data.noise_std.value);
  Dataset set{
      .patches = Matrix<double>(), .info = {}, .sample_patches = consecutive_patches(n, 2), .labels = {}};
  std::vector<std::size_t> places;
  const bool one_output =
      settings.objective == theory::Objective::classification && !settings.has_several_outputs();
  for (Index j = 0; j < k; ++j)
    for (const std::size_t place :
         first_images(labels, data.digits[static_cast<std::size_t>(j)], data.samples_per_digit, settings)) {
      places.push_back(place);
      set.labels.push_back(one_output ? (j == 0 ? 1 : -1) : label_of_class(j, k));
    }
  set.patches.resize(2 * n, d);
  for (Index i = 0; i < n; ++i) {
    const std::uint8_t* pixels =
        images.values.data() + places[static_cast<std::size_t>(i)] * static_cast<std::size_t>(d);
    for (Index c = 0; c < d; ++c) set.patches(2 * i, c) = pixels[c] / 255.0 * scale;
    fill_normal_row(settings.data_seed, "noise", static_cast<std::uint64_t>(i),
                    set.patches.row(2 * i + 1).data(), static_cast<std::size_t>(d));
    set.patches.row(2 * i + 1) *= sigma_xi;
    const int label = set.labels[static_cast<std::size_t>(i)];
    set.info.insert(set.info.end(),
                    {{.is_signal = true, .label = label}, {.is_signal = false, .label = label}});
  }
  return set;
}

}  // namespace featdyn::numerics
