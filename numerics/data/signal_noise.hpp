#pragma once

#include "numerics/data/dataset.hpp"

namespace featdyn::numerics {

/// mu_1 .. mu_k in their span, k x rank: diagonal for orthogonal signals, else the Cholesky factor of the
/// Gram matrix, whose exact factorisation leaves each entry three roundings from its value.
Matrix<double> signal_vectors(const SignalNoiseSettings& data);

/// The N patch vectors, any columns of which can be made without the rest.
class SignalNoisePatches {
 public:
  SignalNoisePatches(const SignalNoiseSettings& data, std::uint64_t seed);
  /// Columns `first`, first + 1, ... of the patches, as many as `block` (N rows) has.
  void fill(Index first, Matrix<double>& block) const;

 private:
  void fill_noise(Index patch, Index first, Index count, double* values) const;

  SignalNoiseSettings data_;
  std::uint64_t seed_;
  Matrix<double> signals_;
  std::vector<double> deviations_;    ///< of the coordinates off the signals, in units of sigma_xi
  std::vector<std::string> streams_;  ///< one for each of a sample's noise patches
};

/// All but the vectors: patches is N x 0.
Dataset describe_signal_noise(const SignalNoiseSettings& data, const Settings& settings);

/// Rows mu_1 .. mu_k, then the noise patches of sample 1, of sample 2, ..., then the signals times the second of
/// data.signal_scales, the third, ... The signals lie on the first
/// axes, as many as they span, so that noise with zeros there is N(0, Sigma) projected off them exactly: for
/// two orthogonal signals and Sigma = sigma_xi^2 I it is N(0, sigma_xi^2 (I - sum_j mu_j mu_j^T / |mu|^2))
/// [section 1 of the paper].
Dataset make_signal_noise(const SignalNoiseSettings& data, const Settings& settings);

/// SNR_j = |mu_j| / sqrt(d s^2), s^2 the mean variance of a noise coordinate (sigma_xi^2 without a spectrum):
/// d s^2 is the trace of Sigma in R^d.
std::vector<double> signal_to_noise_ratios(const SignalNoiseSettings& data);

/// Pairs (p, q), p != q, of distinct patches that are multiples of each other: signals mu and -mu of one vector, or
/// mu_y and its multiples by data.signal_scales.
std::vector<std::pair<Index, Index>> patches_on_one_line(const DataSettings& data);

}  // namespace featdyn::numerics
