#pragma once

#include "verify/theorem/domain/parameters.hpp"
#include "verify/theorem/file/stated_theorem.hpp"

namespace featdyn::verify {

/// What the names of a theorem are at one setting: parameters, constants, `end`, `symmetric_ratio`.
class PointNumbers {
 public:
  PointNumbers(const numerics::Settings& settings, const Stated& stated);
  std::optional<double> operator()(const std::string& name) const;
  void set(const std::string& name, double value) { numbers_[name] = value; }

 private:
  Parameters parameters_;
  std::map<std::string, double> numbers_;
};

/// The ratio of signal to noise overlap on the symmetric branch of stationary points [derived, docs/mathematics/stationary.md]: of
/// the setting with exactly orthogonal patches, its classes merged. NaN where there is none, or where R^d
/// cannot hold it: d < N + m - 1.
double symmetric_ratio(const numerics::Settings& settings);

}  // namespace featdyn::verify
