#include <fmt/format.h>

#include "paper-figs/figure/overlap_panels.hpp"
#include "paper-figs/figure/wording.hpp"

namespace featdyn::figures {
namespace {

std::vector<OverlapPart> more_snr_parts(const Request& request) {
  std::vector<OverlapPart> all;
  for (const char* model : {"figure-2-low", "classification"})
    for (const char* norm : {"2", "8", "10", "20"}) {
      const bool diffuses = std::string(model) == "figure-2-low";
      const auto settings = request.setting(model, {std::string("data.signal_norm=") + norm});
      all.push_back({.table = fmt::format("{}-{}", diffuses ? "denoiser" : "classifier", norm),
                     .title = fmt::format("{}, {}", diffuses ? "Denoiser" : "Classifier",
                                          n_snr_squared_phrase(settings)),
                     .settings = settings});
    }
  return all;
}

}  // namespace

/// The appendix's further SNR values [P; the values themselves are ours].
Plan plan_more_snr(const Request& request) {
  const auto all = more_snr_parts(request);
  return overlap_plan(request, all, 4, [all](const Data& data) {
    return fmt::format(
        "As Figure 2, at four more signal strengths. Denoiser (top): signal / noise ends at {}. Classifier "
        "(bottom): {}. Between the extremes the denoiser moves by small factors, the classifier by orders of "
        "magnitude.",
        end_ratios(data, all, theory::Objective::diffusion),
        end_ratios(data, all, theory::Objective::classification));
  });
}

}  // namespace featdyn::figures
