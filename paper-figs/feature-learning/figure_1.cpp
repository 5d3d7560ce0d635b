#include <fmt/format.h>

#include "paper-figs/figure/overlap_panels.hpp"
#include "paper-figs/figure/wording.hpp"

namespace featdyn::figures {
namespace {

std::vector<OverlapPart> figure_1_parts(const Request& request) {
  std::vector<OverlapPart> all;
  for (const char* norm : {"5", "15"}) {
    const std::string change = std::string("data.signal_norm=") + norm;
    const bool low = std::string(norm) == "5";
    all.push_back({.table = low ? "denoiser-low" : "denoiser-high",
                   .title = "",
                   .settings = request.setting("figure-2-low", {change, "training.record_every=\"log\""})});
    all.push_back({.table = low ? "classifier-low" : "classifier-high",
                   .title = "",
                   .settings = request.setting("classification", {change, "training.record_every=\"log\""})});
  }
  return all;
}

verify::Panel plane(const Data& data, const OverlapPart& denoiser, const OverlapPart& classifier) {
  const auto path = [&](const std::string& table, const char* title, const char* colour) {
    return verify::Series{
        .csv = data.path(table), .x = "noise", .y = "signal", .title = title, .colour = colour};
  };
  return {.title = n_snr_squared_phrase(denoiser.settings),
          .x_label = "mean |overlap| with noise",
          .y_label = "mean |overlap| with signal",
          .log_x = true,
          .log_y = true,
          .series = {path(denoiser.table, "denoiser", verify::colour::denoiser),
                     path(classifier.table, "classifier", verify::colour::classifier),
                     {.csv = data.path(denoiser.table),
                      .x = "noise",
                      .y = "noise",
                      .title = "balance",
                      .colour = verify::colour::grey,
                      .stroke = verify::Stroke::dashed}}};
}

}  // namespace

/// Figure 1, the idea [content P]: the paths of training in the plane of noise and signal.
Plan plan_figure_1(const Request& request) {
  const auto all = figure_1_parts(request);
  Plan plan = overlap_plan(request, all, 2, {});
  plan.picture = [all, tables = plan.tables](const Data& data) -> Picture {
    const std::string caption = fmt::format(
        "Training as a path in the plane of noise (right) and signal (up); the dashed diagonal is balance. "
        "The "
        "denoiser ends beside the diagonal whichever is stronger, at signal / noise = {}; the classifier "
        "runs "
        "along one axis and ends at {}: the winner takes all, and n SNR^2 decides who wins.",
        end_ratios(data, all, theory::Objective::diffusion),
        end_ratios(data, all, theory::Objective::classification));
    return {.figure = {.columns = 2,
                       .panels = {plane(data, all[0], all[1]), plane(data, all[2], all[3])},
                       .caption = fmt::format("{}; paths of the mean over {} seeds.",
                                              setting_sentence(tables), tables[0].groups[0].runs.size())},
            .caption = caption};
  };
  return plan;
}

}  // namespace featdyn::figures
