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

bool is_same_number(double one, double other) {
  return std::abs(one - other) <= rounding_apart * std::abs(other);
}

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
  const auto found = derived(name);
  if (!found) {
    const auto known = exact(name);
    return known ? std::optional(theory::to_real<Ball>(*known)) : std::nullopt;
  }
  return is_same_number(static_cast<double>(*found), *rounded) ? found : std::nullopt;
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

std::optional<theory::Rational> EnclosedNumbers::exact(const std::string& name) const {
  if (name == "end") return theory::Rational(settings_.training.steps);
  const auto rounded = rounded_.find(name);
  if (!rounded) return std::nullopt;
  if (const auto known = literals_.find(key_of(name, settings_)); known != literals_.end()) try {
      const theory::Rational value = theory::rational_from_decimal(known->second);
      if (is_same_number(theory::to_real<double>(value), *rounded)) return value;
    } catch (const std::invalid_argument&) {  // no number
    }
  const bool counts = *rounded == std::floor(*rounded) && std::abs(*rounded) < 1e15;
  return counts && !derived(name) ? std::optional(theory::Rational(std::lround(*rounded))) : std::nullopt;
}

}  // namespace featdyn::verify
