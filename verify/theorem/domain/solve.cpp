#include "verify/theorem/domain/solve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "theory/formula/text.hpp"
#include "verify/grid/grid.hpp"
#include "verify/theorem/domain/parameters.hpp"
#include "verify/theorem/file/stated_theorem.hpp"
#include "verify/theorem/value/evaluate.hpp"

namespace featdyn::verify {
namespace {

constexpr const char* preferred[] = {"data.signal_norm", "init.std",       "training.learning_rate",
                                     "data.noise_std",   "diffusion.time", "network.width",
                                     "data.samples",     "data.dimension"};

}  // namespace

std::set<std::string> keys_in(const formula::Expression& formula, const numerics::Settings& settings) {
  std::set<std::string> keys;
  for (const std::string& name : names_in(formula))
    for (const std::string& key : keys_behind(name, settings)) keys.insert(key);
  return keys;
}

std::string key_to_solve_for(const formula::Expression& quantity, const numerics::Settings& settings,
                             const std::set<std::string>& taken) {
  const auto keys = keys_in(quantity, settings);
  for (const char* key : preferred)
    if (keys.contains(key) && !taken.contains(key)) return key;
  for (const std::string& key : keys)
    if (!taken.contains(key)) return key;
  return "";
}

double value_at(const formula::Expression& quantity, const numerics::Settings& settings) {
  const Parameters parameters(settings);
  return number_of(quantity, {.number = [&](const std::string& name) { return parameters.find(name); }});
}

double solved(const formula::Expression& quantity, const std::string& key, double target,
              const numerics::Settings& settings) {
  constexpr double tolerance = 1e-13;
  const bool counts = is_whole(key);
  const double ahead = counts ? 2 : 1.0001;  // where the slope is looked at
  const auto at = [&](double x) {
    return value_at(quantity, vary(settings, {override_of(settings, key, x)}));
  };
  double x = Parameters(settings).find(key == "data.signal_norm" ? "|mu|" : key).value_or(1);
  if (!(x > 0)) x = 1;
  for (int round = 0; round < 60; ++round) {
    const double value = at(x), slope = std::log(at(x * ahead) / value) / std::log(ahead);
    if (std::abs(value - target) <= tolerance * std::abs(target)) return x;
    // along the power law that the quantity is there, not farther than a factor of 1000 at a time
    const double move = std::clamp(std::log(target / value) / slope, -7.0, 7.0);
    if (!std::isfinite(move)) break;
    if (std::abs(move) < (counts ? 1 / (2 * x) : tolerance)) return x;
    x *= std::exp(move);
  }
  throw std::invalid_argument(
      fmt::format("{} = {:g} cannot be solved for by {}", formula::text(quantity), target, key));
}

}  // namespace featdyn::verify
