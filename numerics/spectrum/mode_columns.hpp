#pragma once

#include <string>
#include <vector>

#include "numerics/settings/scale_rule.hpp"
#include "numerics/spectrum/modes.hpp"

namespace featdyn::numerics {

/// The variance that samples have along each mode, and how far the rule may be from the integral, relative:
///   lambda~ = s_T^2 exp(-2 int_{s_0}^{s_T} (1 - w(s)) ds/s),
/// where x(s_T) ~ N(0, s_T^2) is led down dx/ds = (x - D(x; s))/s by linear denoisers that share their modes.
template <class R>
struct GeneratedVariance {
  std::vector<R> values, errors;
};
/// From weights, scales x modes.
template <class R>
GeneratedVariance<R> generated_variance(const ScaleRule& rule, double largest_scale,
                                        const Matrix<R>& weights);

/// What trajectory.csv shows of modes, where a run shows them: mode_1, .. and alignment; of a denoiser for each noise
/// scale generated_1, .. and generated_error, the largest relative error of the rule.
template <class R>
class ModeColumns {
 public:
  explicit ModeColumns(const Problem& problem);
  /// Empty where a run shows none.
  const std::vector<std::string>& names() const { return names_; }
  /// In the order of names(), of the overlaps A.
  std::vector<R> values(const Matrix<R>& A) const;
  const Modes<R>& modes() const { return modes_; }

 private:
  Settings settings_;
  Modes<R> modes_;
  std::vector<std::string> names_;
  ScaleRule rule_;
};

/// The weights of the modes at each noise scale, scales x modes, from overlaps that stand below each other.
template <class R>
Matrix<R> weights_on_scales(const Settings& settings, const Modes<R>& modes, const Matrix<R>& A);

}  // namespace featdyn::numerics
