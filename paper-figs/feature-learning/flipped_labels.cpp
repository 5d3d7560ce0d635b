#include <fmt/format.h>

#include "paper-figs/figure/both_models.hpp"

namespace featdyn::figures {

/// Asked for by the paper's readers [P]: what do flipped labels do? The denoiser sees none.
Plan plan_label_noise(const Request& request) {
  Variation variation{.x_label = "probability that a label is flipped", .points = {}};
  for (const char* share : {"0", "0.05", "0.1", "0.15", "0.2", "0.25", "0.3", "0.35", "0.4"}) {
    const std::string flips = fmt::format("data.label_noise={}", share);
    variation.points.push_back({.x = std::strtod(share, nullptr),
                                .low = {flips, "data.signal_norm=5"},
                                .high = {flips, "data.signal_norm=15"}});
  }
  return both_models_plan(request, variation,
                          "Labels are flipped at random. The denoiser does not see labels; the classifier "
                          "has to learn the noise of the samples whose label is wrong.");
}

}  // namespace featdyn::figures
