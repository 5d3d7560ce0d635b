#pragma once

#include <vector>

#include "numerics/linear/matrix.hpp"
#include "numerics/settings/settings.hpp"

namespace featdyn::numerics {

/// What a distinct patch is, for the summary columns and the figures.
struct PatchInfo {
  bool is_signal;
  /// The class whose neurons its overlap is read from in classification: a signal's own, for noise the label
  /// given to its sample; 0 without labels.
  int label;
  /// A multiple of an earlier signal: its overlaps are that multiple of the earlier one's and are not counted again.
  bool is_multiple = false;
};

/// n samples of P patches each, stored as N distinct patch vectors.
struct Dataset {
  Matrix<double> patches;       ///< N x d, row p is x_p
  std::vector<PatchInfo> info;  ///< N
  /// n x P: which distinct patch is patch q of sample i.
  Eigen::Matrix<int, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> sample_patches;
  /// n: what training is told, +1 or -1; 0, 1, ... where there are more than two; empty where there are none.
  std::vector<int> labels;

  Index dimension() const { return patches.cols(); }
  Index samples() const { return sample_patches.rows(); }
  Index count() const { return patches.rows(); }
  /// How often each distinct patch occurs; times 1/n it is the weight c_p.
  std::vector<int> multiplicities() const;
  /// n x N: how often patch p occurs in sample i.
  Matrix<double> incidence() const;
};

/// The data that the settings name. Deterministic in data_seed and independent of the number of threads.
/// Throws InputError for files that cannot be read, do not fit together, or hold numbers that are not finite,
/// and for data that do not fit in memory (before they are made).
Dataset make_dataset(const Settings& settings);

/// One data model each, in its own file; the two-patch model's is signal_noise.hpp.
Dataset make_from_file(const FileSettings& data, const Settings& settings);
Dataset make_noisy_mnist(const NoisyMnistSettings& data, const Settings& settings);
/// The same in R^d with 0 in place of the images: what the settings alone make of it.
Dataset noisy_mnist_without_images(const NoisyMnistSettings& data, const Settings& settings, Index d);

/// b of a uniform start on (-b, b).
double start_bound(const Settings& settings);

/// W(0), neurons x d (one layer: d x d): from the weights file, else N(0, sigma_0^2) or uniform from init.seed.
Matrix<double> make_initial_weights(const Settings& settings, Index dimension);

/// Entries `first`, first + 1, ... of neuron r's initial weights as they are drawn from init.seed.
void fill_drawn_weights(const Settings& settings, Index r, double* values, Index count, Index first = 0);

/// V(0), neurons x d, where a file gives it.
std::optional<Matrix<double>> make_second_layer(const Settings& settings, Index dimension);

/// rows x d zeros for patches of a user's data model, refused before they are made where they and their Gram
/// matrix do not fit in memory.
Matrix<double> zero_patches(const DataValues& values, Index rows, Index dimension);

/// The samples whose patches are these n P rows, sample by sample: each a distinct patch of its own, the
/// first of a sample its signal, the others noise. Labels: n, or none.
Dataset sample_major(Matrix<double> patches, Index per_sample, std::vector<int> labels);

/// patch q of sample i is row i P + q: no two patches are merged.
Eigen::Matrix<int, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> consecutive_patches(Index samples,
                                                                                        Index per_sample);

/// Weights c_p of the patches as a row.
template <class R>
Matrix<R> patch_weights(const Dataset& data) {
  const auto multiplicities = data.multiplicities();
  Matrix<R> c(1, data.count());
  for (Index p = 0; p < c.cols(); ++p)
    c(0, p) =
        theory::ratio<R>(multiplicities[static_cast<std::size_t>(p)], static_cast<long>(data.samples()));
  return c;
}

}  // namespace featdyn::numerics
