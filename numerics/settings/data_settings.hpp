#pragma once

#include <filesystem>
#include <optional>
#include <variant>
#include <vector>

#include "numerics/settings/data_values.hpp"
#include "numerics/settings/spectrum_settings.hpp"

namespace featdyn::numerics {

/// The paper's two patches a sample: mu_y, and xi ~ N(0, sigma_xi^2) orthogonal to both signals.
struct TwoPatchSettings {
  long dimension;  ///< d >= 3
  long samples;    ///< n >= 1
  Decimal signal_norm, noise_std;
  bool random_labels;
};

/// Standard deviations of the noise along its coordinates, in units of sigma_xi; 1 everywhere where neither
/// is given.
struct NoiseSpectrum {
  struct Block {
    Decimal fraction, std;
  };
  std::vector<Block> blocks;        ///< consecutive parts of the coordinates
  std::optional<Decimal> exponent;  ///< a: the variance of coordinate k is k^-a
};

/// The two-patch model with another number, geometry or share of classes, of patches or another noise.
struct SignalNoiseSettings {
  long dimension;                     ///< d, more than the signals span
  long samples;                       ///< n
  long classes;                       ///< k >= 2
  std::vector<Decimal> signal_norms;  ///< k, of orthogonal signals; empty where the Gram matrix is given
  std::vector<std::vector<Decimal>> signal_gram;  ///< k x k, positive semidefinite
  std::vector<Decimal> class_balance;  ///< k shares, or that of the first of two; empty: equal shares
  long signal_patches, noise_patches;  ///< a sample
  Decimal noise_std;
  NoiseSpectrum noise_spectrum;
  bool random_labels;
  bool antipodal = false;                ///< mu_{-1} = -mu_{+1}, two classes
  bool noise_off_signals = true;         ///< noise is orthogonal to all signals
  std::optional<Decimal> constant = {};  ///< a further coordinate, the same in every patch
  /// Patch q of a sample's signal patches is signal_scales[q] mu_y, the first one mu_y; empty: all are mu_y.
  std::vector<Decimal> signal_scales = {};

  /// How many distinct patches are multiples of the signals beside these themselves.
  long scaled_signals() const {
    return signal_scales.empty() ? 0 : classes * (static_cast<long>(signal_scales.size()) - 1);
  }

  /// How many axes the signals span, which are the first ones.
  long span() const;
  /// How many coordinates the noise has.
  long noise_coordinates() const { return noise_off_signals ? dimension - span() : dimension; }
  /// d, and one more where there is a constant.
  long patch_length() const { return dimension + (constant ? 1 : 0); }
  /// What part of the samples each class has.
  std::vector<theory::Rational> shares() const;
  /// The Gram matrix of the signals where it was given.
  std::vector<std::vector<theory::Rational>> gram() const;
};

/// Patches (n x P x d, or n x d for one each) and labels (n) from NPY files.
struct FileSettings {
  std::filesystem::path patches;
  std::optional<std::filesystem::path> labels;
  bool is_centred = false;  ///< the mean of all patches is taken off each
};

/// Patch 1 an MNIST digit, patch 2 Gaussian noise.
struct NoisyMnistSettings {
  std::filesystem::path images, labels;
  std::vector<int> digits;  ///< two or more different ones, the first is the class +1
  long samples_per_digit;
  Decimal signal_scale, noise_std;
};

using DataSettings = std::variant<TwoPatchSettings, SignalNoiseSettings, FileSettings, NoisyMnistSettings,
                                  ExtensionDataSettings, SpectrumSettings>;

/// The signals and noise that are drawn; nothing for other data.
std::optional<SignalNoiseSettings> signal_noise(const DataSettings& data);

/// Whether the signals are y mu, the columns mu and -mu of one vector; not with a constant coordinate, which tells
/// them apart.
bool has_one_signal(const DataSettings& data);

/// How many classes the data have; 2 for labels from a file.
long count_classes(const DataSettings& data);

/// The two-patch settings as the special case that they are.
SignalNoiseSettings generalised(const TwoPatchSettings& data);
/// The paper's two-patch settings where these are no more.
std::optional<TwoPatchSettings> simplified(const SignalNoiseSettings& data);

}  // namespace featdyn::numerics
