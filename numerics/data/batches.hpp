#pragma once

#include <vector>

#include "numerics/data/dataset.hpp"

namespace featdyn::numerics {

/// Mini-batches: every epoch goes through all n samples in an order of its own, the stream (init.seed,
/// "batches", epoch), in ceil(n / size) batches; the last of an epoch holds what is left.
class Batches {
 public:
  /// Throws InputError for a batch of more than n samples.
  Batches(const Settings& settings, Index samples);
  /// The samples of a step.
  std::vector<Index> samples_of(long step) const;

 private:
  std::uint64_t seed_;
  Index samples_, size_;
};

/// The weights c_p when only these samples count, 1 x N.
template <class R>
Matrix<R> patch_weights_of(const Dataset& data, const std::vector<Index>& samples) {
  std::vector<long> count(static_cast<std::size_t>(data.count()), 0);
  for (const Index i : samples)
    for (Index q = 0; q < data.sample_patches.cols(); ++q)
      ++count[static_cast<std::size_t>(data.sample_patches(i, q))];
  Matrix<R> c(1, data.count());
  for (Index p = 0; p < c.cols(); ++p)
    c(0, p) = theory::ratio<R>(count[static_cast<std::size_t>(p)], static_cast<long>(samples.size()));
  return c;
}

/// The weights of the samples themselves, 1 x n: 1 / (size of the batch) or 0.
template <class R>
Matrix<R> shares_of(const Dataset& data, const std::vector<Index>& samples) {
  Matrix<R> shares = Matrix<R>::Zero(1, data.samples());
  for (const Index i : samples) shares(0, i) = theory::ratio<R>(1, static_cast<long>(samples.size()));
  return shares;
}

}  // namespace featdyn::numerics
