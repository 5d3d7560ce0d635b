#pragma once

#include <map>
#include <optional>
#include <string>

#include "numerics/scalar/arb_number.hpp"
#include "numerics/settings/settings.hpp"
#include "verify/theorem/domain/parameters.hpp"

namespace featdyn::verify {

/// The numbers of a setting by the names of Parameters, as balls: decimals are those decimals.
class EnclosedNumbers {
 public:
  explicit EnclosedNumbers(const numerics::Settings& settings);
  /// At the working precision. Nothing where the setting has no such number, or it is known in double alone.
  std::optional<numerics::Ball> find(const std::string& name) const;
  /// Of a decimal or a count, itself.
  std::optional<theory::Rational> exact(const std::string& name) const;

 private:
  std::optional<numerics::Ball> derived(const std::string& name) const;

  const numerics::Settings& settings_;
  Parameters rounded_;
  std::map<std::string, std::string> literals_;  ///< by settings key
};

}  // namespace featdyn::verify
