#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "numerics/settings/decimal.hpp"

namespace featdyn::numerics {

/// Samples of one patch each, without classes, whose second moment has given eigenvalues. One of the first five says
/// which.
struct SpectrumSettings {
  std::vector<Decimal> eigenvalues = {};                 ///< a list, in any order
  std::optional<Decimal> exponent = {};                  ///< a: k^-a, k = 1 .. modes
  bool is_log_normal = false;                            ///< quantiles of a log-normal law, scaled to mean 1
  std::optional<std::filesystem::path> covariance = {};  ///< NPY, d x d: its eigenvalues and eigenvectors
  std::optional<std::filesystem::path> images = {};      ///< IDX: those of pixels / 255
  std::optional<long> modes = {};      ///< how many; of files the largest, nothing: all above rounding
  std::optional<long> dimension = {};  ///< d >= modes, else the number of modes; of a list or a law
  bool is_centred = false;  ///< the mean is 0: a sample comes with its negative, images lose their mean

  /// How many eigenvalues a list or a law has; 0: a file says.
  long count() const {
    return eigenvalues.empty() ? modes.value_or(0) : static_cast<long>(eigenvalues.size());
  }
  bool is_file() const { return covariance || images; }
};

/// A network of its own for each of several noise scales s, all from the same start: alpha = 1, beta = s.
struct ScalesSettings {
  std::vector<Decimal> betas = {};            ///< increasing; none: one network at alpha and beta
  std::optional<Decimal> from = {}, to = {};  ///< the nodes of a Gauss-Kronrod rule in ln s instead of a list
  long panels = 0;                            ///< of that rule, 15 nodes each

  bool empty() const { return betas.empty(); }
};

}  // namespace featdyn::numerics
