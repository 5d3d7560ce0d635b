#include "verify/methods.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace featdyn::verify {

const std::vector<MethodInfo>& methods() {
  static const std::vector<MethodInfo> all{
      {"recurrence", "exact coefficient recurrence in (A, G), free of the dimension d (default)"},
      {"network", "gradient descent of the real d-dimensional network, exact noise expectation"},
      {"network-mc", "the same with fresh Monte Carlo noise every step, as in the paper's experiments"},
      {"decomposition", "the recurrence in the coefficients (gamma, rho) of the signal-noise decomposition"}};
  return all;
}

void require_method(const std::string& method, const numerics::Settings& settings, int digits) {
  const auto known =
      std::ranges::find(methods(), method, [](const MethodInfo& info) { return std::string(info.name); });
  if (known == methods().end()) {
    std::vector<std::string> names;
    for (const MethodInfo& info : methods()) names.emplace_back(info.name);
    throw numerics::InputError(
        {"--method", 1}, fmt::format("unknown method, read {}, allowed: {}", method, fmt::join(names, ", ")));
  }
  if (method == "network-mc" && settings.objective == theory::Objective::classification)
    throw numerics::InputError(
        settings.document.origin("network.objective"),
        "network.objective: the classifier has no noise to draw, read \"classification\" with "
        "network-mc, allowed: method network, or objective \"diffusion\"");
  if (method == "network-mc" && digits > numerics::double_digits)
    throw numerics::InputError(
        {"--digits", 1},
        fmt::format("Monte Carlo noise is made of doubles, read {} with network-mc, allowed: at "
                    "most {}, or another method",
                    digits, numerics::double_digits));
}

}  // namespace featdyn::verify
