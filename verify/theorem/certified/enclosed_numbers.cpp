#include "verify/theorem/certified/enclosed_numbers.hpp"

#include <cmath>

#include "numerics/points/krawczyk.hpp"
#include "numerics/scalar/ball_functions.hpp"
#include "numerics/scalar/enclosures.hpp"
#include "verify/experiment/branch_law.hpp"
#include "verify/theorem/domain/point_numbers.hpp"

namespace featdyn::verify {
namespace {

using numerics::Ball;

/// What two ways of rounding one number may differ by.
constexpr double rounding_apart = 1e-12;

std::optional<Ball> symmetric_ratio_of(const numerics::Settings& settings) {
  if (!std::isfinite(symmetric_ratio(settings))) return std::nullopt;
  const numerics::Problem merged = merged_problem(settings);
  const auto point = symmetric_branch(merged);
  const numerics::Existence existence = numerics::prove_existence(merged, *point);
  if (!existence.proved) return std::nullopt;
  return numerics::hull(theory::to_real<Ball>(existence.ratio.lower),
                        theory::to_real<Ball>(existence.ratio.upper));
}

}  // namespace

EnclosedNumbers::EnclosedNumbers(const numerics::Settings& settings)
    : settings_(settings), rounded_(settings) {
  for (const auto& [path, text] : numerics::used_parameters(settings)) literals_[path] = text;
}

/// What Parameters calls this by a double is the same number.
std::optional<Ball> EnclosedNumbers::find(const std::string& name) const {
  if (name == "end") return Ball(settings_.training.steps);
  if (name == "pi") return numerics::pi();
  if (name == "symmetric_ratio") return symmetric_ratio_of(settings_);
  const auto rounded = rounded_.find(name);
  if (!rounded) return std::nullopt;
  auto found = derived(name);
  if (!found) found = literal(name);
  if (!found && *rounded == std::floor(*rounded)) found = Ball(*rounded);  // it counts something
  if (!found) return std::nullopt;
  const double apart = std::abs(static_cast<double>(*found) - *rounded);
  return apart <= rounding_apart * std::abs(*rounded) ? found : std::nullopt;
}

std::optional<Ball> EnclosedNumbers::derived(const std::string& name) const {
  if (name == "SNR") {
    const auto mu = find("|mu|"), noise = find("sigma_xi"), d = find("d");
    if (mu && noise && d) return *mu / (*noise * sqrt(*d));
  }
  if (name == "alpha" || name == "beta") {
    const auto levels = numerics::signal_and_noise_level<Ball>(settings_.diffusion);
    return name == "alpha" ? levels.first : levels.second;
  }
  return std::nullopt;
}

std::optional<Ball> EnclosedNumbers::literal(const std::string& name) const {
  const auto known = literals_.find(key_of(name, settings_));
  if (known == literals_.end()) return std::nullopt;
  try {
    return theory::to_real<Ball>(theory::rational_from_decimal(known->second));
  } catch (const std::invalid_argument&) {  // no number
    return std::nullopt;
  }
}

}  // namespace featdyn::verify
