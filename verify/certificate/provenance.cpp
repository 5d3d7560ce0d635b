#include "verify/certificate/provenance.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cstring>

#include "numerics/data/initial_scales.hpp"
#include "numerics/data/labels.hpp"

namespace featdyn::verify {
namespace {

using numerics::Dataset;
using numerics::Index;
using numerics::Matrix;
using numerics::Problem;
using numerics::Settings;

bool scales_weights(const Settings& settings) {
  return !settings.init.signal_std.empty() || settings.init.noise_std;
}

/// Whether the data model reads files that only its own code understands.
bool has_unknown_files(const Settings& settings) {
  const auto* own = std::get_if<numerics::ExtensionDataSettings>(&settings.data);
  return own != nullptr && !own->values.files.empty();
}

bool makes_weights(const Settings& settings) {
  return !settings.init.weights && !(has_unknown_files(settings) && scales_weights(settings));
}

/// A NaN is in no certificate, and -0 is not 0 here.
bool is_equal(const Matrix<double>& x, const Matrix<double>& y) {
  return x.rows() == y.rows() && x.cols() == y.cols() &&
         std::memcmp(x.data(), y.data(), static_cast<std::size_t>(x.size()) * sizeof(double)) == 0;
}

Sizes generated(const numerics::SignalNoiseSettings& data) {
  const auto n = static_cast<double>(data.samples), noises = static_cast<double>(data.noise_patches);
  return {.patches = static_cast<double>(data.classes + data.scaled_signals()) + n * noises,
          .dimension = static_cast<double>(data.patch_length()),
          .samples = n,
          .per_sample = static_cast<double>(data.signal_patches) + noises};
}

/// The sizes that the settings give, as far as they are known without files and without a user's code.
Sizes wanted_sizes(const Settings& settings, const Dataset& stored) {
  if (const auto known = sizes_of_settings(settings)) return *known;
  Sizes sizes = sizes_of(stored);
  if (const auto* mnist = std::get_if<numerics::NoisyMnistSettings>(&settings.data)) {
    sizes.samples = static_cast<double>(mnist->digits.size()) * static_cast<double>(mnist->samples_per_digit);
    sizes.per_sample = 2;
  }
  if (!std::holds_alternative<numerics::ExtensionDataSettings>(settings.data))
    sizes.patches = sizes.samples * sizes.per_sample;
  return sizes;
}

/// The data as the settings make them, with what comes from files taken from those stored.
struct MakeAgain {
  const Settings& settings;
  const Dataset& stored;

  Dataset operator()(const numerics::TwoPatchSettings&) const { return make_dataset(settings); }
  Dataset operator()(const numerics::SignalNoiseSettings&) const { return make_dataset(settings); }
  Dataset operator()(const numerics::FileSettings&) const {
    return numerics::sample_major(stored.patches, stored.sample_patches.cols(), stored.labels);
  }
  Dataset operator()(const numerics::NoisyMnistSettings& data) const {
    Dataset set = numerics::noisy_mnist_without_images(data, settings, stored.dimension());
    for (Index i = 0; i < set.samples(); ++i) set.patches.row(2 * i) = stored.patches.row(2 * i);
    numerics::flip_labels(set, settings.label_noise.value, settings.data_seed);
    return set;
  }
  Dataset operator()(const numerics::ExtensionDataSettings&) const {
    return has_unknown_files(settings) ? stored : make_dataset(settings);
  }
  Dataset operator()(const numerics::SpectrumSettings& data) const {
    return data.is_file() ? stored : make_dataset(settings);
  }
};

std::string shown(const Sizes& sizes) {
  return fmt::format("{:.0f} patches in R^{:.0f}, {:.0f} samples of {:.0f}", sizes.patches, sizes.dimension,
                     sizes.samples, sizes.per_sample);
}

/// Labels: one a sample, or none where the settings name no file of them.
bool fits_labels(const Settings& settings, const Dataset& stored) {
  const auto* file = std::get_if<numerics::FileSettings>(&settings.data);
  if (file == nullptr) return true;  // compared
  return std::ssize(stored.labels) == (file->labels ? stored.samples() : 0);
}

}  // namespace

Sizes sizes_of(const Dataset& data) {
  return {.patches = static_cast<double>(data.count()),
          .dimension = static_cast<double>(data.dimension()),
          .samples = static_cast<double>(data.samples()),
          .per_sample = static_cast<double>(data.sample_patches.cols())};
}

std::optional<Sizes> sizes_of_settings(const Settings& settings) {
  const auto data = signal_noise(settings.data);
  return data ? std::optional(generated(*data)) : std::nullopt;
}

Provenance provenance_of(const Settings& settings) {
  Provenance result;
  const auto list = [&](bool is_made, const char* what) {
    (is_made ? result.made : result.stored).emplace_back(what);
  };
  const auto* spectrum = std::get_if<numerics::SpectrumSettings>(&settings.data);
  const bool is_file = std::holds_alternative<numerics::FileSettings>(settings.data) ||
                       (spectrum != nullptr && spectrum->is_file()),
             is_mnist = std::holds_alternative<numerics::NoisyMnistSettings>(settings.data),
             is_unknown = has_unknown_files(settings);
  if (is_mnist) {
    list(false, "patches that are images");
    list(true, "patches of noise");
  } else {
    list(!is_file && !is_unknown, "patches");
  }
  list(!is_unknown, "sample_patches");
  list(!is_file && !is_unknown, "labels");
  list(makes_weights(settings), "weights");
  if (settings.init.second_layer) list(false, "second_layer");
  if (settings.training.update.batch_size) list(true, "batches");
  if (settings.draws_label_factors()) list(true, "label factors");
  return result;
}

std::string mode_of(const Settings& settings) {
  const auto [made, stored] = provenance_of(settings);
  if (stored.empty()) return fmt::format("of the numbers that config makes: {}", fmt::join(made, ", "));
  return fmt::format("of these stored numbers only: {} (config makes {})", fmt::join(stored, ", "),
                     made.empty() ? "nothing" : fmt::format("{}", fmt::join(made, ", ")));
}

std::string difference_from_settings(const Problem& problem) {
  const Settings& settings = problem.settings;
  const Dataset& stored = problem.data;
  if (const Sizes wanted = wanted_sizes(settings, stored); wanted != sizes_of(stored))
    return fmt::format("data has {}, config has {}", shown(sizes_of(stored)), shown(wanted));
  if (!fits_labels(settings, stored)) return "labels are not those of the samples that config names";
  const Dataset made = std::visit(MakeAgain{settings, stored}, settings.data);
  if (!is_equal(made.patches, stored.patches)) return "patches are not, bit by bit, those that config makes";
  if (made.sample_patches.rows() != stored.sample_patches.rows() ||
      made.sample_patches.cols() != stored.sample_patches.cols() ||
      (made.sample_patches.array() != stored.sample_patches.array()).any())
    return "sample_patches are not those that config makes";
  if (made.labels != stored.labels) return "labels are not those that config makes";
  if (makes_weights(settings) && !is_equal(numerics::make_scaled_weights(settings, made), problem.weights))
    return "weights are not, bit by bit, those that config makes";
  return "";
}

}  // namespace featdyn::verify
