#include <fmt/format.h>

#include "paper-figs/figure/overlap_panels.hpp"
#include "paper-figs/figure/wording.hpp"

namespace featdyn::figures {
namespace {

std::vector<OverlapPart> target_parts(const Request& request) {
  std::vector<OverlapPart> all;
  // twice this learning rate goes through growing oscillations that leave no digit of the ends of strong signals
  for (const char* norm : {"5", "15"})
    for (const char* target : {"noise", "data", "velocity", "flow"}) {
      const auto settings = request.setting(
          "figure-2-low",
          {fmt::format("data.signal_norm={}", norm), fmt::format("diffusion.target={}", target),
           "training.learning_rate=0.001", "training.steps=40000", "training.record_every=\"log\""});
      all.push_back({.table = fmt::format("{}-{}", target, norm),
                     .title = fmt::format("{} target, n SNR^2={:.3g}", target, n_snr_squared(settings)),
                     .settings = settings});
    }
  return all;
}

}  // namespace

/// Asked for by the paper's readers [P]: does balance depend on what the denoiser is trained to output?
Plan plan_targets(const Request& request) {
  const auto all = target_parts(request);
  return overlap_plan(request, all, 4, [all](const Data& data) {
    return fmt::format(
        "The denoiser trained to output the noise, the data, the velocity and the flow of matching, on the "
        "same data. Signal / noise at the last step, {}.",
        ends_of(data, all));
  });
}

}  // namespace featdyn::figures
