#pragma once

#include <string>
#include <vector>

#include "theory/formula/names.hpp"

namespace featdyn::numerics {
struct Problem;
}

namespace featdyn::verify {

/// What a run's data and network say of sizes, labels and norms: what indices run over.
struct Facts {
  long samples = 0;                        ///< n
  long neurons = 0;                        ///< m, of each class where neurons have one
  bool neurons_have_classes = false;       ///< w[j,r]
  std::vector<double> class_labels = {};   ///< what j takes: +1, -1, or 0, 1, ...
  std::vector<double> class_samples = {};  ///< n[j]
  std::vector<double> labels = {};         ///< y[i]; empty where there are none
  std::vector<long> signal_patches = {};   ///< the column of mu[j] in the overlaps, one a class; else empty
  std::vector<long> noise_patches = {};    ///< the column of xi[i], one a sample; else empty
  std::vector<double> patch_norms = {};    ///< |x[p]|
  std::vector<double> eigenvalues =
      {};  ///< lambda[a] > 0 of sum_p c_p x_p x_p^T, the largest first; where asked for

  long patches() const { return static_cast<long>(patch_norms.size()); }

  /// How many values an index takes; the values themselves (labels for j, from 1 for the others). Not of a
  /// step.
  long size(formula::IndexKind kind) const;
  std::vector<double> values(formula::IndexKind kind) const;
};

Facts facts_of(const numerics::Problem& problem, bool with_eigenvalues);

/// As numbers, to be remembered with a run; reading moves `at` behind them.
void write(const Facts& facts, std::vector<double>& row);
Facts read_facts(const std::vector<double>& row, std::size_t& at);

}  // namespace featdyn::verify
