#include <fmt/format.h>

#include "paper-figs/figure/both_models.hpp"

namespace featdyn::figures {
namespace {

std::vector<std::string> gram(int norm, int percent) {
  return {
      fmt::format("data.signal_gram=[[{0}, {1}], [{1}, {0}]]", norm * norm, norm * norm * percent / 100.0)};
}

}  // namespace

/// Asked for by the paper's readers [P]: what if the two signals are not orthogonal?
Plan plan_correlated_signals(const Request& request) {
  Variation variation{.x_label = "cosine between the two signals", .points = {}};
  for (const int percent : {-80, -60, -40, -20, 0, 20, 40, 60, 80})
    variation.points.push_back({.x = percent / 100.0, .low = gram(5, percent), .high = gram(15, percent)});
  return both_models_plan(
      request, variation,
      "The two signals of equal norm (5 and 15) at an angle; 0 is the paper's orthogonal case.");
}

}  // namespace featdyn::figures
