#pragma once

#include <optional>

#include "numerics/settings/settings.hpp"
#include "theory/rational.hpp"

namespace featdyn::numerics {

/// Training counts as come to rest where |grad L| is at most this share of what it was at the first step,
/// unless training.until says a gradient norm.
inline constexpr long rest_share = 1000;

/// When training has come to rest.
template <class R>
class Rest {
 public:
  explicit Rest(const TrainingSettings& training) : stops_(training.until.has_value()) {
    if (stops_) limit_ = theory::to_real<R>(training.until->value);
  }
  /// Asked at every step from the first on.
  bool reached(const R& gradient_norm) {
    if (!limit_) limit_ = gradient_norm * theory::ratio<R>(1, rest_share);
    return gradient_norm <= *limit_;
  }
  /// Whether training ends there.
  bool stops() const { return stops_; }
  /// Of |grad L|; nothing before the first step.
  std::optional<R>& limit() { return limit_; }

 private:
  bool stops_;
  std::optional<R> limit_;
};

}  // namespace featdyn::numerics
