#include <fmt/format.h>

#include "paper-figs/measurements.hpp"
#include "paper-figs/wording.hpp"

namespace featdyn::figures {
namespace {

constexpr const char* shown_of[] = {"recurrence", "network", "flow"};

Picture picture(const Data& data, const std::vector<Table>& tables) {
  const auto csv = data.path("runs");
  const auto steps = static_cast<double>(tables[0].groups[0].runs[0].training.steps);
  verify::Panel above{.title = "Three methods",
                      .x_label = "step",
                      .y_label = "mean |overlap|",
                      .log_y = true,
                      .x_tick = verify::tick_distance(steps),
                      .series = {}};
  for (const char* method : shown_of)
    for (const bool is_signal : {true, false})
      above.series.push_back(
          {.csv = csv,
           .x = "step",
           .y = fmt::format("{}_{}", method, is_signal ? "signal" : "noise"),
           .title = std::string(method) == "recurrence" ? (is_signal ? "signal" : "noise") : "",
           .colour = is_signal ? verify::colour::signal : verify::colour::noise,
           .dashed = std::string(method) == "flow"});
  verify::Panel below{.title = "Largest difference from the recurrence",
                      .x_label = "step",
                      .y_label = "|difference|",
                      .log_y = true,
                      .x_tick = verify::tick_distance(steps),
                      .series = {{.csv = csv,
                                  .x = "step",
                                  .y = "flow_gap",
                                  .title = "gradient flow",
                                  .colour = verify::colour::grey,
                                  .dashed = true},
                                 {.csv = csv,
                                  .x = "step",
                                  .y = "network_gap",
                                  .title = "network in R^d",
                                  .colour = verify::colour::other}}};
  const Csv runs = data.read("runs");
  return {.figure = {.columns = 1, .panels = {above, below}, .caption = setting_sentence(tables) + "."},
          .caption = fmt::format("One denoiser by the recurrence in the coefficients, the real network in "
                                 "R^d and the gradient flow (dashed). The overlaps (top) cannot be told "
                                 "apart; the differences (bottom) can: the network stays within {:.1e} of "
                                 "the recurrence, which is rounding, the flow within {:.1e}, which is the "
                                 "learning rate. Overlaps end near {:.2g}.",
                                 runs.greatest("network_gap"), runs.greatest("flow_gap"),
                                 runs.last("recurrence_signal"))};
}

}  // namespace

/// The checker's own: three ways to every number.
Plan plan_methods(const Request& request) {
  const std::vector<Table> tables{request.one_run("runs", request.setting("figure-2-low"), method_gaps())};
  return {.tables = tables, .picture = [tables](const Data& data) { return picture(data, tables); }};
}

}  // namespace featdyn::figures
