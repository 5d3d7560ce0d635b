#include <fmt/format.h>

#include "paper-figs/figure/overlap_panels.hpp"
#include "paper-figs/figure/wording.hpp"

namespace featdyn::figures {
namespace {

std::vector<OverlapPart> noised_parts(const Request& request) {
  std::vector<OverlapPart> all;
  for (const bool noised : {false, true})
    for (const char* norm : {"5", "15"}) {
      const auto settings = request.setting(
          "classification", {fmt::format("data.signal_norm={}", norm), "network.loss=square",
                             "diffusion.time=0.2", fmt::format("network.noised_inputs={}", noised),
                             "training.steps=40000", "training.record_every=\"log\""});
      const char* const inputs = noised ? "noised" : "clean";
      all.push_back({.table = fmt::format("{}-{}", inputs, norm),
                     .title = fmt::format("{} inputs, {}", inputs, n_snr_squared_phrase(settings)),
                     .settings = settings});
    }
  return all;
}

}  // namespace

/// Is it the noise on the inputs that balances the denoiser? A classifier that sees the same noise, exactly.
Plan plan_noised_classifier(const Request& request) {
  const auto all = noised_parts(request);
  return overlap_plan(request, all, 2, [all](const Data& data) {
    return fmt::format(
        "The classifier with the square loss, on clean inputs and on inputs noised as the denoiser's are, "
        "the loss "
        "averaged over the noise exactly. Signal / noise at the last step, {}.",
        ends_of(data, all));
  });
}

}  // namespace featdyn::figures
