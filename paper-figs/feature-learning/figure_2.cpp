#include <fmt/format.h>

#include "paper-figs/figure/overlap_panels.hpp"
#include "paper-figs/figure/wording.hpp"

namespace featdyn::figures {
namespace {

OverlapPart part(const Request& request, bool diffuses, bool low) {
  const auto settings = request.setting(diffuses ? "figure-2-low" : "classification",
                                        {low ? "data.signal_norm=5" : "data.signal_norm=15"});
  return {
      .table = fmt::format("{}-{}", diffuses ? "denoiser" : "classifier", low ? "low" : "high"),
      .title = fmt::format("{}, {}", diffuses ? "Denoiser" : "Classifier", n_snr_squared_phrase(settings)),
      .settings = settings};
}

}  // namespace

/// Figure 2 [panels P; d, n, m, |mu|, sigma_0, t recollected; learning rates ours].
Plan plan_figure_2(const Request& request) {
  const std::vector<OverlapPart> parts{part(request, true, true), part(request, true, false),
                                       part(request, false, true), part(request, false, false)};
  return overlap_plan(request, parts, 2, [parts](const Data& data) {
    return fmt::format(
        "The denoiser (top) learns signal and noise together: signal / noise ends at {}. The classifier "
        "(bottom) learns one and leaves the other near its start: {}.",
        end_ratios(data, parts, theory::Objective::diffusion),
        end_ratios(data, parts, theory::Objective::classification));
  });
}

}  // namespace featdyn::figures
