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

/// How far the one that is learned less comes from its start: "1.2 times", of both classifiers "1.2 and 3.4 times".
std::string left_behind(const Data& data, const std::vector<OverlapPart>& parts) {
  std::string text;
  for (const OverlapPart& part : parts) {
    if (part.settings.objective != theory::Objective::classification) continue;
    const Csv overlaps = data.read(part.table);
    const double signal = overlaps.last("signal") / overlaps.first("signal"),
                 noise = overlaps.last("noise") / overlaps.first("noise");
    text += fmt::format("{}{:.2g}", text.empty() ? "" : " and ", signal < noise ? signal : noise);
  }
  return text + " times";
}

}  // namespace

/// Figure 2 [panels P; d, n, m, |mu|, sigma_0, t recollected; learning rates ours].
Plan plan_figure_2(const Request& request) {
  const std::vector<OverlapPart> parts{part(request, true, true), part(request, true, false),
                                       part(request, false, true), part(request, false, false)};
  return overlap_plan(request, parts, 2, [parts](const Data& data) {
    return fmt::format(
        "The denoiser (top) learns signal and noise together: signal / noise ends at {}. The classifier "
        "(bottom) learns one of the two: it ends at {}, where the other is {} its start.",
        end_ratios(data, parts, theory::Objective::diffusion),
        end_ratios(data, parts, theory::Objective::classification), left_behind(data, parts));
  });
}

}  // namespace featdyn::figures
